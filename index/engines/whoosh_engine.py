"""The default engine: a Whoosh index in a folder."""

from collections.abc import Iterable
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import Final

from index.engines.engine import (
    Cancel,
    Document,
    EngineDamaged,
    EngineError,
    Matches,
    Refused,
    never,
)
from index.engines.whoosh_guard import TOC, EmptyIndexError, FileIndex, LockError, damage
from index.engines.whoosh_schema import SCHEMA
from index.engines.whoosh_search import Snapshot
from index.engines.whoosh_segment import Segment
from index.engines.whoosh_storage import DurableStorage
from index.engines.whoosh_suggest import nearest
from index.engines.whoosh_terms import Fields, fields_of
from index.engines.whoosh_writer import BatchWriter
from index.query.tree import Query

NAME: Final = "MAIN"
_RETRIES: Final = 10
"""Tries to open the latest state while a writer replaces it."""


class WhooshEngine:
    """Searches a Whoosh index, and, if it was opened for that, writes it.

    Make one with `create` or `open`.
    """

    name = "whoosh"

    def __init__(self, storage: DurableStorage, *, writable: bool) -> None:
        self._storage = storage
        self._writable = writable
        self._generation = -1
        self._segments: dict[str, Segment] = {}
        self._snapshot = Snapshot(())
        self.refresh()

    @classmethod
    def create(cls, folder: Path) -> "WhooshEngine":
        """Make an empty index in a folder of its own, and open it for writing.

        Raises:
            EngineError: If the folder has anything in it: an index is never written over.
            OSError: If the folder cannot be written.
        """
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise EngineError(f"{folder} is not empty; a text index needs a folder of its own")
        storage = DurableStorage(folder)
        with damage("creating the text index"):
            TOC.create(storage, SCHEMA, NAME)
        return cls(storage, writable=True)

    @classmethod
    def open(cls, folder: Path, *, writable: bool = False) -> "WhooshEngine":
        """Open an index; a writer also removes what killed writers left.

        Raises:
            EngineDamaged: If there is none, or it cannot be read.
        """
        if not folder.is_dir():
            raise EngineDamaged(f"there is no text index in {folder}; rebuild the library")
        storage = DurableStorage(folder)
        if writable:
            storage.sweep()
        return cls(storage, writable=writable)

    def update(self, add: Iterable[Document], remove: Iterable[int] = ()) -> None:
        """Write one batch; see `index.engines.engine.Engine`."""
        if not self._writable:
            raise EngineError("the text index was opened for reading only")
        batch: dict[int, Fields] = {}
        reasons: dict[int, str] = {}
        for document in add:
            try:
                batch[document.number] = fields_of(document)
            except ValueError as error:
                reasons[document.number] = f"cannot be indexed: {error}"
        removed = set(remove)
        while (failed := self._write(batch, removed)) is not None:
            number, reasons[number] = failed
            del batch[number]
        self.refresh()
        if reasons:
            raise Refused(reasons)

    def _write(self, batch: dict[int, Fields], removed: set[int]) -> tuple[int, str] | None:
        """Try to commit a batch.

        Returns:
            The number of a report that Whoosh cannot take, with the reason: nothing was written,
            and the batch has to be tried again without it. None if all is well.
        """
        if not batch and not removed:
            return None
        with damage("writing the text index"):
            writer = self._writer()
            try:
                for document in self._snapshot.documents(removed | batch.keys()):
                    writer.delete_document(document)
                for number, report in batch.items():
                    failed = _refusal(writer, report)
                    if failed:
                        return number, failed
                writer.commit_batch()
            finally:
                writer.close()
        return None

    def _writer(self) -> BatchWriter:
        index = FileIndex(self._storage, SCHEMA, NAME)
        if index.latest_generation() != self._generation:
            self.refresh()
        try:
            return BatchWriter(index)
        except LockError:
            raise EngineError("another process is writing this text index") from None

    def search(self, query: Query, cancel: Cancel = never) -> Matches:
        """Find what matches; see `index.engines.engine.Engine`."""
        with damage("reading the text index"):
            return self._snapshot.search(query, cancel)

    def count(self) -> int:
        """How many reports it holds."""
        return self._snapshot.count()

    def suggest(self, word: str) -> str | None:
        """The likeliest spelling of a word that does occur; see `index.engines.engine.Engine`."""
        with damage("reading the text index"):
            return nearest(word, self._snapshot.segments)

    def refresh(self) -> None:
        """See the latest commit.

        Raises:
            EngineDamaged: If it cannot be read.
        """
        for _ in range(_RETRIES):
            # A writer may remove a segment after its table of contents was read.
            with suppress(FileNotFoundError), damage("opening the text index"):
                self._read_state()
                return
        raise EngineDamaged("parts of the text index are missing; rebuild the library")

    def _read_state(self) -> None:
        """Open the segments of the latest table of contents, keeping those already open."""
        try:
            state = TOC.read(self._storage, NAME, schema=SCHEMA)
        except EmptyIndexError:
            message = f"there is no text index in {self._storage.folder}; rebuild the library"
            raise EngineDamaged(message) from None
        if state.generation == self._generation:
            return
        with ExitStack() as fresh:
            opened: dict[str, Segment] = {}
            for info in state.segments:
                segment = self._segments.get(str(info.segment_id()))
                if segment is None:
                    segment = fresh.enter_context(closing(Segment(self._storage, info)))
                segment.deleted = frozenset(info.deleted_docs())
                opened[segment.id] = segment
            if any(opened[key].lacks_columns for key in opened.keys() - self._segments.keys()):
                self._require_latest(state.generation)
            fresh.pop_all()
        stale = [segment for key, segment in self._segments.items() if key not in opened]
        self._segments = opened
        self._snapshot = Snapshot(tuple(opened.values()))
        self._generation = state.generation
        _close(stale)

    def _require_latest(self, generation: int) -> None:
        """Raise a `FileNotFoundError` if what segments lack may have been removed just now.

        A writer removes the files of former segments in any order, once others are published.
        """
        if FileIndex(self._storage, SCHEMA, NAME).latest_generation() != generation:
            raise FileNotFoundError("segments were removed while they were opened")

    def close(self) -> None:
        """Let go of files; it answers nothing any more."""
        _close(self._segments.values())
        self._segments = {}


def _close(segments: Iterable[Segment]) -> None:
    for segment in segments:
        segment.close()


def _refusal(writer: BatchWriter, report: Fields) -> str:
    """Add one document; the reason if Whoosh cannot take it, after which only `cancel` is safe."""
    try:
        writer.add_report(report)
    except (OSError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - Whoosh raises anything; the batch is tried without
        return f"cannot be indexed ({type(error).__name__})"
    return ""
