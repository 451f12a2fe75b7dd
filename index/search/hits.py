"""Where a query matched in a text: what is painted, counted and walked.

The text is analysed again, by the same rules as when it was indexed, and each leaf of the query
that is not ruled out is looked for. So a phrase is painted as a phrase, an inflected word as it
stands, and nothing inside another word.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, chain
from typing import Final

from articles.article import FURNITURE, Label, Part, Span
from index.analysis import Token, stem, stem_opening, tokens
from index.positions import near_places, phrase_starts, stretches
from index.query.tree import (
    SEARCHED,
    And,
    Exactly,
    Field,
    Folded,
    Fuzzy,
    Match,
    Near,
    Not,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Query,
    Term,
    Within,
    Word,
)

_BETWEEN_WORDS: Final = frozenset({" ", "-", "\n"})
_NO_SPACE: Final = re.compile(r"\S+")


def hits(query: Query, text: str, parts: Sequence[Part], *, joined: bool = False) -> list[Span]:
    """The stretches of a text that a query matched.

    What is ruled out paints nothing, nor do fields other than the text, entities and dates. Where
    stretches overlap they are painted as one.

    Args:
        query: The tree; leaves that text cannot answer may have been replaced, or not.
        text: The report's text.
        parts: Its parts, in reading order.
        joined: Whether words that were looked for near each other, or that follow each other, are
            one stretch: for what has a line for each place, and not one for each word.

    Returns:
        Spans of `text`, in reading order, that do not overlap.
    """
    leaves = list(_painted(query, SEARCHED))
    if not leaves:
        return []
    words = _Words(text, parts)
    found: list[Span] = []
    for pattern, labels in leaves:
        found += words.spans(pattern, labels, joined=joined)
    merged = _merged(found)
    return _side_by_side(merged, text) if joined else merged


def has_hits(query: Query) -> bool:
    """Whether a query asks for any words: one of entities, tags, dates hits no place in a text."""
    return next(_painted(query, frozenset(Label)), None) is not None


def _painted(
    query: Query, labels: frozenset[Label], *, ruled_out: bool = False
) -> Iterator[tuple[Pattern, frozenset[Label]]]:
    """The patterns of a query that are looked for in the text, with the parts to look in."""
    match query:
        case Match(pattern, Field.ANYWHERE) if not ruled_out:
            yield pattern, labels
        case And(children) | Or(children):
            for child in children:
                yield from _painted(child, labels, ruled_out=ruled_out)
        case Not(child):
            yield from _painted(child, labels, ruled_out=not ruled_out)
        case Within(inner, child):
            yield from _painted(child, inner, ruled_out=ruled_out)
        case _:
            pass


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged


def _side_by_side(spans: Iterable[Span], text: str) -> list[Span]:
    """Spans in order, those as one between which there is but a space, hyphen or line's end."""
    joined: list[Span] = []
    for span in spans:
        if joined and text[joined[-1].end : span.start] in _BETWEEN_WORDS:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


class _Analysed(dict[str, tuple[Token, ...]]):
    """The words of what stands between spaces, which most reports have in common; a bounded cache.

    No word goes over a space, so the words of a text are those of its pieces: most of the time that
    analysing takes goes into words that were seen before.
    """

    MOST: Final = 1 << 14
    LONGEST: Final = 100
    """Characters of a piece that is kept."""

    def __missing__(self, piece: str) -> tuple[Token, ...]:
        words = tuple(tokens(piece))
        if len(piece) <= self.LONGEST:
            if len(self) >= self.MOST:
                self.clear()
            self[piece] = words
        return words


_ANALYSED: Final = _Analysed()


