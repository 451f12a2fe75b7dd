"""Which entity each touched local entity belongs to, worked out inside the writer's transaction.

A strong key has one owner. New local entities go to the owner of their keys; owners that a local
entity joins become one, under the oldest id. When a local entity that joined keys goes, what it
held together is looked at again. Short forms are decided anew whenever their evidence changed.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any

from articles.entities import link
from index.judgements.judgement import WEAK_MARK
from index.judgements.rules import Rules
from index.mentions.added import AMONG, Added
from index.mentions.heads import Heads
from index.mentions.schema import SHORT, STRONG, WEAK


class Resolver:
    """Collects what one batch touches, then settles it.

    Args:
        connection: The writer's connection, inside a transaction when `settle` is called.
        rules: The user's word.
    """

    def __init__(self, connection: sqlite3.Connection, rules: Rules) -> None:
        self._db = connection
        self._rules = rules
        self._heads = Heads(connection, rules)
        self._touched: set[int] = set()
        self._bridges: set[int] = set()
        self._shorts: set[str] = set()
        self._lost_keys: set[str] = set()
        self._keeps_ids = False

    def removing(self, locals_: str) -> None:
        """Take note of local entities that are about to go, or to claim other keys.

        Args:
            locals_: Their ids, a JSON array.
        """
        claims = f"claim JOIN local ON local.id = claim.local WHERE claim.local IN {AMONG}"
        self._touched.update(self._column(f"SELECT DISTINCT local.entity FROM {claims}", locals_))
        for role, noted in ((f"= {STRONG}", self._lost_keys), (f"<> {STRONG}", self._shorts)):
            keys = f"SELECT DISTINCT key FROM claim WHERE local IN {AMONG} AND role {role}"
            noted.update(self._column(keys, locals_))
        self._bridges.update(
            self._column(
                f"SELECT DISTINCT entity FROM (SELECT local.entity AS entity FROM {claims}"
                f" AND claim.role = {STRONG} GROUP BY claim.local HAVING count(*) > 1)",
                locals_,
            )
        )

    def _column(self, select: str, *values: object) -> list[Any]:
        return [value for (value,) in self._db.execute(select, values)]

    def settle(
        self,
        added: Iterable[Added],
        reworded: Collection[str] | None = None,
        rejoined: Collection[str] = (),
    ) -> None:
        """Assign every touched local entity, refresh every touched entity.

        Args:
            added: The new local entities.
            reworded: If the user has said something new, keys of entities called otherwise now;
                entities that go then get their ids back if they come again.
            rejoined: Keys that are joined with others now.
        """
        self._keeps_ids = reworded is not None
        for one in added:
            self._shorts.update(one.shorts)
            if one.keys:
                self._assign(one)
        for entity in sorted(self._bridges):
            self._split(entity)
        self._join()
        self._shorts.update(key.removeprefix(WEAK_MARK) for key in rejoined if key[0] == WEAK_MARK)
        is_settled = False
        while not is_settled:
            self._decide_all()
            self._disown()
            self._let_go()
            self._join()
            is_settled = not self._shorts
        for key in reworded or ():
            self._touched.update(self._owners(key))
        self._refresh()

    def _join(self) -> None:
        """Let what the user made one count as one, and what supported one of it the whole."""
        changed = self._heads.join()
        self._touched |= changed
        for entity in changed:
            self._shorts.update(self._short_keys_of(entity))

    def _decide_all(self) -> None:
        shorts, self._shorts = self._shorts, set()
        for short in sorted(shorts):
            self._decide(short)

    def _owners(self, key: str) -> set[int]:
        """Who owns a key, or one that counts as it."""
        owners = (self._owner(one) for one in self._rules.all_counting_as(key))
        return {owner for owner in owners if owner is not None}

    def _owner(self, key: str) -> int | None:
        row = self._db.execute("SELECT entity FROM owner WHERE key = ?", (key,)).fetchone()
        return None if row is None else int(row[0])

    def _assign(self, added: Added) -> None:
        keys = added.keys
        owners = sorted({owner for key in keys if (owner := self._owner(key)) is not None})
        entity = owners[0] if owners else self._new_entity(keys)
        for other in owners[1:]:
            self._merge(other, entity)
        self._db.executemany(
            "INSERT OR IGNORE INTO owner VALUES (?, ?)", [(key, entity) for key in keys]
        )
        self._db.execute(
            f"UPDATE local SET entity = ?1 WHERE entity <> ?1 AND id IN {AMONG}",
            (entity, added.locals),
        )
        self._touched.add(entity)

    def _new_entity(self, keys: Iterable[str]) -> int:
        """A new entity for these keys, under the id that one of them had before a judgement."""
        (former,) = self._db.execute(
            "SELECT min(former.entity) FROM json_each(?) AS asked JOIN former"
            " ON former.key = asked.value WHERE former.entity NOT IN (SELECT id FROM entity)",
            (json.dumps(list(keys)),),
        ).fetchone()
        identity = self._db.execute("INSERT INTO entity (id) VALUES (?)", (former,)).lastrowid
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

    def _short_keys_of(self, entity: int) -> list[str]:
        return self._column(
            "SELECT DISTINCT claim.key FROM local JOIN claim ON claim.local = local.id"
            " WHERE local.entity = ? AND claim.role <> ?",
            entity,
            STRONG,
        )

    def _split(self, entity: int) -> None:
        """Take apart what no longer hangs together; what has the same keys is looked at once."""
        rows = self._db.execute(
            "SELECT keys, json_group_array(local) FROM (SELECT local, json_group_array(key) AS keys"
            " FROM (SELECT local.id AS local, claim.key AS key FROM local JOIN claim"
            "  ON claim.local = local.id WHERE local.entity = ? AND claim.role = ? ORDER BY 1, 2)"
            " GROUP BY local) GROUP BY keys ORDER BY min(local)",
            (entity, STRONG),
        )
        keys: dict[str, list[str]] = {locals_: json.loads(names) for names, locals_ in rows}
        groups = link.components(keys)
        if len(groups) < 2:
            return
        self._shorts.update(self._short_keys_of(entity))
        for group in groups[1:]:
            its_keys = sorted({key for locals_ in group for key in keys[locals_]})
            fresh = self._new_entity(its_keys)
            self._touched.add(fresh)
            self._db.executemany(
                f"UPDATE local SET entity = ? WHERE id IN {AMONG}",
                [(fresh, locals_) for locals_ in group],
            )
            self._db.executemany(
                "UPDATE owner SET entity = ? WHERE key = ?", [(fresh, key) for key in its_keys]
            )

    def _decide(self, short: str) -> None:
        """Assign whatever goes by a short form alone."""
        were = self._column(
            "SELECT DISTINCT local.entity FROM claim JOIN local ON local.id = claim.local"
            " WHERE claim.key = ? AND claim.role = ?",
            short,
            WEAK,
        )
        if not were:
            return
        # What the user joined goes by no support: it is an entity of its own, with a head.
        support = {} if WEAK_MARK + short in self._rules.joined else self._support(short)
        (asking,) = self._db.execute(
            "SELECT count(*) FROM claim WHERE key = ? AND role = ?", (short, WEAK)
        ).fetchone()
        chosen = link.decide(support, asking)
        if chosen is None:
            entity = self._own_entity(short)
            note = "short form alone: several full names share it" if support else ""
        else:
            entity, note = chosen, "short form alone: nearly every full name it fits is this one"
        self._touched.update(was for was in were if was)
        self._touched.add(entity)
        self._db.execute(
            "UPDATE local SET entity = ?1, note = ?2 WHERE (entity <> ?1 OR note <> ?2) AND id IN"
            " (SELECT local FROM claim WHERE key = ?3 AND role = ?4)",
            (entity, note, short, WEAK),
        )

    def _support(self, short: str) -> dict[int, link.Support]:
        rows = self._db.execute(
            "SELECT iif(entity.head = 0, entity.id, entity.head) AS bearer, sum(local.named),"
            " count(*) FROM claim JOIN local ON local.id = claim.local"
            " JOIN entity ON entity.id = local.entity WHERE claim.key = ? AND claim.role = ?"
            " GROUP BY bearer",
            (short, SHORT),
        )
        return {entity: link.Support(named, reports) for entity, named, reports in rows}

    def _own_entity(self, short: str) -> int:
        """The entity of a short form that no full name has, kept while anything goes by it."""
        key = WEAK_MARK + short
        owner = self._owner(key)
        if owner is None:
            owner = self._new_entity([key])
            self._db.execute("INSERT INTO owner VALUES (?, ?)", (key, owner))
        return owner

    def _disown(self) -> None:
        """Let go of keys that nobody claims any more."""
        # What was joined by the user's word may go by its short form alone again.
        self._db.executemany(
            "DELETE FROM owner WHERE key = ?1 AND NOT EXISTS"
            " (SELECT 1 FROM claim WHERE claim.key = ?1 AND claim.role = 0) AND NOT EXISTS"
            " (SELECT 1 FROM claim JOIN local ON local.id = claim.local WHERE claim.key = ?2"
            "  AND claim.role = 2 AND local.entity = owner.entity)",
            [(key, key.removeprefix(WEAK_MARK)) for key in self._lost_keys],
        )

    def _let_go(self) -> None:
        """Forget entities that no report names any more."""
        asked = json.dumps(sorted(self._touched))
        gone = self._column(
            "SELECT value FROM json_each(?) WHERE NOT EXISTS"
            " (SELECT 1 FROM local WHERE entity = value AND named > 0)",
            asked,
        )
        for entity in gone:
            if self._keeps_ids:
                self._db.execute(
                    "INSERT OR IGNORE INTO former SELECT key, entity FROM owner WHERE entity = ?",
                    (entity,),
                )
            self._touched.add(self._heads.of(entity))
            self._db.execute("DELETE FROM entity WHERE id = ?", (entity,))
            self._db.execute("DELETE FROM owner WHERE entity = ?", (entity,))
        self._touched.difference_update(gone)

    def _refresh(self) -> None:
        for entity in {self._heads.of(entity) for entity in self._touched}:
            mentions, articles = self._counts(entity)
            if mentions:
                self._db.execute(
                    "UPDATE entity SET mentions = ?, articles = ?, name = ?, type = ?, ignored = ?"
                    " WHERE id = ?",
                    (mentions, articles, *self._as_said(entity), entity),
                )

    def _counts(self, entity: int) -> tuple[int, int]:
        """Named mentions and articles of an entity, with those of what counts as it."""
        members = self._column("SELECT id FROM entity WHERE head = ? AND head <> 0", entity)
        among = f"entity IN ({', '.join(map(str, [entity, *members]))})"
        if not members:
            among = f"entity = {entity:d}"  # alone, the index has the articles in their order
        mentions, articles = self._db.execute(
            "SELECT coalesce(sum(named), 0), count(*) FROM"
            f" (SELECT sum(named) AS named FROM local WHERE {among} GROUP BY article)"
        ).fetchone()
        return int(mentions), int(articles)

    def _as_said(self, entity: int) -> tuple[str, str, bool]:
        """Name, type, and whether it is no entity: the user's word before that of the reports."""
        rules = self._rules
        own = self._heads.keys_of(entity) if rules else []
        keys = {rules.counts_as(key).key for key in own}
        name = max((rules.names[key] for key in keys if key in rules.names), default=None)
        kind = max((rules.types[key] for key in keys if key in rules.types), default=None)
        ignored = any(key in rules.ignored for key in keys)
        if name is not None and kind is not None:
            return name.value, kind.value, ignored
        found = self._name_and_type(entity, parted=rules.part(own))
        return name.value if name else found[0], kind.value if kind else found[1], ignored

    def _name_and_type(self, entity: int, *, parted: bool) -> tuple[str, str]:
        """What most reports call the entity in full, and what most take it for.

        Where names tie, the longer, then the first by letters. All that has a known key has the
        known name, unless the user has parted it; so the reports of the most mentioned entities
        need not be counted.
        """
        if not parted and self._has_known_key(entity):
            name, kind = self._db.execute(
                "SELECT name, type FROM local WHERE entity = ? AND strong = 1 LIMIT 1", (entity,)
            ).fetchone()
            return str(name), str(kind)
        name, other, kind, another = self._db.execute(
            "SELECT min(name), max(name), min(type), max(type) FROM local WHERE entity = ?",
            (entity,),
        ).fetchone()
        if (name, kind) == (other, another):
            return str(name), str(kind)  # most have one name in all reports
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
