"""Entities listed by how often they are mentioned: in all reports, in some, under some name."""

import json
import sqlite3
from collections.abc import Collection
from typing import Final

from articles.entities import spelling
from index.databases import beginning
from index.mentions.schema import BY_HEAD, ENTITY
from index.mentions.values import Listed, LocalCount, entity_of

_BEARERS: Final = (
    "(SELECT bearer.id FROM form JOIN local ON local.id = form.local"
    " JOIN bearer ON bearer.member = local.entity WHERE form.soft = 0 AND form.folded"
)
_NAMED: Final = (
    f"(?2 = '' OR entity.name LIKE ?2 ESCAPE '\\' OR entity.id IN {_BEARERS} LIKE ?3 ESCAPE '\\'))"
)
_EXACTLY: Final = (
    f"(?2 != '' AND (entity.name = ?5 COLLATE NOCASE OR entity.id IN {_BEARERS} = ?6)))"
)
"""Called so, and not only something with this in it."""


def listed(
    db: sqlite3.Connection, articles: Collection[int] | None, named: str, limit: int
) -> Listed:
    """Entities as counted in some reports, the most mentioned there first.

    Args:
        db: The mention store.
        articles: The reports; None for all.
        named: Only those with this in their name, or an alias, whatever the case; "" for all.
            Whoever is called just so goes before the others.
        limit: How many at most; -1 for all.
    """
    key = spelling.key(named)
    like, folded = ("%" + beginning(one) if one else "" for one in (named, key))
    source, here = "shown AS entity WHERE", "entity.mentions"
    if articles is not None:
        here = "here.named"
        source = (
            f"(SELECT entity, sum(named) AS named FROM {BY_HEAD} GROUP BY entity) AS here"
            " JOIN shown AS entity ON entity.id = here.entity WHERE here.named > 0 AND"
        )
    rows = db.execute(
        f"SELECT {ENTITY}, {here}, count(*) OVER () FROM {source} {_NAMED}"
        f" ORDER BY {_EXACTLY} DESC, {here} DESC, entity.mentions DESC, entity.name LIMIT ?4",
        (json.dumps(list(articles or ())), like, folded, limit, named, key),
    ).fetchall()
    found = [LocalCount(entity_of(row[:5]), row[5]) for row in rows]
    return Listed(found, rows[0][6] if rows else 0)
