"""What repeats over the reports of a source, as the catalogue keeps it: see `.learning`."""

import json
import sqlite3
from typing import NamedTuple

from articles.article import Span


class Repeated(NamedTuple):
    """A paragraph that is furniture because many reports of one source have it."""

    source: str
    reports: int
    """How many of its reports; copies and versions of one story count as one."""
    among: int
    """How many reports the source has, copies counted as one."""
    text: str
    span: Span | None = None
    """Where it stands, if it is one of a report."""

    def told(self) -> str:
        """Why it is furniture."""
        return f"stands in {self.reports:,} of {self.among:,} reports of {self.source}"


def spans(db: sqlite3.Connection, number: int) -> list[Span]:
    """Where the paragraphs of a report stand that repeat, in order."""
    row = db.execute("SELECT spans FROM edge WHERE number = ?", (number,)).fetchone()
    return [Span(*span) for span in json.loads(row[0])] if row else []


def in_report(db: sqlite3.Connection, number: int) -> list[Repeated]:
    """The paragraphs of a report that repeat, in order."""
    rows = db.execute(
        "SELECT source, reports, among, learnt.text FROM edge JOIN article USING (number)"
        " JOIN json_each(held) AS held JOIN learnt USING (source)"
        " WHERE number = ? AND learnt.key = held.value ORDER BY held.key",
        (number,),
    ).fetchall()
    # Between two steps of a build there may be more of one than of the other.
    return [
        Repeated(*row)._replace(span=span)
        for row, span in zip(rows, spans(db, number), strict=False)
    ]


def of_all(db: sqlite3.Connection) -> list[Repeated]:
    """All paragraphs that repeat, by source, commonest first."""
    rows = db.execute(
        "SELECT source, reports, among, text FROM learnt ORDER BY source, reports DESC, text, key"
    )
    return [Repeated(*row) for row in rows]
