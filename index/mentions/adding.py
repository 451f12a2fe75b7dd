"""Names that the user added, and mentions judged alone, made mentions in the store.

What they make of a report follows from the report's text, what else it says of entities, and what
was said (`index.judgements.adding`, `index.judgements.here`). So a report is written with what
holds, and written again, as far as it differs, when something else does.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from articles.article import Article, Part
from articles.entities.mention import LocalEntity
from index.anchors import Ref
from index.judgements.added_name import AddedName
from index.judgements.adding import Additions
from index.judgements.here import judged
from index.judgements.judgement import WEAK_MARK
from index.judgements.rules import Rules
from index.mentions.added import AMONG, Added
from index.mentions.local_rows import Labels, LocalRows
from index.mentions.resolve import Resolver
from index.mentions.schema import BY_MENTION, BY_NAME, BY_REPORT, SHORT, WEAK


class Texts(Protocol):
    """The reports that the mention store has mentions of, with their texts, which it has not."""

    def saying(self, name: AddedName) -> Iterable[int]:
        """Numbers of all reports that say a name, and perhaps of some that do not."""
        ...

    def article(self, number: int) -> Article:
        """A report."""
        ...

    def written(self, numbers: Iterable[int]) -> set[int]:
        """Those of some reports that are there, with the mentions of the texts that they have."""
        ...

    def numbers_of(self, reports: Iterable[Ref]) -> Mapping[Ref, int]:
        """The numbers of those of some reports that are written."""
        ...


class _Wanted(NamedTuple):
    """A local entity as a report is to have it."""

    entity: LocalEntity
    said: int
    """By whom: `BY_REPORT`, `BY_NAME` or `BY_MENTION`."""


class Adding:
    """Writes local entities with the added names that hold, and with what was said of mentions.

    Args:
        connection: The writer's connection, inside a transaction when anything is changed.
        rules: The user's word.
    """

    def __init__(self, connection: sqlite3.Connection, rules: Rules) -> None:
        self._db = connection
        self._rows = LocalRows(connection)
        self._rules = rules
        self._additions = Additions(rules.added)

    def put(
        self, article: int, entities: Sequence[LocalEntity], parts: Sequence[Part], text: str
    ) -> Iterator[tuple[LocalEntity, Added]]:
        """Write what a report that has nothing yet says; each with what has to be assigned."""
        wanted, covered = self._wanted(article, text, entities)
        self._rows.cover(article, covered)
        labels = Labels(parts)
        for entity, said in wanted:
            yield entity, self._rows.insert(article, entity, labels, said)

    def _wanted(
        self, article: int, text: str, entities: Sequence[LocalEntity]
    ) -> tuple[list[_Wanted], list[LocalEntity]]:
        """What a report is to have, and what of its own is covered."""
        left, made = self._additions.applied(text, entities), list[LocalEntity]()
        if here := self._rules.here.get(article):
            left, made = judged(text, left, here)
        own = {id(one) for one in entities}
        wanted = [_Wanted(one, BY_REPORT if id(one) in own else BY_NAME) for one in left]
        wanted += [_Wanted(one, BY_MENTION) for one in made]
        stands = {id(one) for one in left}
        return wanted, [one for one in entities if id(one) not in stands]

    def again(
        self, former: Rules, now: Rules, texts: Texts | None, resolver: Resolver
    ) -> list[int]:
        """Let what is said now of names and mentions hold, and no longer what was.

        Args:
            former: The rules that held before.
            now: Those that hold now.
            texts: The reports; not needed where the same is said.
            resolver: Takes note of what goes.

        Returns:
            Ids of local entities that were written as the report and the names say, and still have
            to be divided and assigned.
        """
        self._rules, self._additions = now, Additions(now.added)
        names, reports = sorted(now.added ^ former.added), now.judged_here(former)
        if not (names or reports):
            return []
        assert texts is not None
        numbers = sorted(texts.written(reports).union(*map(texts.saying, names)))
        return [
            local
            for number in numbers
            for local in self._rewrite(number, texts.article(number), resolver)
        ]

    def _rewrite(self, number: int, article: Article, resolver: Resolver) -> list[int]:
        """Write a report again, as far as it differs; ids of what was written."""
        have = self._rows.read(number)
        plain = [row.entity for row in have if row.said == BY_REPORT] + self._rows.covered(number)
        wanted, covered = self._wanted(number, article.text, plain)
        said = {(row.entity, row.said): row.id for row in have if row.said != BY_REPORT}
        own = {id(row.entity): row.id for row in have if row.said == BY_REPORT}
        stands = [
            own.get(id(one.entity)) if one.said == BY_REPORT else said.get(one) for one in wanted
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
        made = [self._rows.insert(number, one.entity, labels, one.said) for one in fresh]
        return [local for one in made for local in json.loads(one.locals)]

    def _keep_ids(self, locals_: Sequence[int]) -> None:
        """Remember whose local entities are, for when they come back."""
        self._db.execute(
            "INSERT OR IGNORE INTO former SELECT owner.key, owner.entity FROM claim JOIN owner"
            f" ON owner.key = iif(role = {WEAK}, '{WEAK_MARK}', '') || claim.key"
            f" WHERE role <> {SHORT} AND local IN {AMONG}",
            (json.dumps(locals_),),
        )
