"""Entities that the user made one: each goes by its head, and nothing else of it is rewritten.

What a merge joins are keys. Whoever owns a key of a group counts as the head of that group, in
every question that is asked; so a merge costs the same whether two reports or all of a library
concern it, and undoing it gives back what was.
"""

import sqlite3
from collections import defaultdict
from typing import NamedTuple

from articles.entities import link
from index.judgements.rules import Rules


class _Head(NamedTuple):
    head: int
    by_word: bool
    """Whether it is who it counts as by the user's word alone."""


class Heads:
    """Which entity each entity counts as.

    Args:
        connection: The writer's connection, inside a transaction.
        rules: The user's word.
    """

    def __init__(self, connection: sqlite3.Connection, rules: Rules) -> None:
        self._db = connection
        self._rules = rules

    def join(self) -> set[int]:
        """Let what the rules join count as one; the entities whose head is another now."""
        rows = self._db.execute(
            "SELECT id, head, by_word FROM entity WHERE head <> 0 UNION ALL"
            " SELECT id, head, by_word FROM entity WHERE head = 0 AND by_word = 1"
        )
        had = {entity: _Head(head, bool(by_word)) for entity, head, by_word in rows}
        wanted = self._wanted() if self._rules.joined else {}
        none = _Head(0, by_word=False)
        changed = {
            entity
            for entity in {*had, *wanted}
            if had.get(entity, none) != wanted.get(entity, none)
        }
        self._db.executemany(
            "UPDATE entity SET head = ?, by_word = ? WHERE id = ?",
            [(*wanted.get(entity, none), entity) for entity in sorted(changed)],
        )
        sides = (had, wanted)
        heads = {side[entity].head for entity in changed for side in sides if entity in side}
        return (changed | heads) - {0}

    def _wanted(self) -> dict[int, _Head]:
        groups: dict[str, set[str]] = defaultdict(set)
        for key, owner in self._owners().items():
            groups[self._rules.joined[key].key].add(str(owner))
        wanted: dict[int, _Head] = {}
        for group in link.components(groups):
            members = {int(owner) for key in group for owner in groups[key]}
            by_word = {owner: self._by_word(owner) for owner in members}
            head = min(members, key=lambda owner: (by_word[owner], owner))
            for owner in members:
                wanted[owner] = _Head(0 if owner == head else head, by_word[owner])
        return {owner: one for owner, one in wanted.items() if any(one)}

    def _by_word(self, owner: int) -> bool:
        rows = self._db.execute("SELECT key FROM owner WHERE entity = ?", (owner,))
        return all(self._rules.counts_as(key).by_word for (key,) in rows)

    def _owners(self) -> dict[str, int]:
        found = {}
        for key in sorted(self._rules.joined):
            row = self._db.execute("SELECT entity FROM owner WHERE key = ?", (key,)).fetchone()
            if row is not None:
                found[key] = int(row[0])
        return found

    def of(self, entity: int) -> int:
        """The entity that one counts as."""
        row = self._db.execute("SELECT head FROM entity WHERE id = ?", (entity,)).fetchone()
        return int(row[0]) or entity if row else entity

    def keys_of(self, entity: int) -> list[str]:
        """The keys of a head and of what counts as it."""
        rows = self._db.execute(
            "SELECT key FROM owner WHERE entity = ?1 UNION ALL SELECT key FROM entity"
            " JOIN owner ON owner.entity = entity.id WHERE head = ?1 AND head <> 0",
            (entity,),
        )
        return [key for (key,) in rows]
