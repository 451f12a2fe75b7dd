"""The plainest engine: every report in a dict, every query answered by reading all of them.

It shares nothing with the others but the tree, so that what they answer can be held against it. It
also says which stretches of a text are painted, and is as slow as it looks.
"""

import math
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from articles.article import FURNITURE, Label, Part, Span
from index.engines.engine import Cancel, Cancelled, Document, Matches, Refused, never
from index.query.tree import (
    Among,
    And,
    Everything,
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

_english = snowballstemmer.stemmer("english")
_remembered = lru_cache(maxsize=1_000)
"""For what is asked of the same texts and words by each query: most of its time goes there."""


@dataclass(frozen=True)
class _Seen:
    """A word of a text."""

    start: int
    end: int
    surface: str
    plain: str
    label: Label


@_remembered
def _plain(word: str) -> str:
    """Without case, accents and points."""
    kept = [
        char
        for char in unicodedata.normalize("NFKD", word.casefold())
        if not (
            unicodedata.combining(char) == 1
            or 10 <= unicodedata.combining(char) <= 36
            or unicodedata.combining(char) >= 200
            or char == "\u00ad"
            or 0xFE00 <= ord(char) <= 0xFE0F
        )
    ]
    bare = "".join(kept).casefold()
    for letter, plain in (
        *zip("łøđðıħ", "loddih", strict=True),
        ("þ", "th"),
        ("æ", "ae"),
        ("œ", "oe"),
    ):
        bare = bare.replace(letter, plain)
    return unicodedata.normalize("NFC", bare) or word


def _letter(char: str) -> bool:
    return unicodedata.category(char)[0] in "LN"


def _mark(char: str) -> bool:
    return char == "\u00ad" or (unicodedata.category(char)[0] == "M" and ord(char) < 0x10000)


def _alone(char: str) -> bool:
    """Whether it is of a script that writes no spaces."""
    return any(
        low <= ord(char) <= high
        for low, high in ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))
    )


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where words are, character by character."""
    at = 0
    while at < len(text):
        start = at
        if _letter(text[at]):
            at += 1
            while at < len(text) and (_letter(text[at]) or _mark(text[at])):
                at += 1
            yield from _split(text, start, at)
        else:
            at += 1


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch of letters, with letters that are words alone apart."""
    first = start
    for at in range(start, end):
        if _alone(text[at]):
            if first < at:
                yield first, at
            yield at, at + 1
            first = at + 1
    if first < end:
        yield first, end


@_remembered
def _read(text: str, parts: tuple[Part, ...]) -> tuple[_Seen, ...]:
    """Every word of a text."""
    words: list[_Seen] = []
    for start, end in _stretches(text):
        labels = [part.label for part in parts if part.start <= start < part.end]
        surface = text[start:end][:100]
        label = labels[0] if labels else Label.BODY
        words.append(_Seen(start, end, surface, _plain(surface), label))
    return tuple(words)


@_remembered
def _stem(plain: str) -> str:
    stemmed = str(_english.stemWord(plain))
    return plain if len(stemmed) == 1 else stemmed


def _edits(left: str, right: str) -> int:
    """The Levenshtein distance, by its definition as a table."""
    table = {(row, 0): row for row in range(len(left) + 1)}
    table |= {(0, column): column for column in range(len(right) + 1)}
    for row, one in enumerate(left, 1):
        for column, other in enumerate(right, 1):
            table[row, column] = min(
                table[row - 1, column] + 1,
                table[row, column - 1] + 1,
                table[row - 1, column - 1] + (one != other),
            )
    return table[len(left), len(right)]


def _is(term: Term, word: _Seen) -> bool:
    """Whether a term stands for this word."""
    match term:
        case Word(text):
            return _stem(word.plain) == _stem(text)
        case Folded(text):
            return word.plain == text
        case Exactly(text):
            return word.surface == text
        case Prefix(text, exact):
            return (word.surface if exact else word.plain).startswith(text)
        case Fuzzy(text, edits):
            return _edits(word.plain, text) <= edits


def _found(pattern: Pattern, words: Sequence[_Seen]) -> list[list[int]]:
    """Each occurrence of a pattern, as the positions that are painted together."""
    match pattern:
        case Phrase(terms):
            last = len(words) - len(terms)
            return [
                list(range(at, at + len(terms)))
                for at in range(last + 1)
                if all(_is(term, words[at + place]) for place, term in enumerate(terms))
            ]
        case Near(terms, distance):
            return [[at] for at in sorted(_near(terms, distance, words))]
        case _:
            return [[at] for at, word in enumerate(words) if _is(pattern, word)]


def _near(terms: Sequence[Term], distance: int, words: Sequence[_Seen]) -> set[int]:
    """Positions in any stretch of the text in which every term occurs as often as it is asked."""
    found: set[int] = set()
    for first in range(len(words)):
        stretch = range(first, min(len(words), first + distance + 1))
        places = {term: [at for at in stretch if _is(term, words[at])] for term in terms}
        if all(len(places[term]) >= terms.count(term) for term in terms):
            found.update(at for of_term in places.values() for at in of_term)
    return found


