"""A library on disk, opened to be read.

It can always be made again from its collection.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from index.catalogue.store import Catalogue
from index.copies.store import CopyStore
from index.databases import is_locked
from index.library import generations, manifest
from index.library.errors import LibraryDamaged, LibraryError, LibraryMissing
from index.library.folder import check_private, is_of_another
from index.library.manifest import Manifest, ManifestUnreadable
from index.mentions.store import MentionStore
from index.mentions.values import StoredMention

if TYPE_CHECKING:
    from index.engines.engine import Engine

CATALOGUE: Final = "catalogue.db"
MENTIONS: Final = "mentions.db"
COPIES: Final = "copies.db"
TEXT: Final = "text"
LOCK: Final = "lock"

_RETRIES: Final = 5
"""Tries to open a library whose generations are just being exchanged."""


class Edition(NamedTuple):
    """Which generation it is: one that was made anew in the same place is another."""

    generation: Path
    device: int
    inode: int
    """Of its catalogue: as long as that is open, no other file has the same."""


class Library:
    """A library, open for reading. One thread at a time.

    Attributes:
        folder: Where it lies.
        catalogue: Its reports.
        mentions: Who is mentioned where.
        copies: Which reports say the same.
        generation: The folder of the generation that is open.
        edition: Which generation that is.
        manifest: What is written about it.

    `refresh` may exchange all stores and the engine: ask the library for them each time.
    """

    def __init__(self, folder: Path, like: "Library | None" = None) -> None:
        self.folder = folder
        self._engine: Engine | None = None
        self._open(like)

    @classmethod
    def open(cls, folder: Path) -> "Library":
        """Open the library in `folder` to read it, also while another process writes.

        Raises:
            LibraryMissing: There is none.
            LibraryDamaged: It must be built again.
            LibraryError: It cannot be read.
        """
        return cls(folder)

    def again(self) -> "Library":
        """Open it once more, as for another thread; its files have just been looked at.

        Raises:
            LibraryError: It cannot be read any more.
        """
        return type(self)(self.folder, self)

    def _open(self, like: "Library | None" = None) -> None:
        for _ in range(_RETRIES):
            generation = _current(self.folder)
            try:
                self._read(generation, like)
            except LibraryDamaged:
                # A build may just have replaced, or begun to write, what we were looking at.
                if _current(self.folder) == generation and not _is_written(generation):
                    raise
            else:
                return
        self._read(_current(self.folder))

    def _read(self, generation: Path, like: "Library | None" = None) -> None:
        edition = _edition(generation)  # if it is replaced meanwhile, `refresh` opens the other one
        found = like.manifest if like and like.edition == edition else checked(generation)
        try:
            with _told(self.folder), ExitStack() as opened:
                catalogue = Catalogue.open(generation / CATALOGUE)
                opened.callback(catalogue.close)
                mentions = MentionStore.open(generation / MENTIONS)
                opened.callback(mentions.close)
                copies = CopyStore.open(generation / COPIES)
                opened.pop_all()
        except sqlite3.DatabaseError as error:
            if is_locked(error):
                raise LibraryError(f"cannot read the library in {self.folder}: {error}") from error
            raise LibraryDamaged(f"the library is damaged: {error}") from error
        self.manifest: Manifest = found
        self.catalogue = catalogue
        self.mentions = mentions
        self.copies = copies
        self.generation = generation
        self.edition: Edition = edition

    @property
    def engine(self) -> "Engine":
        """Its text index, opened when it is first asked for.

        Raises:
            EngineError: It cannot be opened.
        """
        if self._engine is None:
            from index.engines.choice import kind  # noqa: PLC0415 - the reader starts without it

            self._engine = kind(self.manifest.engine).open(self.generation / TEXT)
        return self._engine

    def state(self) -> tuple[Edition, int]:
        """Differs from what it was before if another one was opened, or anything committed."""
        return self.edition, self.catalogue.revision()

    def edition_now(self) -> Edition:
        """Which one `refresh` would open; the one that is open if there is none."""
        generation = generations.current(self.folder)
        return self.edition if generation is None else _edition(generation)

    def mentions_in(self, number: int) -> list[StoredMention]:
        """All mentions of a report, in reading order; none while those kept are of a former text.

        A build keeps the text before the mentions, and may be interrupted between the two.
        """
        found = self.mentions.stored_mentions_in(number)
        return found if self.catalogue.is_settled(number) else []

    def refresh(self) -> None:
        """See what has been committed since.

        Raises:
            LibraryError: The library is gone or cannot be read.
            EngineError: The same of its text index.
        """
        if _edition(_current(self.folder)) != self.edition:
            former = (self.catalogue, self.mentions, self.copies, self._engine)
            self._open()  # if this fails, what is open stays open
            self._engine = None
            for store in former:
                if store is not None:
                    store.close()
        elif self._engine is not None:
            self._refresh_engine(self._engine)

    def _refresh_engine(self, engine: "Engine") -> None:
        """See what the text index holds by now, which may have become one of another kind."""
        self.manifest = checked(self.generation)
        if engine.name == self.manifest.engine:
            engine.refresh()
        else:
            engine.close()
            self._engine = None

    def close(self) -> None:
        """Let go of its files."""
        self.catalogue.close()
        self.mentions.close()
        self.copies.close()
        if self._engine is not None:
            self._engine.close()


def checked(generation: Path) -> Manifest:
    """The manifest of a generation, whose files are as it says.

    Raises:
        LibraryDamaged: They are not.
        LibraryError: They cannot be looked at.
    """
    with _told(generation.parent):
        return _checked(generation)


def _checked(generation: Path) -> Manifest:
    try:
        found = manifest.read(generation)
    except ManifestUnreadable as error:
        raise LibraryDamaged(f"the library cannot be used: {error}") from error
    if is_of_another(generation.parent, found.collection):
        raise LibraryDamaged("the library cannot be used: it was made from another collection")
    fault = manifest.fault(generation, found.files) if found.files is not None else ""
    if fault:
        raise LibraryDamaged(f"the library is damaged: {fault}")
    return found


def _current(folder: Path) -> Path:
    try:
        with _told(folder):
            check_private(folder)
            generation = generations.current(folder)
    except FileNotFoundError:
        raise LibraryMissing(f"there is no library in {folder} yet") from None
    if generation is None:
        raise LibraryMissing(f"there is no library in {folder} yet")
    return generation


def _edition(generation: Path) -> Edition:
    try:
        status = (generation / CATALOGUE).stat()
    except OSError:  # whoever opens it says what is wrong
        return Edition(generation, 0, 0)
    return Edition(generation, status.st_dev, status.st_ino)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Say what the system refuses in one line; a file that is not there passes."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        raise LibraryError(f"cannot read the library in {folder}: {error.strerror}") from error


def _is_written(generation: Path) -> bool:
    """Whether a build is writing this generation, so that its files may differ for a moment."""
    try:
        return manifest.read(generation).files is None
    except ManifestUnreadable:
        return False
