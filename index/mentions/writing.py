"""What changes a mention store: what reports say, and the user's word on it."""

import json
import sqlite3
from collections.abc import Mapping, Sequence

from articles.article import Part
from articles.entities.mention import LocalEntity
from index import databases
from index.judgements.judgement import WEAK_MARK, Judgement
from index.mentions import tally
from index.mentions.added import Added
from index.mentions.adding import Texts
from index.mentions.judged import Judged
from index.mentions.local_rows import LocalRows
from index.mentions.resolve import Resolver


def places_of(judgements: Mapping[int, Judgement], texts: Texts | None) -> dict[int, int]:
    """The reports, as far as they are there, of judgements that hold in one alone."""
    where = {number: one.where.report for number, one in judgements.items() if one.where}
    found = texts.numbers_of(set(where.values())) if texts is not None and where else {}
    return {number: found[report] for number, report in where.items() if report in found}


class Writing:
    """Changes one store, as `index.mentions.store.MentionStore` says.

    Args:
        connection: The writer's connection.

    Attributes:
        judged: The user's word as it holds there.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._rows = LocalRows(connection)
        self.judged = Judged(connection)
        self._resolver = Resolver(connection, self.judged.rules)
        self._added: dict[int, list[Added]] = {}

    def begin(self) -> None:
        """Begin a transaction in which the store keeps count, unless one is open."""
        if not self._db.in_transaction:
            databases.begin(self._db)
            tally.keep(self._db)

    def put(
        self, article: int, entities: Sequence[LocalEntity], parts: Sequence[Part], text: str = ""
    ) -> None:
        """Replace what the article had by these entities, and by what was added in its text."""
        self.remove(article)
        added = self._added.setdefault(article, [])
        for entity, one in self.judged.adding.put(article, entities, parts, text):
            names = entity.keys or (WEAK_MARK + entity.weak_key,)
            parted = self.judged.rules.part(names)
            added += self.judged.rewrite(one.locals) if parted else [one]

    def remove(self, article: int) -> None:
        """Forget what the article had; nothing happens if it had nothing."""
        self.begin()
        locals_ = self._rows.ids(article)
        if self._added.pop(article, None) is None and locals_:
            self._resolver.removing(json.dumps(locals_))
        self._rows.delete(locals_)
        self._rows.cover(article, ())

    def relabel(self, article: int, parts: Sequence[Part]) -> None:
        """Have the mentions of an article stand in other parts of it."""
        self.begin()
        self._rows.relabel(article, parts)

    def judge(self, judgements: Mapping[int, Judgement], texts: Texts | None = None) -> bool:
        """Let the user's word hold, these judgements and no other; commits.

        Args:
            judgements: By number, in the order in which they were made.
            texts: The reports; needed where names are added that were not, or no longer, and where
                something is said of one report alone.

        Returns:
            Whether anything had to change.
        """
        if self.is_judged(judgements, texts):
            return False
        places = places_of(judgements, texts)
        self.commit()
        self.begin()
        former = self.judged.exchange(judgements, places)
        resolver = Resolver(self._db, self.judged.rules)
        resolver.settle(
            self.judged.again(former, resolver, texts),
            reworded=self.judged.rules.reworded(former),
            rejoined=self.judged.rules.joining(former),
        )
        self._db.execute("COMMIT")
        self._resolver = Resolver(self._db, self.judged.rules)
        return True

    def is_judged(self, judgements: Mapping[int, Judgement], texts: Texts | None) -> bool:
        """Whether these judgements and no other hold, where they have to; as `judge` takes them."""
        return self.judged.judgements == judgements and self.judged.places == places_of(
            judgements, texts
        )

    def commit(self) -> None:
        """Resolve what was touched and make it visible to readers, all or nothing."""
        if not self._db.in_transaction:
            return
        self._resolver.settle([one for batch in self._added.values() for one in batch])
        self._db.execute("COMMIT")
        self._added.clear()
        self._resolver = Resolver(self._db, self.judged.rules)
