"""Lines of any number: those that are seen are laid out at once, the rest in steps."""

import asyncio
from typing import ClassVar, Final

from rich.segment import Segment
from textual import work
from textual.geometry import Size

from tui.widgets.line_pane import LinePane
from tui.widgets.styled_rows import StyledRows

_AT_ONCE: Final = 100
"""Rows that are laid out in one step."""
_EMPTY: Final = 3
"""Lines of what has none, with what is said instead in the midst of them."""


class LaidInSteps(LinePane):
    """Shows styled rows, laid out from the first on, with pauses in which keys are heard."""

    BESIDE: ClassVar[int] = 3
    """Columns that are not for the text."""

    def __init__(self) -> None:
        super().__init__()
        self.laid = StyledRows((), 0)
        self.wants_end = False
        """Whether the end is to be seen, once it is laid out."""
        self._columns = 0
        self._drawn: dict[int, list[list[Segment]]] = {}

    def rows_at(self, columns: int) -> StyledRows:
        """What is shown, not laid out yet, for lines of so many columns."""
        raise NotImplementedError

    @property
    def first_seen(self) -> int:
        """A row that is on the screen, or before it."""
        raise NotImplementedError

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  Textual's signature
        """As many lines as there are; what is beyond the terminal is not counted."""
        rows = self.rows_at(max(1, width - self.BESIDE))
        while rows.height < viewport.height and not rows.is_whole:
            rows.lay_out(1)
        return rows.height or _EMPTY

    def on_resize(self) -> None:
        """Lay out for another width."""
        columns = self.size.width - self.BESIDE
        if columns != self._columns and columns > 0:
            self._columns = columns
            self.lay_out_anew()

    def lay_out_anew(self) -> None:
        """Lay out what is seen at once if it is not far, and begin with the rest."""
        self.laid = self.rows_at(self._columns)
        self._drawn.clear()
        self._lay_out(min(self.first_seen, _AT_ONCE) + self.size.height)
        self.refresh()
        self._lay_out_others()

    def _lay_out(self, rows: int) -> None:
        """Lay out so many more rows; nothing of what is seen is drawn anew for them."""
        self.laid.lay_out(rows)
        self.set_reactive(LinePane.virtual_size, Size(1, self.laid.height))
        self.vertical_scrollbar.window_virtual_size = self.laid.height

    @work(exclusive=True, group="layout")
    async def _lay_out_others(self) -> None:
        while not self.laid.is_whole:
            await asyncio.sleep(0)
            was_there = self.first_seen < len(self.laid)
            self._lay_out(_AT_ONCE)
            if self.wants_end:
                self.to_end()
            elif not was_there and self.first_seen < len(self.laid):
                self.come_there()

    def come_there(self) -> None:
        """Bring what is to be seen into sight: it is laid out only now."""

    def to_end(self) -> None:
        """Go to the end of what is laid out."""
        raise NotImplementedError

    def line(self, line: int) -> list[Segment]:
        """A line, without what it is painted on; none past those that are laid out."""
        index = self.laid.index_at(line)
        if index is None:
            return []
        lines = self.drawn_once(self._drawn, index, self.laid.segments)
        return lines[line - self.laid.lines_of(index).start]

    def restyled(self) -> None:
        """Draw anew what was drawn in other colours."""
        self._drawn.clear()
        super().restyled()