class _Words:
    """The words of a text, each known by its position."""

    def __init__(self, text: str, parts: Sequence[Part]) -> None:
        self._text = text
        self._of_pieces = list(map(_ANALYSED.__getitem__, text.split()))
        self._words = list(chain.from_iterable(self._of_pieces))
        """Counted from where the piece begins that each stands in."""
        self._parts = parts
        self._part_starts = [part.start for part in parts]
        self._positions: dict[str, list[int]] = defaultdict(list)
        for position, word in enumerate(self._words):
            self._positions[word.folded].append(position)
        self._everywhere = all(part.label not in FURNITURE for part in parts)

    @cached_property
    def _pieces(self) -> tuple[list[int], list[int]]:
        """After which position each piece ends, and where it begins in the text."""
        starts = [found.start() for found in _NO_SPACE.finditer(self._text)]
        return list(accumulate(map(len, self._of_pieces))), starts

    def _offset(self, position: int) -> int:
        """Where the piece begins that a word stands in."""
        ends, starts = self._pieces
        return starts[bisect_right(ends, position)]

    def spans(
        self, pattern: Pattern, labels: frozenset[Label], *, joined: bool = False
    ) -> list[Span]:
        """Where a pattern stands in parts of these labels."""
        match pattern:
            case Phrase(terms):
                places = [self._places(term, labels) for term in terms]
                length = len(terms)
                return [self._span(start, start + length - 1) for start in phrase_starts(places)]
            case Near(terms, distance):
                distinct = list(dict.fromkeys(terms))
                of_each = [self._places(term, labels) for term in distinct]
                needed = [terms.count(term) for term in distinct]
                near = near_places(of_each, needed, distance)
                runs = stretches(near, distance) if joined else zip(near, near, strict=True)
                return [self._span(first, last) for first, last in runs]
            case _:
                return [self._span(at, at) for at in self._places(pattern, labels)]

    def _span(self, first: int, last: int) -> Span:
        start = self._offset(first) + self._words[first].start
        return Span(start, self._offset(last) + self._words[last].end)

    def _places(self, term: Term, labels: frozenset[Label]) -> list[int]:
        """The positions of a term in parts of these labels; unsorted."""
        found = self._anywhere(term)
        if labels >= SEARCHED and (self._everywhere or labels >= FURNITURE):
            return found
        return [position for position in found if self._label(position) in labels]

    def _anywhere(self, term: Term) -> list[int]:
        match term:
            case Exactly(text):
                return [at for at, word in enumerate(self._words) if word.surface == text]
            case Prefix(text, exact=True):
                return [
                    at for at, word in enumerate(self._words) if word.surface[: len(text)] == text
                ]
            case Folded(text):
                return self._positions.get(text, [])
            case _:
                return [at for word in self._standing_for(term) for at in self._positions[word]]

    def _standing_for(self, term: Word | Prefix | Fuzzy) -> list[str]:
        """The words of the text that a term stands for."""
        match term:
            case Word(text):
                wanted = stem(text)
                opening = stem_opening(wanted)
                irregular = wanted.endswith("ie")
                return [
                    word
                    for word in self._positions
                    if (irregular or word.startswith(opening)) and stem(word) == wanted
                ]
            case Prefix(text):
                return [word for word in self._positions if word.startswith(text)]
            case Fuzzy(text, edits):
                return [word for word in self._positions if within(text, word, edits)]

    def _label(self, position: int) -> Label:
        """The label of the part that a word stands in; body where there is none."""
        start = self._offset(position) + self._words[position].start
        at = bisect_right(self._part_starts, start) - 1
        inside = at >= 0 and start < self._parts[at].end
        return self._parts[at].label if inside else Label.BODY


def within(text: str, word: str, edits: int) -> bool:
    """Whether two words are within so many edits (Levenshtein) of each other."""
    if abs(len(text) - len(word)) > edits:
        return False
    above = list(range(len(text) + 1))
    for letter in word:
        row = [above[0] + 1]
        for column, wanted in enumerate(text, 1):
            changed = above[column - 1] + (letter != wanted)
            row.append(min(changed, above[column] + 1, row[-1] + 1))
        if min(row) > edits:
            return False
        above = row
    return above[-1] <= edits
