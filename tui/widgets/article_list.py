"""The list of reports: any number of rows, of which only those on the screen are fetched."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.message import Message

from tui.page.cells import display, width
from tui.page.list_rows import ListRow, Snippet
from tui.widgets.article_row import paint_row, paint_snippet
from tui.widgets.columns import DEFAULT, Column, Field, columns_for
from tui.widgets.cursor_pane import BAR, CursorPane

Fetch = Callable[[int, int], Sequence[ListRow]]
"""Gives the rows `[start, stop)`; fewer where the list has become shorter."""

_PAGE: Final = 64
"""Rows fetched at once."""
_PAGES: Final = 8
"""Pages kept."""


class ArticleList(CursorPane, can_focus=True, inherit_bindings=False):
    """Shows reports, one line each, and under the cursor a second line with a snippet."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "Read", show=False)]
    PAINTS: ClassVar[Mapping[str, str]] = {
        "detail": "dim",
        "dot": "$text-accent",
        "star": "$text-warning bold",
        "marked": "$text-success bold",
        "title": "none",
        "unread": "bold",
        "hits": "$text-warning",
        "mentions": "$text-primary bold",
        "hit": "$text-warning bold underline",
        "snippet": "dim",
    }

    class Highlighted(Message):
        """The cursor has come to a row, or other rows have come under it."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index
            """Which row."""

        def can_replace(self, message: Message) -> bool:
            """Only the last of many is worth handling."""
            return isinstance(message, ArticleList.Highlighted)

    class Opened(Message):
        """The user wants to read a report."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index
            """Which row."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id, classes=classes)
        self.placeholder = "No reports."
        self._count = 0
        self._fetch: Fetch = _nothing
        self._pages: dict[int, Sequence[ListRow]] = {}
        self._drawn: dict[int, list[Segment]] = {}
        self._snippet: tuple[int, Snippet] | None = None
        self._wanted: Sequence[Column] = DEFAULT
        self._columns: Sequence[Column] = ()
        self._sources: set[int] = set()
        """How wide sources are that were listed; none is forgotten, for titles to stay in place."""
        self._tall = False

    # What is shown

    def show(self, count: int, fetch: Fetch, cursor: int = 0) -> None:
        """Show other rows.

        Args:
            count: How many there are.
            fetch: Gives those that are looked at.
            cursor: The row to put the cursor on.
        """
        self._count, self._fetch = count, fetch
        self._snippet = None
        self.put_cursor(cursor)
        self.refresh_rows()
        self.reveal()
        if count:
            self.tell()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns, as far as there is room for them."""
        self._wanted = columns
        self._measure()

    def refresh_rows(self) -> None:
        """Fetch the rows on the screen again, as something about them has changed."""
        self._pages.clear()
        row = self.row(self.cursor)
        self._tall = row is not None and (row.hits is not None or row.snippet is not None)
        self.set_height(self._count + self._tall)
        self._measure()

    def set_snippet(self, index: int, text: str, spans: Sequence[tuple[int, int]]) -> None:
        """Give a row its snippet; shown while the cursor is on it.

        Args:
            index: Which row.
            text: One line of the report.
            spans: Hits in it, `[start, end)`.
        """
        self._snippet = (index, Snippet(text, tuple((start, end) for start, end in spans)))
        if index != self.cursor:
            return
        if self._tall:
            self.refresh_line(index + 1)
        else:
            self._tall = True
            self.set_height(self._count + 1)
            self.reveal()
            self.refresh()

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    @property
    def top(self) -> int:
        """The first row on the screen."""
        line = self.scroll_offset.y
        return line - (self._tall and line > self.cursor)

    def row(self, index: int) -> ListRow | None:
        """A row, fetched if need be."""
        if not 0 <= index < self._count:
            return None
        page = index // _PAGE
        if page not in self._pages:
            while len(self._pages) >= _PAGES:
                del self._pages[next(iter(self._pages))]
            start = page * _PAGE
            self._pages[page] = self._fetch(start, min(start + _PAGE, self._count))
        rows = self._pages[page]
        return rows[index % _PAGE] if index % _PAGE < len(rows) else None

    # The cursor

    def lines_of(self, index: int) -> range:
        """One line; under the cursor also that of the snippet."""
        below = self._tall and index > self.cursor
        return range(index + below, index + below + 1 + (self._tall and index == self.cursor))

    def index_at(self, line: int) -> int | None:
        """The row that a line belongs to."""
        index = line - (self._tall and line > self.cursor)
        return index if index < self._count else None

    def tell(self) -> None:
        """Post which row the cursor is on."""
        self.post_message(self.Highlighted(self.cursor))

    def choose(self) -> None:
        """Read the report under the cursor."""
        if self._count:
            self.post_message(self.Opened(self.cursor))

    def action_open(self) -> None:
        """Read the report under the cursor."""
        self.choose()

    def clicked(self, index: int) -> None:
        """Read a report; where its text stands beside the list, only once the cursor is on it."""
        if self.screen.has_class("-narrow"):
            self.cursor = index
        super().clicked(index)

    def redraw(self, old: int, new: int) -> None:
        """Draw the rows between both again: the snippet has moved, and they with it."""
        first, last = sorted((old, new))
        self.refresh_lines(first, last - first + 1 + self._tall)

    # Drawing

    def on_resize(self) -> None:
        """Fit the columns to the new width."""
        self._measure()

    def restyled(self) -> None:
        """Draw anew what was drawn in other colours."""
        self._drawn.clear()
        super().restyled()

    def draw_line(self, y: int) -> list[Segment]:
        """Draw a line of the screen."""
        if not self._count:
            return self.empty_line(y)
        line = y + self.first_line
        if line == self.cursor:
            return self._cursor_row()
        if self._tall and line == self.cursor + 1:
            return self._snippet_line()
        index = line - (self._tall and line > self.cursor)
        if index >= self._count:
            return self.blank_line()
        return self.drawn_once(self._drawn, index, self._other_row)

    def _measure(self) -> None:
        """Choose the columns for this width and these rows."""
        rows = [one for page in self._pages.values() for one in page]
        row = self.row(self.cursor)
        told = {
            Field.DATE: True,
            Field.TITLE: True,
            Field.SOURCE: any(one.source for one in rows),
            Field.COPIES: any(one.copies for one in rows),
            Field.MENTIONS: row is not None and row.mentions is not None,
            Field.HITS: row is not None and row.hits is not None,
        }
        wanted = [column for column in self._wanted if told[column.field]]
        self._sources.update(width(display(one.source)) for one in rows if one.source)
        # Hidden it has no width, and it is drawn again before it hears of its size.
        if self.size.width or not self._columns:
            self._columns = columns_for(self.size.width, wanted, self._sources)
        self._drawn.clear()
        self.refresh()

    def _cursor_row(self) -> list[Segment]:
        return self._row(self.cursor, BAR, self.cursor_style)

    def _other_row(self, index: int) -> list[Segment]:
        return self._row(index, " ", self.base)

    def _row(self, index: int, bar: str, base: Style) -> list[Segment]:
        row = self.row(index)
        style_of = self.styles_on(base)
        segments = [Segment(bar, style_of("bar"))]
        if row is not None:
            segments += paint_row(row, self._columns, style_of)
        return self.filled(segments, base)

    def _snippet_line(self) -> list[Segment]:
        row = self.row(self.cursor)
        snippet = row.snippet if row else None
        if self._snippet and self._snippet[0] == self.cursor:
            snippet = self._snippet[1]
        base = self.cursor_style
        style_of = self.styles_on(base)
        dim = style_of("snippet")
        hit = Style(dim=False) + style_of("hit")
        segments = paint_snippet(snippet or Snippet(""), self.line_width, dim, hit)
        return self.filled(segments, base)


def _nothing(start: int, stop: int) -> Sequence[ListRow]:  # noqa: ARG001  a Fetch
    return ()
