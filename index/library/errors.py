"""Why a library cannot be used.

LibraryError          it cannot be used; the message says why
├── LibraryMissing    there is none yet
├── LibraryDamaged    building it again mends it, and the build does so by itself
├── LibraryReadOnly   it may not be written
├── LibraryFull       there is no room for it
└── LibraryBusy       another process is writing it
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from index.databases import is_locked


class LibraryError(Exception):
    """The library cannot be used; the message is for the user."""


class LibraryMissing(LibraryError):
    """There is no library of this collection yet."""


class LibraryDamaged(LibraryError):
    """What is on disk is damaged or of another version; it has to be built again."""


class LibraryReadOnly(LibraryError):
    """It may not be written."""


class LibraryFull(LibraryError):
    """There is no room for it."""


class LibraryBusy(LibraryError):
    """Another process is writing the library.

    Attributes:
        who: Which.
    """

    def __init__(self, pid: int) -> None:
        self.who = f"process {pid}" if pid else "another process"
        super().__init__(f"{self.who} is bringing this library up to date")


@contextmanager
def damage_told() -> Iterator[None]:
    """Read from a library within, which may turn out to be damaged, or locked.

    Raises:
        LibraryError: SQLite cannot read it; the message says what to do.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        mended = "" if is_locked(error) else "; 'gazetteer index --rebuild' makes it anew"
        raise LibraryError(f"the library cannot be read ({error}){mended}") from error
