"""The notebook of a collection: what the user made, kept where no rebuild reaches.

So far it holds judgements on entities, as a journal: nothing in it is ever changed or removed;
undoing is one more line, which says what it undoes.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import platformdirs

from index.judgements.judgement import Judgement, JudgementUnreadable, from_json
from index.library.library import place_of
from index.notebook.schema import NotebookError, connect

__all__ = ["Entry", "Notebook", "NotebookError", "judgements_in", "notebook_of"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A judgement in the journal."""

    number: int
    time: str
    """When it was made, UTC, as ISO 8601."""
    judgement: Judgement


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


def judgements_in(path: Path) -> dict[int, Judgement]:
    """The judgements that hold according to a notebook, by number; none if there is no notebook.

    Raises:
        NotebookError: It cannot be read.
    """
    if not path.exists():
        return {}
    with Notebook(path) as notebook:
        return {entry.number: entry.judgement for entry in notebook.standing()}


class Notebook:
    """An open notebook; one thread at a time. Each change is on disk when its call returns.

    Raises:
        NotebookError: It cannot be read or written; it is left as it is. So do all methods.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db = connect(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close it."""
        self._db.close()

    def add(self, judgement: Judgement) -> Entry:
        """Write a judgement down."""
        return self.add_all([judgement])[0]

    def add_all(self, judgements: Iterable[Judgement]) -> list[Entry]:
        """Write judgements down, all or none."""
        time = datetime.now(UTC).isoformat(timespec="seconds")
        added = []
        with self._writing():
            for judgement in judgements:
                number = self._db.execute(
                    "INSERT INTO journal (time, judgement) VALUES (?, ?)",
                    (time, judgement.to_json()),
                ).lastrowid
                assert number is not None
                added.append(Entry(number, time, judgement))
        return added

    def undo(self) -> Entry | None:
        """Take back the last judgement that stands; which it was, None if there is none."""
        with self._writing():
            standing = self.standing()
            if not standing:
                return None
            time = datetime.now(UTC).isoformat(timespec="seconds")
            self._db.execute(
                "INSERT INTO journal (time, undoes) VALUES (?, ?)", (time, standing[-1].number)
            )
            return standing[-1]

    def standing(self) -> list[Entry]:
        """The judgements that have not been undone, in the order in which they were made."""
        try:
            rows = self._db.execute(
                "SELECT number, time, judgement FROM journal WHERE judgement IS NOT NULL"
                " AND number NOT IN (SELECT undoes FROM journal WHERE undoes IS NOT NULL)"
                " ORDER BY number"
            ).fetchall()
            return [Entry(int(number), str(time), from_json(line)) for number, time, line in rows]
        except (sqlite3.Error, JudgementUnreadable) as error:
            raise NotebookError(f"the notebook {self._path} cannot be read: {error}") from error

    def _writing(self) -> "_Transaction":
        return _Transaction(self._db, self._path)


class _Transaction:
    """All of what is written within, or nothing."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self._path = path

    def __enter__(self) -> None:
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise self._failed(error) from error

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if error is None:
            try:
                self._db.execute("COMMIT")
            except sqlite3.Error as failure:
                raise self._failed(failure) from failure
            return
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")
        if isinstance(error, sqlite3.Error):
            raise self._failed(error) from error

    def _failed(self, error: sqlite3.Error) -> NotebookError:
        return NotebookError(f"the notebook {self._path} cannot be written: {error}")
