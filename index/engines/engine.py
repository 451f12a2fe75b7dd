"""What the rest asks of a search engine, whichever engine it is.

EngineError          the engine could not do what was asked
├── EngineDamaged    what is on disk cannot be trusted; building it again mends it
└── Refused          some documents of a batch could not be indexed; the others were
Cancelled            the caller's `Cancel` said stop
"""

from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from articles.article import Article, Part
from index.query.tree import Query

Cancel: TypeAlias = Callable[[], bool]
"""Asked now and then during long work; true means stop."""


class EngineError(Exception):
    """The engine could not do what was asked; the message is for the reader."""


class EngineDamaged(EngineError):
    """The index on disk is damaged, or not one of ours: it has to be built again."""


class Refused(EngineError):
    """Documents that the engine could not take; the rest of their batch is committed.

    Attributes:
        reasons: The number of each refused document, with the reason. Its former version, if there
            was one, is still found.
    """

    def __init__(self, reasons: Mapping[int, str]) -> None:
        super().__init__(f"{len(reasons)} reports could not be indexed")
        self.reasons = dict(reasons)


class Cancelled(Exception):
    """The work was given up because its `Cancel` said so."""


def never() -> bool:
    """Never cancel."""
    return False


@dataclass(frozen=True, slots=True)
class Document:
    """One report, as an engine sees it."""

    number: int
    """Its number in the catalogue, 0 or more, below 2**32."""
    title: str
    source: str
    author: str
    path: str
    text: str
    parts: tuple[Part, ...] = ()
    prepared: bytes | None = None
    """What the engine has made of it already, in another process; None if nothing."""


def document_of(article: Article, number: int = 0, prepared: bytes | None = None) -> Document:
    """A report, as an engine sees it."""
    return Document(
        number, article.title, article.source, article.author, article.id, article.text,
        article.parts, prepared,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Matches:
    """All reports that match, best first."""

    numbers: "array[int]" = field(default_factory=lambda: array("I"))
    """Their numbers: typecode `I`, one for each report."""
    scores: "array[float]" = field(default_factory=lambda: array("f"))
    """Their scores: typecode `f`, parallel to `numbers`; 0 where nothing was ranked."""
    note: str = ""
    """What the engine could not do in full, in a few words; mostly empty."""


class Engine(Protocol):
    """A full-text index of reports.

    One thread at a time may call it. Queries hold no leaf that text cannot answer: those were
    replaced by `Among` before.
    """

    @property
    def name(self) -> str:
        """What `stats` calls it."""
        ...

    def update(self, add: Iterable[Document], remove: Iterable[int] = ()) -> None:
        """Take in documents, replacing by number, and drop others: one atomic, durable batch.

        Raises:
            Refused: If documents of the batch could not be taken; the rest is committed.
            EngineError: If nothing could be committed; the index is as it was.
        """
        ...

    def search(self, query: Query, cancel: Cancel = never) -> Matches:
        """Find every report that matches, by falling score, then by number.

        Raises:
            Cancelled: If `cancel` said so.
            EngineError: If the index cannot be read.
        """
        ...

    def count(self) -> int:
        """How many reports it holds."""
        ...

    def suggest(self, word: str) -> str | None:
        """The likeliest spelling of a word that does occur, or None."""
        ...

    def refresh(self) -> None:
        """See what others have committed since."""
        ...

    def close(self) -> None:
        """Let go of files."""
        ...
