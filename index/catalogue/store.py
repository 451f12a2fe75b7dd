"""The catalogue: every report of a library with its text, and every file that gave none.

A SQLite file, written by the build (`index.catalogue.writer`) and read by everything else. What is
not text search comes from here: rows of the list, sorts, dates, counts.
"""

import hashlib
import json
import re
from array import array
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple, Self

from articles.article import Article, DateBasis, Label, Part, ReportDate
from articles.collection.files import Skipped
from articles.structure.relabelled import relabelled
from index import databases
from index.catalogue import repeated
from index.catalogue.repeated import Repeated
from index.catalogue.schema import connect


class Sort(StrEnum):
    """How a list of reports is ordered. Ties go by date, then by id."""

    RELEVANCE = "relevance"
    DATE = "date"
    """Newest first, undated last."""
    OLDEST = "oldest"
    """Oldest first, undated last; those of one date the other way round."""
    TITLE = "title"
    SOURCE = "source"


class NoSuchArticle(LookupError):
    """The library has no report of this number (any more)."""


class Row(NamedTuple):
    """What the list shows of a report."""

    number: int
    id: str
    title: str
    title_derived: bool
    date: str | None
    source: str
    words: int

    @property
    def is_gone(self) -> bool:
        """Whether its report has been removed since its number was learnt."""
        return not self.id


class Identity(NamedTuple):
    """What a report is known by; its number lasts only as long as the library."""

    number: int
    id: str
    text: str
    """The `text_hash` of its text."""


