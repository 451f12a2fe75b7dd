"""What the mention store hands out."""

from dataclasses import dataclass

from articles.article import Label
from articles.entities.mention import EntityType


@dataclass(frozen=True, slots=True)
class StoredMention:
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


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation or place across the library. Only named mentions are counted."""

    id: str
    name: str
    type: EntityType
    mentions: int
    articles: int


@dataclass(frozen=True, slots=True)
class Alias:
    """A surface that names an entity, how often, and why that is believed."""

    surface: str
    mentions: int
    evidence: str


@dataclass(frozen=True, slots=True)
class LocalCount:
    """An entity as one report has it: `here` named mentions."""

    entity: Entity
    here: int


@dataclass(frozen=True, slots=True)
class Listed:
    """Entities that are mentioned most, and how many there are with the others."""

    entities: list[LocalCount]
    total: int
