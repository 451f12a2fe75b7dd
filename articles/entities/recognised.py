"""A name found in a text, before it is known whose it is."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What sort of thing a name names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    NATIONALITY = "nationality"
    """Nationalities, peoples, religious and political groups, and their adjectives."""
    OTHER = "other"
    """Events, operations, products, laws, works."""


class Recognised(NamedTuple):
    """A name at `[start, end)` of a text, in characters."""

    start: int
    end: int
    kind: Kind
