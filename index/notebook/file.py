"""The file of a notebook: where it lies, how it is read and written, what copies are kept of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

import platformdirs

from index.library.folder import place_of
from index.notebook import backups
from index.notebook.acts import ActUnreadable
from index.notebook.place import Place
from index.notebook.schema import NotebookError, connect


def notebook_of(collection_root: Path, base: Path | None) -> Path:
    """The file of a collection's notebook, called as its library is.

    Args:
        collection_root: The folder or file of reports.
        base: Where libraries are kept if the user says so: the notebook lies beside them, not in
            them. None for the user's data folder.
    """
    name = place_of(collection_root, base).name
    folder = base.expanduser().resolve() if base else platformdirs.user_data_path("gazetteer")
    return folder / "notebooks" / f"{name}.db"


class NotebookFile:
    """The file of an open notebook; one thread at a time.

    Attributes:
        path: Its file.
        place: Where that is, and whether it still is there.
        is_read_only: Whether the file may not be written, so that nothing can be added.

    Raises:
        NotebookError: It cannot be read or written; it is left as it is. So do all methods.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._db = connect(path)
        (found,) = self._db.execute("PRAGMA query_only").fetchone()
        self.is_read_only = bool(found)
        self._copied_on: date | None = None
        with self.reading():
            self.place = Place(path, self._db)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close it."""
        self._db.close()

    def state(self) -> tuple[int, int]:
        """Differs from what it was before if anything has been written since, by whomever."""
        with self.reading():
            (version,) = self._db.execute("PRAGMA data_version").fetchone()
        return int(version), self._db.total_changes

    def last(self) -> int:
        """The number of the last line of the journal; 0 for none."""
        with self.reading():
            (number,) = self._db.execute("SELECT coalesce(max(number), 0) FROM journal").fetchone()
        return int(number)

    # Reading and writing, as a whole or not at all

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All of what is written within, or nothing; within another, it is part of that.

        A copy is kept before the first change of a day.
        """
        if self._is_writing():
            yield
            return
        self.place.require()
        self._keep_daily()
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise self._failed("written", error) from error
        try:
            yield
            self._db.execute("COMMIT")
            self.place.require_written()
        except sqlite3.Error as error:
            raise self._failed("written", error) from error
        finally:
            if self._is_writing():
                self._db.execute("ROLLBACK")

    def _is_writing(self) -> bool:
        return self._db.in_transaction

    @contextmanager
    def reading(self, how: str = "read") -> Iterator[None]:
        """What is read within; what goes wrong is a `NotebookError` that says how."""
        try:
            yield
        except (sqlite3.Error, ActUnreadable, OSError) as error:
            raise self._failed(how, error) from error

    def _failed(self, how: str, error: Exception) -> NotebookError:
        reason = getattr(error, "strerror", None) or str(error)
        return NotebookError(f"the notebook {self.path} cannot be {how}: {reason}")

    # Copies

    def _keep_daily(self) -> None:
        """Keep a copy for today of what was done until now; those of the last days stay."""
        today = datetime.now(UTC).date()
        if today == self._copied_on or self.is_read_only or not self.last():
            return
        with self.reading("saved before its first change of the day"):
            backups.keep_daily(self._db, self.path, today)
        self._copied_on = today

    def backup(self, copy: Path) -> None:
        """Write a copy, whole, to a file that is not there yet."""
        with self.reading():
            try:
                if copy.exists():
                    raise NotebookError(f"{copy} is there already, and was left alone")
                if not copy.parent.is_dir():
                    where = f"there is no folder {copy.parent}"
                    raise NotebookError(f"{copy} cannot be written: {where}")
                backups.write(self._db, copy)
            except (OSError, sqlite3.OperationalError) as error:  # damage is a `DatabaseError`
                reason = getattr(error, "strerror", None) or error
                raise NotebookError(f"{copy} cannot be written: {reason}") from error
