"""The stores of a generation, written in step.

A batch goes to the catalogue first, then to the mentions, then to the text index; at last the
catalogue takes note that all have it. Each step is atomic and can be repeated, so an interrupted
build is gone on with: the catalogue knows what the others still lack. Copies, and what repeats, are
found at the end.
"""

import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from articles.article import Article
from articles.copies import sketch
from articles.entities import LocalEntity
from articles.structure.relabelled import relabelled
from articles.structure.repeated import known
from index.build.texts import WrittenTexts
from index.catalogue.learning import learn
from index.catalogue.writer import CatalogueWriter
from index.copies.store import CopyStore
from index.engines.choice import DEFAULT, kind
from index.engines.engine import Engine, EngineDamaged, Refused, document_of
from index.library.library import CATALOGUE, COPIES, MENTIONS, TEXT
from index.mentions.judging_here import Lost, lost
from index.mentions.store import MentionStore
from index.notebook.judged import SaidOfEntities

_AT_ONCE: Final = 500
"""Reports that are looked at together, where nothing is committed for each."""
_INDEXED_AT_ONCE: Final = 1_000
"""Reports in a batch when the text index is made anew from the catalogue: each term of a batch is
written once."""


@dataclass(slots=True)
class Batch:
    """What has reached the catalogue, and not yet the other two."""

    articles: dict[int, Article] = field(default_factory=dict)
    """By number."""
    entities: dict[int, Sequence[LocalEntity]] = field(default_factory=dict)
    """By number, where the mentions have to change."""
    prepared: dict[int, bytes] = field(default_factory=dict)
    """By number, what workers have made of them for the text index."""
    removed: list[int] = field(default_factory=list)

    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.articles or self.removed)


