"""What a row of the entity sidebar looks like at each width. Knows no widget."""

from collections.abc import Callable
from typing import Final

from rich.segment import Segment
from rich.style import Style

from tui.page.cells import cut, display, fit, shown, width
from tui.page.list_rows import EntityRow

_BEFORE: Final = 3
"""Columns before the name: bar at the cursor, letter of the type, space."""
_NAME: Final = 14
"""The count of the whole collection is dropped where the name has fewer columns."""


def counts(row: EntityRow) -> str:
    """Mentions here and everywhere."""
    return f"{row.here:,} / {row.everywhere:,}"


def paint_entity(
    row: EntityRow, columns: int, beside: int, base: Style, style_of: Callable[[str], Style]
) -> list[Segment]:
    """The segments of a row, without the bar at the cursor.

    Args:
        row: The entity.
        columns: Columns of the sidebar.
        beside: Columns of the longest `counts`.
        base: The style of plain text on this row.
        style_of: The style of each paint of the sidebar on this row.
    """
    count = counts(row).rjust(beside)
    if columns - _BEFORE - beside - 2 < _NAME:
        count = str(row.here)
    room = max(0, columns - _BEFORE - len(count) - 2)
    name = cut(display(row.name), room)
    dim = style_of("detail")
    named = style_of("traced") if row.traced else base
    aliases = " · ".join(row.aliases)
    left = room - width(name)
    return [
        Segment(f"{row.type_letter} ", dim),
        Segment(shown(name), named),
        Segment(fit(f"  {aliases}" if left > 4 else "", left), dim),
        Segment(f" {count} ", style_of("count")),
    ]


def paint_detail(text: str, columns: int, style: Style) -> list[Segment]:
    """The segments of a row's second line."""
    return [Segment(" " * _BEFORE + fit(text, max(0, columns - _BEFORE)), style)]
