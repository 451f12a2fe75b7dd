"""Bring the library of a collection up to date.

One process writes: it compares the collection with the catalogue, lets workers read what is new or
changed, and commits in batches, so that what is done can be searched while the rest is read
(`index.build.filling`). Here it is chosen which generation that is done to: the present one is gone
on with where it can be, and else a new one is built beside it.
"""

import errno
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from articles.collection.collection import Collection
from articles.entities.detectors import OWN, require
from index.build.collecting import seldom_collected
from index.build.filling import Filling, Wanted
from index.build.progress import Progress, Summary
from index.build.stores import Stores
from index.build.writing import drop_damaged_text, seal, writing
from index.engines.choice import DEFAULT, kind
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
from index.notebook.said import all_said_in
from index.notebook.schema import NotebookError
from index.workers.farm import WorkersFailed
from index.workers.process import usual_jobs

__all__ = ["Progress", "Summary", "build"]


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
    """One build, under the lock: which generation is filled, and which is current in the end."""

    def __init__(
        self, collection: Collection, folder: Path, jobs: int, notebook: Path | None
    ) -> None:
        self._collection = collection
        self._folder = folder
        self._started = time.time()
        self._former_files: Files = {}
        self._notebook = notebook
        self._wanted = Wanted(DEFAULT, OWN, jobs, retry=False, said=None, dates=None)

    def run(
        self, *, rebuild: bool, retry: bool, detector: str | None, engine: str | None
    ) -> Iterator[Progress]:
        """Update what there is; begin anew if it is damaged, or if that is wished."""
        yield Progress(0, 0, "scanning", note=self._open_notebook())
        former = _former(self._folder)
        engine = engine or (former.engine if former else DEFAULT)
        kind(engine)
        if former and former.engine != engine:
            note = f"{engine} is to search the text, not {former.engine}; indexing it anew"
            yield Progress(0, 0, "scanning", note=note)
        detector = detector or (former.detector if former else OWN)
        require(detector)
        self._wanted = self._wanted._replace(engine=engine, detector=detector, retry=retry)
        # What the last rebuild replaced stayed until now for the sake of its readers.
        generations.sweep(self._folder)
        note = ""
        if former and former.detector != detector:
            note, rebuild = f"{detector} is to find names, not {former.detector}", True
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
            said, dates = all_said_in(self._notebook)
        except NotebookError as error:
            return f"{error}; what you said of entities and dates may be missing"
        self._wanted = self._wanted._replace(said=said, dates=dates)
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
            with closing(Stores(generation, self._wanted.engine)) as stores:
                filling = Filling(self._collection, stores, self._wanted, self._started)
                yield from filling.run(generation)
                summary = filling.summary()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            raise LibraryDamaged(f"the library is damaged ({error})") from error
        seal(generation, self._former_files)
        yield Progress(0, 0, "done", summary=summary, reports=filling.reports)


def _former(folder: Path) -> Manifest | None:
    """What is written about the present library; None if there is none."""
    generation = generations.current(folder)
    try:
        return None if generation is None else manifest.read(generation)
    except ManifestUnreadable:
        return None
