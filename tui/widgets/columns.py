"""The columns of the article list: which there are, in what order, and how wide."""

from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

BEFORE: Final = 3
"""Columns before the first field: bar at the cursor, mark, space."""


class Field(StrEnum):
    """What a column shows of a report."""

    DATE = "date"
    SOURCE = "source"
    TITLE = "title"
    COPIES = "copies"
    MENTIONS = "mentions"
    HITS = "hits"


class Column(NamedTuple):
    """One column."""

    field: Field
    width: int
    """Columns of the terminal that it takes at most; the title takes what the others leave."""
    with_copies: bool = False
    """Whether it, the title's, tells copies too, as their own column has no room."""
    is_fixed: bool = False
    """Whether the user wants this width, so that it is not narrowed to the title's advantage."""


_WIDTHS: Final = {
    Field.DATE: 10,
    Field.SOURCE: 16,
    Field.TITLE: 0,
    Field.COPIES: 4,
    Field.MENTIONS: 5,
    Field.HITS: 4,
}
DEFAULT: Final = tuple(Column(field, width) for field, width in _WIDTHS.items())
_WIDEST: Final = 60
_WIDEST_SOURCE: Final = 24
"""Columns of a source where there is room, unless the user wants more."""
_AT_EASE: Final = 32
"""Columns of a title that leaves others what it has more."""
_FEW: Final = 2
"""It leaves so many in any case, where it has more than it needs: they make most names whole."""
_STEPS: Final[
    Sequence[tuple[dict[Field, int], int]]
] = (  # from wide to narrow: the widest of some, and the least that the title needs
    ({}, 40),
    ({Field.SOURCE: 12}, 32),
    ({Field.SOURCE: 8, Field.COPIES: 0}, 26),
    ({Field.SOURCE: 0, Field.COPIES: 0}, 16),
    ({Field.DATE: 7, Field.SOURCE: 0, Field.COPIES: 0}, 14),
)
_BARE: Final[Sequence[tuple[dict[Field, int], int]]] = (  # these take away what the user fixed too
    ({Field.DATE: 0, Field.SOURCE: 0, Field.COPIES: 0}, 12),
    ({Field.DATE: 0, Field.SOURCE: 0, Field.COPIES: 0, Field.MENTIONS: 0}, 10),
    (dict.fromkeys(set(Field) - {Field.TITLE}, 0), 0),
)


def columns_for(
    width: int, wanted: Sequence[Column], sources: Collection[int] = ()
) -> list[Column]:
    """The columns that a list of a given width has room for.

    Dates are whole as long as they leave the title what it needs to be known by; sources go before
    they do, and are whole where it can do without the room for that. A column of copies goes first,
    since the title can say them beside it.

    Args:
        width: Columns of the list.
        wanted: What to show, in order; there is always a title, at the end if it is not named.
        sources: How wide the sources are that it shows.
    """
    if all(column.field is not Field.TITLE for column in wanted):
        wanted = [*wanted, Column(Field.TITLE, 0)]
    others: list[Column] = []
    title = least = 0
    for at, (widest, least) in enumerate((*_STEPS, *_BARE)):
        others = list(_narrowed(wanted, widest, is_bare=at >= len(_STEPS)))
        title = width - BEFORE - sum(column.width + 1 for column in others) - 1
        if title >= least:
            break
    kept = {column.field: column for column in others}
    source = kept.get(Field.SOURCE)
    if source is not None and sources and not source.is_fixed:
        spare = max(min(_FEW, title - least), title - _AT_EASE)
        kept[Field.SOURCE] = fitting = _fitting(source, source.width + spare, sources)
        title += source.width - fitting.width
    copies = any(column.field is Field.COPIES for column in wanted) and Field.COPIES not in kept
    kept[Field.TITLE] = Column(Field.TITLE, max(0, title), with_copies=copies)
    return [kept[column.field] for column in wanted if column.field in kept]


def _fitting(source: Column, room: int, sources: Collection[int]) -> Column:
    """The column of sources as wide as the widest, or the widest that is whole in this room."""
    room = min(room, _WIDEST_SOURCE)
    if max(sources) <= room:
        return source._replace(width=max(sources))
    whole = max((one for one in sources if one <= room), default=0)
    return source._replace(width=max(source.width, whole))


def _narrowed(
    wanted: Sequence[Column], widest: dict[Field, int], *, is_bare: bool
) -> Iterator[Column]:
    """The columns beside the title, none wider than this, without those for which none is left."""
    for column in wanted:
        most = widest.get(column.field, _WIDEST)
        most = column.width if column.is_fixed and not is_bare else most
        narrowed = column._replace(width=min(column.width, most))
        if column.field is not Field.TITLE and narrowed.width > 0:
            yield narrowed


def read_columns(text: str) -> tuple[Column, ...]:
    """Columns as a user writes them: `date:7, source:20, title, hits`.

    Raises:
        ValueError: There is no such column, or a width is none; the message says which.
    """
    columns: dict[Field, Column] = {}
    for word in text.replace(",", " ").split():
        name, _, digits = word.partition(":")
        if name not in set(Field):
            raise ValueError(f"there is no column '{name}'; columns are {', '.join(Field)}")
        field = Field(name)
        if digits and not (digits.isascii() and digits.isdigit() and 0 < int(digits) <= _WIDEST):
            raise ValueError(f"the width of column {name} has to be a number from 1 to {_WIDEST}")
        width = int(digits) if digits else _WIDTHS[field]
        columns[field] = Column(field, width, is_fixed=bool(digits))
    return tuple(columns.values()) or DEFAULT
