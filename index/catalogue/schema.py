"""The tables of the catalogue, and how its file is opened.

Texts lie apart from the rest, so that a page of the list reads small rows. `rev` counts commits;
a report whose `mentioned_rev` or `indexed_rev` is behind its `rev` still has to reach the mentions
or the text index, and a number in `removed` still has to leave both. `refused` says why the text
index could not take a report. By `text_hash` the notebook knows a report again that has moved.
Where the user has set a date, `own_date` keeps what the report itself says: a JSON array of value,
basis and zone, or `null` for none.

`edge` holds the keys of a report's paragraphs that are furniture if `learnt` says so of its source,
those of them that were found to be when the report was last labelled, and where they stand. `parts`
is what a report is taken apart into by itself.
"""

import sqlite3
from pathlib import Path
from typing import Final

from index import databases
from index.databases import Schema

VERSION: Final = 4

_TABLES: Final = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES ('revision', 0), ('started', 0), ('finished', 0), ('milliseconds', 0);
CREATE TABLE file (
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified_ns INTEGER NOT NULL,
    changed_ns INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE article (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, file TEXT NOT NULL,
    title TEXT NOT NULL, title_derived INTEGER NOT NULL, date TEXT, basis TEXT,
    zone TEXT NOT NULL, own_date TEXT, absurd_date TEXT NOT NULL,
    source TEXT NOT NULL, author TEXT NOT NULL, url TEXT NOT NULL,
    section TEXT NOT NULL, language TEXT NOT NULL, words INTEGER NOT NULL,
    hash BLOB NOT NULL, text_hash TEXT NOT NULL, title_key TEXT NOT NULL, source_key TEXT NOT NULL,
    rev INTEGER NOT NULL, mentioned_rev INTEGER NOT NULL DEFAULT 0,
    indexed_rev INTEGER NOT NULL DEFAULT 0, refused TEXT NOT NULL DEFAULT '');
CREATE TABLE text (number INTEGER PRIMARY KEY, text TEXT NOT NULL, parts TEXT NOT NULL);
CREATE TABLE edge (
    number INTEGER PRIMARY KEY, keys BLOB NOT NULL, held TEXT NOT NULL DEFAULT '[]',
    spans TEXT NOT NULL DEFAULT '[]');
CREATE TABLE learnt (
    source TEXT NOT NULL, key INTEGER NOT NULL, reports INTEGER NOT NULL, among INTEGER NOT NULL,
    text TEXT NOT NULL, PRIMARY KEY (source, key)) WITHOUT ROWID;
CREATE INDEX article_by_id ON article (id, rev);
CREATE INDEX article_by_file ON article (file);
CREATE INDEX article_by_hash ON article (hash, file);
CREATE INDEX article_by_text ON article (text_hash, id);
CREATE INDEX article_by_date ON article (date DESC, id);
CREATE INDEX article_by_title ON article (title_key, date DESC, id);
CREATE INDEX article_by_source ON article (source_key, date DESC, id);
CREATE INDEX article_by_section ON article (section);
CREATE INDEX article_by_language ON article (language);
CREATE INDEX article_dated ON article (id) WHERE own_date IS NOT NULL;
CREATE INDEX article_absurd ON article (id, absurd_date) WHERE absurd_date <> '';
CREATE INDEX article_behind ON article (number, mentioned_rev, rev) WHERE rev > indexed_rev;
CREATE INDEX article_refused ON article (id, refused) WHERE refused <> '';
CREATE TABLE removed (number INTEGER PRIMARY KEY);
CREATE TABLE skipped (file TEXT NOT NULL, path TEXT NOT NULL, reason TEXT NOT NULL);
CREATE INDEX skipped_by_file ON skipped (file);
"""


class CatalogueUnreadable(sqlite3.DatabaseError):
    """The file is no catalogue of this version; the library must be built again."""


_SCHEMA: Final = Schema(_TABLES, VERSION, cache=32768, error=CatalogueUnreadable)


def connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    """Open the catalogue at `path`; a writable one is created if it is not there.

    Raises:
        CatalogueUnreadable: The file is missing, damaged, or of another version.
    """
    connection = databases.connect(path, _SCHEMA, writable=writable)
    if writable:
        _complete(connection)
    return connection


def _complete(connection: sqlite3.Connection) -> None:
    """Add the column that a catalogue of this version may lack; its files are read once more."""
    columns = [name for _, name, *_ in connection.execute("PRAGMA table_info(file)")]
    if "changed_ns" not in columns:
        connection.execute("ALTER TABLE file ADD COLUMN changed_ns INTEGER NOT NULL DEFAULT -1")
