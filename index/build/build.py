"""Bring the library of a collection up to date.

One process writes: it compares the collection with the catalogue, lets workers read what is new or
changed, and commits in batches, so that what is done can be searched while the rest is read. It can
be interrupted anywhere; the next build goes on from the last batch.
"""

import errno
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from itertools import chain, islice
from pathlib import Path
from typing import Final, TypeAlias

from articles.collection.collection import Collection
from articles.entities.detectors import OWN, load, require
from articles.formats.version import parsers
from index.build.collecting import seldom_collected
from index.build.plan import Plan, plan
from index.build.progress import Clock, Position, Progress, Summary
from index.build.stores import Stores
from index.build.writer import Counts, Writer
from index.build.writing import drop_damaged_text, seal, writing
from index.catalogue.writer import CatalogueWriter
from index.engines.choice import DEFAULT, kind, preparation
from index.engines.engine import EngineDamaged, EngineError
from index.library import generations, manifest
from index.library.errors import (
    LibraryDamaged,
    LibraryError,
    LibraryFull,
    LibraryMissing,
    LibraryReadOnly,
)
from index.library.library import Library
from index.library.manifest import Files, Manifest, ManifestUnreadable
from index.notebook.dates import SaidDate, by_number
from index.notebook.judged import SaidOfEntities
from index.notebook.notebook import NotebookError
from index.notebook.said import all_said_in
from index.workers.farm import Farm, WorkersFailed
from index.workers.inline import Task, inline
from index.workers.process import usual_jobs
from index.workers.reading import Piece

__all__ = ["Progress", "Summary", "build"]

Work: TypeAlias = Callable[[Iterable[Task]], Iterator[Piece | None]]
"""Does tasks; None stands for a moment without a result."""

_FIRST_LOOK: Final = 512
"""Files of a new library that are read before the rest of the collection is looked for."""
_SIZE: Final = 8_000_000
"""Characters of text after which a batch is committed in any case: it is in memory until then."""
_WORTH_A_WORKER: Final = 100_000
"""Bytes to be read for which it pays to start another process."""


