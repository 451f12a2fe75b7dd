"""Where an open notebook is: in whose place there may be another by now, or nothing."""

import sqlite3
from contextlib import closing
from pathlib import Path

from index.databases import readable
from index.notebook.schema import NotebookError


class Place:
    """The place of a notebook that has just been opened.

    What is written into a file whose name another has got, or nobody, is gone once it is closed.
    What is written into one that was written over from outside damages what is there now.

    Args:
        path: The file of the notebook.
        connection: What it was opened by.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path, self._db = path, connection
        self._file = _file_at(path)
        self._look()

    def is_held(self) -> bool:
        """Whether what was opened is still what is there."""
        if self._file != _file_at(self._path):
            return False
        return self._changed == _changed_at(self._path) or self._goes_on()

    def require(self) -> None:
        """Raise a `NotebookError` if it is not."""
        if not self.is_held():
            message = f"the notebook {self._path} has been taken away or replaced; try again"
            raise NotebookError(message)

    def require_written(self) -> None:
        """Raise a `NotebookError` if what was just committed is not in what is there.

        Raises:
            sqlite3.Error: It cannot be looked at.
        """
        self._ends = _ends(self._db)
        self.require()

    def _goes_on(self) -> bool:
        """Whether a file that has changed was written by us, or by others through SQLite.

        Who writes over it from outside does not tell SQLite, so that what another connection finds
        in it is neither what we know nor announced.
        """
        try:
            with closing(readable(self._path)) as other:
                found = _ends(other)
            if found != self._ends and _version(self._db) == self._announced:
                return False
            self._look()
        except sqlite3.Error:
            return False
        return True

    def _look(self) -> None:
        """Know what is there: when it changed first, so that what comes meanwhile is noticed."""
        self._changed = _changed_at(self._path)
        self._announced = _version(self._db)
        self._ends = _ends(self._db)


def _file_at(path: Path) -> tuple[int, int] | None:
    """Which file is there: its device and number; None for none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _changed_at(path: Path) -> tuple[int, int] | None:
    """How long the file is, and when it was changed last; None for none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_ctime_ns


def _version(connection: sqlite3.Connection) -> int:
    """Another number whenever others have committed to it through SQLite."""
    (version,) = connection.execute("PRAGMA data_version").fetchone()
    return int(version)


def _ends(connection: sqlite3.Connection) -> object:
    """How journal and trail end."""
    return [
        connection.execute(f"SELECT * FROM {table} ORDER BY number DESC LIMIT 1").fetchone()
        for table in ("journal", "visit")
    ]
