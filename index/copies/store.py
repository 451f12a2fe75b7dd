"""The copies: which reports of a library say the same, kept in groups.

A SQLite file beside the catalogue. What a group holds is a function of the reports alone: sketches
are compared pair by pair, pairs are linked, and a group is whatever links connect, so the order in
which reports came, went and changed leaves no trace.
"""

import sqlite3
import struct
from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from index import databases
from index.copies.schema import connect

if TYPE_CHECKING:  # it loads numpy, and whoever only reads a library starts without
    from articles.copies import Sketch

_CROWDED: Final = 300
"""Reports in a band beyond which it tells nothing: what so many share is furniture."""


class CopyStore:
    """The copies of one library; one thread at a time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    @classmethod
    def open(cls, path: Path, *, writable: bool = False) -> Self:
        """Open the copies at `path`.

        Raises:
            CopiesUnreadable: They are missing, damaged, or of another version.
        """
        return cls(connect(path, writable=writable))

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def fault(self) -> str:
        """What SQLite finds wrong with the file; empty if nothing. Reads all of it."""
        return databases.fault(self._db)

    # Reading

    def origins(self) -> dict[int, int]:
        """The first report of the group, by number of report; of reports that have copies."""
        return dict(self._db.execute("SELECT number, origin FROM copy").fetchall())

    def group(self, number: int) -> "array[int]":
        """The numbers of a report and all its copies (typecode `I`), rising."""
        rows = self._db.execute(
            "SELECT number FROM copy WHERE origin = (SELECT origin FROM copy WHERE number = ?)"
            " ORDER BY number",
            (number,),
        )
        return array("I", [row[0] for row in rows] or [number])

    def sketch(self, number: int) -> "Sketch | None":
        """What is kept of a report, without its bands; None if it is not known."""
        from articles.copies import stored  # noqa: PLC0415 - see above

        row = self._db.execute(
            "SELECT size, hashes FROM sketch WHERE number = ?", (number,)
        ).fetchone()
        return None if row is None else stored(*row)

    def revisions(self) -> dict[int, int]:
        """The revision that each sketch was made of, by number of report."""
        return dict(self._db.execute("SELECT number, rev FROM sketch").fetchall())

    # Writing

    def put(self, sketches: "Mapping[int, tuple[int, Sketch]]") -> None:
        """Take in reports, or new versions of them, and find their copies: one transaction.

        Args:
            sketches: By number, with the revision that each was made of.
        """
        with databases.transaction(self._db):
            self._drop(sketches)
            for number, (revision, made) in sketches.items():
                self._insert(number, revision, made)
                self._link(number, made)

    def remove(self, numbers: Iterable[int]) -> None:
        """Forget reports: one transaction."""
        with databases.transaction(self._db):
            self._drop(numbers)

    def _drop(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            row = self._db.execute(
                "SELECT bands FROM sketch WHERE number = ?", (number,)
            ).fetchone()
            if row is None:
                continue
            bands = struct.unpack(f"<{len(row[0]) // 8}q", row[0])
            left = [one for one in self.group(number) if one != number]
            self._db.execute("DELETE FROM sketch WHERE number = ?", (number,))
            self._db.executemany(
                "DELETE FROM band WHERE key = ? AND number = ?", [(key, number) for key in bands]
            )
            self._db.execute("DELETE FROM link WHERE one = ? OR other = ?", (number, number))
            self._db.execute("DELETE FROM copy WHERE number = ?", (number,))
            self._regroup(left)

    def _insert(self, number: int, revision: int, made: "Sketch") -> None:
        self._db.execute(
            "INSERT INTO sketch VALUES (?, ?, ?, ?, ?)",
            (
                number,
                revision,
                made.size,
                made.hashes.astype("<u4").tobytes(),
                struct.pack(f"<{len(made.bands)}q", *made.bands),
            ),
        )
        self._db.executemany(
            "INSERT OR IGNORE INTO band VALUES (?, ?)", [(key, number) for key in made.bands]
        )

    def _link(self, number: int, made: "Sketch") -> None:
        copies = [one for one in self._candidates(number, made) if self._is_copy(one, made)]
        if not copies:
            return
        pairs = [(min(one, number), max(one, number)) for one in copies]
        self._db.executemany("INSERT OR IGNORE INTO link VALUES (?, ?)", pairs)
        self._regroup({number, *(member for one in copies for member in self.group(one))})

    def _candidates(self, number: int, made: "Sketch") -> list[int]:
        found: set[int] = set()
        for key in made.bands:
            rows = self._db.execute(
                "SELECT number FROM band WHERE key = ? LIMIT ?", (key, _CROWDED)
            ).fetchall()
            if len(rows) < _CROWDED:
                found.update(row[0] for row in rows)
        return sorted(found - {number})

    def _is_copy(self, number: int, made: "Sketch") -> bool:
        from articles.copies import are_copies  # noqa: PLC0415 - see above

        other = self.sketch(number)
        return other is not None and are_copies(other, made)

    def _regroup(self, numbers: Iterable[int]) -> None:
        """Find the groups anew of reports that were, or are to be, together."""
        left = set(numbers)
        while left:
            connected, open_ = set(), [left.pop()]
            while open_:
                member = open_.pop()
                connected.add(member)
                open_ += [one for one in self._linked(member) if one not in connected]
            left -= connected
            self._db.executemany("DELETE FROM copy WHERE number = ?", [(one,) for one in connected])
            if len(connected) > 1:
                origin = min(connected)
                self._db.executemany(
                    "INSERT INTO copy VALUES (?, ?)", [(one, origin) for one in connected]
                )

    def _linked(self, number: int) -> list[int]:
        rows = self._db.execute(
            "SELECT other FROM link WHERE one = ? UNION SELECT one FROM link WHERE other = ?",
            (number, number),
        )
        return [row[0] for row in rows]
