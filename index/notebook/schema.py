"""The tables of the notebook, by version, and how its file is opened.

Unlike a library, the notebook cannot be made again. So it is written durably, saved before its
tables change, and never replaced when it cannot be read.
"""

import os
import sqlite3
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from index.databases import readable
from index.notebook.backups import keep, last_good
from index.notebook.checksums import checksum, look_through

MIGRATIONS: Final = (
    """
    CREATE TABLE journal (
        number INTEGER PRIMARY KEY AUTOINCREMENT, time TEXT NOT NULL,
        judgement TEXT, undoes INTEGER UNIQUE REFERENCES journal (number),
        CHECK ((judgement IS NULL) <> (undoes IS NULL)));
    CREATE TRIGGER journal_is_kept BEFORE DELETE ON journal
        BEGIN SELECT raise(ABORT, 'the journal is never shortened'); END;
    CREATE TRIGGER journal_stands BEFORE UPDATE ON journal
        BEGIN SELECT raise(ABORT, 'the journal is never changed'); END;
    """,
    """
    ALTER TABLE journal RENAME COLUMN judgement TO act;
    ALTER TABLE journal ADD COLUMN kind TEXT NOT NULL DEFAULT 'judgement';
    ALTER TABLE journal ADD COLUMN automatic INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX journal_by_kind ON journal (kind, number);
    CREATE TABLE report (
        key INTEGER PRIMARY KEY, id TEXT NOT NULL, text TEXT NOT NULL, UNIQUE (id, text));
    INSERT INTO report VALUES (0, '', '');
    CREATE TABLE effect (
        facet TEXT NOT NULL, item TEXT NOT NULL, report INTEGER NOT NULL REFERENCES report (key),
        number INTEGER NOT NULL REFERENCES journal (number), value TEXT NOT NULL,
        PRIMARY KEY (facet, item, report, number)) WITHOUT ROWID;
    CREATE INDEX effect_of ON effect (number);
    CREATE INDEX effect_on ON effect (report, facet, item);
    CREATE TABLE visit (
        number INTEGER PRIMARY KEY AUTOINCREMENT, time TEXT NOT NULL,
        report INTEGER NOT NULL REFERENCES report (key), why TEXT NOT NULL);
    CREATE TABLE looked (search TEXT PRIMARY KEY, time TEXT NOT NULL, seen BLOB NOT NULL);
    """,
    f"""
    ALTER TABLE journal ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE report ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE effect ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE visit ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE looked ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
    DROP TRIGGER journal_stands;
    UPDATE journal SET checksum = {checksum("journal")};
    UPDATE report SET checksum = {checksum("report")};
    UPDATE effect SET checksum = {checksum("effect")};
    UPDATE visit SET checksum = {checksum("visit")};
    UPDATE looked SET checksum = {checksum("looked")};
    CREATE TRIGGER journal_stands BEFORE UPDATE ON journal
        BEGIN SELECT raise(ABORT, 'the journal is never changed'); END;
    """,
)
"""What takes the tables from each version to the next; version 0 is an empty file.

`effect` follows from the acts in the journal that stand, and from nothing else. Report 0 stands for
none. `checksum` is what `index.notebook.checksums` says it is.
"""


READABLE: Final = 2
"""The first version whose tables can be read as they are, where they may not be changed."""


_NO_ROOM: Final = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE)
"""What SQLite says where it cannot even begin to read, as there is no room for log and lock."""


class NotebookError(Exception):
    """The notebook cannot be read or written; the message names its file, and says why."""


