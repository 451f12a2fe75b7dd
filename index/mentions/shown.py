"""What is shown of an entity: what it is called, its type, and how often it is mentioned."""

import sqlite3
from collections import Counter
from collections.abc import Iterable

from index.judgements.rules import Rules
from index.mentions.heads import Heads


class Shown:
    """Keeps with each entity what is shown of it.

    Args:
        connection: The writer's connection, inside a transaction.
        rules: The user's word.
        heads: Which entity each entity counts as.
    """

    def __init__(self, connection: sqlite3.Connection, rules: Rules, heads: Heads) -> None:
        self._db = connection
        self._rules = rules
        self._heads = heads

    def refresh(self, entities: Iterable[int]) -> None:
        """Write down what is shown of some entities; each is the head of what counts as it."""
        for entity in entities:
            mentions, articles = self._counts(entity)
            if mentions:
                self._db.execute(
                    "UPDATE entity SET mentions = ?, articles = ?, name = ?, type = ?, ignored = ?"
                    " WHERE id = ?",
                    (mentions, articles, *self._as_said(entity), entity),
                )

    def _counts(self, entity: int) -> tuple[int, int]:
        """Named mentions and articles of an entity, with those of what counts as it."""
        rows = self._db.execute("SELECT id FROM entity WHERE head = ? AND head <> 0", (entity,))
        members = [member for (member,) in rows]
        among = f"entity IN ({', '.join(map(str, [entity, *members]))})"
        articles = "SELECT articles FROM reported"
        if members:  # several of them may stand in one report
            articles = "SELECT count(DISTINCT article) FROM local"
        mentions, articles = self._db.execute(
            f"SELECT (SELECT sum(named) FROM called WHERE {among}), ({articles} WHERE {among})"
        ).fetchone()
        return int(mentions or 0), int(articles or 0)

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
        known name, unless the user has parted it.
        """
        if not parted and self._has_known_key(entity):
            name, kind = self._db.execute(
                "SELECT name, type FROM local WHERE entity = ? AND strong = 1 LIMIT 1", (entity,)
            ).fetchone()
            return str(name), str(kind)
        rows = self._db.execute(
            "SELECT name, type, strong, reports, named FROM called WHERE entity = ?", (entity,)
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
