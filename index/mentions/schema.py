"""The tables of the mention store, and how its file is opened.

`local` is a local entity: what one report says of one entity. `claim` holds its keys by role.
`form` is one surface of a local entity, `mention` one occurrence of a form. `owner` says whose a
key is. Only `local.entity` changes when the library learns that two entities are one, so nothing
that grows with the number of mentions is ever rewritten.

`judged` is the user's word as it holds here. What it makes one keeps its rows: `entity.head` is the
entity that another counts as, `shown` has the heads, `bearer` who bears what. What it divides from
a local entity is a local entity of its own, `origin` says whose; `kept` holds the claims that a
report makes where the user's word has others made, `local.told` its name where another is used.
`local.said` marks what no report says without an added name, or a mention judged alone;
`covered` has what the report says in its place (a local entity, as JSON). `judged.article` is the
report of a judgement that holds in one alone.
`former` says by which id a key went before a judgement, so that undoing gives the id back.
What is counted of local entities and claims lies in tables of its own (`index.mentions.tally`).
"""

import sqlite3
from pathlib import Path
from typing import Final

from index import databases
from index.databases import Schema

VERSION = 5

STRONG, SHORT, WEAK = 0, 1, 2
"""Roles of a claim: a strong key; a short form that may mean it; the short form it goes by."""

BY_REPORT, BY_NAME, BY_MENTION = 0, 1, 2
"""Whose word a local entity is: the report's; what an added name, or what is judged of single
mentions, leaves or makes of it. What was said of single mentions is not divided any more."""

MEMBERS: Final = (
    "(SELECT id FROM shown WHERE id = ?1 UNION ALL SELECT member.id FROM shown"
    " JOIN entity AS member ON member.head = shown.id AND member.head <> 0 WHERE shown.id = ?1)"
)
"""In a statement, an entity that is shown, its first value, with those that count as it."""

BY_HEAD: Final = (
    "(SELECT coalesce(joined.head, local.entity) AS entity, article, named FROM local LEFT JOIN"
    " (SELECT id, head FROM entity WHERE head <> 0) AS joined ON joined.id = local.entity"
    " WHERE article IN (SELECT value FROM json_each(?)))"
)
"""In a statement, the local entities of some reports with the entities that they count as."""

ENTITY: Final = "entity.id, entity.name, entity.type, entity.mentions, entity.articles"
"""In a statement, what `index.mentions.values.entity_of` makes an entity of."""

_TABLES = """
CREATE TABLE entity (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL DEFAULT '', type TEXT NOT NULL DEFAULT 'other',
    mentions INTEGER NOT NULL DEFAULT 0, articles INTEGER NOT NULL DEFAULT 0,
    ignored INTEGER NOT NULL DEFAULT 0,
    head INTEGER NOT NULL DEFAULT 0, by_word INTEGER NOT NULL DEFAULT 0);
CREATE INDEX entity_by_mentions ON entity (mentions DESC, name, id, type, articles)
    WHERE ignored = 0 AND head = 0;
CREATE INDEX entity_by_head ON entity (head) WHERE head <> 0;
CREATE INDEX entity_by_word ON entity (by_word) WHERE by_word = 1;
CREATE VIEW shown AS SELECT id, name, type, mentions, articles FROM entity
    WHERE ignored = 0 AND head = 0;
CREATE VIEW bearer AS SELECT member.id AS member, member.by_word AS by_word, head.id AS id,
    head.name AS name, head.type AS type FROM entity AS member
    JOIN entity AS head ON head.id = iif(member.head = 0, member.id, member.head)
    WHERE head.ignored = 0;
CREATE TABLE local (
    id INTEGER PRIMARY KEY, article INTEGER NOT NULL, entity INTEGER NOT NULL DEFAULT 0,
    named INTEGER NOT NULL, strong INTEGER NOT NULL, type TEXT NOT NULL, name TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '', origin INTEGER NOT NULL DEFAULT 0,
    told TEXT NOT NULL DEFAULT '', said INTEGER NOT NULL DEFAULT 0);
CREATE INDEX local_by_origin ON local (origin) WHERE origin <> 0;
CREATE INDEX local_by_article ON local (article, entity, named);
CREATE INDEX local_by_entity ON local (entity, article, named, strong, type, name);
CREATE TABLE claim (
    key TEXT NOT NULL, role INTEGER NOT NULL, local INTEGER NOT NULL,
    PRIMARY KEY (key, role, local)) WITHOUT ROWID;
CREATE INDEX claim_by_local ON claim (local);
CREATE TABLE owner (key TEXT PRIMARY KEY, entity INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX owner_by_entity ON owner (entity, key);
CREATE TABLE form (
    id INTEGER PRIMARY KEY, local INTEGER NOT NULL, surface TEXT NOT NULL, folded TEXT NOT NULL,
    evidence TEXT NOT NULL, soft INTEGER NOT NULL, mentions INTEGER NOT NULL);
CREATE INDEX form_by_local ON form (local, soft, surface, mentions, evidence);
CREATE INDEX form_by_folded ON form (folded, soft, surface, local);
CREATE TABLE mention (
    form INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, label TEXT NOT NULL,
    PRIMARY KEY (form, start)) WITHOUT ROWID;
CREATE TABLE judged (
    number INTEGER PRIMARY KEY, judgement TEXT NOT NULL, article INTEGER);
CREATE TABLE kept (
    key TEXT NOT NULL, role INTEGER NOT NULL, local INTEGER NOT NULL,
    PRIMARY KEY (key, role, local)) WITHOUT ROWID;
CREATE INDEX kept_by_local ON kept (local);
CREATE TABLE covered (article INTEGER NOT NULL, entity TEXT NOT NULL);
CREATE INDEX covered_by_article ON covered (article);
CREATE TABLE former (key TEXT PRIMARY KEY, entity INTEGER NOT NULL) WITHOUT ROWID;
"""


class MentionsUnreadable(sqlite3.DatabaseError):
    """The file is no mention store of this version; the library must be built again."""


_SCHEMA = Schema(_TABLES, VERSION, cache=65536, error=MentionsUnreadable)


def connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    """Open the store at `path`; a writable one is created if it is not there.

    Raises:
        MentionsUnreadable: The file is missing, damaged, or of another version.
    """
    return databases.connect(path, _SCHEMA, writable=writable)
