"""Mentions and the entities they name, as one report alone shows them."""

from enum import StrEnum
from typing import NamedTuple


class EntityType(StrEnum):
    """What kind of thing an entity is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    OTHER = "other"


class Mention(NamedTuple):
    """One stretch of one report's text that names an entity."""

    start: int
    end: int
    surface: str
    """The characters `[start, end)` of the text, white space folded to single spaces."""
    evidence: str
    """Why this surface is believed to name the entity: "full name", "known name",
    "acronym of Syrian Democratic Forces", "short form of Jean-Yves Le Drian"…"""
    soft: bool = False
    """A description ("the terror group"), not a name; never counted among the named ones."""


class LocalEntity(NamedTuple):
    """What one report says of one entity: the mentions that belong together."""

    name: str
    """The fullest name seen in the report, or the canonical one if it is a known name."""
    type: EntityType
    keys: tuple[str, ...]
    """Strong keys: two local entities of different reports that share one are the same entity.
    Empty where the report alone cannot tell (a lone surname); see `weak_key`."""
    weak_key: str
    """A normalised short form (surname) that the rest of the library may resolve; else empty."""
    mentions: tuple[Mention, ...]
    """In reading order."""