def build(
    collection: Collection,
    folder: Path,
    *,
    jobs: int | None = None,
    rebuild: bool = False,
    retry: bool = False,
    notebook: Path | None = None,
    detector: str | None = None,
    engine: str | None = None,
) -> Iterator[Progress]:
    """Bring the library in `folder` up to date with a collection.

    Args:
        collection: The reports.
        folder: Where the library lies; made if it is not there.
        jobs: How many processes read; None for one a core, four at most; 0 reads in this one.
        rebuild: Whether to begin anew, next to the present library until all is done.
        retry: Whether to read files again of which something was skipped.
        notebook: The file whose judgements on entities hold; None leaves those that do.
        detector: Name of what recognises names; None for what made the present library.
        engine: Name of what searches the text; None for what the present library has.

    Yields:
        Progress, the last with a summary. To stop, close the generator.

    Raises:
        LibraryBusy: Another process is building it.
        LibraryError: It cannot be written (`LibraryFull`, `LibraryReadOnly`: for that reason).
        DetectorError: There is no such detector, or it cannot be loaded.
    """
    try:
        with writing(folder), seldom_collected():
            made = _Build(collection, folder, usual_jobs() if jobs is None else jobs, notebook)
            yield from made.run(rebuild=rebuild, retry=retry, detector=detector, engine=engine)
    except (EngineError, WorkersFailed) as error:
        raise _kind_of(error)(str(error)) from error
    except (sqlite3.OperationalError, OSError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _kind_of(error)(f"cannot write the library in {folder}: {reason}") from error


def _kind_of(error: BaseException) -> type[LibraryError]:
    """What an error means, by what the system said that it came of."""
    number = getattr(error, "errno", None)
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return LibraryReadOnly
    is_full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    if is_full or number in (errno.ENOSPC, errno.EDQUOT):
        return LibraryFull
    cause = error.__cause__ or error.__context__
    return LibraryError if cause is None else _kind_of(cause)


class _Build:
    """One build, under the lock."""

    def __init__(
        self, collection: Collection, folder: Path, jobs: int, notebook: Path | None
    ) -> None:
        self._collection = collection
        self._folder = folder
        self._jobs = jobs
        self._started = time.time()
        self._reports = 0
        self._counts = Counts()
        self._former_files: Files = {}
        self._notebook = notebook
        self._said: SaidOfEntities | None = None
        self._dates: list[SaidDate] | None = None
        self._detector = OWN
        self._engine = DEFAULT
        self._retry = False

    def run(
        self, *, rebuild: bool, retry: bool, detector: str | None, engine: str | None
    ) -> Iterator[Progress]:
        """Update what there is; begin anew if it is damaged, or if that is wished."""
        self._retry = retry
        yield Progress(0, 0, "scanning", note=self._open_notebook())
        former = _former(self._folder)
        self._engine = engine or (former.engine if former else DEFAULT)
        kind(self._engine)
        if former and former.engine != self._engine:
            note = f"{self._engine} is to search the text, not {former.engine}; indexing it anew"
            yield Progress(0, 0, "scanning", note=note)
        self._detector = detector or (former.detector if former else OWN)
        require(self._detector)
        # What the last rebuild replaced stayed until now for the sake of its readers.
        generations.sweep(self._folder)
        note = ""
        if former and former.detector != self._detector:
            note, rebuild = f"{self._detector} is to find names, not {former.detector}", True
            note += "; building the library anew"
        if not rebuild:
            try:
                yield from self._go_on()
            except LibraryMissing:
                pass
            except (LibraryDamaged, EngineDamaged) as error:
                note = f"{error}; building it anew"
            else:
                return
        if note:
            yield Progress(0, 0, "rebuilding", note=note)
        yield from self._anew(in_use=rebuild)

    def _open_notebook(self) -> str:
        """Read which judgements and dates hold; what is wrong if they cannot be read."""
        if self._notebook is None:
            return ""
        try:
            self._said, self._dates = all_said_in(self._notebook)
        except NotebookError as error:
            return f"{error}; what you said of entities and dates may be missing"
        return ""

    def _go_on(self) -> Iterator[Progress]:
        """Update the present generation; if its text index alone is damaged, that is made again."""
        if fault := drop_damaged_text(self._folder):
            told = f"the library is damaged: {fault}; indexing its texts anew"
            yield Progress(0, 0, "indexing", note=told)
        yield from self._update(self._usable())

    def _usable(self) -> Path:
        """The present generation, if it can be gone on with."""
        with closing(Library.open(self._folder)) as library:
            self._former_files = library.manifest.files or {}
            return library.generation

    def _anew(self, *, in_use: bool) -> Iterator[Progress]:
        """Build a new generation.

        Args:
            in_use: Whether the present one is to be read until the new one is whole.
        """
        generation = generations.fresh(self._folder)
        for progress in self._update(generation):
            if (progress.committed and not in_use) or progress.summary is not None:
                generations.publish(generation)
                in_use = True
            yield progress

    def _update(self, generation: Path) -> Iterator[Progress]:
        try:
            with closing(Stores(generation, self._engine)) as stores:
                yield from self._fill(generation, stores)
                summary = self._summary(stores)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            raise LibraryDamaged(f"the library is damaged ({error})") from error
        seal(generation, self._former_files)
        yield Progress(0, 0, "done", summary=summary, reports=self._reports)

    def _fill(self, generation: Path, stores: Stores) -> Iterator[Progress]:
        """Write what is new, and take out what is gone."""
        catalogue = stores.catalogue
        # What another version of a parser could not read, this one may.
        retry = self._retry or catalogue.meta("parsers") != parsers()
        known, paths = catalogue.files(forget_failed=retry), catalogue.paths()
        scanned = self._collection.scan()
        is_new = not (known or paths)
        first = list(islice(scanned, _FIRST_LOOK)) if is_new else scanned
        further = list(islice(scanned, 1)) if is_new else []
        made = plan(first, known, paths)
        if not (is_new or made.read or made.gone or self._is_unfinished(generation, made, stores)):
            return
        collection = str(self._collection.root)
        manifest.write(generation, Manifest(collection, self._engine, detector=self._detector))
        with self._workers(made, stores) as work:
            stores.open_all()
            if self._said is not None:
                stores.judge(self._said)
            yield from self._read(made, stores, work, is_whole=not further)
            if further:
                rest = plan(chain(further, scanned), {}, set())
                made.skipped += rest.skipped
                yield from self._read(rest, stores, work)
            if any(stores.catalogue.behind().values()):
                yield from self._read(Plan(), stores, work)
        self._let_hold(stores)
        yield from self._index(stores)
        yield from self._find_copies(stores)
        catalogue.keep_scanned(made.skipped)
        catalogue.finished(self._started, parsers())

    def _let_hold(self, stores: Stores) -> None:
        """Let hold what the user says of single reports, now that all are there."""
        if self._dates is not None:
            stores.catalogue.set_dates(by_number(self._dates, stores.catalogue))
        if self._said is not None:
            stores.judge(self._said)

    def _is_unfinished(self, generation: Path, made: Plan, stores: Stores) -> bool:
        """Whether a former build was interrupted, or other things are left out than before."""
        found = manifest.read(generation)
        return (
            found.files is None
            or found.engine != self._engine
            or bool(stores.catalogue.behind() or stores.catalogue.leaving())
            or stores.catalogue.scan_differs(made.skipped)
            or not (self._said is None or stores.is_judged(self._said))
            or self._dates_differ(stores.catalogue)
        )

    def _dates_differ(self, held: CatalogueWriter) -> bool:
        return self._dates is not None and by_number(self._dates, held) != held.dates_set()

    @contextmanager
    def _workers(self, made: Plan, stores: Stores) -> Iterator[Work]:
        """Whoever reads: this process, or others."""
        known = stores.catalogue.hashes([*made.gone, *(file.path for file in made.read)])
        if self._jobs == 0:
            detector = load(self._detector)
            yield lambda tasks: inline(self._collection, known, tasks, detector)
            return
        jobs = min(self._jobs, made.bytes // _WORTH_A_WORKER + 1)
        prepare = preparation(self._engine)
        with closing(Farm(self._collection, known, jobs, self._detector, prepare)) as farm:
            if made.read:
                # They start up while the stores are opened.
                farm.hire()
            yield farm.results

    def _read(
        self, made: Plan, stores: Stores, work: Work, *, is_whole: bool = True
    ) -> Iterator[Progress]:
        """Let files be read, and write what comes of them."""
        stores.leave()
        writer = Writer(stores, made, self._counts)
        position = Position(made.bytes if is_whole else 0, self._reports)
        clock = Clock()
        for piece in work([*stores.lacking(), *made.read]):
            if piece is not None:
                writer.take(piece)
                yield position.after(piece)
            if writer.pending() and (clock.is_due() or writer.size > _SIZE):
                writer.commit()
                clock.restart()
                yield position.committed()
        writer.finish()
        self._reports = position.reports
        yield position.committed()

    def _index(self, stores: Stores) -> Iterator[Progress]:
        """Make the text index hold what the catalogue holds, if anything has been lost."""
        done, total = 0, stores.catalogue.count()
        for is_anew in (False, True):
            if is_anew:
                stores.drop_text_index()
            for count in stores.catch_up():
                done += count
                yield Progress(done, total, "indexing", committed=True, reports=done)
            if stores.is_in_step():
                return
        raise EngineError("the text index does not hold what it was given, also made anew")

    def _find_copies(self, stores: Stores) -> Iterator[Progress]:
        """Find copies, and by them what repeats over the reports of a source."""
        done, total = 0, stores.catalogue.count()
        for count in stores.find_copies():
            done += count
            yield Progress(done, total, "finding copies", committed=True, reports=done)
        stores.learn()
        yield from self._index(stores)

    def _summary(self, stores: Stores) -> Summary:
        counts, catalogue = self._counts, stores.catalogue
        return Summary(
            **asdict(counts),
            unchanged=catalogue.count() - counts.added - counts.updated - counts.renamed,
            skipped=tuple(catalogue.skipped()),
            absurd_dates=tuple(catalogue.absurdly_dated()),
            lost=tuple(one.told for one in (stores.lost(self._said) if self._said else ())),
            seconds=time.time() - self._started,
        )


def _former(folder: Path) -> Manifest | None:
    """What is written about the present library; None if there is none."""
    generation = generations.current(folder)
    try:
        return None if generation is None else manifest.read(generation)
    except ManifestUnreadable:
        return None
