"""Who is mentioned where: every mention of every report, and the entities they name.

A SQLite file of the library, written by the build and read by everything else. Entities are
counted by their named mentions; soft ones are listed with the others, marked, never counted.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from articles.article import Label, Part
from articles.entities import forms, spelling
from articles.entities.mention import EntityType, LocalEntity
from index import databases
from index.judgements.judgement import WEAK_MARK, Judgement, Subject
from index.judgements.rules import YOUR_WORD
from index.mentions.added import Added
from index.mentions.adding import Texts
from index.mentions.beginning import names_beginning
from index.mentions.heads import BY_HEAD, MEMBERS
from index.mentions.judged import Judged
from index.mentions.listed import ENTITY, entity_of, listed
from index.mentions.local_rows import LocalRows
from index.mentions.resolve import Resolver
from index.mentions.schema import connect
from index.mentions.values import Alias, Entity, Listed, LocalCount, StoredMention

__all__ = ["Alias", "Entity", "Listed", "LocalCount", "MentionStore", "StoredMention"]

_EVIDENCE = f"iif(local.note <> '', local.note, iif(entity.by_word, '{YOUR_WORD}', form.evidence))"
_MENTION = (
    "SELECT local.article, mention.start, mention.end, form.surface, entity.id, entity.name,"
    f" entity.type, mention.label, {_EVIDENCE}, form.soft"
    " FROM local JOIN bearer AS entity ON entity.member = local.entity"
    " JOIN form ON form.local = local.id JOIN mention ON mention.form = form.id"
)


class MentionStore:
    """The mentions of a library. One thread at a time.

    Open it with `MentionStore.open`. A reader sees what was last committed, also while another
    process writes.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._rows = LocalRows(connection)
        self._judged = Judged(connection)
        self._resolver = Resolver(connection, self._judged.rules)
        self._added: dict[int, list[Added]] = {}

    @classmethod
    def open(cls, path: Path, *, writable: bool = False) -> "MentionStore":
        """Open the store at `path`; a writable one is created if it is not there.

        Raises:
            MentionsUnreadable: The file is missing, damaged, or of another version.
        """
        return cls(connect(path, writable=writable))

    def close(self) -> None:
        """Close it; what was not committed is lost."""
        self._db.close()

    def fault(self) -> str:
        """What SQLite finds wrong with the file; empty if nothing. Reads all of it."""
        return databases.fault(self._db)

    def put(
        self, article: int, entities: Sequence[LocalEntity], parts: Sequence[Part], text: str = ""
    ) -> None:
        """Replace what the article had by these entities, and by what was added in its text."""
        self.remove(article)
        added = self._added.setdefault(article, [])
        for entity, one in self._judged.adding.put(article, entities, parts, text):
            names = entity.keys or (WEAK_MARK + entity.weak_key,)
            parted = self._judged.rules.part(names)
            added += self._judged.rewrite(one.locals) if parted else [one]

    def relabel(self, article: int, parts: Sequence[Part]) -> None:
        """Note that the parts of an article are others; what it mentions is the same."""
        if not self._db.in_transaction:
            self._db.execute("BEGIN IMMEDIATE")
        self._rows.relabel(article, parts)

    def remove(self, article: int) -> None:
        """Forget what the article had; nothing happens if it had nothing."""
        if not self._db.in_transaction:
            self._db.execute("BEGIN IMMEDIATE")
        locals_ = self._rows.ids(article)
        if self._added.pop(article, None) is None and locals_:
            self._resolver.removing(json.dumps(locals_))
        self._rows.delete(locals_)
        self._rows.cover(article, ())

    def judge(self, judgements: Mapping[int, Judgement], texts: Texts | None = None) -> bool:
        """Let the user's word hold, these judgements and no other; commits.

        Args:
            judgements: By number, in the order in which they were made.
            texts: The reports; needed where names are added that were not, or no longer.

        Returns:
            Whether anything had to change.
        """
        if self._judged.judgements == judgements:
            return False
        self.commit()
        self._db.execute("BEGIN IMMEDIATE")
        former = self._judged.exchange(judgements)
        resolver = Resolver(self._db, self._judged.rules)
        resolver.settle(
            self._judged.again(former, resolver, texts),
            reworded=self._judged.rules.reworded(former),
            rejoined=self._judged.rules.joining(former),
        )
        self._db.execute("COMMIT")
        self._resolver = Resolver(self._db, self._judged.rules)
        return True

    def judgements(self) -> dict[int, Judgement]:
        """The judgements that hold here, by number."""
        return dict(self._judged.judgements)

    def subject(self, entity: Entity) -> Subject:
        """An entity as judgements name it: by what it can be known again by."""
        keys = self._judged.keys_of(_number(entity.id))
        return Subject(entity.name, entity.type, tuple(sorted(keys)))

    def short_forms(self, entity_id: str, surface: str) -> set[str]:
        """Keys of what goes, or may come to go, to an entity by this short form alone."""
        return self._judged.short_forms_of(_number(entity_id), surface)

    def commit(self) -> None:
        """Resolve what was touched and make it visible to readers, all or nothing."""
        if not self._db.in_transaction:
            return
        self._resolver.settle([one for batch in self._added.values() for one in batch])
        self._db.execute("COMMIT")
        self._added.clear()
        self._resolver = Resolver(self._db, self._judged.rules)

    def get(self, entity_id: str) -> Entity | None:
        """The entity of this id."""
        found = self._entities("WHERE entity.id = ?", (_number(entity_id),))
        return found[0] if found else None

    def find(self, name: str) -> list[Entity]:
        """Entities by id or by any of their aliases, most mentioned first.

        An alias as it is written comes before one that differs in case, accents or punctuation.
        Short acronyms are found in their own case only: `is` does not find `IS`.
        """
        entity = self.get(name)
        if entity is not None:
            return [entity]
        surfaces = self._db.execute(
            "SELECT DISTINCT surface FROM form WHERE folded = ? AND soft = 0",
            (spelling.key(name),),
        )
        alike = [surface for (surface,) in surfaces if _found_by(surface, name)]
        exact = [surface for surface in alike if _same(surface, name)]
        return self._with_surfaces(exact or alike) or self._by_known_name(name)

    def names_beginning(self, text: str, limit: int) -> list[str]:
        """Names, or else aliases, that begin so, whatever the case; the most mentioned first."""
        return names_beginning(self._db, text, limit)

    def _with_surfaces(self, surfaces: Sequence[str]) -> list[Entity]:
        pairs = json.dumps([[spelling.key(surface), surface] for surface in surfaces])
        return self._entities(
            "WHERE entity.id IN (SELECT bearer.id FROM json_each(?) AS asked JOIN form"
            " ON form.folded = asked.value ->> 0 AND form.soft = 0"
            " AND form.surface = asked.value ->> 1 JOIN local ON local.id = form.local"
            " JOIN bearer ON bearer.member = local.entity)",
            (pairs,),
        )

    def _by_known_name(self, name: str) -> list[Entity]:
        from articles.entities import known  # noqa: PLC0415 - a table that few look-ups need

        row = known.find(name)
        return [] if row is None else self.with_key(row.key)

    def with_key(self, key: str) -> list[Entity]:
        """Entities of which a report, or the user, has said what has this strong key."""
        return self._entities(
            "WHERE entity.id IN (SELECT id FROM bearer WHERE member IN"
            " (SELECT entity FROM owner WHERE key = ?1 UNION SELECT local.entity"
            "  FROM kept JOIN local ON local.id = kept.local WHERE kept.key = ?1))",
            (key,),
        )

    def _entities(self, where: str, values: tuple[object, ...], limit: int = -1) -> list[Entity]:
        rows = self._db.execute(
            f"SELECT {ENTITY} FROM shown AS entity {where}"
            " ORDER BY entity.mentions DESC, entity.name LIMIT ?",
            (*values, limit),
        )
        return [entity_of(row) for row in rows]

    def entities(self, articles: Collection[int] | None = None, *, limit: int = -1) -> list[Entity]:
        """Entities of the library, or as counted in some articles alone; most mentioned first."""
        if articles is None:
            return self._entities("", (), limit)
        rows = self._db.execute(
            "SELECT entity.id, entity.name, entity.type, counted.mentions, counted.articles FROM"
            " (SELECT entity, sum(named) AS mentions, count(DISTINCT article) AS articles"
            f" FROM {BY_HEAD} GROUP BY entity) AS counted"
            " JOIN shown AS entity ON entity.id = counted.entity WHERE counted.mentions > 0"
            " ORDER BY counted.mentions DESC, entity.name",
            (json.dumps(list(articles)),),
        )
        return [entity_of(row) for row in rows]

    def entities_in(self, *articles: int, limit: int = -1) -> list[LocalCount]:
        """Entities of one report or several, most mentioned there first; at most `limit`."""
        return self.listed(articles, limit=limit).entities

    def listed(
        self, articles: Collection[int] | None, *, named: str = "", limit: int = -1
    ) -> Listed:
        """Entities as counted in some articles (None: in all), see `index.mentions.listed`."""
        return listed(self._db, articles, named, limit)

    def aliases(self, entity_id: str) -> list[Alias]:
        """The surfaces that name an entity, most used first, each with its commonest evidence."""
        rows = self._db.execute(
            "SELECT surface, evidence, sum(mentions) FROM"
            " (SELECT form.surface, form.mentions,"
            f"  {_EVIDENCE} AS evidence FROM local JOIN entity ON entity.id = local.entity"
            "  JOIN form ON form.local = local.id AND form.soft = 0"
            f"  WHERE local.entity IN {MEMBERS})"
            " GROUP BY surface, evidence ORDER BY sum(mentions) DESC, surface, evidence",
            (_number(entity_id),),
        )
        evidence: dict[str, str] = {}
        mentions: dict[str, int] = {}
        for surface, why, count in rows:
            evidence.setdefault(surface, why)
            mentions[surface] = mentions.get(surface, 0) + count
        order = sorted(mentions, key=lambda surface: (-mentions[surface], surface))
        return [Alias(surface, mentions[surface], evidence[surface]) for surface in order]

    def mentions_in(self, article: int) -> list[StoredMention]:
        """All mentions of one report, soft ones too, in reading order."""
        rows = self._db.execute(f"{_MENTION} WHERE local.article = ?", (article,)).fetchall()
        return [_stored(row) for row in sorted(rows)]

    def mentions_of(self, entity_id: str) -> Iterator[StoredMention]:
        """All mentions of one entity, soft ones too, by article number, then in reading order."""
        for article in sorted(self.articles_of(entity_id)):
            rows = self._db.execute(
                f"{_MENTION} WHERE local.article = ? AND entity.id = ?",
                (article, _number(entity_id)),
            ).fetchall()
            yield from (_stored(row) for row in sorted(rows))

    def counts(self, entity_id: str) -> dict[int, int]:
        """Named mentions of one entity by article number."""
        rows = self._db.execute(
            f"SELECT article, sum(named) FROM local WHERE entity IN {MEMBERS} GROUP BY article"
            " HAVING sum(named) > 0",
            (_number(entity_id),),
        )
        return dict(rows.fetchall())

    def articles_of(self, entity_id: str) -> set[int]:
        """Numbers of the articles that name the entity."""
        return set(self.counts(entity_id))


def _number(entity_id: str) -> int:
    """The row of an id such as `e12`; 0, which no row has, for anything else."""
    digits = entity_id[1:]
    plain = entity_id[:1] == "e" and digits.isascii() and digits.isdigit() and len(digits) < 19
    return int(digits) if plain else 0


def _found_by(surface: str, name: str) -> bool:
    """Whether a surface with the same key as `name` may be meant by it."""
    shouting = surface.isupper() and forms.is_acronym(surface) and len(forms.letters(surface)) < 4
    return not shouting or spelling.normal(name).isupper()


def _same(surface: str, name: str) -> bool:
    return spelling.normal(surface) == spelling.normal(name)


def _stored(row: Sequence[object]) -> StoredMention:
    article, start, end, surface, entity, name, kind, label, evidence, soft = row
    return StoredMention(
        int(str(article)), int(str(start)), int(str(end)), str(surface), f"e{entity}", str(name),
        EntityType(str(kind)), Label(str(label)), str(evidence), bool(soft),
    )  # fmt: skip
