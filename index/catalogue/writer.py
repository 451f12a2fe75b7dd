"""Writing the catalogue: what the build keeps of files and reports.

Nothing is visible to readers before `commit`.
"""

import hashlib
import json
import time
import unicodedata
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from articles.article import Article, DateBasis, Span
from articles.collection.files import File, Skipped
from articles.structure.repeated import candidates
from index import databases
from index.catalogue.learning import Edges, Learnt
from index.catalogue.store import Catalogue, text_hash

_LAST: Final = "\U0010ffff"
"""Sorts after every title and source."""
_SCANNED: Final = ""
"""Stands for the path of a file where something was skipped before any file was opened."""

_COLUMNS: Final = (
    "id, file, title, title_derived, date, basis, zone, own_date, absurd_date, source, author, url,"
    " section, language, words, hash, text_hash, title_key, source_key, rev"
)
_PLACES: Final = ", ".join("?" * (1 + _COLUMNS.count(",")))


@dataclass(frozen=True, slots=True)
class Held:
    """A report that the catalogue holds."""

    number: int
    id: str
    hash: bytes


def content_hash(article: Article) -> bytes:
    """Tells two contents apart: of everything in a report but its id. 16 bytes, BLAKE2b."""
    date = article.date
    fields = (
        article.text, article.title, article.title_derived, article.source, article.author,
        article.url, date and (date.value, date.basis, date.zone), article.section,
        article.language, article.absurd_date, [tuple(part) for part in _plain(article)],
    )  # fmt: skip
    plain = json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(plain, digest_size=16).digest()


def _plain(article: Article) -> list[tuple[str, int, int]]:
    return [(part.label.value, part.start, part.end) for part in article.parts]


def _sort_key(words: str) -> str:
    """Folds case and accents, and leaves out what stands before the first letter or digit."""
    plain = unicodedata.normalize("NFKD", words)
    folded = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    first = next((at for at, c in enumerate(folded) if c.isalnum()), len(folded))
    return folded[first:] or _LAST


