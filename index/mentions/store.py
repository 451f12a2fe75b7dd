"""Who is mentioned where: every mention of every report, and the entities they name.

A SQLite file of the library, written by the build and read by everything else. Entities are
counted by their named mentions; soft ones are listed with the others, marked, never counted.
What writes it, and what knows spellings of names, is loaded by those who need it: the reader starts
without.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from articles.article import Label, Part
from articles.entities.mention import LocalEntity
from index import databases
from index.judgements.evidence import YOUR_WORD
from index.mentions.schema import BY_HEAD, BY_MENTION, ENTITY, MEMBERS, connect
from index.mentions.values import TYPES, Alias, Entity, Listed, LocalCount, StoredMention, entity_of

if TYPE_CHECKING:
    from index.judgements.judgement import Judgement, Subject
    from index.mentions.adding import Texts
    from index.mentions.writing import Writing

__all__ = ["Alias", "Entity", "Listed", "LocalCount", "MentionStore", "StoredMention"]

_LABELS: Final[Mapping[str, Label]] = {str(one): one for one in Label}
_EVIDENCE = f"iif(local.note <> '', local.note, iif(entity.by_word, '{YOUR_WORD}', form.evidence))"
_MENTION = (
    "SELECT local.article, mention.start, mention.end, form.surface, entity.id, entity.name,"
    f" entity.type, mention.label, {_EVIDENCE}, form.soft"
    " FROM local JOIN bearer AS entity ON entity.member = local.entity"
    " JOIN form ON form.local = local.id JOIN mention ON mention.form = form.id"
)


class MentionStore(databases.Database):
    """The mentions of a library. One thread at a time.

    Open it with `MentionStore.open`. A reader sees what was last committed, also while another
    process writes.
    """

    @classmethod
    def open(cls, path: Path, *, writable: bool = False) -> "MentionStore":
        """Open the store at `path`; a writable one is created if it is not there.

        Raises:
            MentionsUnreadable: The file is missing, damaged, or of another version.
        """
        return cls(connect(path, writable=writable))

    # Writing

    @cached_property
    def _writing(self) -> "Writing":
        from index.mentions.writing import Writing  # noqa: PLC0415 - see above

        return Writing(self._db)

    def put(
        self, article: int, entities: Sequence[LocalEntity], parts: Sequence[Part], text: str = ""
    ) -> None:
        """Replace what the article had by these entities, and by what was added in its text."""
        self._writing.put(article, entities, parts, text)

    def relabel(self, article: int, parts: Sequence[Part]) -> None:
        """Note that the parts of an article are others; what it mentions is the same."""
        self._writing.relabel(article, parts)

    def remove(self, article: int) -> None:
        """Forget what the article had; nothing happens if it had nothing."""
        self._writing.remove(article)

    def judge(self, judgements: "Mapping[int, Judgement]", texts: "Texts | None" = None) -> bool:
        """Let the user's word hold, these judgements and no other; commits.

        Args:
            judgements: By number, in the order in which they were made.
            texts: The reports; needed where names are added that were not, or no longer, and where
                something is said of one report alone.

        Returns:
            Whether anything had to change.
        """
        return self._writing.judge(judgements, texts)

    def is_judged(self, judgements: "Mapping[int, Judgement]", texts: "Texts") -> bool:
        """Whether these judgements and no other hold, where they have to; as `judge` takes them."""
        return self._writing.is_judged(judgements, texts)

    def commit(self) -> None:
        """Resolve what was touched and make it visible to readers, all or nothing."""
        if self._db.in_transaction:
            self._writing.commit()

    # What was judged

    def judgements(self) -> "dict[int, Judgement]":
        """The judgements that hold here, by number."""
        return dict(self._writing.judged.judgements)

    def subject(self, entity: Entity) -> "Subject":
        """An entity as judgements name it: by what it can be known again by."""
        from index.judgements.judgement import Subject  # noqa: PLC0415 - see above

        keys = self._writing.judged.keys_of(_number(entity.id))
        return Subject(entity.name, entity.type, tuple(sorted(keys)))

    def key(self, entity_id: str) -> str:
        """The one key by which most reports know an entity; of a short form alone, that."""
        return self._writing.judged.key_of(_number(entity_id))

    def short_forms(self, entity_id: str, surface: str) -> set[str]:
        """Keys of what goes, or may come to go, to an entity by this short form alone."""
        return self._writing.judged.short_forms_of(_number(entity_id), surface)

    # Reading

    def get(self, entity_id: str) -> Entity | None:
        """The entity of this id."""
        found = self._entities("WHERE entity.id = ?", (_number(entity_id),))
        return found[0] if found else None

    def find(self, name: str) -> list[Entity]:
        """Entities by id, alias or the name that the user gave, most mentioned first.

        An alias as it is written comes before one that differs in case, accents or punctuation.
        Short acronyms are found in their own case only: `is` does not find `IS`.
        """
        entity = self.get(name)
        if entity is not None:
            return [entity]
        return self.called(name) or self._by_known_name(name)

    def called(self, name: str) -> list[Entity]:
        """Entities that reports, or the user, call so, most mentioned first."""
        from index.mentions.naming import meant  # noqa: PLC0415 - see above

        found = self._with_surfaces(meant(self._db, name))
        return found or self._entities("WHERE entity.name = ? COLLATE NOCASE", (name.strip(),))

    def names_beginning(self, text: str, limit: int) -> list[str]:
        """Names, or else aliases, that begin so, whatever the case; the most mentioned first."""
        from index.mentions.naming import names_beginning  # noqa: PLC0415 - see above

        return names_beginning(self._db, text, limit)

    def near_name(self, name: str, kind: str = "") -> str:
        """The name of an entity, of that type if there is one, that may have been meant."""
        from index.mentions.naming import near_name  # noqa: PLC0415 - see above

        return near_name(self._db, name, kind)

    def _with_surfaces(self, surfaces: Mapping[str, str]) -> list[Entity]:
        pairs = json.dumps([[key, surface] for surface, key in surfaces.items()])
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
        from index.mentions.listed import listed  # noqa: PLC0415 - see above

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

    def given(self, entity_id: str) -> dict[str, int]:
        """How many mentions are an entity's because the user said so of them alone, by surface."""
        rows = self._db.execute(
            "SELECT form.surface, sum(form.mentions) FROM local JOIN form ON form.local = local.id"
            f" AND form.soft = 0 WHERE local.entity IN {MEMBERS} AND local.said = {BY_MENTION}"
            " GROUP BY form.surface",
            (_number(entity_id),),
        )
        return {str(surface): int(count) for surface, count in rows}

    def stored_mentions_in(self, article: int) -> list[StoredMention]:
        """All mentions of one report, soft ones too, in reading order.

        They may be those of a former text: `index.library.library.Library` knows, ask it.
        """
        rows = self._db.execute(f"{_MENTION} WHERE local.article = ?", (article,)).fetchall()
        return [_stored(row) for row in sorted(rows)]

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


def _stored(row: Sequence[Any]) -> StoredMention:
    article, start, end, surface, entity, name, kind, label, evidence, soft = row
    return StoredMention(
        article, start, end, surface, f"e{entity}", name, TYPES[kind], _LABELS[label], evidence,
        bool(soft),
    )  # fmt: skip
