"""The engine for big libraries: a tantivy index in a folder."""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from index.analysis import fold
from index.engines.engine import (
    Cancel,
    Document,
    EngineDamaged,
    EngineError,
    Matches,
    Refused,
    never,
)
from index.engines.tantivy_guard import check, damage, tantivy
from index.engines.tantivy_schema import SCHEMA, document_of, register
from index.engines.tantivy_search import Snapshot
from index.engines.tantivy_terms import NUMBER
from index.query.tree import Query

_MEMORY: Final = 64_000_000
"""Bytes that a writer gathers before it writes a segment."""
_RETRIES: Final = 10
"""Tries to open the latest state while a writer replaces it."""
_SUFFIXES: Final = ("term", "idx", "pos", "store", "fast", "fieldnorm")
"""The files of a segment."""


class TantivyEngine:
    """Searches a tantivy index, and, if it was opened for that, writes it.

    tantivy maps its files into memory: where another program truncates them, the process dies, so
    the reader searches in a process of its own. Make one with `create` or `open`.
    """

    name = "tantivy"

    def __init__(self, folder: Path, *, writable: bool) -> None:
        self._folder = folder
        self._writable = writable
        self._checked: set[str] = set()
        with damage("opening the text index"):
            self._index: Any = tantivy.Index(SCHEMA, str(folder))
            self._index.config_reader("manual")
            register(self._index)
        self._snapshot: Snapshot | None = None
        self._check()
        self.refresh()

    @classmethod
    def create(cls, folder: Path) -> "TantivyEngine":
        """Make an empty index in a folder of its own, and open it for writing.

        Raises:
            EngineError: If the folder has anything in it: an index is never written over.
            OSError: If the folder cannot be written.
        """
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise EngineError(f"{folder} is not empty; a text index needs a folder of its own")
        with damage("creating the text index"):
            tantivy.Index(SCHEMA, str(folder))
        return cls(folder, writable=True)

    @classmethod
    def open(cls, folder: Path, *, writable: bool = False) -> "TantivyEngine":
        """Open an index whose files are as they were written.

        Raises:
            EngineDamaged: If there is none, or it cannot be read.
        """
        if not (folder / "meta.json").is_file():
            raise EngineDamaged(f"there is no text index in {folder}; rebuild the library")
        return cls(folder, writable=writable)

    def update(self, add: Iterable[Document], remove: Iterable[int] = ()) -> None:
        """Write one batch; see `index.engines.engine.Engine`."""
        if not self._writable:
            raise EngineError("the text index was opened for reading only")
        batch: dict[int, Any] = {}
        reasons: dict[int, str] = {}
        for document in add:
            try:
                batch[document.number] = document_of(document)
            except ValueError as error:
                reasons[document.number] = f"cannot be indexed: {error}"
        former = [number for number in {*remove, *batch} if 0 <= number < 2**32]
        if former:
            with damage("writing the text index"):
                self._write(list(batch.values()), former)
            self.refresh()
        if reasons:
            raise Refused(reasons)

    def _write(self, added: Iterable[Any], former: list[int]) -> None:
        """Commit a batch, and wait until what it made due is merged."""
        writer = self._index.writer(_MEMORY, 1)
        # Not by term: a number given so is taken for a signed one, and deletes nothing.
        writer.delete_documents_by_query(tantivy.Query.term_set_query(SCHEMA, NUMBER, former))
        for document in added:
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def search(self, query: Query, cancel: Cancel = never) -> Matches:
        """Find what matches; see `index.engines.engine.Engine`."""
        with damage("reading the text index"):
            return self._state().search(query, cancel)

    def count(self) -> int:
        """How many reports it holds."""
        return int(self._state().searcher.num_docs)

    def suggest(self, word: str) -> str | None:
        """The likeliest spelling of a word that does occur; see `index.engines.engine.Engine`."""
        folded = fold(word)
        if len(folded) < 3:
            return None
        with damage("reading the text index"):
            for edits in (1, 2)[: 1 + (len(folded) > 4)]:
                found = self._state().lexicon.nearest(folded, edits, never)
                if found:
                    return found
        return None

    def refresh(self) -> None:
        """See the latest commit.

        Raises:
            EngineDamaged: If it cannot be read.
        """
        with damage("opening the text index"):
            if not self._writable:
                self._check()
            self._index.reload()
            self._snapshot = Snapshot(self._index.searcher())

    def _state(self) -> Snapshot:
        if self._snapshot is None:
            raise EngineError("the text index was closed")
        return self._snapshot

    def _check(self) -> None:
        """Compare the files of the latest commit, as far as they are new, with their checksums."""
        for _ in range(_RETRIES):
            # A writer may remove a segment after the list of segments was read.
            with suppress(FileNotFoundError):
                names = set(self._files())
                for name in names - self._checked:
                    check(self._folder / name)
                self._checked = names
                return
        raise EngineDamaged("parts of the text index are missing; rebuild the library")

    def _files(self) -> Iterator[str]:
        """The files of the latest commit, by its list of segments."""
        try:
            segments = json.loads((self._folder / "meta.json").read_bytes())["segments"]
            for segment in segments:
                name = str(segment["segment_id"]).replace("-", "")
                yield from (f"{name}.{suffix}" for suffix in _SUFFIXES)
                if segment["deletes"]:
                    yield f"{name}.{segment['deletes']['opstamp']}.del"
        except (ValueError, KeyError, TypeError):
            message = "the list of segments of the text index is damaged; rebuild the library"
            raise EngineDamaged(message) from None

    def close(self) -> None:
        """Let go of files; it answers nothing any more."""
        self._snapshot = None
