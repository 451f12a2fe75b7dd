"""Names that begin so: what completes a name while it is typed."""

import sqlite3

from articles.entities import spelling
from index.databases import beginning


def names_beginning(db: sqlite3.Connection, text: str, limit: int) -> list[str]:
    """Names of entities, or else aliases, that begin so; the most mentioned first."""
    like = beginning(text)
    rows = db.execute(
        "SELECT name FROM shown AS entity WHERE name LIKE ? ESCAPE '\\'"
        " ORDER BY mentions DESC, name LIMIT ?",
        (like, limit),
    ).fetchall() or db.execute(
        "SELECT surface FROM form WHERE folded >= ?1 AND folded < ?1 || char(1114111)"
        " AND soft = 0 AND surface LIKE ?2 ESCAPE '\\' GROUP BY surface"
        " ORDER BY sum(mentions) DESC LIMIT ?3",
        (spelling.key(text), like, limit),
    )
    return [name for (name,) in rows]
