"""Names that the user added, made mentions in the store.

What an added name makes of a report follows from the report's text, what else it says of entities,
and the names that are added (`index.judgements.adding`). So a report is written with the names that
hold, and written again, as far as it differs, when others do.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from articles.article import Article, Part
from articles.entities.mention import LocalEntity
from index.judgements.added_name import AddedName
from index.judgements.adding import Additions
from index.judgements.judgement import WEAK_MARK
from index.judgements.rules import Rules
from index.mentions.added import AMONG, Added
from index.mentions.local_rows import Labels, LocalRows
from index.mentions.resolve import Resolver
from index.mentions.schema import SHORT, WEAK


class Texts(Protocol):
    """The reports that the mention store has mentions of, with their texts, which it has not."""

    def saying(self, name: AddedName) -> Iterable[int]:
        """Numbers of all reports that say a name, and perhaps of some that do not."""
        ...

    def article(self, number: int) -> Article:
        """A report."""
        ...


class _Wanted(NamedTuple):
    """A local entity as a report is to have it."""

    entity: LocalEntity
    is_added: bool


class Adding:
    """Writes local entities with the added names that hold.

    Args:
        connection: The writer's connection, inside a transaction when anything is changed.
        rules: The user's word.
    """

    def __init__(self, connection: sqlite3.Connection, rules: Rules) -> None:
        self._db = connection
        self._rows = LocalRows(connection)
        self._additions = Additions(rules.added)

    def put(
        self, article: int, entities: Sequence[LocalEntity], parts: Sequence[Part], text: str
    ) -> Iterator[tuple[LocalEntity, Added]]:
        """Write what a report that has nothing yet says; each with what has to be assigned."""
        wanted, covered = self._wanted(text, entities)
        self._rows.cover(article, covered)
        labels = Labels(parts)
        for entity, is_added in wanted:
            yield entity, self._rows.insert(article, entity, labels, is_added=is_added)

    def _wanted(
        self, text: str, entities: Sequence[LocalEntity]
    ) -> tuple[list[_Wanted], list[LocalEntity]]:
        """What a report is to have, and what of its own is covered."""
        wanted = self._additions.applied(text, entities)
        own, left = {id(one) for one in entities}, {id(one) for one in wanted}
        return (
            [_Wanted(one, id(one) not in own) for one in wanted],
            [one for one in entities if id(one) not in left],
        )

    def again(
        self, former: Rules, now: Rules, texts: Texts | None, resolver: Resolver
    ) -> list[int]:
        """Let the names that are added now hold, and no longer those that were.

        Args:
            former: The rules that held before.
            now: Those that hold now.
            texts: The reports; not needed where the same names are added.
            resolver: Takes note of what goes.

        Returns:
            Ids of local entities that were written as the report and the names say, and still have
            to be divided and assigned.
        """
        self._additions = Additions(now.added)
        changed = sorted(now.added ^ former.added)
        if not changed:
            return []
        assert texts is not None
        numbers = sorted({number for name in changed for number in texts.saying(name)})
        return [
            local
            for number in numbers
            for local in self._rewrite(number, texts.article(number), resolver)
        ]

    def _rewrite(self, number: int, article: Article, resolver: Resolver) -> list[int]:
        """Write a report again, as far as it differs; ids of what was written."""
        have = self._rows.read(number)
        plain = [row.entity for row in have if not row.is_added] + self._rows.covered(number)
        wanted, covered = self._wanted(article.text, plain)
        added = {row.entity: row.id for row in have if row.is_added}
        own = {id(row.entity): row.id for row in have if not row.is_added}
        stands = [
            added.get(one.entity) if one.is_added else own.get(id(one.entity)) for one in wanted
        ]
        gone = {row.id for row in have} - set(stands)
        if gone:
            leaving = self._rows.with_divided(gone)
            self._keep_ids(leaving)
            resolver.removing(json.dumps(leaving))
            self._rows.delete(leaving)
        self._rows.cover(number, covered)
        labels = Labels(article.parts)
        fresh = (one for one, local in zip(wanted, stands, strict=True) if local is None)
        made = [self._rows.insert(number, one, labels, is_added=new) for one, new in fresh]
        return [local for one in made for local in json.loads(one.locals)]

    def _keep_ids(self, locals_: Sequence[int]) -> None:
        """Remember whose local entities are, for when they come back."""
        self._db.execute(
            "INSERT OR IGNORE INTO former SELECT owner.key, owner.entity FROM claim JOIN owner"
            f" ON owner.key = iif(role = {WEAK}, '{WEAK_MARK}', '') || claim.key"
            f" WHERE role <> {SHORT} AND local IN {AMONG}",
            (json.dumps(locals_),),
        )
