"""What a search asks of each store, so that it can be told from what they are."""

from array import array
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

from articles.article import Article
from index.catalogue.store import Sort
from index.engines.engine import Engine


class Catalogue(Protocol):
    """What a search asks of `index.catalogue.store.Catalogue`."""

    def order(self, sort: Sort) -> "array[int]":
        """The numbers of all reports, sorted."""
        ...

    def dated(self, low: str, high: str) -> AbstractSet[int]:
        """Reports dated within these days."""
        ...

    def undated(self) -> AbstractSet[int]:
        """Reports without a date."""
        ...

    def in_section(self, words: str, *, begins: bool = False) -> AbstractSet[int]:
        """Reports whose section has these words; none: those without one."""
        ...

    def in_language(self, code: str) -> AbstractSet[int]:
        """Reports in a language; none: those of an unknown one."""
        ...

    def article(self, number: int) -> Article:
        """One report."""
        ...


class Entity(Protocol):
    """What a search asks of `index.mentions.store.Entity`."""

    @property
    def id(self) -> str:
        """Its identity."""
        ...

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def type(self) -> str:
        """Person, organisation, place or other."""
        ...

    @property
    def mentions(self) -> int:
        """How often it is named."""
        ...


class Mentions(Protocol):
    """What a search asks of `index.mentions.store.MentionStore`."""

    def find(self, name: str) -> Sequence[Entity]:
        """Entities by id or alias, most mentioned first."""
        ...

    def near_name(self, name: str, kind: str = "") -> str:
        """The name of an entity that may have been meant; empty if there is none."""
        ...

    def articles_of(self, entity_id: str) -> AbstractSet[int]:
        """Reports that mention it."""
        ...


class Notebook(Protocol):
    """What a search asks of `index.notebook.attached.Attached`."""

    def refresh(self) -> bool:
        """See what has changed in the notebook."""
        ...

    def read(self) -> AbstractSet[int]:
        """Reports that have been read."""
        ...

    def starred(self) -> AbstractSet[int]:
        """Starred reports."""
        ...

    def noted(self) -> AbstractSet[int]:
        """Reports with a note."""
        ...

    def tagged(self, tag: str, *, begins: bool = False) -> AbstractSet[int]:
        """Reports with a tag, or with one that begins so."""
        ...

    def noting(self, words: str, *, begins: bool = False) -> AbstractSet[int]:
        """Reports with a note that has these words in it; the last may only begin a word."""
        ...


class Library(Protocol):
    """What a search asks of `index.library.library.Library`."""

    @property
    def engine(self) -> Engine:
        """The text index."""
        ...

    @property
    def catalogue(self) -> Catalogue:
        """The reports."""
        ...

    @property
    def mentions(self) -> Mentions:
        """The entities."""
        ...

    def state(self) -> object:
        """Differs from what it was before if anything has changed in it."""
        ...
