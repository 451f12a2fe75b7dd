"""The columns of the article list: which there are, in what order, and how wide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

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


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    field: Field
    width: int
    """Columns of the terminal that it takes at most; the title takes what the others leave."""


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
_STEPS: Final[
    Sequence[tuple[dict[Field, int], int]]
] = (  # from wide to narrow: the widest of some, and the least that the title needs
    ({}, 36),
    ({Field.SOURCE: 10}, 30),
    ({Field.SOURCE: 6}, 28),
    ({Field.DATE: 7, Field.SOURCE: 6}, 24),
    ({Field.DATE: 7, Field.SOURCE: 0}, 16),
    ({Field.DATE: 0, Field.SOURCE: 0}, 12),
    ({Field.DATE: 0, Field.SOURCE: 0, Field.COPIES: 0, Field.MENTIONS: 0}, 10),
    (dict.fromkeys(set(Field) - {Field.TITLE}, 0), 0),
)


def columns_for(width: int, wanted: Sequence[Column]) -> list[Column]:
    """The columns that a list of a given width has room for.

    Args:
        width: Columns of the list.
        wanted: What to show, in order; there is always a title, at the end if it is not named.
    """
    if all(column.field is not Field.TITLE for column in wanted):
        wanted = [*wanted, Column(Field.TITLE, 0)]
    others: list[Column] = []
    title = 0
    for widest, least in _STEPS:
        others = list(_narrowed(wanted, widest))
        title = width - BEFORE - sum(column.width + 1 for column in others) - 1
        if title >= least:
            break
    kept = {column.field: column for column in [*others, Column(Field.TITLE, max(0, title))]}
    return [kept[column.field] for column in wanted if column.field in kept]


def _narrowed(wanted: Sequence[Column], widest: dict[Field, int]) -> Iterator[Column]:
    """The columns beside the title, none wider than this, without those for which none is left."""
    for column in wanted:
        narrowed = replace(column, width=min(column.width, widest.get(column.field, _WIDEST)))
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
        columns[field] = Column(field, int(digits) if digits else _WIDTHS[field])
    return tuple(columns.values()) or DEFAULT
