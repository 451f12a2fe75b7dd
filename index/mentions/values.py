"""What the mention store hands out."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from articles.article import Label
from articles.entities.mention import EntityType


class StoredMention(NamedTuple):
    """One mention, with the entity that the whole library says it names."""

    article: int
    start: int
    end: int
    surface: str
    entity: str
    name: str
    """Canonical name of the entity."""
    type: EntityType
    label: Label
    """The part of the report that the mention stands in."""
    evidence: str
    soft: bool


class Entity(NamedTuple):
    """A person, organisation or place across the library. Only named mentions are counted."""

    id: str
    name: str
    type: EntityType
    mentions: int
    articles: int


class Alias(NamedTuple):
    """A surface that names an entity, how often, and why that is believed."""

    surface: str
    mentions: int
    evidence: str


class LocalCount(NamedTuple):
    """An entity as one report has it: `here` named mentions."""

    entity: Entity
    here: int


class Listed(NamedTuple):
    """Entities that are mentioned most, and how many there are with the others."""

    entities: list[LocalCount]
    total: int


TYPES: Final[Mapping[str, EntityType]] = {str(one): one for one in EntityType}
"""By what the mention store has of them: of thousands of rows, to look one up is a quarter of what
it takes to call `EntityType`."""


def entity_of(row: Sequence[Any]) -> Entity:
    """An entity of the columns `ENTITY`."""
    number, name, kind, mentions, articles = row
    return Entity(f"e{number}", name, TYPES[kind], mentions, articles)
