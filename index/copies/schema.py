"""The tables of the copies, and how their file is opened.

`link` holds every pair of reports that are copies; a group is what links connect, and goes by the
number of its first report. `rev` is the revision of the catalogue that a sketch was made of.
"""

import sqlite3
from pathlib import Path
from typing import Final

from index import databases
from index.databases import Schema

VERSION: Final = 1

_TABLES: Final = """
CREATE TABLE sketch (
    number INTEGER PRIMARY KEY, rev INTEGER NOT NULL, size INTEGER NOT NULL, hashes BLOB NOT NULL,
    bands BLOB NOT NULL);
CREATE TABLE band (
    key INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (key, number)) WITHOUT ROWID;
CREATE TABLE link (
    one INTEGER NOT NULL, other INTEGER NOT NULL, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TABLE copy (number INTEGER PRIMARY KEY, origin INTEGER NOT NULL);
CREATE INDEX copy_by_origin ON copy (origin, number);
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
