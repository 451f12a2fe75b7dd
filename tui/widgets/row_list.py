"""Rows of styled text, of which one is chosen: what a list over the panes shows."""

import asyncio
from collections.abc import Sequence
from typing import ClassVar, Final

from rich.segment import Segment
from textual import work
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tui.widgets.cursor_pane import BAR, CursorPane
from tui.widgets.styled_rows import StyledRows

_AT_ONCE: Final = 100
"""Rows whose lines are counted in one go."""
_BESIDE: Final = 3
"""Columns beside the text: the bar before it, one after it, and the scroll bar."""


class RowList(CursorPane, can_focus=True, inherit_bindings=False):
    """Shows any number of rows, each of any number of lines; those on the screen are drawn."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("enter", "choose", "Choose"),
        ("down,j,ctrl+n", "step(1)", "Down"),
        ("up,k,ctrl+p", "step(-1)", "Up"),
        ("home,g", "end(-1)", "First"),
        ("end,G", "end(1)", "Last"),
        ("pagedown,space,ctrl+v", "page(1)", "Page down"),
        ("pageup,b,alt+v", "page(-1)", "Page up"),
    ]
    DEFAULT_CSS = "RowList { height: 1fr; scrollbar-size-vertical: 1; }"

    class Chosen(Message):
        """The user wants a row."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index
            """Which one."""

    def __init__(self, rows: Sequence[Content], cursor: int, empty: str) -> None:
        """Show `rows` with the cursor on one of them, or say `empty` where there is none."""
        super().__init__()
        self._rows = rows
        self._laid = StyledRows(rows, 0)
        self._columns = 0
        self._wants_end = False
        self._drawn: dict[int, list[list[Segment]]] = {}
        self.placeholder = empty
        self.put_cursor(cursor)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def lines_of(self, index: int) -> range:
        """The lines of a row that is laid out; none before there is a place to do so."""
        return self._laid.lines_of(index) if index < len(self._laid) else range(1)

    def index_at(self, line: int) -> int | None:
        """The row that a line belongs to."""
        return self._laid.index_at(line)

    def tell(self) -> None:
        """Nobody waits for it."""

    def choose(self) -> None:
        """Choose the row under the cursor."""
        if self._rows:
            self.post_message(self.Chosen(self.cursor))

    # Moving, among the rows that are laid out

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row; whoever moves it wants to go no further."""
        self._wants_end = False
        return max(0, min(cursor, len(self._laid) - 1))

    def to_end(self) -> None:
        """Go to the last row, also if it is laid out only later."""
        super().to_end()
        self._wants_end = True

    def page(self, pages: float) -> None:
        """Move the cursor by so many screens of lines."""
        line = self.lines_of(self.cursor).start + round(pages * self.size.height)
        index = self.index_at(max(0, line))
        self.move_to(self.count - 1 if index is None else index)

    def action_step(self, rows: int) -> None:
        """To the next row, or the one before; round at the ends."""
        self.move_to((self.cursor + rows) % max(1, len(self._laid)))

    def action_page(self, pages: int) -> None:
        """Move by so many screens."""
        self.page(pages)

    def action_end(self, way: int) -> None:
        """To the last row, or the first if negative."""
        if way > 0:
            self.to_end()
        else:
            self.to_top()

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        self.choose()

    # Layout

    def on_resize(self) -> None:
        """Lay out what is seen at once, and the rest with pauses in which keys are heard."""
        columns = self.size.width - _BESIDE
        if columns != self._columns and columns > 0:
            self._columns, self._laid = columns, StyledRows(self._rows, columns)
            self._drawn.clear()
            self._lay_out(self.cursor + self.size.height)
            self.refresh()
            self._lay_out_others()

    def _lay_out(self, rows: int) -> None:
        """Lay out so many more rows; nothing of what is seen is drawn anew for them."""
        self._laid.lay_out(rows)
        self.set_reactive(RowList.virtual_size, Size(1, self._laid.height))
        self.vertical_scrollbar.window_virtual_size = self._laid.height

    @work(exclusive=True, group="layout")
    async def _lay_out_others(self) -> None:
        while not self._laid.is_whole:
            await asyncio.sleep(0)
            self._lay_out(_AT_ONCE)
            if self._wants_end:
                self.to_end()

    # Drawing

    def restyled(self) -> None:
        """Draw anew what was drawn in other colours."""
        self._drawn.clear()
        super().restyled()

    def render_line(self, y: int) -> Strip:
        """Draw a line of the screen."""
        if not self._rows:
            return self.empty_line(y)
        line = y + self.first_line
        index = self.index_at(line)
        if index is None:
            return self.blank_line()
        lines = self.drawn_once(self._drawn, index, self._laid.segments)
        segments = lines[line - self._laid.lines_of(index).start]
        base, bar = self.base, " "
        if index == self.cursor:
            base, bar = self.cursor_style, BAR
        before = Segment(bar, base + self.style_of("bar"))
        painted = Segment.apply_style(segments, base)
        return Strip([before, *painted]).adjust_cell_length(self.line_width, base)
