"""The lines of a concordance: the keys below each other, what stands beside them on both sides."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.message import Message

from index.search.line import Line, Order
from tui.page.alignment import aligned
from tui.page.cells import fit
from tui.widgets.cursor_pane import BAR, CursorPane

_DATE, _SOURCE = 10, 14
"""Columns of where a line is from."""


class ConcordanceList(CursorPane, can_focus=True, inherit_bindings=False):
    """Shows any number of lines, of which only those on the screen are drawn."""

    PAINTS: ClassVar[Mapping[str, str]] = {
        "key": "$text-warning bold underline",
        "from": "dim",
        "by": "$text-accent bold",
    }
    DEFAULT_CSS = "ConcordanceList { height: 1fr; }"

    class Chosen(Message):
        """The user wants to read a line where it stands."""

        def __init__(self, line: Line) -> None:
            super().__init__()
            self.line = line
            """Which one."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[Line] = ()
        self._order = Order.LIST

    def show(self, lines: Sequence[Line], cursor: int = 0, order: Order = Order.LIST) -> None:
        """Show these lines, with the cursor on one of them; what they are sorted by stands out."""
        self._lines, self._order = lines, order
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

    def draw_line(self, y: int) -> list[Segment]:
        """Draw a line of the screen."""
        if not self._lines:
            return self.empty_line(y)
        index = y + self.first_line
        if index >= len(self._lines):
            return self.blank_line()
        base, bar = self.base, " "
        if index == self.cursor:
            base, bar = self.cursor_style, BAR
        segments = [
            Segment(bar, self.styles_on(base)("bar")),
            *self._paint(self._lines[index], base),
        ]
        return self.filled(segments, base)

    def _paint(self, line: Line, base: Style) -> list[Segment]:
        columns = self.line_width - 2
        date, source = self._beside(columns)
        room = columns - sum(one + 1 for one in (date, source) if one)
        left, key, right = aligned(line, room)
        style_of = self.styles_on(base)
        dim, by = style_of("from"), style_of("by")
        before, after = _last_word(left), _first_word(right)
        segments = [
            Segment(left[:before], base),
            Segment(left[before:], by if self._order is Order.LEFT else base),
            Segment(key, style_of("key")),
            Segment(right[:after], by if self._order is Order.RIGHT else base),
            Segment(right[after:], base),
        ]
        if source:
            style = by if self._order is Order.SOURCE else dim
            segments.append(Segment(" " + fit(line.source or line.title, source), style))
        if date:
            style = by if self._order is Order.DATE else dim
            segments.append(Segment(" " + fit(line.date or "no date", date), style))
        return segments

    def _beside(self, columns: int) -> tuple[int, int]:
        """Columns for date and source, as far as the text leaves any; first what is sorted by."""
        if columns >= 110:
            return _DATE, _SOURCE
        if columns < 70:
            return 0, 0
        return (0, _SOURCE) if self._order is Order.SOURCE else (_DATE, 0)


def _last_word(left: str) -> int:
    """Where the last word begins of what stands before a key."""
    return left.rstrip().rfind(" ") + 1


def _first_word(right: str) -> int:
    """Where the first word ends of what stands after a key."""
    blank = len(right) - len(right.lstrip())
    end = right.find(" ", blank)
    return end if end >= 0 else len(right)