def painted(query: Query, text: str, parts: Sequence[Part]) -> list[Span]:
    """What is painted in a text: the oracle for `index.search.hits.hits`."""
    words = _read(text, tuple(parts))
    lit = [False] * len(text)
    joins = [False] * len(text)
    for pattern, labels in _leaves(query, frozenset(Label) - FURNITURE, positive=True):
        for occurrence in _found(pattern, _visible(words, labels)):
            start = _visible(words, labels)[occurrence[0]].start
            end = _visible(words, labels)[occurrence[-1]].end
            lit[start:end] = [True] * (end - start)
            joins[start + 1 : end] = [True] * (end - start - 1)
    edges = [at for at in range(len(text)) if lit[at] and not joins[at]]
    return [Span(at, _end_of(at, lit, joins)) for at in edges]


def _end_of(start: int, lit: Sequence[bool], joins: Sequence[bool]) -> int:
    at = start + 1
    while at < len(lit) and lit[at] and joins[at]:
        at += 1
    return at


_NOWHERE = _Seen(0, 0, "", "", Label.CHROME)


def _visible(words: Sequence[_Seen], labels: frozenset[Label]) -> list[_Seen]:
    """The words, those in other parts blotted out, so that positions stay."""
    return [word if word.label in labels else _NOWHERE for word in words]


def _leaves(
    query: Query, labels: frozenset[Label], *, positive: bool
) -> Iterator[tuple[Pattern, frozenset[Label]]]:
    """The patterns that are looked for in the text and not ruled out."""
    match query:
        case Match(pattern, Field.ANYWHERE) if positive:
            yield pattern, labels
        case And(children) | Or(children):
            for child in children:
                yield from _leaves(child, labels, positive=positive)
        case Not(child):
            yield from _leaves(child, labels, positive=not positive)
        case Within(inner, child):
            yield from _leaves(child, inner, positive=positive)
        case _:
            return


class MemoryEngine:
    """Keeps documents as they are and reads all of them for every query."""

    name = "memory"

    def __init__(self) -> None:
        self._documents: dict[int, Document] = {}

    def update(self, add: Iterable[Document], remove: Iterable[int] = ()) -> None:
        """Keep documents, drop others; see `index.engines.engine.Engine`."""
        added = {document.number: document for document in add}
        refused = [number for number in added if not 0 <= number < 2**32]
        for number in [*remove, *refused]:
            self._documents.pop(number, None)
        self._documents |= {number: added[number] for number in added if number not in refused}
        if refused:
            raise Refused(dict.fromkeys(refused, "has no number of a report"))

    def search(self, query: Query, cancel: Cancel = never) -> Matches:
        """Read every document; see `index.engines.engine.Engine`."""
        found: list[tuple[float, int]] = []
        for number, document in self._documents.items():
            if cancel():
                raise Cancelled
            if self._matches(query, document, frozenset(Label) - FURNITURE):
                found.append((-_worth(query, document), number))
        found.sort()
        numbers = array("I", [number for _, number in found])
        return Matches(numbers, array("f", [-worth for worth, _ in found]))

    def _matches(self, query: Query, document: Document, labels: frozenset[Label]) -> bool:
        match query:
            case And(children):
                return all(self._matches(child, document, labels) for child in children)
            case Or(children):
                return any(self._matches(child, document, labels) for child in children)
            case Not(child):
                return not self._matches(child, document, labels)
            case Within(inner, child):
                return self._matches(child, document, inner)
            case _:
                return _answers(query, document, labels)

    def count(self) -> int:
        """How many reports it holds."""
        return len(self._documents)

    def suggest(self, word: str) -> str | None:
        """The most frequent word within 1 edit, else, for longer words, 2."""
        wanted = _plain(word)
        texts = [text for kept in self._documents.values() for text in (kept.text, kept.title)]
        words = [seen.plain for text in texts for seen in _read(text, ())]
        for edits in range(1, 1 + (len(wanted) > 2) + (len(wanted) > 4)):
            near = [seen for seen in words if seen != wanted and _edits(seen, wanted) <= edits]
            if near:
                return max(near, key=lambda seen: (near.count(seen), seen))
        return None

    def refresh(self) -> None:
        """Nobody else can have changed it."""

    def close(self) -> None:
        """There is nothing to let go of."""


def _answers(query: Query, document: Document, labels: frozenset[Label]) -> bool:
    """Whether a leaf holds of a document."""
    match query:
        case Everything():
            return True
        case Among(numbers, _):
            return document.number in numbers
        case Match(pattern, Field.ANYWHERE):
            text = _visible(_read(document.text, document.parts), labels)
            in_title = Label.HEADLINE in labels and _found(pattern, _read(document.title, ()))
            return bool(_found(pattern, text) or in_title)
        case Match(pattern, field):
            return bool(_found(pattern, _read(getattr(document, field), ())))
        case _:
            raise TypeError(f"{query.describe()} is not for an engine to answer")


def _worth(query: Query, document: Document) -> float:
    """A rough score of the same taste: more is better, more so in the title, less in long texts."""
    worth = 0.0
    for pattern, labels in _leaves(query, frozenset(Label), positive=True):
        words = _visible(_read(document.text, document.parts), labels)
        in_title = len(_found(pattern, _read(document.title, ())))
        worth += math.log1p(3 * in_title + len(_found(pattern, words)) / (1 + len(words)) ** 0.5)
    return worth
