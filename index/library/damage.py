"""What is told of a library that turns out to be damaged while it is read."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from index.library.library import LibraryError


@contextmanager
def told() -> Iterator[None]:
    """Read from a library within.

    Raises:
        LibraryError: SQLite cannot read it; the message says what to do.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise LibraryError(
            f"the library cannot be read ({error}); 'gazetteer index --rebuild' makes it anew"
        ) from error
