"""newsboat's cache (`cache.db`): what a reader of feeds has collected, an article a report.

The database is read from memory, so that nothing is written beside it and no lock is taken.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any, BinaryIO

from articles.formats.draft import Draft, Fault, Unreadable
from articles.formats.fragments import text_of

_SIGNATURE = b"SQLite format 3\0"
_ITEMS = """
SELECT item.id, item.guid, item.title, item.author, item.url, item.pubDate, item.content, feed.title
FROM rss_item AS item LEFT JOIN rss_feed AS feed ON feed.rssurl = item.feedurl
WHERE item.deleted = 0 ORDER BY item.id
"""


def read(file: BinaryIO, _: str = "") -> Iterator[Draft | Fault]:
    """Read a cache; articles that its user deleted are left out."""
    data = bytearray(file.read())
    if not data.startswith(_SIGNATURE):
        yield Fault("no database")
        return
    # A log beside the file is not looked at, and a database in memory cannot have one.
    data[18:20] = b"\x01\x01"
    with closing(sqlite3.connect(":memory:")) as database:
        try:
            database.deserialize(bytes(data))
            _guard(database)
            yield from _articles(database)
        except sqlite3.Error as error:
            yield Fault(f"a database that cannot be read: {error}")


def _guard(database: sqlite3.Connection) -> None:
    """Trust nothing in the file: no view, no function, no more memory than it has."""
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON"):
        database.execute(f"PRAGMA {pragma}")
    database.text_factory = lambda raw: raw.decode("utf-8", "replace")


def _articles(database: sqlite3.Connection) -> Iterator[Draft | Fault]:
    tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    if not {("rss_item",), ("rss_feed",)} <= set(tables):
        yield Fault("a database, but not one of newsboat")
        return
    for row in database.execute(_ITEMS):
        try:
            yield _drafted(row)
        except Unreadable as error:
            yield Fault(str(error), row[0])


def _drafted(row: tuple[Any, ...]) -> Draft | Fault:
    number, guid, title, author, url, published, content, feed = row
    said, text = _said(title), text_of(_said(content))
    if not (text or said.strip()):
        return Fault("an entry without text or headline", number)
    return Draft(
        text=text or said,
        title=said,
        date=_moment(published),
        source=_said(feed),
        author=_said(author),
        url=_said(url),
        record=_said(guid),
        number=number,
    )


def _said(value: object) -> str:
    return value if isinstance(value, str) else ""


def _moment(published: object) -> str:
    if not isinstance(published, int) or not 0 < published < 4 * 10**9:
        return ""
    return datetime.fromtimestamp(published, UTC).isoformat()
