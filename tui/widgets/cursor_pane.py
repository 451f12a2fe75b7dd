"""A pane of rows with a cursor on one of them: what the lists of the reader share.

A row may take several lines. Whoever derives from it says how many rows there are, where their
lines lie, and what is to be told when the cursor moves; it draws them with `cursor_style`.
"""

from collections.abc import Callable, Mapping
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.reactive import reactive

from tui.widgets.line_pane import RIGHT, LinePane

BAR = "▌"
"""Stands before the row that the cursor is on."""


def under_cursor(style: Style, ground: Style) -> Style:
    """A style as it can be read on the ground of the cursor.

    Nothing is dim there: it would be too near the ground, or in reverse a ground of its own. In
    reverse only its shape is left, as a colour would be that of the ground.
    """
    if ground.reverse:
        return Style(bold=style.bold, italic=style.italic, underline=style.underline)
    return style + Style(dim=False, bold=style.bold or False) if style.dim else style


class _OnGround(dict[str, Style]):
    """Styles of paints by name on one ground; to add them up for each piece takes longer."""

    def __init__(
        self, style_of: Callable[[str], Style], ground: Style, *, is_cursors: bool
    ) -> None:
        super().__init__()
        self._style_of, self._ground, self._is_cursors = style_of, ground, is_cursors

    def __missing__(self, name: str) -> Style:
        style = self._style_of(name)
        style = under_cursor(style, self._ground) if self._is_cursors else style
        self[name] = self._ground + style
        return self[name]


class CursorPane(LinePane, can_focus=True, inherit_bindings=False):
    """Moves a cursor over rows, and keeps it in sight."""

    PAINTS: ClassVar[Mapping[str, str]] = {
        "cursor": "on $primary-muted bold",
        "cursor:ansi": "on ansi_default reverse bold",
        "cursor:nocolor": "reverse",
        "blurred": "on $panel",
        "bar": "$text-accent bold",
    }
    DEFAULT_CSS = "CursorPane { background: $surface; }"

    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    """The row that the cursor is on; 0 where there is none."""

    # What a list of rows has to say

    @property
    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def lines_of(self, index: int) -> range:
        """The lines that a row takes."""
        raise NotImplementedError

    def index_at(self, line: int) -> int | None:
        """The row that a line belongs to; none past the last row."""
        raise NotImplementedError

    def tell(self) -> None:
        """Post where the cursor is."""
        raise NotImplementedError

    def choose(self) -> None:
        """Post that the user wants the row under the cursor."""
        raise NotImplementedError

    # Moving

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
        self.cursor = self.count - 1

    def page(self, pages: float) -> None:
        """Move the cursor by so many screens; a whole one leaves a row of the last in sight."""
        self.move(round(pages * max(1, self.size.height - len(self.lines_of(self.cursor)))))

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, self.count - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw what the move changes, and tell of it."""
        self.redraw(old, new)
        self.reveal()
        if self.count:
            self.tell()

    def redraw(self, old: int, new: int) -> None:
        """Have both rows drawn again; more than these where rows between them have moved."""
        for index in {old, new}:
            if index < self.count:
                lines = self.lines_of(index)
                self.refresh_lines(lines.start, len(lines))

    def put_cursor(self, index: int) -> None:
        """Have the cursor on a row of other rows than before, without telling of it."""
        self.set_reactive(CursorPane.cursor, max(0, min(index, self.count - 1)))

    def reveal(self) -> None:
        """Bring the row under the cursor into sight."""
        if self.count:
            lines, height = self.lines_of(self.cursor), max(1, self.size.height)
            first = lines.start if self.cursor else 0  # with what stands above the first row
            self.jump(min(first, max(self.scroll_offset.y, lines.stop - height)))

    @property
    def place(self) -> Region:
        """Where on the screen the row under the cursor is."""
        lines = self.lines_of(self.cursor) if self.count else range(1)
        top = self.region.y + lines.start - round(self.scroll_offset.y)
        return Region(self.region.x + 1, top, self.region.width - 1, len(lines))

    # Drawing

    @property
    def cursor_style(self) -> Style:
        """The style of the row under the cursor: brighter while keys move it."""
        name = "cursor" if self.has_focus else "blurred"
        return self.base + self.style_of(name)

    def styles_on(self, ground: Style) -> Callable[[str], Style]:
        """The styles of paints on a ground, as they are `under_cursor` where it is the cursor's."""
        is_cursors = self.has_focus and ground == self.cursor_style
        key = ground, is_cursors
        if key not in self._paints_on:
            self._paints_on[key] = _OnGround(self.style_of, ground, is_cursors=is_cursors)
        return self._paints_on[key].__getitem__

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.reveal()

    def on_focus(self) -> None:
        """Draw the cursor as the one that keys move."""
        self.redraw(self.cursor, self.cursor)

    def on_blur(self) -> None:
        """Draw the cursor as one that rests."""
        self.redraw(self.cursor, self.cursor)

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """Tell which row was clicked; with the right button, go there and ask what can be done."""
        place = event.get_content_offset(self)
        index = self.index_at(place.y + self.scroll_offset.y) if place else None
        if index is None:
            return
        if event.button == RIGHT:
            self.move_to(index)
            self.post_message(self.Asked(event.screen_offset))
        else:
            self.clicked(index)

    def clicked(self, index: int) -> None:
        """Move the cursor to a row; choose it if it was there already."""
        if index == self.cursor:
            self.choose()
        else:
            self.cursor = index
