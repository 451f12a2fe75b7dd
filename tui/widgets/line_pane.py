"""What all panes share that draw line by line: no scroll bars, no animation, an empty state."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import ClassVar, Final, Self, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.page.wrap import wrap
from tui.widgets.paints import Painted

RIGHT: Final = 3
"""The button of the mouse that asks for a menu."""
_PLACEHOLDER_AT: Final = 3
"""An empty pane says so at one third of its height."""
_SCREENS: Final = 3
"""So many screens of rows are kept as drawn: what scrolling to and fro shows again."""

_Drawn = TypeVar("_Drawn")


class _Line(Strip):
    """A line as it is painted, mostly whole.

    Textual's strips keep what they were cut into; of one that was cut at its end that is the strip
    itself, with its seven caches garbage that only the collector finds: a thousand objects a key.
    """

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """Cut the line at these columns."""
        cuts = list(cuts)
        return [self] if cuts == [self.cell_length] else super().divide(cuts)


class LinePane(Painted, ScrollView, can_focus=True, inherit_bindings=False):
    """A pane of any height of which only the lines on the screen are drawn.

    It takes no keys of its own; whoever holds it binds them to its methods.
    """

    PAINTS: ClassVar[Mapping[str, str]] = {"placeholder": "dim"}
    DEFAULT_CSS = """
    LinePane {
        background: $background; color: $foreground;
        overflow-x: hidden; overflow-y: scroll; scrollbar-size: 0 0;
    }
    """

    class Asked(Message):
        """The right button asks what can be done at a place."""

        def __init__(self, at: Offset, offset: int | None = None) -> None:
            super().__init__()
            self.at = at
            """Where on the screen."""
            self.offset = offset
            """At which character of the report, if it is in the text."""

    placeholder: reactive[str] = reactive("")
    """What stands here when there is nothing to show."""

    _base: Style | None = None

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  Textual's name
        self._strips_drawn: dict[int, Strip] = {}
        self._seen: tuple[Size, Offset] = (Size(0, 0), Offset(0, 0))
        self._size_told = Size(0, 0)
        super().__init__(id=id, classes=classes)

    def on_mount(self) -> None:
        """Look after each layout whether the size is told."""
        layouts = self.screen.screen_layout_refresh_signal
        layouts.subscribe(self, self._on_layout_done, immediate=True)

    def on_resize(self) -> None:
        """Remember that the size was told."""
        self._size_told = self.size

    def _on_layout_done(self, _: "Screen[object]") -> None:
        if self.size != self._size_told:
            self.call_later(self._tell_size)  # after what Textual tells

    def _tell_size(self) -> None:
        """Tell the size, if Textual has not.

        It tells those that were not in its map of the screen; if the mouse had one made before the
        layout, a pane that a click has brought is in there already, and is never told.
        """
        if self.size != self._size_told:
            self.post_message(events.Resize(self.size, self.virtual_size, self.container_size))

    @property
    def line_width(self) -> int:
        """Columns of the lines that are drawn: of `size`, which Textual looks up at every call."""
        return self._seen[0].width

    @property
    def first_line(self) -> int:
        """The line on top of the screen when lines are drawn, as `scroll_offset` has it."""
        return self._seen[1].y

    @property
    def base(self) -> Style:
        """The style of plain text: `rich_style`, which Textual works out anew at every call."""
        if self._base is None:
            self._base = self.rich_style
        return self._base

    def notify_style_update(self) -> None:
        """Forget the style of plain text; what was drawn in it only if it is another now.

        Textual tells of an update at each change of focus, to every pane.
        """
        former, self._base = self._base, None
        super().notify_style_update()
        if former is not None and self.base != former:
            self.restyled()

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Have lines drawn again; all of them if no region is named."""
        if regions:
            for region in regions:
                for y in region.line_range:
                    self._strips_drawn.pop(y, None)
        else:
            self._strips_drawn.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of the screen, kept until they are to be drawn again.

        Without the box that Textual puts around each line of any widget: these panes have neither
        border nor padding, and working that out anew takes longer than to draw the line.
        """
        seen = (self.size, self.scroll_offset)
        if seen != self._seen:
            self._strips_drawn.clear()
            self._seen = seen
        wanted = crop.line_range
        if not self._strips_drawn.keys() >= set(wanted):
            self._draw([y for y in wanted if y not in self._strips_drawn])
        strips = [self._strips_drawn[y] for y in wanted]
        first, last = crop.column_span
        if (first, last) != (0, self.size.width):
            return [strip.crop(first, last) for strip in strips]
        return strips

    def _draw(self, lines: Sequence[int]) -> None:
        filters, background = self.get_line_filters(), self.background_colors[1]
        columns = self.line_width
        for y in lines:
            segments = self.draw_line(y)
            for line_filter in filters:  # not on a strip, which would make one more for each
                segments = line_filter.apply(segments, background)
            self._strips_drawn[y] = _Line(segments, columns)

    def draw_line(self, y: int) -> list[Segment]:
        """A line of the screen, as wide as the pane; a strip is made of it when it is complete."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """A line of the screen, as Textual asks for it."""
        return Strip(self.draw_line(y), self.line_width)

    def filled(self, segments: list[Segment], ground: Style) -> list[Segment]:
        """A line cut, or filled up on its ground, to the width of the pane."""
        columns = self.line_width
        if sum([cell_len(text) for text, _, _ in segments]) == columns:  # as most are
            return segments
        return Segment.adjust_line_length(segments, columns, ground)

    def drawn_once(
        self, drawn: dict[int, _Drawn], row: int, draw: Callable[[int], _Drawn]
    ) -> _Drawn:
        """A row as it was drawn, or drawn now; those drawn longest ago are let go."""
        if row not in drawn:
            while len(drawn) > _SCREENS * self._seen[0].height:
                del drawn[next(iter(drawn))]
            drawn[row] = draw(row)
        return drawn[row]

    async def painted(self) -> None:
        """Come back once what has changed is on the screen."""
        painted = asyncio.Event()
        self.call_after_refresh(painted.set)
        await painted.wait()

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

    def blank_line(self) -> list[Segment]:
        """A line with nothing on it."""
        return [Segment(" " * self.line_width, self.base)]

    def empty_line(self, y: int) -> list[Segment]:
        """A line of the screen of an empty pane."""
        columns, told = self.line_width, self.placeholder
        line = y - self._seen[0].height // _PLACEHOLDER_AT
        lines = list(wrap(told, 0, len(told), columns - 2)) if columns >= 4 else []
        if not 0 <= line < len(lines):
            return self.blank_line()
        style = self.base + self.style_of("placeholder")
        text = f" {told[slice(*lines[line])].strip()} "
        before = (columns - len(text)) // 2
        blank = Segment(" " * before, self.base)
        return self.filled([blank, Segment(text, style)], self.base)
