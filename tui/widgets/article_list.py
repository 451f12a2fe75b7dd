"""The list of reports: any number of rows, of which only those on the screen are fetched."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.widgets.article_row import Columns, ListRow, Snippet, columns_for, paint_row, paint_snippet
from tui.widgets.line_pane import LinePane

__all__ = ["ArticleList", "ListRow", "Snippet"]

Fetch = Callable[[int, int], Sequence[ListRow]]
"""Gives the rows `[start, stop)`; fewer where the list has become shorter."""

_PAGE: Final = 64
"""Rows fetched at once."""
_PAGES: Final = 64
"""Pages kept."""


class ArticleList(LinePane, can_focus=True, inherit_bindings=False):
    """Shows reports, one line each, and under the cursor a second line with a snippet."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "Read", show=False)]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article-list--cursor",
        "article-list--cursor-blurred",
        "article-list--bar",
        "article-list--detail",
        "article-list--dot",
        "article-list--unread",
        "article-list--hits",
        "article-list--mentions",
        "article-list--hit",
        "article-list--snippet",
    }
    DEFAULT_CSS = """
    ArticleList {
        background: $surface;
        .article-list--cursor { background: $primary-muted; text-style: bold; }
        .article-list--cursor-blurred { background: $panel; }
        .article-list--bar { color: $text-accent; text-style: bold; }
        .article-list--detail { text-style: dim; }
        .article-list--dot { color: $text-accent; }
        .article-list--unread { text-style: bold; }
        .article-list--hits { color: $text-warning; }
        .article-list--mentions { color: $text-primary; text-style: bold; }
        .article-list--hit { color: $text-warning; text-style: bold underline; }
        .article-list--snippet { text-style: dim; }
    }
    ArticleList:ansi .article-list--cursor { background: ansi_default; text-style: reverse bold; }
    ArticleList:nocolor .article-list--cursor { text-style: reverse; }
    """

    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    """The row that the cursor is on; 0 in an empty list."""

    @dataclass
    class Highlighted(Message):
        """The cursor has come to a row, or other rows have come under it."""

        index: int
        """Which row."""

        def can_replace(self, message: Message) -> bool:
            """Only the last of many is worth handling."""
            return isinstance(message, ArticleList.Highlighted)

    @dataclass
    class Opened(Message):
        """The user wants to read a report."""

        index: int
        """Which row."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id, classes=classes)
        self.placeholder = "No reports."
        self._count = 0
        self._fetch: Fetch = _nothing
        self._pages: dict[int, Sequence[ListRow]] = {}
        self._strips: dict[int, Strip] = {}
        self._snippet: tuple[int, Snippet] | None = None
        self._columns = Columns(0, 0, 0, 0, 0)
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
        self.set_reactive(ArticleList.cursor, max(0, min(cursor, count - 1)))
        self.refresh_rows()
        self._reveal()
        if count:
            self.post_message(self.Highlighted(self.cursor))

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
            self._reveal()
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

    def move(self, delta: int) -> None:
        """Move the cursor down, or up if negative."""
        self.cursor += delta

    def move_to(self, index: int) -> None:
        """Move the cursor to a row, or to the nearest there is."""
        self.cursor = index

    def to_top(self) -> None:
        """Go to the first row."""
        self.cursor = 0

    def to_end(self) -> None:
        """Go to the last row."""
        self.cursor = self._count - 1

    def page(self, pages: float) -> None:
        """Move the cursor by so many screens."""
        self.move(round(pages * max(1, self.size.height - 1 - self._tall)))

    def action_open(self) -> None:
        """Read the report under the cursor."""
        if self._count:
            self.post_message(self.Opened(self.cursor))

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, self._count - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Redraw the rows between the old place and the new, and tell of it."""
        first, last = sorted((old, new))
        self.refresh_lines(first, last - first + 1 + self._tall)
        self._reveal()
        self.post_message(self.Highlighted(new))

    def _reveal(self) -> None:
        top, height = self.scroll_offset.y, max(1, self.size.height)
        lowest = self.cursor + self._tall - height + 1
        self.jump(min(self.cursor, max(top, lowest)))

    # Drawing

    def on_resize(self) -> None:
        """Fit the columns to the new width."""
        self._measure()
        self._reveal()

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours."""
        super().notify_style_update()
        self._strips.clear()

    def on_focus(self) -> None:
        """Draw the cursor as the one that keys move."""
        self.refresh_lines(self.cursor, 2)

    def on_blur(self) -> None:
        """Draw the cursor as one that rests."""
        self.refresh_lines(self.cursor, 2)

    def render_line(self, y: int) -> Strip:
        """Draw a line of the screen."""
        if not self._count:
            return self.empty_line(y)
        line = y + self.scroll_offset.y
        if line == self.cursor:
            return self._cursor_row()
        if self._tall and line == self.cursor + 1:
            return self._snippet_line()
        index = line - (self._tall and line > self.cursor)
        if index >= self._count:
            return self.blank_line()
        if index not in self._strips:
            if len(self._strips) > _PAGE * _PAGES:
                self._strips.clear()
            self._strips[index] = self._row(index, " ", self.base)
        return self._strips[index]

    def _measure(self) -> None:
        """Choose the columns for this width and these rows."""
        row = self.row(self.cursor)
        self._columns = columns_for(
            self.size.width,
            sources=any(one.source for page in self._pages.values() for one in page),
            mentions=row is not None and row.mentions is not None,
            hits=row is not None and row.hits is not None,
        )
        self._strips.clear()
        self.refresh()

    @property
    def _cursor_style(self) -> Style:
        name = "article-list--cursor" if self.has_focus else "article-list--cursor-blurred"
        return self.base + self.style_of(name)

    def _cursor_row(self) -> Strip:
        return self._row(self.cursor, "▌", self._cursor_style)

    def _row(self, index: int, bar: str, base: Style) -> Strip:
        row = self.row(index)
        segments = [Segment(bar, base + self.style_of("article-list--bar"))]
        if row is not None:
            segments += paint_row(row, self._columns, base, self.style_of)
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _snippet_line(self) -> Strip:
        row = self.row(self.cursor)
        snippet = row.snippet if row else None
        if self._snippet and self._snippet[0] == self.cursor:
            snippet = self._snippet[1]
        base = self._cursor_style
        dim = base + self.style_of("article-list--snippet")
        hit = Style(dim=False) + self.style_of("article-list--hit")
        segments = paint_snippet(snippet or Snippet(""), self.size.width, dim, hit)
        return Strip(segments).adjust_cell_length(self.size.width, base)

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the row that was clicked; open it if it was there already."""
        place = event.get_content_offset(self)
        if place is None or not self._count:
            return
        line = place.y + self.scroll_offset.y
        index = line - (self._tall and line > self.cursor)
        if index == self.cursor:
            self.action_open()
        elif index < self._count:
            self.cursor = index


def _nothing(start: int, stop: int) -> Sequence[ListRow]:  # noqa: ARG001  a Fetch
    return ()
