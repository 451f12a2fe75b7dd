"""What is counted of local entities, kept by the store itself with every row that changes.

To count all that a library says of an entity takes longer the larger it is, however little a batch
brings. So three tables have the counts, and triggers add to them and take off, in the transaction
of whoever writes: `called` has how often an entity goes by a name and type, `reported` in how many
reports it stands, `going` how many claims there are to a short form, by role, of its local
entities. Of what is nobody's yet nothing is counted. A store from before they were kept is counted
once.
"""

import sqlite3
from collections.abc import Mapping
from typing import Final

COUNTED: Final[Mapping[str, str]] = {
    "called": "SELECT entity, strong, name, type, count(*), sum(named) FROM local"
    " WHERE entity <> 0 GROUP BY entity, strong, name, type",
    "reported": "SELECT entity, count(DISTINCT article) FROM local WHERE entity <> 0"
    " GROUP BY entity",
    "going": "SELECT key, role, entity, count(*), sum(named) FROM claim"
    " JOIN local ON local.id = claim.local WHERE role <> 0 AND entity <> 0"
    " GROUP BY key, role, entity",
}
"""What each table has to have, counted anew."""

_TABLES: Final = (
    "CREATE TABLE called (entity INTEGER, strong INTEGER, name TEXT, type TEXT,"
    " reports INTEGER NOT NULL, named INTEGER NOT NULL,"
    " PRIMARY KEY (entity, strong, name, type)) WITHOUT ROWID",
    "CREATE TABLE reported (entity INTEGER PRIMARY KEY, articles INTEGER NOT NULL)",
    "CREATE TABLE going (key TEXT, role INTEGER, entity INTEGER,"
    " reports INTEGER NOT NULL, named INTEGER NOT NULL,"
    " PRIMARY KEY (key, role, entity)) WITHOUT ROWID",
)

_ADDING: Final = (
    "ON CONFLICT DO UPDATE SET reports = reports + excluded.reports, named = named + excluded.named"
)


def _called(row: str, sign: str) -> str:
    """Count a local entity, or no longer, under the name that it gives its entity."""
    return (
        f"INSERT INTO called VALUES ({row}.entity, {row}.strong, {row}.name, {row}.type,"
        f" {sign}1, {sign}{row}.named) {_ADDING};"
    )


def _going(row: str, sign: str) -> str:
    """Count what a local entity claims, or no longer, as its entity's."""
    return (
        f"INSERT INTO going SELECT key, role, {row}.entity, {sign}1, {sign}{row}.named FROM claim"
        f" WHERE local = {row}.id AND role <> 0 {_ADDING};"
    )


def _claimed(row: str, sign: str) -> str:
    """Count one claim, or no longer, as that of whom its local entity is."""
    return (
        f"INSERT INTO going SELECT {row}.key, {row}.role, entity, {sign}1, {sign}named FROM local"
        f" WHERE id = {row}.local AND entity <> 0 {_ADDING};"
    )


_UNCALLED: Final = (
    "DELETE FROM called WHERE entity = old.entity AND strong = old.strong AND name = old.name"
    " AND type = old.type AND reports = 0;"
)
_NOT_GOING: Final = (
    "DELETE FROM going WHERE reports = 0 AND entity = old.entity AND (key, role) IN"
    " (SELECT key, role FROM claim WHERE local = old.id AND role <> 0);"
)
_UNCLAIMED: Final = "DELETE FROM going WHERE key = old.key AND role = old.role AND reports = 0;"
_REPORTED: Final = (
    "INSERT INTO reported SELECT new.entity, 1 WHERE old.entity <> new.entity AND 1 ="
    " (SELECT count(*) FROM local WHERE article = new.article AND entity = new.entity)"
    " ON CONFLICT DO UPDATE SET articles = articles + 1;"
)
_UNREPORTED: Final = (
    "UPDATE reported SET articles = articles - 1 WHERE entity = old.entity AND NOT EXISTS"
    " (SELECT 1 FROM local WHERE article = old.article AND entity = old.entity);"
    " DELETE FROM reported WHERE entity = old.entity AND articles = 0;"
)
_CHANGED: Final = "AFTER UPDATE OF entity, named, strong, name, type ON local"

# What is inserted is nobody's, and what is deleted has no claims any more.
_TRIGGERS: Final = (
    f"CREATE TRIGGER somebodys {_CHANGED} WHEN new.entity <> 0"
    f" BEGIN {_called('new', '')} {_going('new', '')} {_REPORTED} END",
    f"CREATE TRIGGER no_longer {_CHANGED} WHEN old.entity <> 0"
    f" BEGIN {_called('old', '-')} {_UNCALLED} {_going('old', '-')} {_NOT_GOING} {_UNREPORTED} END",
    "CREATE TRIGGER gone AFTER DELETE ON local WHEN old.entity <> 0"
    f" BEGIN {_called('old', '-')} {_UNCALLED} {_UNREPORTED} END",
    "CREATE TRIGGER claimed AFTER INSERT ON claim WHEN new.role <> 0"
    f" BEGIN {_claimed('new', '')} END",
    "CREATE TRIGGER unclaimed AFTER DELETE ON claim WHEN old.role <> 0"
    f" BEGIN {_claimed('old', '-')} {_UNCLAIMED} END",
)


def keep(connection: sqlite3.Connection) -> None:
    """Have a store keep count, if it does not yet; within the writer's transaction."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'called'").fetchone():
        return
    for statement in _TABLES:
        connection.execute(statement)
    for table, counted in COUNTED.items():
        connection.execute(f"INSERT INTO {table} {counted}")
    for statement in _TRIGGERS:
        connection.execute(statement)
