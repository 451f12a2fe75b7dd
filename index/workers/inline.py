"""Reading and recognising in this process, for little work and for tests."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from articles.article import Article
from articles.collection.collection import Collection, File
from articles.entities.detectors import Detector
from articles.formats.opening import parsed
from index.workers.reading import Piece, Place, Report, articles, batch, fill, items, look, pieces

Task: TypeAlias = File | Sequence[Article]
"""A file to read, or reports from the library to look for entities in."""


def inline(
    collection: Collection,
    known: frozenset[bytes],
    tasks: Iterable[Task],
    detector: Detector | None = None,
) -> Iterator[Piece]:
    """Do the tasks one after the other."""
    for task in tasks:
        if not isinstance(task, File):
            yield _recognised(from_library(task), detector)
            continue
        things, finished = items(collection, [task], known, parsed), False
        while not finished:
            taken, finished = batch(things)
            yield from (_recognised(piece, detector) for piece in pieces([task], taken))


def from_library(reports: Sequence[Article]) -> Piece:
    """Reports that need recognising only."""
    return Piece(None, [Report(article, b"", known=False) for article in reports])


def _recognised(piece: Piece, detector: Detector | None) -> Piece:
    places: list[Place] = [(piece, place) for place in piece.unrecognised()]
    fill(places, look(articles(places), detector, None))
    return piece
