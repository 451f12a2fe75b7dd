"""What is left of a report's entities where the user's word stands in the place of mentions.

Pure: entities in, entities out. It does not matter whether words stand there because a name was
added (`index.judgements.adding`) or because one mention was judged (`index.judgements.here`).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from articles.entities.mention import LocalEntity, Mention
from index.judgements.added_name import AddedName
from index.judgements.evidence import YOUR_WORD
from index.judgements.form import form_of
from index.judgements.judgement import WEAK_MARK, Subject

Named: TypeAlias = AddedName | Subject | None
"""Whom words name by the user's word; None for nobody."""


class Stretch(NamedTuple):
    """Where a name stands in a text: `[start, end)` in characters."""

    start: int
    end: int


class Row:
    """Stretches that do not overlap, in reading order, each with what stands there."""

    def __init__(self) -> None:
        self.stretches: list[Stretch] = []
        self._ends: list[int] = []

    def put(self, stretch: Stretch) -> None:
        """Put one between the others."""
        at = bisect_left(self.stretches, stretch)
        self.stretches.insert(at, stretch)
        self._ends.insert(at, stretch.end)

    def over(self, stretch: Stretch) -> Iterator[Stretch]:
        """Those that overlap with one."""
        for at in range(bisect_right(self._ends, stretch.start), len(self.stretches)):
            if self.stretches[at].start >= stretch.end:
                return
            yield self.stretches[at]


class Absorbing:
    """Takes from entities what stands in other hands, and makes those of the user's word.

    Args:
        standing: Whom each stretch names by the user's word; they do not overlap.
    """

    def __init__(self, standing: Mapping[Stretch, Named]) -> None:
        self._standing = standing
        self._row = Row()
        for stretch in sorted(standing):
            self._row.put(stretch)
        self._descriptions: dict[Named, list[Mention]] = {}

    def _over(self, mention: Mention) -> Stretch | None:
        """What stands in the place of a mention."""
        return next(self._row.over(Stretch(mention.start, mention.end)), None)

    def left_of(self, entity: LocalEntity) -> Iterator[LocalEntity]:
        """What is left of an entity; its descriptions go with its first name, if none is."""
        over = {one: stretch for one in entity.mentions if (stretch := self._over(one))}
        if not over:
            yield entity
            return
        left = tuple(one for one in entity.mentions if one not in over)
        names = [one.surface for one in left if not one.soft]
        first = next((stretch for one, stretch in over.items() if not one.soft), None)
        if not names and first is not None:
            self._descriptions.setdefault(self._standing[first], []).extend(left)
            return
        gone = {form_of(one.surface) for one in over} - {form_of(name) for name in names}
        longest = min(names, key=lambda name: (-len(name), name), default=entity.name)
        name = longest if form_of(entity.name) in gone else entity.name
        yield entity._replace(name=name, mentions=left)

    def added(self, text: str) -> Iterator[LocalEntity]:
        """An entity for whoever is named somewhere by the user's word."""
        places: dict[AddedName | Subject, list[Stretch]] = {}
        for stretch, named in self._standing.items():
            if named is not None:
                places.setdefault(named, []).append(stretch)
        for whom, stretches in places.items():
            mentions = [
                Mention(start, end, " ".join(text[start:end].split()), YOUR_WORD)
                for start, end in stretches
            ] + self._descriptions.get(whom, [])
            yield _entity(whom, tuple(sorted(mentions, key=lambda mention: mention.start)))


def _entity(whom: AddedName | Subject, mentions: tuple[Mention, ...]) -> LocalEntity:
    strong = tuple(sorted(key for key in whom.keys if not key.startswith(WEAK_MARK)))
    weak = "" if strong else min(whom.keys, default="").removeprefix(WEAK_MARK)
    return LocalEntity(whom.name, whom.type, strong, weak, mentions)
