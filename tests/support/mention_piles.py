"""A mention store and the reports that it is of, as few texts as a test needs."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from mention_states import State, state

from articles.article import Article
from articles.entities.mention import EntityType, LocalEntity
from index.anchors import Ref
from index.catalogue.store import text_hash
from index.judgements.added_name import AddedName
from index.judgements.judgement import Judgement
from index.mentions import judging
from index.mentions.judging_here import Meant, Report, meant
from index.mentions.store import Entity, MentionStore


class Pile:
    """Reports with what was recognised in them; stands for their texts."""

    def __init__(self) -> None:
        self.reports: dict[int, tuple[str, tuple[LocalEntity, ...]]] = {}

    def saying(self, name: AddedName) -> Iterator[int]:
        words = [word.folded for word in name.words()]
        for number, (text, _) in self.reports.items():
            if all(word in text.lower() for word in words):
                yield number

    def written(self, numbers: Iterable[int]) -> set[int]:
        return set(self.reports).intersection(numbers)

    def numbers_of(self, reports: Iterable[Ref]) -> dict[Ref, int]:
        return {one: int(one.id) for one in reports if int(one.id) in self.reports}

    def article(self, number: int) -> Article:
        return Article(str(number), self.reports[number][0], "", title_derived=True)


class Store:
    """A mention store and its pile."""

    def __init__(self, path: Path) -> None:
        self.path, self.pile = path, Pile()
        self.mentions = MentionStore.open(path / "mentions.db", writable=True)

    def put(self, number: int, text: str, *entities: LocalEntity) -> None:
        self.pile.reports[number] = text, entities
        self.mentions.put(number, entities, (), text)
        self.mentions.commit()
        self.judge(self.mentions.judgements())

    def judge(self, judgements: dict[int, Judgement]) -> None:
        self.mentions.judge(judgements, self.pile)

    def remove(self, number: int) -> None:
        """Take a report out."""
        del self.pile.reports[number]
        self.mentions.remove(number)
        self.mentions.commit()
        self.judge(self.mentions.judgements())

    def say(self, judgement: Judgement) -> None:
        former = self.mentions.judgements()
        self.judge({**former, max(former, default=0) + 1: judgement})

    def meant(self, number: int, name: str, nth: int | None = 1) -> Meant:
        """The nth mention of a report by a name; None for all."""
        named = [one for one in self.mentions.stored_mentions_in(number) if one.surface == name]
        return self.meant_at(number, name, None if nth is None else named[nth - 1].start)

    def meant_at(self, number: int, name: str, at: int | None) -> Meant:
        """The mention of a report at a character; None for all by a name."""
        text = self.pile.reports[number][0]
        report = Report(number, Ref(str(number), text_hash(text)), text)
        return meant(self.mentions, report, name, at)

    def add(self, name: str, kind: EntityType = EntityType.PLACE) -> None:
        self.say(judging.add(self.mentions, name, kind))

    def names(self) -> list[tuple[str, int]]:
        return sorted((one.name, one.mentions) for one in self.mentions.entities())

    def one(self, name: str) -> Entity:
        (entity,) = [one for one in self.mentions.entities() if one.name == name]
        return entity

    def rebuilt(self, judgements: dict[int, Judgement]) -> State:
        """What a new library says, whose judgements were made before its reports were read."""
        store = MentionStore.open(self.path / "rebuilt.db", writable=True)
        try:
            store.judge(judgements, Pile())
            for number, (text, entities) in self.pile.reports.items():
                store.put(number, entities, (), text)
            store.commit()
            store.judge(judgements, self.pile)
            return state(store)
        finally:
            store.close()
            for file in self.path.glob("rebuilt.db*"):
                file.unlink()
