"""Names as somebody types them: whole, or only begun."""

import sqlite3

from articles.entities import forms, spelling
from index.databases import beginning


def meant(db: sqlite3.Connection, name: str) -> dict[str, str]:
    """The surfaces that a name may mean, and the key of each.

    A surface as it is written goes before those that differ in case, accents or punctuation.
    """
    key = spelling.key(name)
    surfaces = db.execute("SELECT DISTINCT surface FROM form WHERE folded = ? AND soft = 0", (key,))
    alike = [surface for (surface,) in surfaces if _found_by(surface, name)]
    exact = [surface for surface in alike if _same(surface, name)]
    return {surface: spelling.key(surface) for surface in exact or alike}


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


def _found_by(surface: str, name: str) -> bool:
    """Whether a surface with the same key as `name` may be meant by it."""
    shouting = surface.isupper() and forms.is_acronym(surface) and len(forms.letters(surface)) < 4
    return not shouting or spelling.normal(name).isupper()


def _same(surface: str, name: str) -> bool:
    return spelling.normal(surface) == spelling.normal(name)