class Stores:
    """Catalogue, mentions and text index of one generation, for the process that holds the lock.

    Attributes:
        catalogue: Its catalogue.
    """

    def __init__(self, generation: Path, engine: str = DEFAULT) -> None:
        """Open the catalogue of a generation, making it if it is not there.

        Args:
            generation: Its folder.
            engine: The kind of its text index; one of another kind is made anew.

        Raises:
            sqlite3.DatabaseError: It is damaged or of another version.
        """
        self._folder = generation
        self._kind = engine
        self.catalogue = CatalogueWriter.open(generation / CATALOGUE, writable=True)
        self._mentions: MentionStore | None = None
        self._copies: CopyStore | None = None
        self._engine: Engine | None = None

    def open_all(self) -> None:
        """Open the others; a generation that readers look at has to have all four."""
        self.mentions()
        self.copies()
        self.engine()

    def mentions(self) -> MentionStore:
        """The mentions, opened for writing."""
        if self._mentions is None:
            self._mentions = MentionStore.open(self._folder / MENTIONS, writable=True)
        return self._mentions

    def copies(self) -> CopyStore:
        """The copies, opened for writing."""
        if self._copies is None:
            self._copies = CopyStore.open(self._folder / COPIES, writable=True)
        return self._copies

    def engine(self) -> Engine:
        """The text index, opened for writing; made anew if it is damaged or of another kind."""
        if self._engine is None:
            made, folder = kind(self._kind), self._folder / TEXT
            try:
                self._engine = made.open(folder, writable=True)
            except EngineDamaged:
                # Nothing is lost: the catalogue has everything that goes into it.
                shutil.rmtree(folder, ignore_errors=True)
                self.catalogue.unindex()
                self._engine = made.create(folder)
        return self._engine

    def commit(self, batch: Batch) -> None:
        """Commit what was written to the catalogue, and bring the other two in step."""
        self.catalogue.commit()
        if batch.is_empty():
            return
        mentions = self.mentions()
        for number in batch.removed:
            mentions.remove(number)
        for number, entities in batch.entities.items():
            article = batch.articles[number]
            mentions.put(number, entities, article.parts, article.text)
        mentions.commit()
        self._index(batch)

    def judge(self, said: SaidOfEntities) -> None:
        """Let the user's word hold in what is there already, and in all that is committed later.

        What holds in one report alone finds it where it is now: to be said again when all is there.
        """
        self.mentions().judge(said.judgements, self._texts(said))

    def is_judged(self, said: SaidOfEntities) -> bool:
        """Whether the user's word holds in what is there."""
        return self.mentions().is_judged(said.judgements, self._texts(said))

    def lost(self, said: SaidOfEntities) -> list[Lost]:
        """What holds nowhere, of what the user said of single reports."""
        return lost(self.mentions(), self._texts(said), said.judgements)

    def _texts(self, said: SaidOfEntities) -> WrittenTexts:
        return WrittenTexts(self.catalogue, self.engine, said.known)

    def _index(self, batch: Batch) -> None:
        refused: dict[int, str] = {}
        documents = [
            document_of(article, number, batch.prepared.get(number))
            for number, article in batch.articles.items()
        ]
        try:
            self.engine().update(documents, batch.removed)
        except Refused as refusal:
            refused = refusal.reasons
        self.catalogue.settled(batch.articles, batch.removed, refused)

    def leave(self) -> None:
        """Drop from the other two what the catalogue dropped before an interruption."""
        self.commit(Batch(removed=self.catalogue.leaving()))

    def lacking(self) -> list[list[Article]]:
        """Reports that the mentions lack after an interruption, a few at a time."""
        numbers = [number for number, lacking in self.catalogue.behind().items() if lacking]
        return [
            [self.catalogue.article(number) for number in numbers[start : start + 16]]
            for start in range(0, len(numbers), 16)
        ]

    def catch_up(self) -> Iterator[int]:
        """Give the text index what only it lacks; yields how many reports were done at a time."""
        self.engine()
        numbers = [number for number, lacking in self.catalogue.behind().items() if not lacking]
        for start in range(0, len(numbers), _INDEXED_AT_ONCE):
            some = numbers[start : start + _INDEXED_AT_ONCE]
            self._index(Batch({number: self.catalogue.article(number) for number in some}))
            yield len(some)

    def find_copies(self) -> Iterator[int]:
        """Let the copies know what the catalogue does; yields how many reports were done at a time.

        They are found at the end of a build: nobody waits for them, and an interrupted search goes
        on with the next build.
        """
        kept, known = self.copies(), self.copies().revisions()
        revisions = self.catalogue.revisions()
        kept.remove(known.keys() - revisions.keys())
        numbers = [number for number, rev in revisions.items() if known.get(number) != rev]
        for start in range(0, len(numbers), _AT_ONCE):
            some = numbers[start : start + _AT_ONCE]
            kept.put({one: (revisions[one], sketch(self.catalogue.as_read(one))) for one in some})
            yield len(some)

    def learn(self) -> None:
        """Learn what repeats over the reports of a source, and label the reports by it.

        All is learnt anew from what the catalogue keeps of each report, so that it does not matter
        how a library came about; only reports whose furniture is another are touched. Copies must
        be known. The text index is behind then.
        """
        edges = self.catalogue.edges()
        learnt = learn(edges, self.copies().origins())
        self.catalogue.keep_learnt(learnt)
        changed = {}
        for one in edges:
            now = [key for key in one.keys if (one.source, key) in learnt]
            if now != one.held:
                changed[one.number] = now
        numbers = list(changed)
        for start in range(0, len(numbers), _AT_ONCE):
            self._relabel({one: changed[one] for one in numbers[start : start + _AT_ONCE]})

    def _relabel(self, held: Mapping[int, Sequence[int]]) -> None:
        """Take paragraphs with these keys, by report, for furniture."""
        spans = {}
        for number, keys in held.items():
            article = self.catalogue.as_read(number)
            spans[number] = known(article, keys)
            parts = relabelled(article.text, article.parts, spans[number])
            self.mentions().relabel(number, parts)
        self.mentions().commit()
        self.catalogue.begin()
        for number, keys in held.items():
            self.catalogue.hold(number, keys, spans[number])
        self.catalogue.commit()

    def is_in_step(self) -> bool:
        """Whether the text index holds as many reports as it must.

        After a power cut the catalogue may have lost its last commit while the text index kept it.
        """
        return self.engine().count() == self.catalogue.searchable()

    def drop_text_index(self) -> None:
        """Delete the text index, to be made anew by whoever asks for it next."""
        self.engine().close()
        self._engine = None
        shutil.rmtree(self._folder / TEXT)

    def close(self) -> None:
        """Close all; what was not committed is lost."""
        self.catalogue.close()
        if self._mentions is not None:
            self._mentions.close()
        if self._copies is not None:
            self._copies.close()
        if self._engine is not None:
            self._engine.close()


def put_in_order(generation: Path) -> bool:
    """Move all that was committed into the main files of the databases.

    Returns:
        Whether that was possible; a reader in the midst of something may stand in the way.
    """
    in_order = True
    for name in (CATALOGUE, MENTIONS, COPIES):
        with closing(sqlite3.connect(generation / name)) as connection:
            (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        in_order = in_order and not busy
    return in_order
