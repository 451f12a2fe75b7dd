"""Names that the user split from whoever bears them, made local entities of their own.

Works on any number of local entities that make the same claims, by a few statements for all.
"""

import json
import sqlite3
from collections.abc import Mapping

from articles.entities import forms
from articles.entities.mention import EntityType
from index.judgements.evidence import YOUR_WORD
from index.judgements.form import Form, form_of
from index.mentions.added import AMONG, Added
from index.mentions.schema import SHORT, STRONG

_WORKING = """
CREATE TEMP TABLE IF NOT EXISTS leaving (form INTEGER PRIMARY KEY, local INTEGER, own TEXT);
CREATE INDEX IF NOT EXISTS temp.leaving_by_local ON leaving (local);
CREATE TEMP TABLE IF NOT EXISTS divided (
    id INTEGER PRIMARY KEY, origin INTEGER, own TEXT, named INTEGER, name TEXT,
    UNIQUE (origin, own));
"""


class Division:
    """Divides the forms that were split from some local entities.

    Args:
        connection: The writer's connection, inside a transaction.
        group: Ids of local entities that have the same names, a JSON array.

    Attributes:
        rest: Those that keep a name, a JSON array.
    """

    def __init__(self, connection: sqlite3.Connection, group: str) -> None:
        self._db = connection
        self._group = group
        self.rest = group

    def divide(self, parts: Mapping[Form, str]) -> list[Added]:
        """Put each form that was split into a local entity of its own; what to assign then.

        Args:
            parts: The key of the entity that each form goes to.
        """
        for statement in filter(str.strip, _WORKING.split(";")):
            self._db.execute(statement)
        self._leave(parts)
        self._insert()
        self._name_rest(parts)
        self._empty()
        added = [self._claim(own) for own in sorted(set(parts.values()))]
        self._db.execute("DELETE FROM leaving")
        self._db.execute("DELETE FROM divided")
        return [one for one in added if one.locals != "[]"]

    def _surfaces(self) -> list[str]:
        rows = self._db.execute(
            f"SELECT DISTINCT surface FROM form WHERE soft = 0 AND local IN {AMONG}",
            (self._group,),
        )
        return [surface for (surface,) in rows]

    def _leave(self, parts: Mapping[Form, str]) -> None:
        """Take note of the forms that go, and which local entities keep a name."""
        going = {
            surface: own for surface in self._surfaces() if (own := parts.get(form_of(surface)))
        }
        self._db.execute(
            "INSERT INTO leaving SELECT form.id, form.local, going.value FROM form"
            " JOIN json_each(?1) AS going ON going.key = form.surface"
            " WHERE form.soft = 0 AND form.local IN (SELECT value FROM json_each(?2))",
            (json.dumps(going), self._group),
        )
        (self.rest,) = self._db.execute(
            "SELECT json_group_array(value) FROM json_each(?) WHERE EXISTS (SELECT 1 FROM form"
            " WHERE local = value AND soft = 0 AND id NOT IN (SELECT form FROM leaving))",
            (self._group,),
        ).fetchone()
        # Descriptions go with the name that the report uses first.
        self._db.execute(
            "INSERT INTO leaving SELECT form.id, form.local, first.own FROM form JOIN"
            " (SELECT local, own, min(form) FROM leaving GROUP BY local) AS first"
            " ON first.local = form.local WHERE form.soft = 1 AND form.local NOT IN"
            f" {AMONG}",
            (self.rest,),
        )

    def _insert(self) -> None:
        (last,) = self._db.execute("SELECT coalesce(max(id), 0) FROM local").fetchone()
        self._db.execute(
            "INSERT INTO divided SELECT ? + row_number() OVER (ORDER BY leaving.local, own),"
            " leaving.local, own, sum(iif(soft, 0, mentions)), min(iif(soft, NULL, surface))"
            " FROM leaving JOIN form ON form.id = leaving.form GROUP BY leaving.local, own",
            (last,),
        )
        self._db.execute(
            "INSERT INTO local (id, article, named, strong, type, name, note, origin)"
            " SELECT divided.id, article, divided.named, 1, type, divided.name, ?, origin.id"
            " FROM divided JOIN local AS origin ON origin.id = divided.origin",
            (YOUR_WORD,),
        )
        self._db.execute(
            "UPDATE form SET local = (SELECT divided.id FROM leaving JOIN divided"
            " ON divided.origin = leaving.local AND divided.own = leaving.own"
            " WHERE leaving.form = form.id) WHERE id IN (SELECT form FROM leaving)"
        )
        self._db.execute(
            "UPDATE local SET named = named - (SELECT sum(named) FROM divided"
            " WHERE divided.origin = local.id) WHERE id IN (SELECT origin FROM divided)"
        )

    def _claim(self, own: str) -> Added:
        """Claim the key of a new entity for what was divided for it."""
        ids, names = self._db.execute(
            "SELECT json_group_array(id), json_group_array(DISTINCT name) FROM divided"
            " WHERE own = ?",
            (own,),
        ).fetchone()
        self._db.execute(
            f"INSERT INTO claim SELECT ?, {STRONG}, value FROM json_each(?)", (own, ids)
        )
        self._db.execute(
            f"INSERT INTO kept SELECT ?, {STRONG}, value FROM json_each(?)", (own, ids)
        )
        shorts: dict[str, None] = {}
        for name in json.loads(names):
            # The surnames that may mean a person whose full name was split from somebody else's.
            for surname in forms.surnames(name):
                short = f"{EntityType.PERSON}:{surname}"
                made = self._db.execute(
                    f"INSERT INTO claim SELECT ?, {SHORT}, local.id FROM divided JOIN local"
                    " ON local.id = divided.id WHERE own = ? AND divided.name = ? AND type = ?",
                    (short, own, name, EntityType.PERSON.value),
                )
                if made.rowcount:
                    shorts[short] = None
        return Added(ids, [own], list(shorts))

    def _name_rest(self, parts: Mapping[Form, str]) -> None:
        """Call a local entity by another of its names if its own is somebody else's now."""
        rows = self._db.execute(
            f"SELECT DISTINCT name FROM local WHERE id IN {AMONG}", (self.rest,)
        )
        gone = [name for (name,) in rows if form_of(name) in parts]
        if gone:
            self._db.execute(
                "UPDATE local SET told = name, name = (SELECT surface FROM form WHERE soft = 0"
                " AND form.local = local.id ORDER BY length(surface) DESC, surface LIMIT 1)"
                f" WHERE id IN {AMONG} AND name IN (SELECT value FROM json_each(?))",
                (self.rest, json.dumps(gone)),
            )

    def _empty(self) -> None:
        """Let what has no name left claim nothing and be nobody's; keep its claims."""
        (empty,) = self._db.execute(
            "SELECT json_group_array(value) FROM json_each(?1)"
            " WHERE value NOT IN (SELECT value FROM json_each(?2))",
            (self._group, self.rest),
        ).fetchone()
        self._db.execute(
            f"INSERT INTO kept SELECT key, role, local FROM claim WHERE local IN {AMONG}", (empty,)
        )
        self._db.execute(f"DELETE FROM claim WHERE local IN {AMONG}", (empty,))
        self._db.execute(f"UPDATE local SET entity = 0 WHERE id IN {AMONG}", (empty,))