class CatalogueWriter(Catalogue):
    """The catalogue of the one process that builds the library."""

    def begin(self) -> None:
        """Begin a transaction, unless one is open."""
        databases.begin(self._db)

    def commit(self) -> None:
        """Make everything since `begin` visible, all or nothing."""
        if self._db.in_transaction:
            self._db.execute("UPDATE meta SET value = value + 1 WHERE name = 'revision'")
            self._db.execute("COMMIT")

    # Files

    def files(self, *, forget_failed: bool = False) -> dict[str, File]:
        """Every file that was read, as it was then, by path.

        Args:
            forget_failed: Whether those of which anything was skipped count as changed since.
        """
        rows = self._db.execute("SELECT path, size, modified_ns, changed_ns FROM file")
        known = {row[0]: File(*row) for row in rows}
        if forget_failed:
            failed = self._db.execute("SELECT DISTINCT file FROM skipped")
            known.update({path: File(path, -1, -1, -1) for (path,) in failed if path in known})
        return known

    def keep_file(self, file: File, skipped: Iterable[Skipped]) -> None:
        """Take note that a file has been read, and of what in it was no report."""
        self._db.execute(
            "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)",
            (file.path, file.size, file.modified_ns, file.changed_ns),
        )
        self._skip(file.path, skipped)

    def drop_file(self, path: str) -> None:
        """Forget a file that is no longer there; its reports are removed on their own."""
        self._db.execute("DELETE FROM file WHERE path = ?", (path,))
        self._skip(path, ())

    def scan_differs(self, skipped: Iterable[Skipped]) -> bool:
        """Whether the scan leaves out other things than are kept."""
        kept = self._db.execute("SELECT path, reason FROM skipped WHERE file = ?", (_SCANNED,))
        return sorted((one.path, one.reason) for one in skipped) != sorted(kept)

    def keep_scanned(self, skipped: Iterable[Skipped]) -> None:
        """Take note of what the scan of the collection left out."""
        self.begin()
        self._skip(_SCANNED, skipped)
        self.commit()

    def _skip(self, file: str, skipped: Iterable[Skipped]) -> None:
        self._db.execute("DELETE FROM skipped WHERE file = ?", (file,))
        self._db.executemany(
            "INSERT INTO skipped VALUES (?, ?, ?)",
            ((file, one.path, one.reason) for one in skipped),
        )

    # Reports

    def held(self, path: str) -> list[Held]:
        """The reports that a file gave."""
        rows = self._db.execute(
            "SELECT number, id, hash FROM article WHERE file = ? ORDER BY number", (path,)
        )
        return [Held(*row) for row in rows]

    def hashes(self, paths: Iterable[str]) -> frozenset[bytes]:
        """Of the contents of all reports that some files gave."""
        if self.count() == 0:
            return frozenset()
        return frozenset(held.hash for path in paths for held in self.held(path))

    def paths(self) -> set[str]:
        """The files that any report comes from, also those that were not read to their end."""
        return {path for (path,) in self._db.execute("SELECT DISTINCT file FROM article")}

    def revisions(self) -> dict[int, int]:
        """The revision of each report, by number."""
        return dict(self._db.execute("SELECT number, rev FROM article").fetchall())

    def add(self, article: Article, path: str, hashed: bytes) -> int:
        """Keep a new report; its number."""
        number = self._db.execute(
            f"INSERT INTO article ({_COLUMNS}) VALUES ({_PLACES})",
            (*self._values(article, path, hashed), self._next_revision()),
        ).lastrowid
        assert number is not None
        self._db.execute(
            "INSERT INTO text VALUES (?, ?, ?)", (number, article.text, json.dumps(_plain(article)))
        )
        self._keep_edge(number, article)
        return number

    def replace(self, number: int, article: Article, path: str, hashed: bytes) -> None:
        """Keep a report under the number of its former version, or of its former id."""
        self._db.execute(
            f"UPDATE article SET ({_COLUMNS}) = ({_PLACES}) WHERE number = ?",
            (*self._values(article, path, hashed), self._next_revision(), number),
        )
        self._db.execute(
            "UPDATE text SET text = ?, parts = ? WHERE number = ?",
            (article.text, json.dumps(_plain(article)), number),
        )
        self._keep_edge(number, article)

    def _keep_edge(self, number: int, article: Article) -> None:
        keys = array("q", [one.key for one in candidates(article)])
        self._db.execute(
            "INSERT OR REPLACE INTO edge (number, keys) VALUES (?, ?)", (number, keys.tobytes())
        )

    def _values(self, article: Article, path: str, hashed: bytes) -> tuple[object, ...]:
        date = article.date
        return (
            article.id, path, article.title, article.title_derived, date and date.value,
            date and date.basis.value, date.zone if date else "", None, article.absurd_date,
            article.source, article.author, article.url, article.section, article.language,
            len(article.text.split()), hashed, text_hash(article.text),
            _sort_key(article.title), _sort_key(article.source),
        )  # fmt: skip

    def _next_revision(self) -> int:
        return self.revision() + 1

    def dates_set(self) -> dict[int, str]:
        """The dates that the user has set, by number; `none` where there is to be none."""
        rows = self._db.execute(
            "SELECT number, coalesce(date, 'none') FROM article WHERE own_date IS NOT NULL"
        )
        return dict(rows.fetchall())

    def set_dates(self, said: Mapping[int, str]) -> None:
        """Let the dates that the user has set hold, and no others; the rest say their own.

        Args:
            said: By number: `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, or `none`.
        """
        former = self.dates_set()
        if former == said:
            return
        self.begin()
        self._db.executemany(
            "UPDATE article SET date = own_date ->> 0, basis = own_date ->> 1,"
            " zone = coalesce(own_date ->> 2, ''), own_date = NULL WHERE number = ?",
            [(number,) for number in former.keys() - said.keys()],
        )
        self._db.executemany(
            "UPDATE article SET own_date = coalesce(own_date, iif(date IS NULL, 'null',"
            " json_array(date, basis, zone))), date = nullif(?, 'none'), basis = ?, zone = ''"
            " WHERE number = ?",
            [(said[one], DateBasis.USER, one) for one in said if former.get(one) != said[one]],
        )
        self.commit()

    def remove(self, numbers: Iterable[int]) -> None:
        """Drop reports, and remember that they still have to leave mentions and text index."""
        rows = [(number,) for number in numbers]
        for table in ("article", "text", "edge"):
            self._db.executemany(f"DELETE FROM {table} WHERE number = ?", rows)
        self._db.executemany("INSERT OR IGNORE INTO removed VALUES (?)", rows)

    # What repeats

    def edges(self) -> list[Edges]:
        """What could be furniture in each report, and what is taken for it, by number."""
        rows = self._db.execute(
            "SELECT number, source, keys, held FROM edge JOIN article USING (number)"
            " ORDER BY number"
        )
        return [
            Edges(number, source, array("q", keys), json.loads(held) if held != "[]" else [])
            for number, source, keys, held in rows
        ]

    def keep_learnt(self, learnt: Learnt) -> None:
        """Keep what repeats, with its wording, in place of what was kept; commits."""
        rows = self._db.execute("SELECT source, key, reports, among FROM learnt")
        kept = {(source, key): (reports, among) for source, key, reports, among in rows}
        if kept == {one: (found.reports, found.among) for one, found in learnt.items()}:
            return
        self.begin()
        self._db.execute("DELETE FROM learnt")
        for (source, key), found in learnt.items():
            article = self.as_read(found.example)
            start, end = next(one.span for one in candidates(article) if one.key == key)
            self._db.execute(
                "INSERT INTO learnt VALUES (?, ?, ?, ?, ?)",
                (source, key, found.reports, found.among, article.text[start:end]),
            )
        self.commit()

    def hold(self, number: int, held: Iterable[int], spans: Iterable[Span]) -> None:
        """Take paragraphs of a report for furniture, and no other; the text index has to learn it.

        Args:
            number: The report.
            held: Keys of paragraphs that are learnt to be furniture.
            spans: Where those stand that are taken for it.
        """
        self._db.execute(
            "UPDATE edge SET held = ?, spans = ? WHERE number = ?",
            (json.dumps(list(held)), json.dumps(list(spans)), number),
        )
        self._db.execute("UPDATE article SET indexed_rev = 0 WHERE number = ?", (number,))

    # What mentions and text index still have to learn

    def behind(self) -> dict[int, bool]:
        """Reports that the text index has not got yet in this version.

        Returns:
            Their numbers, ascending, each with whether the mentions lack it too.
        """
        rows = self._db.execute(
            "SELECT number, rev > mentioned_rev FROM article WHERE rev > indexed_rev"
            " ORDER BY number"
        )
        return {number: bool(lacking) for number, lacking in rows}

    def leaving(self) -> list[int]:
        """Numbers of dropped reports that mentions and text index may still have."""
        return list(self._numbers("SELECT number FROM removed ORDER BY number"))

    def settled(
        self, indexed: Iterable[int], removed: Iterable[int], refused: Mapping[int, str]
    ) -> None:
        """Mentions and text index have got these reports, and let go of those.

        Args:
            indexed: Numbers of the reports, refused ones too.
            removed: Numbers of dropped reports.
            refused: Why the text index did not take some of them.
        """
        self.begin()
        self._db.executemany(
            "UPDATE article SET mentioned_rev = rev, indexed_rev = rev, refused = ?"
            " WHERE number = ?",
            ((refused.get(number, ""), number) for number in indexed),
        )
        self._db.executemany("DELETE FROM removed WHERE number = ?", ((n,) for n in removed))
        self._db.execute("COMMIT")

    def unindex(self) -> None:
        """The text index is lost: every report has to go to it anew."""
        self.begin()
        self._db.execute("UPDATE article SET indexed_rev = 0, refused = ''")
        self._db.execute("COMMIT")

    def finished(self, started: float, seconds: float, parsers: int) -> None:
        """A build has gone to its end.

        Args:
            started: When it began (`time.time()`).
            seconds: How long it took; the clock may have been set meanwhile.
            parsers: Which parsers it had (`articles.formats.version.parsers`).
        """
        figures = {"started": started, "finished": time.time(), "milliseconds": seconds * 1000}
        figures["parsers"] = parsers
        self.begin()
        self._db.executemany(
            "INSERT OR REPLACE INTO meta VALUES (?, ?)",
            ((name, int(value)) for name, value in figures.items()),
        )
        self.commit()
