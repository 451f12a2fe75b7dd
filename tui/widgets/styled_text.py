"""A styled text to be read, however long: what a sheet over the panes shows."""

import asyncio
from collections.abc import Sequence
from typing import Final

from rich.segment import Segment
from textual import work
from textual.content import Content
from textual.geometry import Size
from textual.selection import Selection
from textual.strip import Strip

from articles.article import Span
from tui.widgets.line_pane import LinePane
from tui.widgets.page_painter import cut_at, selected_style
from tui.widgets.styled_rows import StyledRows

_AT_ONCE: Final = 100
"""Lines of the text that are laid out in one go."""
_BESIDE: Final = 3
"""Columns after the text: two of nothing, and the scroll bar."""


class StyledText(LinePane, can_focus=True, inherit_bindings=False):
    """Shows a text of any number of lines; those on the screen are drawn."""

    DEFAULT_CSS = """
    StyledText { height: 1fr; background: $surface; scrollbar-size-vertical: 1; }
    """

    def __init__(self, lines: Sequence[Content]) -> None:
        """Show `lines`; nothing in them is ever read as markup."""
        super().__init__()
        self._lines = lines
        self._laid = StyledRows(lines, 0, hangs=False)
        self._columns = 0
        self._wants_end = False
        self._drawn: dict[int, list[list[Segment]]] = {}
        self._selection: Selection | None = None

    def show(self, lines: Sequence[Content]) -> None:
        """Show other lines from the first on."""
        self._lines = lines
        self._lay_out_anew()
        self.to_top()

    # Moving

    def move(self, lines: int) -> None:
        """Scroll down, or up if negative."""
        self._wants_end = False
        self.jump(self.scroll_offset.y + lines)

    def to_top(self) -> None:
        """Go to the beginning."""
        self._wants_end = False
        self.jump(0)

    def to_end(self) -> None:
        """Go to the end, also of what is laid out only later."""
        self.jump(self.max_scroll_y)
        self._wants_end = True

    # Layout

    def on_resize(self) -> None:
        """Lay out for another width."""
        columns = self.size.width - _BESIDE
        if columns != self._columns and columns > 0:
            self._columns = columns
            self._lay_out_anew()

    def _lay_out_anew(self) -> None:
        """Lay out what is seen at once, and the rest with pauses in which keys are heard."""
        self._laid = StyledRows(self._lines, self._columns, hangs=False)
        self._drawn.clear()
        self._lay_out(self.scroll_offset.y + self.size.height)
        self.refresh()
        self._lay_out_others()

    def _lay_out(self, lines: int) -> None:
        self._laid.lay_out(lines)
        self.set_reactive(StyledText.virtual_size, Size(1, self._laid.height))
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
        """A line that says where in the text it is, for Textual to find what is selected."""
        line = y + self.first_line
        segments = [Segment(one.text, self.base + one.style) for one in self._line(line)]
        span = self._selection.get_span(line) if self._selection else None
        if span is not None:
            segments = self._highlighted(segments, *span)
        drawn = Strip(segments).adjust_cell_length(self.line_width, self.base)
        return drawn.apply_offsets(0, line)

    def _line(self, line: int) -> list[Segment]:
        """A line of the screen, without what it is painted on."""
        index = self._laid.index_at(line)
        if index is None:
            return []
        lines = self.drawn_once(self._drawn, index, self._laid.segments)
        return lines[line - self._laid.lines_of(index).start]

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
        lines = map(self._line, range(self._laid.height))
        return selection.extract(
            "\n".join("".join(one.text for one in line) for line in lines)
        ), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw what is selected."""
        self._selection = selection
        super().selection_updated(selection)