def text_hash(text: str) -> str:
    """Tells texts apart: the first 128 bits of SHA-256 of their UTF-8, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


STATED: Final = ("source", "section", "language")
"""What is stated of reports and can be completed."""
GONE: Final = "(no longer in the collection)"
"""Title of a row whose report has been removed since its number was learnt."""

_ORDERS: Final = {
    Sort.RELEVANCE: "date DESC, id",
    Sort.DATE: "date DESC, id",
    Sort.OLDEST: "date NULLS LAST, id DESC",  # the index of the other order, read backwards
    Sort.TITLE: "title_key, date DESC, id",
    Sort.SOURCE: "source_key, date DESC, id",
}
_FIGURES: Final = re.compile(r"(\d+)", re.ASCII)
_ROW: Final = "number, id, title, title_derived, date, source, words"


class Catalogue(databases.Database):
    """The reports of a library. One thread at a time.

    Open it with `Catalogue.open`. A reader sees what was last committed, also while another
    process writes.
    """

    @classmethod
    def open(cls, path: Path, *, writable: bool = False) -> Self:
        """Open the catalogue at `path`; a writable one is created if it is not there.

        Raises:
            CatalogueUnreadable: The file is missing, damaged, or of another version.
        """
        return cls(connect(path, writable=writable))

    def count(self) -> int:
        """How many reports there are."""
        return self._number("SELECT count(*) FROM article")

    def searchable(self) -> int:
        """How many reports the text index must hold once nothing is behind."""
        return self.count() - self._number("SELECT count(*) FROM article WHERE refused <> ''")

    def words(self) -> int:
        """How many words all reports have together."""
        return self._number("SELECT coalesce(sum(words), 0) FROM article")

    def revision(self) -> int:
        """Grows with every commit of reports, not when the text index has taken or lost them."""
        return self.meta("revision")

    def meta(self, name: str) -> int:
        """A figure kept with the reports.

        Args:
            name: "revision"; "started" and "finished": when the last build that went to its end
                began and ended, in seconds since 1970; "milliseconds": how long it took;
                "parsers": a number that stands for those it had.
        """
        return self._number("SELECT coalesce(max(value), 0) FROM meta WHERE name = ?", name)

    def rows(self, numbers: Sequence[int]) -> list[Row]:
        """One row for each number, in the order asked.

        A report that is gone has a row too, titled `GONE`, so that rows stay in step with numbers.
        """
        found = {
            row[0]: Row(row[0], row[1], row[2], bool(row[3]), row[4], row[5], row[6])
            for row in self._db.execute(
                f"SELECT {_ROW} FROM article WHERE number IN (SELECT value FROM json_each(?))",
                (json.dumps(list(numbers)),),
            )
        }
        return [found.get(number) or Row(number, "", GONE, True, None, "", 0) for number in numbers]

    def article(self, number: int) -> Article:
        """One report, whole, with what repeats over the reports of its source labelled so.

        Raises:
            NoSuchArticle: There is none of that number (any more).
        """
        read, spans = self.as_read(number), repeated.spans(self._db, number)
        return read._replace(parts=relabelled(read.text, read.parts, spans)) if spans else read

    def repeated_in(self, number: int) -> list[Repeated]:
        """The paragraphs of a report that repeat over the reports of its source, in order."""
        return repeated.in_report(self._db, number)

    def repeated(self) -> list[Repeated]:
        """All paragraphs that repeat over the reports of a source, by source, commonest first."""
        return repeated.of_all(self._db)

    def as_read(self, number: int) -> Article:
        """One report, its parts as it is taken apart into by itself.

        Raises:
            NoSuchArticle: There is none of that number (any more).
        """
        row = self._db.execute(
            "SELECT id, text, title, title_derived, date, basis, zone, source, author, url, parts,"
            " section, language, absurd_date FROM article JOIN text USING (number)"
            " WHERE number = ?",
            (number,),
        ).fetchone()
        if row is None:
            raise NoSuchArticle(f"there is no report number {number}")
        identity, text, title, derived, date, basis, zone, source, author, url, parts, *rest = row
        dated = ReportDate(date, DateBasis(basis), zone) if date is not None else None
        labelled = tuple(Part(Label(label), *span) for label, *span in json.loads(parts))
        return Article(
            identity, text, title, bool(derived), dated, source, author, url, labelled, *rest
        )

    def own_date(self, number: int) -> ReportDate | None:
        """The date of a report by what it says itself, whatever the user has set."""
        row = self._db.execute(
            "SELECT coalesce(own_date, json_array(date, basis, zone)) FROM article"
            " WHERE number = ?",
            (number,),
        ).fetchone()
        date, basis, zone = (row and json.loads(row[0])) or (None, "", "")
        return None if date is None else ReportDate(date, DateBasis(basis), zone)

    def content_hash(self, number: int) -> bytes:
        """The hash that a report's content had when it was read; empty if there is none."""
        row = self._db.execute("SELECT hash FROM article WHERE number = ?", (number,)).fetchone()
        return bytes(row[0]) if row else b""

    def is_settled(self, number: int) -> bool:
        """Whether the mentions of a report have been kept since its text was."""
        row = self._db.execute(
            "SELECT rev <= mentioned_rev FROM article WHERE number = ?", (number,)
        ).fetchone()
        return bool(row and row[0])

    def settled_numbers(self) -> set[int]:
        """The reports whose mentions have been kept since their texts were."""
        return set(self._numbers("SELECT number FROM article WHERE rev <= mentioned_rev"))

    def unindexed(self) -> set[int]:
        """The reports that the text index has not got in this version, or did not take."""
        return set(
            self._numbers("SELECT number FROM article WHERE rev > indexed_rev OR refused <> ''")
        )

    def number(self, article_id: str) -> int | None:
        """The number of the report with this id."""
        row = self._db.execute(
            "SELECT number FROM article WHERE id = ? ORDER BY rev DESC LIMIT 1", (article_id,)
        ).fetchone()
        return int(row[0]) if row else None

    def file_of(self, number: int) -> str | None:
        """The id of the file that a report came from; None if the report is gone."""
        row = self._db.execute("SELECT file FROM article WHERE number = ?", (number,)).fetchone()
        return str(row[0]) if row else None

    def identities(
        self, *, numbers: Iterable[int] = (), ids: Iterable[str] = (), texts: Iterable[str] = ()
    ) -> list[Identity]:
        """The reports with any of these numbers, ids, or hashes of their text; by id.

        A report whose file is just being read anew may be there twice, the newer one last.
        """
        rows = self._db.execute(
            "SELECT number, id, text_hash FROM article"
            " WHERE number IN (SELECT value FROM json_each(?))"
            " OR id IN (SELECT value FROM json_each(?))"
            " OR text_hash IN (SELECT value FROM json_each(?)) ORDER BY id, rev",
            tuple(json.dumps(list(asked)) for asked in (numbers, ids, texts)),
        )
        return [Identity(*row) for row in rows]

    def order(self, sort: Sort) -> "array[int]":
        """The numbers of all reports (typecode `I`), sorted.

        Relevance needs a query; without one it is the order by date.
        """
        return self._numbers(f"SELECT number FROM article ORDER BY {_ORDERS[sort]}")

    def order_by_id(self) -> "array[int]":
        """The numbers of all reports by id, figures in it as numbers: `a#9` before `a#10`."""
        rows = self._db.execute("SELECT id, number FROM article").fetchall()
        rows.sort(key=lambda row: _natural(row[0]))
        return array("I", [number for _, number in rows])

    def dated(self, low: str, high: str) -> set[int]:
        """Reports of which every day that they may be of lies from `low` to `high`.

        Args:
            low: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, its first day; empty for no limit.
            high: The same, its last day.
        """
        first, last = low + "0000-01-01"[len(low) :], high + "9999-12-31"[len(high) :]
        return set(
            self._numbers(
                "SELECT number FROM article WHERE date >= ? AND date <= ?"
                " AND date || substr('0000-01-01', length(date) + 1) >= ?"
                " AND date || substr('9999-12-31', length(date) + 1) <= ?",
                (first[:4], last, first, last),
            )
        )

    def span(self, numbers: Sequence[int]) -> tuple[str, str] | None:
        """The first and the last date of some reports; None if none of them is dated."""
        first, last = self._db.execute(
            "SELECT min(date), max(date) FROM article WHERE number IN"
            " (SELECT value FROM json_each(?))",
            (json.dumps(list(numbers)),),
        ).fetchone()
        return None if first is None else (str(first), str(last))

    def undated(self) -> set[int]:
        """Reports whose date is not known."""
        return set(self._numbers("SELECT number FROM article WHERE date IS NULL"))

    def in_section(self, words: str, *, begins: bool = False) -> set[int]:
        """Reports whose section has these words one after the other, case and accents folded.

        Args:
            words: The words; empty for reports without a section.
            begins: Whether the last of them need only begin so.
        """
        from index.analysis import folded, says  # noqa: PLC0415 - the reader starts without it

        wanted = folded(words)
        named = [name for (name,) in self._db.execute("SELECT DISTINCT section FROM article")]
        sections = [name for name in named if says(name, wanted, begins=begins)] if wanted else [""]
        return set(
            self._numbers(
                "SELECT number FROM article WHERE section IN (SELECT value FROM json_each(?))",
                (json.dumps(sections),),
            )
        )

    def in_language(self, code: str) -> set[int]:
        """Reports in a language; empty for those of which it is not known."""
        return set(self._numbers("SELECT number FROM article WHERE language = ?", (code,)))

    def beginning(self, field: str, text: str, limit: int) -> list[str]:
        """What is stated in one of the `STATED` fields and begins so, the most frequent first."""
        assert field in STATED
        begins, values = databases.begins(field, text)
        rows = self._db.execute(
            f"SELECT {field} FROM article WHERE number NOT IN (SELECT number FROM removed)"
            f" AND {begins} GROUP BY {field} ORDER BY count(*) DESC LIMIT ?",
            (*values, limit),
        )
        return [value for (value,) in rows]

    def absurdly_dated(self) -> list[tuple[str, str]]:
        """Reports that state a date of which none can be: their ids, and what they state."""
        return self._db.execute(
            "SELECT id, absurd_date FROM article WHERE absurd_date <> '' AND own_date IS NULL"
            " ORDER BY id"
        ).fetchall()

    def skipped(self) -> list[Skipped]:
        """Everything in the collection that gave no report, with the reason, by path."""
        rows = self._db.execute(
            "SELECT path, reason FROM skipped"
            " UNION ALL SELECT id, refused FROM article WHERE refused <> '' ORDER BY 1, 2"
        )
        return [Skipped(path, reason) for path, reason in rows]

    def _number(self, query: str, *values: object) -> int:
        return int(self._db.execute(query, values).fetchone()[0])

    def _numbers(self, query: str, values: Sequence[object] = ()) -> "array[int]":
        # All in one row: SQLite gives the interpreter's lock away for each, and takes it again.
        (found,) = self._db.execute(
            f"SELECT json_group_array(number) FROM ({query})", values
        ).fetchone()
        return array("I", json.loads(found))


def _natural(article_id: str) -> list[tuple[int, str]]:
    """Sorts figures by value; the text beside a number settles what is equal, such as 1 and 01."""
    pieces = _FIGURES.split(article_id)
    return [(int(piece) if place % 2 else -1, piece) for place, piece in enumerate(pieces)]
