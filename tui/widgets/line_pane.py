"""What all panes share that draw line by line: no scroll bars, no animation, an empty state."""

from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.cells import fit

_PLACEHOLDER_AT: Final = 3
"""An empty pane says so at one third of its height."""


class LinePane(ScrollView, can_focus=True, inherit_bindings=False):
    """A pane of any height of which only the lines on the screen are drawn.

    It takes no keys of its own; whoever holds it binds them to its methods.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-pane--placeholder"}
    DEFAULT_CSS = """
    LinePane {
        background: $background; color: $foreground;
        overflow-x: hidden; overflow-y: scroll; scrollbar-size: 0 0;
        .line-pane--placeholder { text-style: dim; }
    }
    """

    placeholder: reactive[str] = reactive("")
    """What stands here when there is nothing to show."""

    _base: Style | None = None

    @property
    def base(self) -> Style:
        """The style of plain text: `rich_style`, which Textual works out anew at every call."""
        if self._base is None:
            self._base = self.rich_style
        return self._base

    def notify_style_update(self) -> None:
        """Forget the style of plain text."""
        super().notify_style_update()
        self._base = None

    def style_of(self, name: str) -> Style:
        """The style of a component class, without what lies under it."""
        return self.get_component_rich_style(name, partial=True)

    def set_height(self, lines: int) -> None:
        """Say how many lines there are.

        Without the layout of the whole screen that Textual has follow, for scroll bars to appear or
        go: these panes have none, and it costs more than everything else that a key does.
        """
        size = Size(1, lines)
        if size != self.virtual_size:
            self.set_reactive(LinePane.virtual_size, size)
            self.refresh()

    def jump(self, line: int) -> None:
        """Have a line on top, at once; as near as the ends allow."""
        if max(0, line) != self.scroll_offset.y:
            self.scroll_to(y=max(0, line), animate=False, force=True)

    def blank_line(self) -> Strip:
        """A line with nothing on it."""
        return Strip.blank(self.size.width, self.base)

    def empty_line(self, y: int) -> Strip:
        """A line of the screen of an empty pane."""
        columns = self.size.width
        if y != self.size.height // _PLACEHOLDER_AT or columns < 4:
            return self.blank_line()
        style = self.base + self.style_of("line-pane--placeholder")
        text = f" {fit(self.placeholder, columns - 2).strip()} "
        before = (columns - len(text)) // 2
        blank = Segment(" " * before, self.base)
        return Strip([blank, Segment(text, style)]).adjust_cell_length(columns, self.base)
