"""The copies: which reports of a library say the same, kept in groups.

A SQLite file beside the catalogue. What a group holds is a function of the reports alone: sketches
are compared pair by pair, pairs are linked, and groups are made of links (`.grouping`), so the
order in which reports came, went and changed leaves no trace. Only where hundreds of wordings share
their keys, as forms do, are those that came last linked to fewer (`_CROWDED`).
"""

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from index import databases
from index.copies.schema import connect

if TYPE_CHECKING:  # it loads numpy, and whoever only reads a library starts without
    from articles.copies import Sketch

_CROWDED: Final = 300
"""Wordings with a key beyond which it tells nothing: what so many share is furniture."""


class CopyStore(databases.Database):
    """The copies of one library; one thread at a time."""

    @classmethod
    def open(cls, path: Path, *, writable: bool = False) -> Self:
        """Open the copies at `path`.

        Raises:
            CopiesUnreadable: They are missing, damaged, or of another version.
        """
        return cls(connect(path, writable=writable))

    # Reading

    def origins(self) -> dict[int, int]:
        """The first report of the group, by number of report; of reports that have copies."""
        # All in one row: SQLite gives the interpreter's lock away for each, and takes it again.
        numbers, origins = self._db.execute(
            "WITH copied (origin) AS ("
            " SELECT origin FROM wording WHERE origin <> id UNION"
            " SELECT origin FROM wording WHERE id IN"
            " (SELECT wording FROM report GROUP BY wording HAVING count(*) > 1))"
            " SELECT json_group_array(number), json_group_array(origin)"
            " FROM copied JOIN wording USING (origin) JOIN report ON wording = id"
        ).fetchone()
        copied = list(zip(json.loads(numbers), json.loads(origins), strict=True))
        firsts = {origin: number for number, origin in sorted(copied, reverse=True)}
        return {number: firsts[origin] for number, origin in copied}

    def group(self, number: int) -> "array[int]":
        """The numbers of a report and all its copies (typecode `I`), rising."""
        rows = self._db.execute(
            "SELECT number FROM report WHERE wording IN (SELECT id FROM wording WHERE origin ="
            " (SELECT origin FROM wording JOIN report ON wording.id = wording WHERE number = ?))"
            " ORDER BY number",
            (number,),
        )
        return array("I", [row[0] for row in rows] or [number])

    def sketch(self, number: int) -> "Sketch | None":
        """What is kept of a report; None if it is not known."""
        return self._sketch("id = (SELECT wording FROM report WHERE number = ?)", number)

    def _sketch(self, where: str, value: int) -> "Sketch | None":
        from articles.copies import stored  # noqa: PLC0415 - see above

        row = self._db.execute(f"SELECT size, hashes FROM wording WHERE {where}", (value,))
        found = row.fetchone()
        return None if found is None else stored(*found)

    def revisions(self) -> dict[int, int]:
        """The revision of each report that is known, by number."""
        return dict(self._db.execute("SELECT number, rev FROM report").fetchall())

    # Writing

    def put(self, sketches: "Mapping[int, tuple[int, Sketch]]") -> None:
        """Take in reports, or new versions of them, and find their copies: one transaction.

        Args:
            sketches: By number, with the revision that each was made of.
        """
        with databases.transaction(self._db):
            touched = self._drop(sketches)
            for number, (revision, made) in sketches.items():
                wording, is_new = self._wording(made)
                self._db.execute("INSERT INTO report VALUES (?, ?, ?)", (number, revision, wording))
                if is_new:
                    touched.add(wording)
            self._regroup(touched)

    def remove(self, numbers: Iterable[int]) -> None:
        """Forget reports: one transaction."""
        with databases.transaction(self._db):
            self._regroup(self._drop(numbers))

    def _drop(self, numbers: Iterable[int]) -> set[int]:
        """Forget reports, and wordings that no report has any more; what these were linked to."""
        from articles.copies import stored  # noqa: PLC0415 - see above

        given_up: set[tuple[int]] = set()
        torn: set[int] = set()
        for number in numbers:
            given_up.update(
                self._db.execute(
                    "DELETE FROM report WHERE number = ? RETURNING wording", (number,)
                ).fetchall()
            )
        for (wording,) in given_up:
            if self._db.execute("SELECT 1 FROM report WHERE wording = ?", (wording,)).fetchone():
                continue
            size, hashes = self._db.execute(
                "DELETE FROM wording WHERE id = ? RETURNING size, hashes", (wording,)
            ).fetchone()
            self._db.executemany(
                "DELETE FROM key WHERE key = ? AND wording = ?",
                [(key, wording) for key in stored(size, hashes).keys],
            )
            torn.update(self._linked(wording))
            torn.discard(wording)
            self._db.execute("DELETE FROM link WHERE one = ?1 OR other = ?1", (wording,))
        return torn

    def _wording(self, made: "Sketch") -> tuple[int, bool]:
        """The id of a wording, and whether it is new; then it is linked to its copies."""
        hashes = made.hashes.astype("<u4").tobytes()
        digest = blake2b(hashes, digest_size=16, salt=made.size.to_bytes(8, "big")).digest()
        known = self._db.execute("SELECT id FROM wording WHERE digest = ?", (digest,)).fetchone()
        if known is not None:
            return int(known[0]), False
        wording = self._db.execute(
            "INSERT INTO wording (digest, size, hashes) VALUES (?, ?, ?)",
            (digest, made.size, hashes),
        ).lastrowid
        assert wording is not None
        self._link(wording, made)
        self._db.executemany(
            "INSERT OR IGNORE INTO key VALUES (?, ?)", [(key, wording) for key in made.keys]
        )
        return wording, True

    def _link(self, wording: int, made: "Sketch") -> None:
        """Link a new wording to its copies."""
        found = ((one, wording, self._likeness(one, made)) for one in self._candidates(made))
        self._db.executemany(
            "INSERT OR IGNORE INTO link VALUES (?, ?, ?)", [link for link in found if link[2]]
        )

    def _candidates(self, made: "Sketch") -> list[int]:
        """The wordings that share enough of their lowest hashes with this one."""
        from articles.copies import KEYS_SHARED  # noqa: PLC0415 - see above

        keys, found = made.keys, Counter[int]()
        for key in keys:
            rows = self._db.execute(
                "SELECT wording FROM key WHERE key = ? LIMIT ?", (key, _CROWDED)
            ).fetchall()
            if len(rows) < _CROWDED:
                found.update(wording for (wording,) in rows)
        enough = min(KEYS_SHARED, len(keys))
        return sorted(wording for wording, count in found.items() if count >= enough)

    def _likeness(self, wording: int, made: "Sketch") -> float:
        from articles.copies import likeness  # noqa: PLC0415 - see above

        other = self._sketch("id = ?", wording)
        return 0.0 if other is None else likeness(other, made)

    def _regroup(self, touched: set[int]) -> None:
        """Find the groups anew of wordings, and of all that links lead to from them."""
        known = self._db.execute(
            "SELECT id FROM wording WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(touched)),),
        )
        left = {wording for (wording,) in known}
        while left:
            connected, open_ = set(), {left.pop()}
            while open_:
                member = open_.pop()
                connected.add(member)
                open_ |= self._linked(member) - connected
            left -= connected
            self._keep_groups(connected)

    def _keep_groups(self, connected: set[int]) -> None:
        from index.copies.grouping import Link, grouped  # noqa: PLC0415 - who only reads needs none

        chosen = json.dumps(list(connected))
        links = self._db.execute(
            "SELECT one, other, share FROM link WHERE one IN (SELECT value FROM json_each(?))",
            (chosen,),
        )
        names = self._db.execute(
            "SELECT id, digest FROM wording WHERE id IN (SELECT value FROM json_each(?))", (chosen,)
        )
        found = grouped(connected, [Link(*link) for link in links], dict(names.fetchall()))
        self._db.executemany(
            "UPDATE wording SET origin = ?1 WHERE id = ?2 AND origin <> ?1",
            [(min(group), member) for group in found for member in group],
        )

    def _linked(self, wording: int) -> set[int]:
        rows = self._db.execute(
            "SELECT other FROM link WHERE one = ?1 UNION SELECT one FROM link WHERE other = ?1",
            (wording,),
        )
        return {row[0] for row in rows}
