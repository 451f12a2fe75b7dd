"""What the names that the user added make of a report: a function of its text and its entities.

A name stands wherever the text says its words one after the other: a line break, a hyphen, an
apostrophe or a full stop may stand between them, no blank line. Words are written as known names
are (`articles.entities.forms.same_word`): acronyms letter by letter, others with a capital where
the name has one, in small letters in any case; accents do not count.

Of names that overlap the longer one stands, be it recognised or added; of equal length the added
one, of two added ones the one added later. What an added name takes the place of is absorbed.
Where a report names the same entity by the very same words, it stays as recognised.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from articles.entities import forms, spelling
from articles.entities.mention import LocalEntity
from index.analysis import Token, tokens
from index.judgements.absorbing import Absorbing, Row, Stretch
from index.judgements.added_name import AddedName

_GAP: Final = re.compile(r"(?!\s*\n\s*\n)[\s'’.\-‐‑–&/]{0,3}")
"""What may stand between two words of a name."""


class _Word(NamedTuple):
    shown: str
    lower: str
    folded: str


class _Pattern(NamedTuple):
    name: AddedName
    words: tuple[_Word, ...]


class _Occurrence(NamedTuple):
    stretch: Stretch
    name: AddedName

    def rank(self) -> tuple[int, int, int]:
        """Sorts what goes first: the longer, the one added later, the one further on top."""
        start, end = self.stretch
        return start - end, -self.name.number, start


class Additions:
    """The added names, put into reports.

    Args:
        names: What was added.
    """

    def __init__(self, names: Iterable[AddedName]) -> None:
        self._starts: dict[str, list[_Pattern]] = {}
        for name in names:
            words = tuple(_word(token) for token in name.words())
            self._starts.setdefault(words[0].folded, []).append(_Pattern(name, words))

    def applied(self, text: str, entities: Sequence[LocalEntity]) -> Sequence[LocalEntity]:
        """What a report says of entities, with the added names.

        Args:
            text: Its text.
            entities: What it says without them.

        Returns:
            The same values for what is not changed, then those that were added.
        """
        found = sorted(self._occurrences(text), key=_Occurrence.rank) if self._starts else []
        standing = _standing(found, entities)
        if not standing:
            return entities
        absorbing = Absorbing(standing)
        left = [one for entity in entities for one in absorbing.left_of(entity)]
        return [*left, *absorbing.added(text)]

    def _occurrences(self, text: str) -> Iterator[_Occurrence]:
        seen = list(tokens(text))
        for at, token in enumerate(seen):
            for pattern in self._starts.get(token.folded, ()):
                here = seen[at : at + len(pattern.words)]
                if _fits(pattern, text, here):
                    yield _Occurrence(Stretch(token.start, here[-1].end), pattern.name)


def _word(token: Token) -> _Word:
    shown = _plain(token.surface)
    return _Word(shown, shown.lower(), token.folded)


def _plain(surface: str) -> str:
    return surface if surface.isascii() else spelling.fold(surface)


def _fits(pattern: _Pattern, text: str, here: Sequence[Token]) -> bool:
    """Whether the words of a text are those of a name."""
    if len(here) < len(pattern.words):
        return False
    return all(
        word.folded == token.folded
        and forms.same_word(word.shown, word.lower, _plain(token.surface))
        for word, token in zip(pattern.words, here, strict=True)
    ) and all(_GAP.fullmatch(text, one.end, other.start) for one, other in pairwise(here))


def _standing(
    found: Sequence[_Occurrence], entities: Sequence[LocalEntity]
) -> dict[Stretch, AddedName]:
    """The occurrences that stand: by falling rank, unless something longer is in the way."""
    if not found:
        return {}
    whose: dict[Stretch, LocalEntity] = {}
    for entity in entities:
        named = (one for one in entity.mentions if not one.soft)
        whose.update((Stretch(one.start, one.end), entity) for one in named)
    recognised, chosen = Row(), Row()
    for stretch in sorted(whose):
        recognised.put(stretch)
    standing: dict[Stretch, AddedName] = {}
    for stretch, name in found:
        same = whose.get(stretch)
        if same is not None and set(name.keys) & set(same.keys):
            continue
        size = stretch.end - stretch.start
        longer = (one for one in recognised.over(stretch) if one.end - one.start > size)
        if next(longer, None) is None and next(chosen.over(stretch), None) is None:
            chosen.put(stretch)
            standing[stretch] = name
    return standing
