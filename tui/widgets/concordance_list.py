"""The lines of a concordance: the keys below each other, what stands beside them on both sides."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from index.search.concordance import Line
from tui.page.alignment import aligned
from tui.page.cells import fit
from tui.widgets.cursor_pane import BAR, CursorPane

_DATE, _SOURCE = 10, 14
"""Columns of where a line is from."""


class ConcordanceList(CursorPane, can_focus=True, inherit_bindings=False):
    """Shows any number of lines, of which only those on the screen are drawn."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"concordance--key", "concordance--from"}
    DEFAULT_CSS = """
    ConcordanceList {
        height: 1fr;
        .concordance--key { color: $text-warning; text-style: bold underline; }
        .concordance--from { text-style: dim; }
    }
    """

    @dataclass
    class Chosen(Message):
        """The user wants to read a line where it stands."""

        line: Line
        """Which one."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line], cursor: int = 0) -> None:
        """Show these lines, with the cursor on one of them."""
        self._lines = lines
        self.put_cursor(cursor)
        self.set_height(len(lines))
        self.reveal()
        self.refresh()

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        return self._lines[self.cursor] if self._lines else None

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def lines_of(self, index: int) -> range:
        """One line each."""
        return range(index, index + 1)

    def index_at(self, line: int) -> int | None:
        """The line of the concordance that a line of the pane shows."""
        return line if line < len(self._lines) else None

    def tell(self) -> None:
        """Nobody waits for it."""

    def choose(self) -> None:
        """Read the line under the cursor where it stands."""
        if self.line is not None:
            self.post_message(self.Chosen(self.line))

    def render_line(self, y: int) -> Strip:
        """Draw a line of the screen."""
        if not self._lines:
            return self.empty_line(y)
        index = y + self.scroll_offset.y
        if index >= len(self._lines):
            return self.blank_line()
        base, bar = self.base, " "
        if index == self.cursor:
            base, bar = self.cursor_style, BAR
        segments = [
            Segment(bar, base + self.style_of("cursor-pane--bar")),
            *self._paint(self._lines[index], base),
        ]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _paint(self, line: Line, base: Style) -> list[Segment]:
        columns = self.size.width - 2
        date, source = self._beside(columns)
        room = columns - sum(one + 1 for one in (date, source) if one)
        left, key, right = aligned(line, room)
        dim = base + self.style_of("concordance--from")
        segments = [
            Segment(left, base),
            Segment(key, base + self.style_of("concordance--key")),
            Segment(right, base),
        ]
        if source:
            segments.append(Segment(" " + fit(line.source or line.title, source), dim))
        if date:
            segments.append(Segment(" " + fit(line.date or "no date", date), dim))
        return segments

    @staticmethod
    def _beside(columns: int) -> tuple[int, int]:
        """Columns for date and source, as far as the text leaves any."""
        if columns >= 110:
            return _DATE, _SOURCE
        return (_DATE, 0) if columns >= 70 else (0, 0)
