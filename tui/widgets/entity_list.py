"""The rows of the entity sidebar."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.widgets.entity_row import EntityRow, counts, paint_detail, paint_entity
from tui.widgets.line_pane import LinePane

_ELSEWHERE: Final = "not in this article"


class EntityList(LinePane, can_focus=True, inherit_bindings=False):
    """Shows entities, one line each; those of the open report first, by count."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "Trace", show=False)]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "entity-list--cursor",
        "entity-list--cursor-blurred",
        "entity-list--bar",
        "entity-list--detail",
        "entity-list--traced",
        "entity-list--count",
    }
    DEFAULT_CSS = """
    EntityList {
        background: $surface;
        .entity-list--cursor { background: $primary-muted; text-style: bold; }
        .entity-list--cursor-blurred { background: $panel; }
        .entity-list--bar { color: $text-accent; text-style: bold; }
        .entity-list--detail { text-style: dim; }
        .entity-list--traced { color: $text-primary; text-style: bold underline; }
        .entity-list--count { text-style: none; }
    }
    EntityList:ansi .entity-list--cursor { background: ansi_default; text-style: reverse bold; }
    EntityList:nocolor .entity-list--cursor { text-style: reverse; }
    """

    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    """The row that the cursor is on; 0 in an empty list."""

    @dataclass
    class Highlighted(Message):
        """The cursor has come to an entity."""

        row: EntityRow
        """Which one."""

        def can_replace(self, message: Message) -> bool:
            """Only the last of many is worth handling."""
            return isinstance(message, EntityList.Highlighted)

    @dataclass
    class Chosen(Message):
        """The user wants an entity traced."""

        row: EntityRow
        """Which one."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[EntityRow] = ()
        self._tops: list[int] = []
        self._first_elsewhere = -1
        self._beside = 0
        self._traced: str | None = None

    def show(self, rows: Sequence[EntityRow]) -> None:
        """Show other entities.

        The cursor goes to the traced one when another is traced than before; else it stays on the
        one it is on, if that is among them.
        """
        was = self.row.id if self.row else None
        traced = next((row.id for row in rows if row.traced), None)
        wanted = was if traced == self._traced else traced
        self._traced = traced
        self._rows = sorted(rows, key=lambda row: -row.here)
        here = sum(row.here > 0 for row in self._rows)
        self._first_elsewhere = here if 0 < here < len(rows) else -1
        lines = (
            1 + bool(row.detail) + (at == self._first_elsewhere)
            for at, row in enumerate(self._rows)
        )
        self._tops = list(accumulate(lines, initial=0))
        self._beside = max((len(counts(row)) for row in rows), default=0)
        ids = [row.id for row in self._rows]
        cursor = ids.index(wanted) if wanted in ids else 0
        self.set_reactive(EntityList.cursor, cursor)
        self.set_height(self._tops[-1])
        self._reveal()
        self.refresh()

    @property
    def row(self) -> EntityRow | None:
        """The entity under the cursor."""
        return self._rows[self.cursor] if self._rows else None

    def move(self, delta: int) -> None:
        """Move the cursor down, or up if negative."""
        self.cursor += delta

    def page(self, pages: float) -> None:
        """Move the cursor by so many screens."""
        self.move(round(pages * max(1, self.size.height - 1)))

    def to_top(self) -> None:
        """Go to the first entity."""
        self.cursor = 0

    def to_end(self) -> None:
        """Go to the last entity."""
        self.cursor = len(self._rows) - 1

    def action_choose(self) -> None:
        """Trace the entity under the cursor."""
        if self.row:
            self.post_message(self.Chosen(self.row))

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, len(self._rows) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Redraw both rows, and tell of it."""
        for index in (old, new):
            if index < len(self._rows):
                self.refresh_lines(self._tops[index], self._tops[index + 1] - self._tops[index])
        self._reveal()
        if self.row:
            self.post_message(self.Highlighted(self.row))

    def _reveal(self) -> None:
        if self._rows:
            top, height = self.scroll_offset.y, max(1, self.size.height)
            lowest = self._tops[self.cursor + 1] - height
            first = 0 if self.cursor == 0 else self._tops[self.cursor]
            self.jump(min(first, max(top, lowest)))

    # Drawing

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._reveal()

    def on_focus(self) -> None:
        """Draw the cursor as the one that keys move."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw the cursor as one that rests."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw a line of the screen."""
        if not self._rows:
            return self.empty_line(y)
        line = y + self.scroll_offset.y
        if line >= self._tops[-1]:
            return self.blank_line()
        index = bisect_right(self._tops, line) - 1
        at = line - self._tops[index]
        if index == self._first_elsewhere:
            at -= 1
        segments = self._divider() if at < 0 else self._line(index, at)
        return Strip(segments).adjust_cell_length(self.size.width, self.base)

    def _line(self, index: int, at: int) -> list[Segment]:
        """The first line of a row (`at` 0), or its second."""
        row, columns = self._rows[index], self.size.width
        base, bar = self.base, " "
        if index == self.cursor:
            base, bar = self._cursor_style, "▌"
        if at:
            return paint_detail(row.detail, columns, base + self.style_of("entity-list--detail"))
        return [
            Segment(bar, base + self.style_of("entity-list--bar")),
            *paint_entity(row, columns, self._beside, base, self.style_of),
        ]

    def _divider(self) -> list[Segment]:
        rest = "─" * max(0, self.size.width - len(_ELSEWHERE) - 4)
        style = self.base + self.style_of("entity-list--detail")
        return [Segment(f"── {_ELSEWHERE} {rest}", style)]

    @property
    def _cursor_style(self) -> Style:
        name = "entity-list--cursor" if self.has_focus else "entity-list--cursor-blurred"
        return self.base + self.style_of(name)

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """Trace the entity that was clicked."""
        place = event.get_content_offset(self)
        line = self.scroll_offset.y + (place.y if place else 0)
        if place and self._rows and line < self._tops[-1]:
            self.cursor = bisect_right(self._tops, line) - 1
            self.action_choose()
