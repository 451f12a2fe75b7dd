"""What a row of the entity sidebar looks like at each width. Knows no widget."""

from collections.abc import Callable
from typing import Final, NamedTuple

from rich.segment import Segment
from rich.style import Style

from index.letters import bare
from tui.page.cells import cut, display, fit, shown, width

_BEFORE: Final = 3
"""Columns before the name: bar at the cursor, letter of the type, space."""
_NAME: Final = 14
"""The count of the whole collection is dropped where the name has fewer columns."""


class EntityRow(NamedTuple):
    """What the sidebar shows of one entity."""

    id: str
    name: str
    type_letter: str
    """P, O or L; "·" for anything else."""
    here: int
    """Mentions in the open report."""
    everywhere: int
    """Mentions in the whole collection."""
    aliases: tuple[str, ...] = ()
    """Other names it goes by."""
    traced: bool = False
    detail: str = ""
    """A second line, such as the aliases of the traced entity with their counts."""

    def matches(self, wanted: str) -> bool:
        """Whether the name or an alias contains a text without case and accents."""
        return any(wanted in bare(name) for name in (self.name, *self.aliases))


def counts(row: EntityRow) -> str:
    """Mentions here and everywhere."""
    return f"{row.here} / {row.everywhere}"


def paint_entity(
    row: EntityRow, columns: int, beside: int, base: Style, style_of: Callable[[str], Style]
) -> list[Segment]:
    """The segments of a row, without the bar at the cursor.

    Args:
        row: The entity.
        columns: Columns of the sidebar.
        beside: Columns of the longest `counts`.
        base: The style of plain text on this row.
        style_of: The style of each component class of the sidebar, without its surroundings.
    """
    count = counts(row).rjust(beside)
    if columns - _BEFORE - beside - 2 < _NAME:
        count = str(row.here)
    room = max(0, columns - _BEFORE - len(count) - 2)
    name = cut(display(row.name), room)
    dim = base + style_of("detail")
    named = base + style_of("traced") if row.traced else base
    aliases = " · ".join(row.aliases)
    left = room - width(name)
    return [
        Segment(f"{row.type_letter} ", dim),
        Segment(shown(name), named),
        Segment(fit(f"  {aliases}" if left > 4 else "", left), dim),
        Segment(f" {count} ", base + style_of("count")),
    ]


def paint_detail(text: str, columns: int, style: Style) -> list[Segment]:
    """The segments of a row's second line."""
    return [Segment(" " * _BEFORE + fit(text, max(0, columns - _BEFORE)), style)]
