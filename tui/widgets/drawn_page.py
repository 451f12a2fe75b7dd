"""A report drawn line by line, once it is laid out: its text, what is lit, the map beside it."""

from collections.abc import Mapping

from rich.segment import Segment
from textual.geometry import Size
from textual.selection import Selection
from textual.strip import Strip

from articles.article import Span
from tui.page.layout import Page, Rows
from tui.page.lights import Lights
from tui.widgets.hit_map import HitMap, glyph
from tui.widgets.line_pane import LinePane
from tui.widgets.page_painter import PagePainter


class DrawnPage(LinePane, can_focus=True, inherit_bindings=False):
    """Draws the rows of a page; whoever derives from it lays them out and scrolls them."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id, classes=classes)
        self._page: Page | None = None
        self._rows: Rows | None = None
        """The page as it is laid out; None where none is open, or the pane has no size yet."""
        self._laid_size = Size(0, 0)
        """The size of the pane that it is laid out for."""
        self._left = 2
        """Columns before the text."""
        self._lights = Lights()
        self._map = HitMap(1, 1, ())
        self._current: Span | None = None
        self._labels: Mapping[int, str] = {}
        self._drawn: dict[int, list[Segment]] = {}
        self._painter: PagePainter | None = None
        self._selection: Selection | None = None
        """What is drawn as selected: `text_selection`, which is looked for on the screen."""

    def label(self, labels: Mapping[int, str]) -> None:
        """Paint letters over the text, by the offset of the first; none for an empty mapping."""
        self._labels = labels
        self._draw_anew()

    @property
    def current(self) -> Span | None:
        """The stretch that one has walked to."""
        return self._current

    def clear_current(self) -> None:
        """Mark nothing as current."""
        self._touch_current()
        self._current = None

    def _use(self, rows: Rows | None) -> None:
        """Draw these rows; those that are the same as before stay as they were drawn."""
        same = len(self._rows) - 1 if rows and self._rows and rows.go_on_from(self._rows) else 0
        kept = {row: drawn for row, drawn in self._drawn.items() if row < same}
        self._rows = rows
        self.set_height(len(rows) if rows else 0)
        self._draw_anew()
        self._drawn.update(kept)

    def _draw_anew(self) -> None:
        self._drawn.clear()
        self._painter, rows, page = None, self._rows, self._page
        if rows and page:
            self._painter = PagePainter(
                rows, page.parts, self._lights, self.base, self.style_of, labels=self._labels
            )
            self._map = HitMap.over(self.size.height, rows, self._lights.walked())
        self.refresh()

    def restyled(self) -> None:
        """Draw anew what was drawn in other colours."""
        self._draw_anew()

    def render_line(self, y: int) -> Strip:
        """A row that says where in the page it is, for Textual to find what is selected.

        It is not painted so: styles of which each is for one place fill every cache of styles.
        """
        drawn = super().render_line(y)
        return drawn.apply_offsets(-self._left, y + self.scroll_offset.y) if self._rows else drawn

    def draw_line(self, y: int) -> list[Segment]:
        """Draw a row of the screen."""
        if not self._rows:
            return self.empty_line(y)
        segments = self.drawn_once(self._drawn, y + self.first_line, self._row)
        line = [*segments, self._map_cell(y)]
        return line if self._laid_size.width == self.line_width else self.filled(line, self.base)

    def _row(self, row: int) -> list[Segment]:
        """Gutter and text of a row, up to the map."""
        columns = self._laid_size.width - 1
        if not self._rows or not self._painter or row >= len(self._rows):
            return [Segment(" " * columns, self.base)]
        selected, highlight = None, self.base
        if self._selection and not self._rows.head_at(row):  # what stands there is no text of it
            selected = self._selection.get_span(row)
            highlight = self.screen.get_component_rich_style("screen--selection")
        segments = [
            *self._painter.beside(row, self._current, self._left),
            *self._painter.paint(row, self._current, selected, highlight),
        ]
        return Segment.adjust_line_length(segments, columns, self.base)

    def _map_cell(self, y: int) -> Segment:
        current = None
        if self._current and self._rows:
            current = self._rows.row_of(self._current.start)
        mark = self._map.mark(y, self.first_line, current)
        lit = mark.lit or mark.current
        style = self.style_of("map-lit" if lit else "map")
        return Segment(glyph(mark), self.base + style)

    def _touch_current(self) -> None:
        """Have the rows drawn again that show the current stretch, and its mark on the map."""
        if not self._rows or not self._current:
            return
        first = self._rows.row_of(self._current.start)
        last = self._rows.row_of(max(self._current.start, self._current.end - 1))
        for row in range(first, last + 1):
            self._drawn.pop(row, None)
            self.refresh_line(row)
        self.refresh_line(self.scroll_offset.y + self._map.row_of(first))
