"""Filling one generation of a library: reports read, written, indexed, and held against each other.

It can be interrupted anywhere: the next build goes on from the last batch.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from itertools import chain, islice
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from articles.collection.collection import Collection
from articles.entities.detectors import load
from articles.formats.version import parsers
from index.build.plan import Plan, plan
from index.build.progress import Clock, Position, Progress, Summary
from index.build.stores import Stores
from index.build.writer import Counts, Writer
from index.engines.choice import preparation
from index.engines.engine import EngineError
from index.library import manifest
from index.library.manifest import Manifest
from index.notebook.dates import SaidDate, by_number
from index.notebook.judged import SaidOfEntities
from index.workers.farm import Farm
from index.workers.inline import Task, inline
from index.workers.reading import Piece

Work: TypeAlias = Callable[[Iterable[Task]], Iterator[Piece | None]]
"""Does tasks; None stands for a moment without a result."""

_FIRST_LOOK: Final = 512
"""Files of a new library that are read before the rest of the collection is looked for."""
_SIZE: Final = 8_000_000
"""Characters of text after which a batch is committed in any case: it is in memory until then."""
_WORTH_A_WORKER: Final = 100_000
"""Bytes to be read for which it pays to start another process."""


class Wanted(NamedTuple):
    """What a generation is to be filled by, and with."""

    engine: str
    """What searches the text, see `index.engines.choice`."""
    detector: str
    """What recognises names, see `articles.entities.detectors`."""
    jobs: int
    """How many processes read; 0 for none but this one."""
    retry: bool
    """Whether files are read again of which something was skipped."""
    said: SaidOfEntities | None
    """What the user says of entities; None for what holds already."""
    dates: list[SaidDate] | None
    """What the user says of dates; None for what holds already."""


class Filling:
    """Brings one generation up to date with a collection.

    Attributes:
        reports: How many have been read.
    """

    def __init__(
        self, collection: Collection, stores: Stores, wanted: Wanted, started: float
    ) -> None:
        """Fill `stores` with the reports of `collection`; the build `started` then (Unix time)."""
        self._collection = collection
        self._stores = stores
        self._wanted = wanted
        self._started, self._since = started, time.monotonic()
        self._counts = Counts()
        self.reports = 0

    def run(self, generation: Path) -> Iterator[Progress]:
        """Write what is new, and take out what is gone.

        Args:
            generation: The folder of the generation.
        """
        catalogue = self._stores.catalogue
        # What another version of a parser could not read, this one may.
        retry = self._wanted.retry or catalogue.meta("parsers") != parsers()
        known, paths = catalogue.files(forget_failed=retry), catalogue.paths()
        scanned, begun = self._collection.scan(), time.time_ns()
        is_new = not (known or paths)
        first = list(islice(scanned, _FIRST_LOOK)) if is_new else scanned
        further = list(islice(scanned, 1)) if is_new else []
        made = plan(first, known, paths, begun)
        if not (is_new or made.read or made.gone or self._is_unfinished(generation, made)):
            return
        collection = str(self._collection.root)
        manifest.write(
            generation, Manifest(collection, self._wanted.engine, detector=self._wanted.detector)
        )
        with self._workers(made) as work:
            self._stores.open_all()
            if self._wanted.said is not None:
                self._stores.judge(self._wanted.said)
            yield from self._read(made, work, is_whole=not further)
            if further:
                rest = plan(chain(further, scanned), {}, set(), begun)
                made.skipped += rest.skipped
                yield from self._read(rest, work)
            if any(self._stores.catalogue.behind().values()):
                yield from self._read(Plan(), work)
        self._let_hold()
        yield from self._index()
        yield from self._find_copies()
        catalogue.keep_scanned(made.skipped)
        catalogue.finished(self._started, self._seconds(), parsers())

    def _let_hold(self) -> None:
        """Let hold what the user says of single reports, now that all are there."""
        said, dates, catalogue = self._wanted.said, self._wanted.dates, self._stores.catalogue
        if dates is not None:
            catalogue.set_dates(by_number(dates, catalogue))
        if said is not None:
            self._stores.judge(said)

    def _is_unfinished(self, generation: Path, made: Plan) -> bool:
        """Whether a former build was interrupted, or other things are left out than before."""
        found = manifest.read(generation)
        return (
            found.files is None
            or found.engine != self._wanted.engine
            or bool(self._stores.catalogue.behind() or self._stores.catalogue.leaving())
            or self._stores.catalogue.scan_differs(made.skipped)
            or not (self._wanted.said is None or self._stores.is_judged(self._wanted.said))
            or self._dates_differ()
        )

    def _dates_differ(self) -> bool:
        dates, catalogue = self._wanted.dates, self._stores.catalogue
        return dates is not None and by_number(dates, catalogue) != catalogue.dates_set()

    @contextmanager
    def _workers(self, made: Plan) -> Iterator[Work]:
        """Whoever reads: this process, or others."""
        known = self._stores.catalogue.hashes([*made.gone, *(file.path for file in made.read)])
        if self._wanted.jobs == 0:
            detector = load(self._wanted.detector)
            yield lambda tasks: inline(self._collection, known, tasks, detector)
            return
        jobs = min(self._wanted.jobs, made.bytes // _WORTH_A_WORKER + 1)
        prepare = preparation(self._wanted.engine)
        with closing(Farm(self._collection, known, jobs, self._wanted.detector, prepare)) as farm:
            if made.read:
                # They start up while the stores are opened.
                farm.hire()
            yield farm.results

    def _read(self, made: Plan, work: Work, *, is_whole: bool = True) -> Iterator[Progress]:
        """Let files be read, and write what comes of them."""
        self._stores.leave()
        writer = Writer(self._stores, made, self._counts)
        position = Position(made.bytes if is_whole else 0, self.reports)
        clock = Clock()
        for piece in work([*self._stores.lacking(), *made.read]):
            if piece is not None:
                writer.take(piece)
                yield position.after(piece)
            if writer.pending() and (clock.is_due() or writer.size > _SIZE):
                writer.commit()
                clock.restart()
                yield position.committed()
        writer.finish()
        self.reports = position.reports
        yield position.committed()

    def _index(self) -> Iterator[Progress]:
        """Make the text index hold what the catalogue holds, if anything has been lost."""
        done, total = 0, self._stores.catalogue.count()
        for is_anew in (False, True):
            if is_anew:
                self._stores.drop_text_index()
            for count in self._stores.catch_up():
                done += count
                yield Progress(done, total, "indexing", committed=True, reports=done)
            if self._stores.is_in_step():
                return
        raise EngineError("the text index does not hold what it was given, also made anew")

    def _find_copies(self) -> Iterator[Progress]:
        """Find copies, and by them what repeats over the reports of a source."""
        done, total = 0, self._stores.catalogue.count()
        for count in self._stores.find_copies():
            done += count
            yield Progress(done, total, "finding copies", committed=True, reports=done)
        self._stores.learn()
        yield from self._index()

    def summary(self) -> Summary:
        """What has been done."""
        counts, catalogue, said = self._counts, self._stores.catalogue, self._wanted.said
        lost = self._stores.lost(said) if said else ()
        return Summary(
            **asdict(counts),
            unchanged=catalogue.count() - counts.added - counts.updated - counts.renamed,
            skipped=tuple(catalogue.skipped()),
            absurd_dates=tuple(catalogue.absurdly_dated()),
            lost=tuple(one.told for one in lost),
            seconds=self._seconds(),
        )

    def _seconds(self) -> float:
        """How long it has taken until now, whatever the clock was set to meanwhile."""
        return time.monotonic() - self._since
