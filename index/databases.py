"""How the library's databases are opened: all the same way, and only in the version we know."""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from index import open_files

NO_TEXT: Final = "a name in it is no text"
"""What is wrong with a database of which not even SQLite's words on it can be read."""


class Schema(NamedTuple):
    """The tables of a database."""

    tables: str
    """SQL that makes them."""
    version: int
    """Another `user_version` is not read."""
    cache: int
    """KiB of pages that a writer keeps in memory."""
    error: type[sqlite3.DatabaseError]
    """What is raised where the database cannot be used."""


class Database:
    """One of the library's databases, open.

    Args:
        connection: See `connect`.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def close(self) -> None:
        """Close it; what was not committed is lost."""
        self._db.close()

    def fault(self) -> str:
        """What SQLite finds wrong with the file; empty if nothing. Reads all of it."""
        return fault(self._db)

    def written(self) -> int:
        """Another number whenever somebody else has written to it; quick, as nothing is read.

        Raises:
            sqlite3.DatabaseError: It cannot be looked at.
        """
        (version,) = self._db.execute("PRAGMA data_version").fetchone()
        return int(version)


def connect(path: Path, schema: Schema, *, writable: bool) -> sqlite3.Connection:
    """Open a database; a writable one is created if it is not there.

    Raises:
        schema.error: The file is missing, damaged, or of another version.
        sqlite3.OperationalError: There is no room for it, or it is locked (`is_locked`).
        OSError: No more files may be open.
    """
    try:
        connection = _writable(path, schema.cache) if writable else readable(path)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        _check_version(connection, path, schema, fresh=writable)
    except schema.error:
        raise
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL or is_locked(error):
            raise
        open_files.require_some()
        raise schema.error(f"cannot read {path.name}: {error}") from error
    return connection


def is_locked(error: Exception) -> bool:
    """Whether an error says that a database is locked, or that its file system cannot lock."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def begin(connection: sqlite3.Connection) -> None:
    """Begin a transaction that somebody will commit, unless one is open."""
    if not connection.in_transaction:
        connection.execute("BEGIN IMMEDIATE")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of what is written within, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def fault(connection: sqlite3.Connection) -> str:
    """What SQLite finds wrong with a database, in its words; empty if nothing. Reads all of it.

    Raises:
        sqlite3.DatabaseError: It cannot be looked at, or is beyond that.
    """
    try:
        (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except UnicodeDecodeError:  # SQLite's words hold a name that is damaged
        return NO_TEXT
    return "" if found == "ok" else " ".join(str(found).split())


def beginning(text: str) -> str:
    r"""A pattern for `LIKE … ESCAPE '\'` that whatever begins with a text fits."""
    return re.sub(r"([\\%_])", r"\\\1", text) + "%"


def begins(column: str, text: str) -> tuple[str, list[str]]:
    """A condition that a column begins with a text, whatever the case, and the values in it.

    SQLite knows the case of ASCII letters alone: others are looked for small, as capitals, and with
    capitals where names have them.
    """
    ways = {text}
    if not text.isascii():
        ways |= {text.lower(), text.upper(), text.capitalize(), text.title()}
    some = sorted(map(beginning, ways))
    fits = f"{column} LIKE ? ESCAPE '\\'"
    return f"({' OR '.join([fits] * len(some))})", some


def _writable(path: Path, cache: int) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    # Who does not ask what came of it hears of no error; it would be done when the file is opened
    # next, and one that was sealed meanwhile would no longer be as it was.
    (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        raise sqlite3.OperationalError("its log cannot be begun")
    # Each commit is on disk before the other store's begins: after a power cut, one that is lost
    # must not have been built upon. A build commits in batches, so this costs little.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA cache_size = -{cache}")
    return connection


def readable(path: Path) -> sqlite3.Connection:
    """Open a database only to read it; it is not looked at yet."""
    # A database with a write-ahead log needs a folder it may write to, unless nobody writes.
    alone = not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()
    place = f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if alone else ''}"
    connection = sqlite3.connect(place, uri=True, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _check_version(
    connection: sqlite3.Connection, path: Path, schema: Schema, *, fresh: bool
) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == schema.version:
        return
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if version or tables or not fresh:
        connection.close()
        raise schema.error(f"{path.name} was written by another version of the program")
    connection.executescript(
        f"BEGIN; {schema.tables} PRAGMA user_version = {schema.version}; COMMIT;"
    )
