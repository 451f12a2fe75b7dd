"""Names as somebody types them: whole, or only begun."""

import sqlite3
from difflib import get_close_matches
from typing import Final

from articles.entities import forms, spelling
from index.databases import begins

_LOOKED_AT: Final = 5_000
"""Entities among which a mistyped name is looked for, the most mentioned ones."""
_TELLING: Final = 4
"""Letters of a word of a name that tell it from others."""
_ALIKE: Final = 0.75
"""How much alike two spellings have to be, as `difflib` counts."""


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
    (named, names), (called, surfaces) = (begins(one, text) for one in ("name", "surface"))
    key = spelling.key(text)
    rows = db.execute(
        f"SELECT name FROM shown WHERE {named} ORDER BY mentions DESC, name LIMIT ?",
        (*names, limit),
    ).fetchall() or db.execute(
        "SELECT surface FROM form WHERE folded >= ? AND folded < ? || char(1114111)"
        f" AND soft = 0 AND {called} GROUP BY surface ORDER BY sum(mentions) DESC LIMIT ?",
        (key, key, *surfaces, limit),
    )
    return [name for (name,) in rows]


def near_name(db: sqlite3.Connection, text: str, kind: str = "") -> str:
    """The name of an entity that a name which nobody has may have been meant for.

    One of which it is a word, or words, the most mentioned first; else one that is spelt much like
    it. Empty if there is none.

    Args:
        db: The store.
        text: The name that nobody has.
        kind: The type that the entity has to be of; any, if it is empty.
    """
    wanted = spelling.key(text)
    rows = db.execute(
        "SELECT name FROM shown WHERE ?1 IN ('', type) ORDER BY mentions DESC, name LIMIT ?2",
        (kind, _LOOKED_AT),
    )
    keys: dict[str, str] = {}
    for (name,) in rows:
        key = spelling.key(name)
        if wanted and f" {wanted} " in f" {key} ":
            return str(name)
        for spelt in (key, *(word for word in key.split() if len(word) >= _TELLING)):
            keys.setdefault(spelt, name)
    near = get_close_matches(wanted, keys, n=1, cutoff=_ALIKE)
    return keys[near[0]] if near else ""


def _found_by(surface: str, name: str) -> bool:
    """Whether a surface with the same key as `name` may be meant by it."""
    shouting = surface.isupper() and forms.is_acronym(surface) and len(forms.letters(surface)) < 4
    return not shouting or spelling.normal(name).isupper()


def _same(surface: str, name: str) -> bool:
    return spelling.normal(surface) == spelling.normal(name)
