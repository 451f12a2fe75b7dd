"""Local entities as rows: written, read back, and taken out again."""

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from articles.article import Label, Part
from articles.entities import link, spelling
from articles.entities.mention import EntityType, LocalEntity, Mention
from index.mentions.added import AMONG, Added
from index.mentions.schema import BY_REPORT, SHORT, STRONG, WEAK, MentionsUnreadable


class LocalRow(NamedTuple):
    """A local entity as it stands in the store."""

    id: int
    entity: LocalEntity
    said: int
    """By whom: `BY_REPORT`, `BY_NAME` or `BY_MENTION`."""


class LocalRows:
    """The local entities of reports.

    Args:
        connection: The writer's connection, inside a transaction when anything is changed.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def insert(
        self, article: int, entity: LocalEntity, labels: "Labels", said: int = BY_REPORT
    ) -> Added:
        """Write a local entity of a report; what has to be assigned then."""
        named = sum(not mention.soft for mention in entity.mentions)
        local = self._db.execute(
            "INSERT INTO local (article, named, strong, type, name, said)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (article, named, bool(entity.keys), entity.type.value, entity.name, said),
        ).lastrowid
        assert local is not None
        shorts = link.short_keys(entity) if entity.keys else (entity.weak_key,)
        role = SHORT if entity.keys else WEAK
        claims = {(key, STRONG, local) for key in entity.keys}
        claims |= {(key, role, local) for key in shorts}
        self._db.executemany("INSERT INTO claim VALUES (?, ?, ?)", sorted(claims))
        self._insert_forms(local, entity.mentions, labels)
        return Added(f"[{local}]", entity.keys, shorts)

    def _insert_forms(self, local: int, mentions: Sequence[Mention], labels: "Labels") -> None:
        by_form: dict[tuple[str, str, bool], list[Mention]] = {}
        for mention in mentions:
            by_form.setdefault((mention.surface, mention.evidence, mention.soft), []).append(
                mention
            )
        for (surface, evidence, soft), same in by_form.items():
            form = self._db.execute(
                "INSERT INTO form (local, surface, folded, evidence, soft, mentions)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (local, surface, spelling.key(surface), evidence, soft, len(same)),
            ).lastrowid
            self._db.executemany(
                "INSERT INTO mention VALUES (?, ?, ?, ?)",
                [(form, m.start, m.end, labels.at(m.start)) for m in same],
            )

    def relabel(self, article: int, parts: Sequence[Part]) -> None:
        """Let the mentions of a report stand in other parts than before."""
        labels = Labels(parts)
        rows = self._db.execute(
            "SELECT mention.form, mention.start, mention.label FROM local"
            " JOIN form ON form.local = local.id JOIN mention ON mention.form = form.id"
            " WHERE local.article = ?",
            (article,),
        ).fetchall()
        self._db.executemany(
            "UPDATE mention SET label = ? WHERE form = ? AND start = ?",
            [(now, form, at) for form, at, label in rows if (now := labels.at(at)) != label],
        )

    def ids(self, article: int) -> list[int]:
        """The local entities of a report, those that the user's word divided from others too."""
        rows = self._db.execute("SELECT id FROM local WHERE article = ?", (article,))
        return [local for (local,) in rows]

    def with_divided(self, locals_: Collection[int]) -> list[int]:
        """Some local entities, and those that the user's word divided from them."""
        rows = self._db.execute(
            f"SELECT id FROM local WHERE origin <> 0 AND origin IN {AMONG}",
            (json.dumps(list(locals_)),),
        )
        return [*locals_, *(local for (local,) in rows)]

    def delete(self, locals_: Collection[int]) -> None:
        """Take local entities out."""
        rows = [(local,) for local in locals_]
        self._db.executemany(
            "DELETE FROM mention WHERE form IN (SELECT id FROM form WHERE local = ?)", rows
        )
        tables = (("form", "local"), ("claim", "local"), ("kept", "local"), ("local", "id"))
        for table, column in tables:
            self._db.executemany(f"DELETE FROM {table} WHERE {column} = ?", rows)

    def read(self, article: int) -> list[LocalRow]:
        """The local entities of a report, as they were inserted, whatever was split from them."""
        strong, weak = self._keys(article)
        mentions = self._mentions(article)
        rows = self._db.execute(
            "SELECT id, iif(told <> '', told, name), type, said FROM local"
            " WHERE article = ? AND origin = 0 ORDER BY id",
            (article,),
        )
        return [
            LocalRow(
                local,
                LocalEntity(
                    name, EntityType(kind), tuple(sorted(strong.get(local, ()))),
                    "".join(weak.get(local, ())), tuple(mentions[local]),
                ),
                said,
            )
            for local, name, kind, said in rows
        ]  # fmt: skip

    def _keys(self, article: int) -> tuple[dict[int, set[str]], dict[int, set[str]]]:
        """The strong keys, and the weak one, that reports gave to each local entity."""
        keys: dict[int, dict[int, set[str]]] = {STRONG: {}, WEAK: {}, SHORT: {}}
        for table in ("claim", "kept"):
            rows = self._db.execute(
                f"SELECT local, role, key FROM {table} JOIN local ON local.id = {table}.local"
                " WHERE local.article = ?",
                (article,),
            )
            for local, role, key in rows:
                keys[role].setdefault(local, set()).add(key)
        return keys[STRONG], keys[WEAK]

    def _mentions(self, article: int) -> dict[int, list[Mention]]:
        rows = self._db.execute(
            "SELECT iif(origin = 0, local.id, origin), start, end, surface, evidence, soft"
            " FROM local JOIN form ON form.local = local.id JOIN mention ON mention.form = form.id"
            " WHERE local.article = ? ORDER BY start, end",
            (article,),
        )
        found: dict[int, list[Mention]] = {}
        for local, start, end, surface, evidence, soft in rows:
            mention = Mention(start, end, surface, evidence, soft=bool(soft))
            found.setdefault(local, []).append(mention)
        return found

    # What the user's word covers

    def cover(self, article: int, entities: Collection[LocalEntity]) -> None:
        """Keep what a report says where the user's word stands, in place of what was kept."""
        self._db.execute("DELETE FROM covered WHERE article = ?", (article,))
        self._db.executemany(
            "INSERT INTO covered VALUES (?, ?)",
            [(article, json.dumps(_plain(one))) for one in entities],
        )

    def covered(self, article: int) -> list[LocalEntity]:
        """What a report says where the user's word stands.

        Raises:
            MentionsUnreadable: It is damaged.
        """
        rows = self._db.execute("SELECT entity FROM covered WHERE article = ?", (article,))
        try:
            return [_entity(json.loads(entity)) for (entity,) in rows]
        except (ValueError, KeyError, TypeError) as error:
            raise MentionsUnreadable("what the user's word covers is not as it was kept") from error


def _plain(entity: LocalEntity) -> dict[str, Any]:
    return {**entity._asdict(), "mentions": [one._asdict() for one in entity.mentions]}


def _entity(plain: dict[str, Any]) -> LocalEntity:
    mentions = tuple(Mention(**mention) for mention in plain["mentions"])
    return LocalEntity(
        plain["name"], EntityType(plain["type"]), tuple(plain["keys"]), plain["weak_key"], mentions
    )


class Labels:
    """Which part of a report an offset lies in."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = sorted(parts, key=lambda part: part.start)
        self._starts = [part.start for part in self._parts]

    def at(self, offset: int) -> str:
        """The label of the part there."""
        found = bisect_right(self._starts, offset) - 1
        if found >= 0 and offset < self._parts[found].end:
            return self._parts[found].label.value
        return Label.BODY.value
