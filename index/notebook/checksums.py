"""A checksum in each row of a notebook: a bit that flips is noticed also where it is in a word.

SQLite notices what its own structures say; this is for what they hold. The checksum is the CRC-32
of a row's values, written as in SQL, so that it tells text from numbers as well.
"""

import re
import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from typing import Final

from index import databases

SINCE: Final = 3
"""The version of the tables from which on rows have one."""
UNTIL: Final = 3
"""The newest version whose rows are known here; what those of a later one hold is its own."""
COLUMNS: Final[Mapping[str, Sequence[str]]] = {
    "journal": ("number", "time", "act", "undoes", "kind", "automatic"),
    "report": ("key", "id", "text"),
    "effect": ("facet", "item", "report", "number", "value"),
    "visit": ("number", "time", "report", "why"),
    "looked": ("search", "time", "seen"),
}
"""What the checksum of each table's rows is of."""
_REFUSAL: Final = (
    r"CREATE TRIGGER \w+ BEFORE (?:DELETE|UPDATE) ON journal"
    r" BEGIN SELECT raise\(ABORT, '[a-z ]+'\); END"
)
"""A trigger that can do nothing but refuse, as those of the journal are."""
_COMPUTED: Final = "SELECT 1 FROM pragma_table_xinfo(?) WHERE hidden"


def checksum(table: str) -> str:
    """The checksum of a row, as an expression of SQL, on a connection that was looked through."""
    written = " || ".join(f"quote({column})" for column in COLUMNS[table])
    return f"crc32(CAST({written} AS BLOB))"


def insertion(table: str, conflict: str = "") -> str:
    """The statement that writes a row, given a value for each of its columns.

    Args:
        table: Where to.
        conflict: What becomes of a row that has its key: `OR REPLACE`; else that is an error.
    """
    columns = ", ".join(COLUMNS[table])
    values = ", ".join(f"? AS {column}" for column in COLUMNS[table])
    return (
        f"INSERT {conflict} INTO {table} ({columns}, checksum)"
        f" SELECT {columns}, {checksum(table)} FROM (SELECT {values})"
    )


def look_through(connection: sqlite3.Connection) -> None:
    """Make sure that a notebook is whole, before anything is written to it; reads all of it.

    Raises:
        sqlite3.DatabaseError: It is not; the message says what was found.
    """
    connection.create_function("crc32", 1, zlib.crc32, deterministic=True)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    try:
        fault = _planted(connection) or databases.fault(connection) or _changed(connection)
    except UnicodeDecodeError:
        fault = databases.NO_TEXT
    if fault:
        raise sqlite3.DatabaseError(fault)


def _planted(connection: sqlite3.Connection) -> str:
    """What it holds that would do something when it is read or written; empty if nothing.

    A notebook may come from anybody. A view in the place of a table may never end, nor may a
    trigger, which could also take back what is noted; a column that is computed fills the memory.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > UNTIL:
        return ""
    found = "SELECT type, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"
    for kind, sql in connection.execute(found):
        if not re.fullmatch(_REFUSAL, " ".join(str(sql).split())):
            return f"it holds a {kind} that is not of this program"
    for table in COLUMNS:
        if connection.execute(_COMPUTED, (table,)).fetchone():
            return f"its {table} has a column that is computed"
    return ""


def _changed(connection: sqlite3.Connection) -> str:
    """Which row is not what its checksum is of, if the rows have any; empty if all are."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    for table in COLUMNS if SINCE <= version <= UNTIL else ():
        changed = f"SELECT 1 FROM {table} WHERE checksum IS NOT {checksum(table)} LIMIT 1"
        if connection.execute(changed).fetchone():
            return f"a line of its {table} is not as it was written"
    return ""
