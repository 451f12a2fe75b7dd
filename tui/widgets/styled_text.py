"""A styled text to be read, however long: what a sheet over the panes shows."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.content import Content
from textual.selection import Selection
from textual.strip import Strip

from articles.article import Span
from tui.widgets.laid_in_steps import LaidInSteps
from tui.widgets.page_painter import cut_at, selected_style
from tui.widgets.styled_rows import StyledRows


class StyledText(LaidInSteps, can_focus=True, inherit_bindings=False):
    """Shows a text of any number of lines; those on the screen are drawn."""

    ALLOW_SELECT = True
    DEFAULT_CSS = """
    StyledText { height: 1fr; background: $surface; scrollbar-size-vertical: 1; }
    """

    def __init__(self, lines: Sequence[Content], *, hangs: bool = True) -> None:
        """Show `lines`, long ones with a hanging indent; nothing in them is ever read as markup."""
        super().__init__()
        self._lines, self._hangs = lines, hangs
        self._selection: Selection | None = None

    def show(self, lines: Sequence[Content]) -> None:
        """Show other lines from the first on."""
        self._lines = lines
        self.lay_out_anew()
        self.to_top()

    # Moving

    def move(self, lines: int) -> None:
        """Scroll down, or up if negative."""
        self.wants_end = False
        self.jump(self.scroll_offset.y + lines)

    def to_top(self) -> None:
        """Go to the beginning."""
        self.wants_end = False
        self.jump(0)

    def to_end(self) -> None:
        """Go to the end, also of what is laid out only later."""
        self.jump(self.max_scroll_y)
        self.wants_end = True

    # Layout

    def rows_at(self, columns: int) -> StyledRows:
        """The lines, none laid out yet."""
        return StyledRows(self._lines, columns, hangs=self._hangs)

    @property
    def first_seen(self) -> int:
        """The first line of the screen."""
        return self.scroll_offset.y

    # Drawing

    def render_line(self, y: int) -> Strip:
        """A line that says where in the text it is, for Textual to find what is selected."""
        return super().render_line(y).apply_offsets(0, y + self.scroll_offset.y)

    def draw_line(self, y: int) -> list[Segment]:
        """Draw a line of the screen."""
        line = y + self.first_line
        segments = [Segment(one.text, self.base + one.style) for one in self.line(line)]
        span = self._selection.get_span(line) if self._selection else None
        if span is not None:
            segments = self._highlighted(segments, *span)
        return self.filled(segments, self.base)

    def _highlighted(self, segments: Sequence[Segment], start: int, end: int) -> list[Segment]:
        length = sum(len(one.text) for one in segments)
        highlight = self.screen.get_component_rich_style("screen--selection")
        painted = ((one.text, one.style or self.base) for one in segments)
        return [
            Segment(text, selected_style(style, highlight) if inside else style)
            for text, style, inside in cut_at(painted, Span(start, length if end < 0 else end))
        ]

    # Selecting

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """What is selected."""
        lines = map(self.line, range(self.laid.height))
        return selection.extract(
            "\n".join("".join(one.text for one in line) for line in lines)
        ), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw what is selected."""
        self._selection = selection
        super().selection_updated(selection)