def connect(path: Path, migrations: Sequence[str] = MIGRATIONS) -> sqlite3.Connection:
    """Open the notebook at `path`, making it if it is not there, in the newest version.

    Raises:
        NotebookError: It is damaged, of a later version, or cannot be written. It is as it was.
    """
    is_fixed = _is_fixed(path)
    try:
        connection = _opened(path, is_fixed=is_fixed)
    except (OSError, sqlite3.Error) as error:
        raise _unusable(path, error) from error
    try:
        look_through(connection)
        version = _version(connection)
        if version > len(migrations):
            message = f"the notebook {path} was written by a later version of the program"
            raise NotebookError(message)
        if not is_fixed:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            # What is committed goes into the file at once: where another is copied over it, no
            # log is left that would be laid over that.
            connection.execute("PRAGMA wal_autocheckpoint = 1")
        if version < (READABLE if is_fixed else len(migrations)):
            _migrate(connection, path, version, migrations)
    except (OSError, sqlite3.Error) as error:
        connection.close()
        raise _unusable(path, error) from error
    except NotebookError:
        connection.close()
        raise
    return connection


def _opened(path: Path, *, is_fixed: bool) -> sqlite3.Connection:
    if is_fixed:
        _check_folder(path)
        _check_file(path)
        return readable(path)
    if path.is_file() and path.stat().st_size == 0 and last_good(path):
        raise sqlite3.DatabaseError("it is empty")
    _make_private(path)
    return sqlite3.connect(path, isolation_level=None, timeout=10)


def _unusable(path: Path, error: Exception) -> NotebookError:
    reason = getattr(error, "strerror", None) or str(error)
    if getattr(error, "sqlite_errorcode", None) in _NO_ROOM:
        reason = "its disk has no room for what is written beside it while it is open"
    if _is_damage(error):
        good = last_good(path)
        saved = f" · it was last saved as {good}" if good else ""
        damaged = f"the notebook is damaged and was left alone · {path}: {reason}{saved}"
        return NotebookError(damaged)
    return NotebookError(f"the notebook {path} cannot be used: {reason}")


def _is_damage(error: Exception) -> bool:
    """Whether it is the notebook's fault, and not that of the disk, of locks or of permissions."""
    if isinstance(error, sqlite3.OperationalError):
        # Our statements are right: where SQLite takes one for wrong, the tables are not ours.
        return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) == sqlite3.SQLITE_ERROR
    return isinstance(error, sqlite3.DatabaseError)


def _is_fixed(path: Path) -> bool:
    """Whether there is a notebook that we may read and not write."""
    return os.access(path, os.R_OK) and not (
        os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    )


def _make_private(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = _check_folder(path)
    if folder.st_mode & 0o077 and folder.st_uid == os.geteuid():
        path.parent.chmod(0o700)
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))
    except FileExistsError:
        # Not opened: closing it would let go of locks that SQLite holds elsewhere in this process.
        if _check_file(path).st_mode & 0o077:
            path.chmod(0o600)


def _check_folder(path: Path) -> os.stat_result:
    folder = path.parent.stat()
    if folder.st_uid not in (os.geteuid(), 0):
        raise NotebookError(f"the folder of the notebook {path} belongs to another user")
    return folder


def _check_file(path: Path) -> os.stat_result:
    found = path.lstat()
    for beside in ("", "-wal", "-shm", "-journal"):
        if not _may_be_opened(path.with_name(path.name + beside)):
            raise NotebookError(f"the notebook {path}{beside} has to be a file, and is none")
    if found.st_uid != os.geteuid():
        raise NotebookError(f"the notebook {path} belongs to another user")
    return found


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _migrate(
    connection: sqlite3.Connection, path: Path, version: int, migrations: Sequence[str]
) -> None:
    """Change the tables from a version to the newest, all at once, when a copy has been kept."""
    if version:
        keep(connection, path, f"v{version}")
    steps = "".join(migrations[version:])
    try:
        connection.executescript(
            f"BEGIN IMMEDIATE; {steps} PRAGMA user_version = {len(migrations)}; COMMIT;"
        )
    except sqlite3.Error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        # Another process may have done it in the meantime.
        if _version(connection) != len(migrations):
            raise


def _may_be_opened(path: Path) -> bool:
    """Whether there is a file, or nothing: SQLite would wait for a pipe and follow a link."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return True
