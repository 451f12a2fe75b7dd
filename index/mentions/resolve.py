"""Which entity each touched local entity belongs to, worked out inside the writer's transaction.

A strong key has one owner. New local entities go to the owner of their keys; owners that a local
entity joins become one, under the oldest id. When a local entity that joined keys goes, what it
held together is looked at again. Short forms are decided anew whenever their evidence changed.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from articles.entities import link
from index.judgements.judgement import WEAK_MARK
from index.judgements.rules import Rules
from index.mentions.added import AMONG, Added
from index.mentions.heads import Heads
from index.mentions.schema import SHORT, STRONG, WEAK
from index.mentions.shown import Shown


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
        self._shown = Shown(connection, rules, self._heads)
        self._touched: set[int] = set()
        self._bridges: set[int] = set()
        self._shorts: set[str] = set()
        self._fresh: defaultdict[str, list[int]] = defaultdict(list)
        """Local entities that go by a short form alone, and have not been decided on."""
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
            else:
                for short in one.shorts:
                    self._fresh[short] += json.loads(one.locals)
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
        self._shown.refresh({self._heads.of(entity) for entity in self._touched})

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
        owned = {key: owner for key in keys if (owner := self._owner(key)) is not None}
        owners = sorted(set(owned.values()))
        entity = owners[0] if owners else self._new_entity(keys)
        for other in owners[1:]:
            self._merge(other, entity)
        self._db.executemany(
            "INSERT OR IGNORE INTO owner VALUES (?, ?)",
            [(key, entity) for key in keys if key not in owned],
        )
        self._db.executemany(
            "UPDATE local SET entity = ?1 WHERE entity <> ?1 AND id = ?2",
            [(entity, local) for local in json.loads(added.locals)],
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
        going = self._db.execute(
            "SELECT entity, reports FROM going WHERE key = ? AND role = ?", (short, WEAK)
        )
        were = {int(entity): int(reports) for entity, reports in going}
        asking = sum(were.values()) + self._nobodys(self._fresh[short])
        if not asking:
            return
        # What the user joined goes by no support: it is an entity of its own, with a head.
        support = {} if WEAK_MARK + short in self._rules.joined else self._support(short)
        chosen = link.decide(support, asking)
        if chosen is None:
            entity = self._own_entity(short)
            note = "short form alone: several full names share it" if support else ""
        else:
            entity, note = chosen, "short form alone: nearly every full name it fits is this one"
        self._touched |= {*were, entity}
        self._send(short, entity, note)

    def _nobodys(self, locals_: Sequence[int]) -> int:
        """How many of some local entities are nobody's yet."""
        (count,) = self._db.execute(
            "SELECT count(*) FROM json_each(?) AS asked CROSS JOIN local"
            " ON local.id = asked.value WHERE local.entity = 0",
            (json.dumps(locals_),),
        ).fetchone()
        return int(count)

    def _send(self, short: str, entity: int, note: str) -> None:
        """Let whatever goes by a short form alone go to an entity, if it does not yet."""
        fresh = json.dumps(self._fresh[short])
        all_of_it = f"SELECT local FROM claim WHERE key = ? AND role = {WEAK}"
        one_of_it = f"{all_of_it} AND local NOT IN {AMONG} LIMIT 1"
        # Where one goes that has been decided on, all of these go.
        other = self._db.execute(
            f"SELECT entity, note FROM local WHERE id = ({one_of_it})", (short, fresh)
        ).fetchone()
        moves_all = other not in (None, (entity, note))
        self._db.execute(
            "UPDATE local SET entity = ?1, note = ?2 WHERE (entity <> ?1 OR note <> ?2)"
            f" AND id IN {f'({all_of_it})' if moves_all else AMONG}",
            (entity, note, short if moves_all else fresh),
        )

    def _support(self, short: str) -> dict[int, link.Support]:
        rows = self._db.execute(
            "SELECT iif(entity.head = 0, entity.id, entity.head) AS bearer, sum(going.named),"
            " sum(going.reports) FROM going JOIN entity ON entity.id = going.entity"
            " WHERE going.key = ? AND going.role = ? GROUP BY bearer",
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
