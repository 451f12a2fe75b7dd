"""What a worker does: read files, report by report, and say who is mentioned in them."""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Collection as Container
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, TypeAlias

from articles.article import Article
from articles.collection.collection import Collection, File, Skipped
from articles.collection.file_reading import Parse
from articles.entities import analysis
from articles.entities.detectors import Detector
from articles.entities.mention import LocalEntity
from index.catalogue.writer import content_hash

BATCH: Final = 16
"""Reports recognised at a time."""
CHARACTERS: Final = 250_000
"""Text after which a batch is full, however few its reports."""
OVERHEAD: Final = 2_000
"""Characters of text that take as much memory as what else there is of a report."""


@dataclass(slots=True)
class Report:
    """A report that has been read."""

    article: Article
    hash: bytes
    known: bool
    """Whether the library holds this content already, so that nobody need recognise it anew."""
    entities: tuple[LocalEntity, ...] | None = None
    """Who is mentioned; None as long as nobody has looked."""
    prepared: bytes | None = None
    """What a worker has made of it for the text index, if anything."""


@dataclass(slots=True, eq=False)
class Piece:
    """Some of what a file gave, in the order of the file."""

    file: File | None
    """None for reports that came from the library itself."""
    items: list[Report | Skipped] = field(default_factory=list)
    is_last: bool = True
    """Whether the file has been read to its end."""
    characters: int = field(init=False)
    """Of text."""
    size: int = field(init=False)
    """What it takes of the memory, in characters of text."""

    def __post_init__(self) -> None:
        texts = [item.article.text for item in self.items if isinstance(item, Report)]
        self.characters = sum(map(len, texts))
        self.size = self.characters + OVERHEAD * len(texts)

    def unrecognised(self) -> list[int]:
        """Places of the reports in which somebody has to look for entities."""
        return [
            place
            for place, item in enumerate(self.items)
            if isinstance(item, Report) and item.entities is None and not item.known
        ]


Item: TypeAlias = tuple[int, Report | Skipped | None]
"""The place of a file among those to be read, and one thing in it; None at its end."""


def items(
    collection: Collection,
    files: Sequence[File],
    known: Container[bytes],
    parse: Parse,
    skip: int = 0,
) -> Iterator[Item]:
    """Read files one after the other.

    Args:
        collection: Where they are.
        files: Which to read.
        known: Hashes of the contents that the library holds.
        parse: Who parses them.
        skip: How many things in the first file to leave out: they were delivered before.
    """
    for place, file in enumerate(files):
        for number, found in enumerate(collection.read(file, parse)):
            if place == 0 and number < skip:
                continue
            if isinstance(found, Skipped):
                yield place, found
            else:
                hashed = content_hash(found)
                yield place, Report(found, hashed, hashed in known)
        yield place, None


def batch(things: Iterator[Item]) -> tuple[list[Item], bool]:
    """Take enough for one batch; and whether nothing is left."""
    taken: list[Item] = []
    reports = characters = 0
    for place, thing in things:
        taken.append((place, thing))
        if isinstance(thing, Report):
            reports += 1
            characters += len(thing.article.text)
        if reports >= BATCH or characters >= CHARACTERS or len(taken) >= 20 * BATCH:
            return taken, False
    return taken, True


def pieces(files: Sequence[File], taken: Sequence[Item]) -> list[Piece]:
    """Sort a batch by the files that it came from."""
    made: list[Piece] = []
    for place, group in groupby(taken, key=lambda item: item[0]):
        things = [thing for _, thing in group]
        found = [thing for thing in things if thing is not None]
        made.append(Piece(files[place], found, is_last=things[-1] is None))
    return made


Place: TypeAlias = tuple[Piece, int]
"""A report in a piece."""


def articles(places: Sequence[Place]) -> list[Article]:
    """The reports at these places."""
    return [report_at(place).article for place in places]


Looked: TypeAlias = tuple[tuple[LocalEntity, ...], bytes | None]
"""Who is mentioned in a report, and what was made of it for the text index."""
Prepare: TypeAlias = Callable[[Article], bytes]
"""Does for the text index what can be done without it; a function of a module."""


def look(
    reports: Sequence[Article], detector: Detector | None, prepare: Prepare | None
) -> list[Looked]:
    """All that is to be found out about reports."""
    found = analysis.analyse(reports, detector)
    prepared = [prepare(report) if prepare else None for report in reports]
    return list(zip(found, prepared, strict=True))


def fill(places: Sequence[Place], found: Sequence[Looked]) -> None:
    """Keep what was found out about the reports at these places."""
    for place, (entities, prepared) in zip(places, found, strict=True):
        report = report_at(place)
        report.entities, report.prepared = entities, prepared


def report_at(place: Place) -> Report:
    """The report at a place where there is one."""
    piece, number = place
    report = piece.items[number]
    assert isinstance(report, Report)
    return report
