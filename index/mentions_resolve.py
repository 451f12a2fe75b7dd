"""Which entity each touched local entity belongs to, worked out inside the writer's transaction.

A strong key has one owner. New local entities go to the owner of their keys; owners that a local
entity joins become one, under the oldest id. When a local entity that joined keys goes, what it
held together is looked at again. Short forms are decided anew whenever their evidence changed.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from articles.entities import link
from index.mentions_schema import SHORT, STRONG, WEAK


class Resolver:
    """Collects what one batch touches, then settles it.

    Args:
        connection: The writer's connection, inside a transaction when `settle` is called.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._touched: set[int] = set()
        self._bridges: set[int] = set()
        self._shorts: set[str] = set()
        self._lost_keys: set[str] = set()

    def removing(self, locals_: Collection[int]) -> None:
        """Take note of local entities that are about to be deleted, with their claims."""
        wanted = json.dumps(list(locals_))
        rows = self._db.execute(
            "SELECT local.entity, claim.local, claim.key, claim.role FROM claim"
            " JOIN local ON local.id = claim.local"
            " WHERE claim.local IN (SELECT value FROM json_each(?))",
            (wanted,),
        )
        strong: dict[int, int] = defaultdict(int)
        for entity, local, key, role in rows:
            self._touched.add(entity)
            if role == STRONG:
                self._lost_keys.add(key)
                strong[local] += 1
                if strong[local] > 1:
                    self._bridges.add(entity)
            else:
                self._shorts.add(key)

    def settle(self, added: Iterable[tuple[int, Sequence[str], Sequence[str]]]) -> None:
        """Assign every touched local entity, refresh every touched entity.

        Args:
            added: For each new local entity its id, its strong keys, and its short keys (those
                it supports if it has strong keys, else the one it goes by).
        """
        for local, keys, shorts in added:
            self._shorts.update(shorts)
            if keys:
                self._assign(local, keys)
        for entity in sorted(self._bridges):
            self._split(entity)
        for short in sorted(self._shorts):
            self._decide(short)
        self._refresh()

    def _owner(self, key: str) -> int | None:
        row = self._db.execute("SELECT entity FROM owner WHERE key = ?", (key,)).fetchone()
        return None if row is None else int(row[0])

    def _assign(self, local: int, keys: Sequence[str]) -> None:
        owners = sorted({owner for key in keys if (owner := self._owner(key)) is not None})
        entity = owners[0] if owners else self._new_entity()
        for other in owners[1:]:
            self._merge(other, entity)
        self._db.executemany(
            "INSERT OR IGNORE INTO owner VALUES (?, ?)", [(key, entity) for key in keys]
        )
        self._db.execute("UPDATE local SET entity = ? WHERE id = ?", (entity, local))
        self._touched.add(entity)

    def _new_entity(self) -> int:
        identity = self._db.execute("INSERT INTO entity DEFAULT VALUES").lastrowid
        assert identity is not None
        return identity

    def _merge(self, other: int, entity: int) -> None:
        self._shorts.update(self._short_keys_of(other))
        self._db.execute("UPDATE owner SET entity = ? WHERE entity = ?", (entity, other))
        self._db.execute("UPDATE local SET entity = ? WHERE entity = ?", (entity, other))
        self._touched.add(other)
        if other in self._bridges:
            self._bridges.discard(other)
            self._bridges.add(entity)

    def _short_keys_of(self, entity: int) -> set[str]:
        rows = self._db.execute(
            "SELECT DISTINCT claim.key FROM local JOIN claim ON claim.local = local.id"
            " WHERE local.entity = ? AND claim.role <> ?",
            (entity, STRONG),
        )
        return {key for (key,) in rows}

    def _split(self, entity: int) -> None:
        keys: dict[int, list[str]] = defaultdict(list)
        for local, key in self._db.execute(
            "SELECT local.id, claim.key FROM local JOIN claim ON claim.local = local.id"
            " WHERE local.entity = ? AND claim.role = ? ORDER BY local.id",
            (entity, STRONG),
        ):
            keys[local].append(key)
        groups = link.components(keys)
        if len(groups) < 2:
            return
        self._shorts.update(self._short_keys_of(entity))
        for group in groups[1:]:
            fresh = self._new_entity()
            self._touched.add(fresh)
            self._db.executemany(
                "UPDATE local SET entity = ? WHERE id = ?", [(fresh, local) for local in group]
            )
            self._db.executemany(
                "UPDATE owner SET entity = ? WHERE key = ?",
                [(fresh, key) for local in group for key in keys[local]],
            )

    def _decide(self, short: str) -> None:
        weak = self._db.execute(
            "SELECT local.id, local.entity FROM claim JOIN local ON local.id = claim.local"
            " WHERE claim.key = ? AND claim.role = ?",
            (short, WEAK),
        ).fetchall()
        if not weak:
            return
        support = self._support(short)
        chosen = link.decide(support)
        if chosen is None:
            entity = self._own_entity(short)
            note = "short form alone: several full names share it" if support else ""
        else:
            entity, note = chosen, "short form alone: nearly every full name it fits is this one"
        self._touched.update(was for _, was in weak if was)
        self._touched.add(entity)
        self._db.executemany(
            "UPDATE local SET entity = ?, note = ? WHERE id = ? AND (entity <> ? OR note <> ?)",
            [(entity, note, local, entity, note) for local, _ in weak],
        )

    def _support(self, short: str) -> dict[int, int]:
        rows = self._db.execute(
            "SELECT local.entity, sum(local.named) FROM claim JOIN local ON local.id = claim.local"
            " WHERE claim.key = ? AND claim.role = ? GROUP BY local.entity",
            (short, SHORT),
        )
        return dict(rows.fetchall())

    def _own_entity(self, short: str) -> int:
        """The entity of a short form that no full name has, kept while anything goes by it."""
        owner = self._owner("~" + short)
        if owner is None:
            owner = self._new_entity()
            self._db.execute("INSERT INTO owner VALUES (?, ?)", ("~" + short, owner))
        return owner

    def _refresh(self) -> None:
        for entity in self._touched:
            mentions, articles = self._db.execute(
                "SELECT coalesce(sum(named), 0), count(DISTINCT article) FROM local"
                " WHERE entity = ?",
                (entity,),
            ).fetchone()
            if not mentions:
                self._db.execute("DELETE FROM entity WHERE id = ?", (entity,))
                self._db.execute("DELETE FROM owner WHERE entity = ?", (entity,))
                continue
            self._db.execute(
                "UPDATE entity SET mentions = ?, articles = ?, name = ?, type = ? WHERE id = ?",
                (mentions, articles, *self._name_and_type(entity), entity),
            )
        self._db.executemany(
            "DELETE FROM owner WHERE key = ?1 AND NOT EXISTS"
            " (SELECT 1 FROM claim WHERE claim.key = ?1 AND claim.role = 0)",
            [(key,) for key in self._lost_keys],
        )

    def _name_and_type(self, entity: int) -> tuple[str, str]:
        """What most reports call the entity in full, and what most take it for.

        Where names tie, the longer, then the first by letters. All that has a known key has the
        known name; so the reports of the most mentioned entities need not be counted.
        """
        if self._has_known_key(entity):
            name, kind = self._db.execute(
                "SELECT name, type FROM local WHERE entity = ? AND strong = 1 LIMIT 1", (entity,)
            ).fetchone()
            return str(name), str(kind)
        rows = self._db.execute(
            "SELECT name, type, strong, count(*), sum(named) FROM local WHERE entity = ?"
            " GROUP BY name, type, strong",
            (entity,),
        ).fetchall()
        fullest = max(strong for _, _, strong, _, _ in rows)
        names: Counter[str] = Counter()
        kinds: Counter[str] = Counter()
        for name, kind, strong, reports, named in rows:
            if strong == fullest:
                names[name] += reports
                kinds[kind] += named
        return (
            min(names, key=lambda name: (-names[name], -len(name), name)),
            min(kinds, key=lambda kind: (-kinds[kind], kind)),
        )

    def _has_known_key(self, entity: int) -> bool:
        row = self._db.execute(
            "SELECT 1 FROM owner WHERE entity = ? AND key BETWEEN 'known:' AND 'known;'", (entity,)
        ).fetchone()
        return row is not None
