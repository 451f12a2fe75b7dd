"""The rows of the entity sidebar."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from itertools import accumulate
from typing import ClassVar, Final

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.message import Message

from index.letters import bare
from tui.page.list_rows import LETTERS, EntityRow
from tui.widgets.cursor_pane import BAR, CursorPane
from tui.widgets.entity_row import counts, paint_detail, paint_entity

_ELSEWHERE: Final = "not in this article"
_FEW: Final = 2
"""So many that are not known yet come of what the user says; more are those of another report."""


class EntityOrder(StrEnum):
    """How entities are ordered."""

    COUNT = "by count"
    TYPE = "by type"
    NAME = "by name"


_TYPES: Final = "".join(LETTERS.values())
_KEYS: Final[Mapping[EntityOrder, Callable[[EntityRow], tuple[object, ...]]]] = {
    EntityOrder.COUNT: lambda row: (-row.here,),
    EntityOrder.TYPE: lambda row: (_TYPES.find(row.type_letter), -row.here),
    EntityOrder.NAME: lambda row: (bare(row.name),),
}


def _ordered(rows: Sequence[EntityRow], order: EntityOrder, named: str) -> list[EntityRow]:
    """Those of the open report first, of these who is `named` so, or begins so, as filtered for."""
    key = _KEYS[order]
    ordered = sorted(rows, key=lambda row: (row.here == 0, *key(row)))
    if named:  # which takes a look at all aliases
        ordered.sort(key=lambda row: (row.here == 0, row.distance(named)))
    return ordered


class EntityList(CursorPane, can_focus=True, inherit_bindings=False):
    """Shows entities, one line each; those of the open report first, by count."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "Trace", show=False)]
    PAINTS: ClassVar[Mapping[str, str]] = {
        "detail": "dim",
        "traced": "$text-primary bold underline",
        "count": "none",
    }

    class Highlighted(Message):
        """The cursor has come to an entity."""

        def __init__(self, row: EntityRow) -> None:
            super().__init__()
            self.row = row
            """Which one."""

        def can_replace(self, message: Message) -> bool:
            """Only the last of many is worth handling."""
            return isinstance(message, EntityList.Highlighted)

    class Chosen(Message):
        """The user wants an entity traced."""

        def __init__(self, row: EntityRow) -> None:
            super().__init__()
            self.row = row
            """Which one."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[EntityRow] = ()
        self._tops: list[int] = []
        self._first_elsewhere = -1
        self._beside = 0
        self._traced: str | None = None
        self._merged = ("", "")

    def follow(self, gone: str, into: str) -> None:
        """Have the cursor go on to `into` once `gone`, which it is on, is among them no more.

        And back again, if that is undone.
        """
        self._merged = (gone, into)

    def show(
        self,
        rows: Sequence[EntityRow],
        order: EntityOrder = EntityOrder.COUNT,
        *,
        named: str = "",
        is_found: bool = False,
    ) -> None:
        """Show other entities, those of the open report first.

        The cursor goes to the first one where they are what a filter has found, and to the traced
        one when another is traced than before; else it stays on the one it is on, if that is among
        them, or in its place where only a few are others. Of others it goes to the traced one too,
        or stays at the top.
        """
        was = self.row.id if self.row else None
        before = {row.id for row in self._rows}
        are_others = sum(row.id not in before for row in rows) > _FEW
        traced = next((row.id for row in rows if row.traced), None)
        wanted = was if traced == self._traced else traced
        self._traced = traced
        self._rows = _ordered(rows, order, named)
        here = sum(row.here > 0 for row in self._rows)
        self._first_elsewhere = here if 0 < here < len(rows) else -1
        lines = (
            1 + bool(row.detail) + (at == self._first_elsewhere)
            for at, row in enumerate(self._rows)
        )
        self._tops = list(accumulate(lines, initial=0))
        self._beside = max((len(counts(row)) for row in rows), default=0)
        ids = [row.id for row in self._rows]
        if wanted in self._merged and wanted not in ids:
            wanted = self._merged[wanted == self._merged[0]]
        if are_others and (wanted not in ids or not self.cursor):
            wanted = traced or ids[0]
        cursor = ids.index(wanted) if wanted in ids else self.cursor
        self.put_cursor(0 if is_found else cursor)
        self.set_height(self._tops[-1])
        self.reveal()
        self.refresh()

    @property
    def row(self) -> EntityRow | None:
        """The entity under the cursor."""
        return self._rows[self.cursor] if self._rows else None

    @property
    def rows(self) -> Sequence[EntityRow]:
        """All of them, as they are ordered."""
        return self._rows

    @property
    def count(self) -> int:
        """How many entities there are."""
        return len(self._rows)

    def lines_of(self, index: int) -> range:
        """One line, or two; before the first that is not in the report, the rule above it."""
        return range(self._tops[index], self._tops[index + 1]) if self._rows else range(0)

    def index_at(self, line: int) -> int | None:
        """The entity that a line belongs to."""
        return bisect_right(self._tops, line) - 1 if self._rows and line < self._tops[-1] else None

    def tell(self) -> None:
        """Post which entity the cursor is on."""
        if self.row:
            self.post_message(self.Highlighted(self.row))

    def choose(self) -> None:
        """Trace the entity under the cursor."""
        if self.row:
            self.post_message(self.Chosen(self.row))

    def action_choose(self) -> None:
        """Trace the entity under the cursor."""
        self.choose()

    # Drawing

    def draw_line(self, y: int) -> list[Segment]:
        """Draw a line of the screen."""
        if not self._rows:
            return self.empty_line(y)
        line = y + self.first_line
        if line >= self._tops[-1]:
            return self.blank_line()
        index = bisect_right(self._tops, line) - 1
        at = line - self._tops[index]
        if index == self._first_elsewhere:
            at -= 1
        segments = self._divider() if at < 0 else self._line(index, at)
        return self.filled(segments, self.base)

    def _line(self, index: int, at: int) -> list[Segment]:
        """The first line of a row (`at` 0), or its second."""
        row, columns = self._rows[index], self.line_width
        base, bar = self.base, " "
        if index == self.cursor:
            base, bar = self.cursor_style, BAR
        style_of = self.styles_on(base)
        if at:
            return paint_detail(row.detail, columns, style_of("detail"))
        return [
            Segment(bar, style_of("bar")),
            *paint_entity(row, columns, self._beside, base, style_of),
        ]

    def _divider(self) -> list[Segment]:
        rest = "─" * max(0, self.line_width - len(_ELSEWHERE) - 4)
        style = self.base + self.style_of("detail")
        return [Segment(f"── {_ELSEWHERE} {rest}", style)]

    # Mouse

    def clicked(self, index: int) -> None:
        """Trace an entity."""
        self.cursor = index
        self.choose()
