"""The notebook of a collection: what the user made, kept where no rebuild reaches.

A journal of acts: nothing in it is ever changed or removed; undoing is one more line, which says
what it undoes. What holds is read from the effects of the acts that stand (`index.notebook.acts`).
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.anchors import Ref
from index.judgements.judgement import Judgement
from index.notebook.act_lines import from_json, kind_of, now, to_json
from index.notebook.acts import Act, Facet, effects_of
from index.notebook.checksums import COLUMNS, insertion
from index.notebook.file import NotebookFile

_JUDGED = "kind = 'judgement'"
_FEW, _SHORT = 100, 100_000
"""Acts, and characters of them, that are told one by one."""
_STANDS = "number NOT IN (SELECT undoes FROM journal WHERE undoes IS NOT NULL)"


@dataclass(frozen=True, slots=True)
class Entry:
    """An act in the journal."""

    number: int
    time: str
    """When it was done, UTC, as ISO 8601."""
    act: Act


class Holding(NamedTuple):
    """What holds of an item and a report, and the act that said so."""

    item: str
    report: Ref
    """Empty where no report is meant."""
    number: int


class Notebook(NotebookFile):
    """An open notebook. Each change is on disk when its call returns."""

    # Writing

    def add(self, act: Act) -> Entry:
        """Write an act down."""
        return self.add_all([act])[0]

    def add_all(self, acts: Iterable[Act]) -> list[Entry]:
        """Write acts down, all or none; they bear one time, and one undo takes them back."""
        with self.writing():
            time = now()
            return [self.put(time, act) for act in acts]

    def put(self, time: str, act: Act) -> Entry:
        """Write an act down as done at a time; while `writing`."""
        automatic = getattr(act, "automatic", False)
        number = self._append("journal", time, to_json(act), None, kind_of(act), automatic)
        self._take_effect(number, act)
        return Entry(number, time, act)

    def _append(self, table: str, *values: object) -> int:
        """Write a row, and its number before its values; the number is one more than the last."""
        first = COLUMNS[table][0]
        last = self._db.execute(f"SELECT coalesce(max({first}), 0) FROM {table}")
        number = int(last.fetchone()[0]) + 1
        self._db.execute(insertion(table), (number, *values))
        return number

    def _take_effect(self, number: int, act: Act) -> None:
        self._db.executemany(
            insertion("effect", "OR REPLACE"),
            (
                (effect.facet, effect.item, self.key(effect.report), number, effect.value)
                for effect in effects_of(act)
            ),
        )

    def undo(self, *, judgements_only: bool = False) -> list[Entry]:
        """Take back the user's last act that stands, and those that were written with it.

        Returns:
            What was taken back, in the order in which it was done; empty if there is nothing.
        """
        kind = f"AND {_JUDGED}" if judgements_only else "AND NOT automatic"
        with self.writing():
            undone = self._entries(f"{kind} ORDER BY number DESC LIMIT 1")
            for last in undone:  # those written with it stand right before it
                before = "SELECT max(number) FROM journal WHERE number < ? AND time <> ?"
                within = f"{kind} AND number > coalesce(({before}), 0) AND time = ?"
                values = (last.number, last.time, last.time)
                undone = self._entries(f"{within} ORDER BY number", *values)
            self._take_back_all(undone)
        return undone

    def undo_one(self, number: int) -> list[Entry]:
        """Take back the act of a number alone, if it stands."""
        with self.writing():
            undone = self._entries("AND number = ?", number)
            self._take_back_all(undone)
        return undone

    def _take_back_all(self, entries: Iterable[Entry]) -> None:
        time = now()
        for entry in entries:
            self.take_back(time, entry.number)

    def take_back(self, time: str, number: int) -> None:
        """Take back an act that stands, at a time; only while `writing`."""
        self._append("journal", time, None, number, "undo", False)
        self._db.execute("DELETE FROM effect WHERE number = ?", (number,))

    def visit(self, report: Ref, why: str, time: str = "") -> None:
        """Note on the trail that a report was opened, and for the sake of which search or name."""
        with self.writing():
            self._append("visit", time or now(), self.key(report), why)

    def look(self, search: str, seen: bytes, time: str = "") -> None:
        """Remember what a saved search had found when it was last looked at."""
        with self.writing():
            self._db.execute(insertion("looked", "OR REPLACE"), (search, time or now(), seen))

    def key(self, report: Ref | None) -> int:
        """The number of a report in this file; only while `writing`."""
        if report is None:
            return 0
        found = self._db.execute("SELECT key FROM report WHERE id = ? AND text = ?", report)
        row = found.fetchone()
        return int(row[0]) if row else self._append("report", *report)

    # Reading

    def judgements(self) -> dict[int, Judgement]:
        """The judgements that stand, by number."""
        entries = self._entries(f"AND {_JUDGED} ORDER BY number")
        return {one.number: one.act for one in entries if isinstance(one.act, Judgement)}

    def holding(self, facet: Facet) -> list[Holding]:
        """What holds in a facet, in the order in which it was said."""
        with self.reading():
            rows = self._db.execute(
                "SELECT item, id, text, max(number), value FROM effect"
                " JOIN report ON key = report WHERE facet = ?"
                " GROUP BY item, report HAVING value <> '' ORDER BY 4",
                (facet,),
            ).fetchall()
        return [Holding(item, Ref(id_, text), number) for item, id_, text, number, _ in rows]

    def holding_of(self, reports: Sequence[Ref]) -> list[tuple[Facet, str]]:
        """The facets and items that hold for any of some reports, in the order they were said."""
        found: dict[tuple[Facet, str], int] = {}
        with self.reading():
            for report in reports:
                rows = self._db.execute(
                    "SELECT facet, item, max(number), value FROM effect WHERE report ="
                    " (SELECT key FROM report WHERE id = ? AND text = ?)"
                    " GROUP BY facet, item HAVING value <> ''",
                    report,
                )
                for facet, item, number, _ in rows:
                    place = (Facet(facet), item)
                    found[place] = min(number, found.get(place, number))
        return sorted(found, key=lambda place: found[place])

    def since(self, line: int) -> list[Act] | None:
        """What was done or undone after a line of the journal; None if that is too much to tell."""
        with self.reading():
            rows = self._db.execute(
                "SELECT coalesce(said.act, undone.act) FROM journal AS said LEFT JOIN journal AS"
                " undone ON undone.number = said.undoes WHERE said.number > ? LIMIT ?",
                (line, _FEW + 1),
            ).fetchall()
            is_much = len(rows) > _FEW or sum(len(act) for (act,) in rows) > _SHORT
            return None if is_much else [from_json(act) for (act,) in rows]

    def acts(self, facet: Facet) -> list[Entry]:
        """The acts that said what holds in a facet: its notes, clips, searches, marks."""
        numbers = json.dumps([one.number for one in self.holding(facet)])
        within = "number IN (SELECT value FROM json_each(?))"
        return self._entries(f"AND {within} ORDER BY number", numbers)

    def entry(self, number: int) -> Entry | None:
        """An act that stands, by number."""
        return next(iter(self._entries("AND number = ?", number)), None)

    def journal(self) -> Iterator[tuple[str, Act | None, int | None]]:
        """Every line: when, the act, or the number of the act that it undoes."""
        with self.reading():
            rows = self._db.execute("SELECT time, act, undoes FROM journal ORDER BY number")
            for time, line, undoes in rows:
                yield time, None if line is None else from_json(line), undoes

    def trail(self, limit: int = -1) -> list[tuple[str, Ref, str]]:
        """The reports opened, the last ones, in their order: when, which, and why."""
        with self.reading():
            rows = self._db.execute(
                "SELECT time, id, text, why FROM visit JOIN report ON key = report"
                " ORDER BY number DESC LIMIT ?",
                (limit,),
            ).fetchall()
        return [(time, Ref(id_, text), why) for time, id_, text, why in reversed(rows)]

    def looked(self) -> dict[str, tuple[str, bytes]]:
        """When each saved search was last looked at, and what it had found."""
        with self.reading():
            rows = self._db.execute("SELECT search, time, seen FROM looked ORDER BY search")
            return {search: (time, seen) for search, time, seen in rows}

    def last_look(self, search: str) -> tuple[str | None, bytes]:
        """The same of one saved search; None and nothing if it was never looked at."""
        with self.reading():
            found = self._db.execute("SELECT time, seen FROM looked WHERE search = ?", (search,))
            return found.fetchone() or (None, b"")

    def _entries(self, rest: str, *values: object) -> list[Entry]:
        with self.reading():
            rows = self._db.execute(
                f"SELECT number, time, act FROM journal WHERE act IS NOT NULL AND {_STANDS} {rest}",
                values,
            ).fetchall()
            return [Entry(int(number), str(time), from_json(line)) for number, time, line in rows]

    # Looking it through

    def faults(self) -> int:
        """How many effects are not those of the acts that stand, or are missing."""
        kept = "SELECT facet, item, id, text, number, value FROM effect JOIN report ON key = report"
        with self.reading():
            held = set(self._db.execute(kept))
        said = set()
        for entry in self._entries("ORDER BY number"):
            # Of several effects of one act on the same thing, the last holds.
            last = {(one.facet, one.item, one.report): one.value for one in effects_of(entry.act)}
            for (facet, item, report), value in last.items():
                said.add((facet.value, item, *(report or ("", "")), entry.number, value))
        return len(held ^ said)

    def replay(self) -> None:
        """Make the effects anew from the journal, which says all that they say."""
        with self.writing():
            self._db.execute("DELETE FROM effect")
            for entry in self._entries("ORDER BY number"):
                self._take_effect(entry.number, entry.act)
