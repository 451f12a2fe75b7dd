"""Rows of styled text, of which one is chosen: what a list over the panes shows."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from tui.widgets.cursor_pane import BAR, CursorPane, under_cursor
from tui.widgets.laid_in_steps import LaidInSteps
from tui.widgets.styled_rows import StyledRows


class RowList(CursorPane, LaidInSteps, can_focus=True, inherit_bindings=False):
    """Shows any number of rows, each of any number of lines; those on the screen are drawn."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("enter", "choose", "Choose"),
        ("down,j,ctrl+n", "step(1)", "Down"),
        ("up,k,ctrl+p", "step(-1)", "Up"),
        ("home,g", "end(-1)", "First"),
        ("end,G", "end(1)", "Last"),
        ("pagedown,space,ctrl+v,ctrl+f", "page(1)", "Page down"),
        ("pageup,b,alt+v,ctrl+b", "page(-1)", "Page up"),
        ("ctrl+d", "page(0.5)", "Half a page down"),
        ("ctrl+u", "page(-0.5)", "Half a page up"),
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
        self.placeholder = empty
        self.put_cursor(cursor)

    def show(self, rows: Sequence[Content]) -> None:
        """Show other rows, the cursor where it is."""
        self._rows = rows
        self.lay_out_anew()
        self.refresh(layout=True)  # they may be of more lines, or of fewer

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def lines_of(self, index: int) -> range:
        """The lines of a row that is laid out; none before there is a place to do so."""
        return self.laid.lines_of(index) if index < len(self.laid) else range(1)

    def index_at(self, line: int) -> int | None:
        """The row that a line belongs to."""
        return self.laid.index_at(line)

    def tell(self) -> None:
        """Nobody waits for it."""

    def choose(self) -> None:
        """Choose the row under the cursor."""
        if self._rows:
            self.post_message(self.Chosen(self.cursor))

    # Moving, among the rows that are laid out

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row; whoever moves it wants to go no further."""
        self.wants_end = False
        return max(0, min(cursor, len(self.laid) - 1))

    def to_end(self) -> None:
        """Go to the last row, also if it is laid out only later."""
        super().to_end()
        self.wants_end = True

    def page(self, pages: float) -> None:
        """Move the cursor by so many screens of lines."""
        line = self.lines_of(self.cursor).start + round(pages * self.size.height)
        index = self.index_at(max(0, line))
        self.move_to(self.count - 1 if index is None else index)

    def action_step(self, rows: int) -> None:
        """To the next row, or the one before; round at the ends."""
        self.move_to((self.cursor + rows) % max(1, self.count))

    def action_page(self, pages: float) -> None:
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

    def rows_at(self, columns: int) -> StyledRows:
        """The rows; one that is too long for a line goes on further in."""
        return StyledRows(self._rows, columns)

    @property
    def first_seen(self) -> int:
        """The row under the cursor."""
        return self.cursor

    def lay_out_anew(self) -> None:
        """Lay out what is seen at once, the cursor in sight."""
        super().lay_out_anew()
        self.reveal()

    def come_there(self) -> None:
        """Bring the cursor into sight."""
        self.reveal()
        self.refresh()

    # Drawing

    def draw_line(self, y: int) -> list[Segment]:
        """Draw a line of the screen."""
        if not self._rows:
            return self.empty_line(y)
        line = y + self.first_line
        index = self.index_at(line)
        if index is None:
            return self.blank_line()
        base, bar = self.base, " "
        if index == self.cursor:
            base, bar = self.cursor_style, BAR
        before = Segment(bar, self.styles_on(base)("bar"))
        return self.filled([before, *self._painted(line, base)], base)

    def _painted(self, line: int, base: Style) -> Iterable[Segment]:
        """A line on its ground."""
        segments = self.line(line)
        if self.has_focus and base == self.cursor_style:
            segments = [
                Segment(text, style and under_cursor(style, base)) for text, style, _ in segments
            ]
        return Segment.apply_style(segments, base)
