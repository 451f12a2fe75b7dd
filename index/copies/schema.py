"""The tables of the copies, and how their file is opened.

Reports that say the very same share a `wording`, so that ten thousand of one text cost no more than
one. `key` says which hashes are among the lowest of a wording. `link` holds every pair of wordings
that are copies, with how much they share; a group goes by the `origin`, one of its wordings. `rev`
is the revision of the catalogue that a report had.
"""

import sqlite3
from pathlib import Path
from typing import Final

from index import databases
from index.databases import Schema

VERSION: Final = 5

_TABLES: Final = """
CREATE TABLE wording (
    id INTEGER PRIMARY KEY AUTOINCREMENT, digest BLOB NOT NULL UNIQUE, size INTEGER NOT NULL,
    hashes BLOB NOT NULL, origin INTEGER NOT NULL DEFAULT 0);
CREATE INDEX wording_by_origin ON wording (origin, id);
CREATE TABLE report (
    number INTEGER PRIMARY KEY, rev INTEGER NOT NULL, wording INTEGER NOT NULL);
CREATE INDEX report_by_wording ON report (wording, number);
CREATE TABLE key (
    key INTEGER NOT NULL, wording INTEGER NOT NULL, PRIMARY KEY (key, wording)) WITHOUT ROWID;
CREATE TABLE link (
    one INTEGER NOT NULL, other INTEGER NOT NULL, share REAL NOT NULL,
    PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE INDEX link_by_other ON link (other, one);
"""


class CopiesUnreadable(sqlite3.DatabaseError):
    """The file holds no copies in this version; the library must be built again."""


_SCHEMA: Final = Schema(_TABLES, VERSION, cache=65536, error=CopiesUnreadable)


def connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    """Open the copies at `path`; a writable file is created if it is not there.

    Raises:
        CopiesUnreadable: The file is missing, damaged, or of another version.
    """
    return databases.connect(path, _SCHEMA, writable=writable)
