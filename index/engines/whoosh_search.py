"""Answering a query from the posting lists: which reports match, and how well.

A leaf becomes two arrays over all documents, whether each matches and how well; AND, OR and NOT are
arithmetic on them. The score is BM25F (Robertson, Zaragoza 2009): frequencies in title and text are
weighted, set against the fields' lengths and added up before they saturate; all words that a leaf
stands for are one.
"""

from array import array
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from functools import reduce
from math import log
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from articles.article import FURNITURE, Label
from index.engines.engine import Cancel, Matches, never
from index.engines.whoosh_guard import byte_to_length
from index.engines.whoosh_occurrences import occurrences
from index.engines.whoosh_segment import Segment
from index.engines.whoosh_terms import ASIDE, AUTHOR, PATH, SOURCE, TEXT, TITLE
from index.engines.whoosh_words import Words, expand
from index.query.tree import (
    SEARCHED,
    Among,
    And,
    Everything,
    Field,
    Match,
    Near,
    Not,
    Or,
    Pattern,
    Phrase,
    Query,
    Term,
    Within,
)
from index.ranking import best_first


class Scores(NamedTuple):
    """What became of each document. Never changed once made: leaves are kept and shared."""

    matched: NDArray[np.bool_]
    """Whether it matches; a deleted one may."""
    worth: NDArray[np.float32]
    """How well; 0 where it does not match."""


SATURATION: Final = 1.2
"""BM25's k1: how soon more of the same word stops mattering."""
LENGTH: Final = 0.75
"""BM25's b: how much a long field weakens each of its words."""
WEIGHTS: Final = {TITLE: 2.5}
"""What a word in a field is worth; 1 where not named. See docs/query-language.md."""

_KEPT_LEAVES: Final = 32
"""Leaves whose scores are kept: typing on asks for the same words again."""
_KEPT_WORDS: Final = 128
"""Terms of which it is kept which words they stand for, and where these are in the lexicons."""

_PLAIN_FIELDS: Final = {
    Field.TITLE: TITLE,
    Field.SOURCE: SOURCE,
    Field.AUTHOR: AUTHOR,
    Field.PATH: PATH,
}


class Snapshot:
    """The committed state of an index, as a query sees it.

    Args:
        segments: Readers of its segments; closed by whoever opened them.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = segments
        counts = [segment.count for segment in segments]
        self._bases: list[int] = [sum(counts[:at]) for at in range(len(counts))]
        self.numbers = np.concatenate(
            [np.empty(0, np.uint32), *(np.array(each.numbers, np.uint32) for each in segments)]
        )
        self.living = np.ones(len(self.numbers), dtype=bool)
        for base, segment in zip(self._bases, segments, strict=True):
            self.living[[base + document for document in segment.deleted]] = False
        self._alive = int(self.living.sum())
        self._by_number: dict[int, int] | None = None
        self._norms: dict[str, NDArray[np.float64]] = {}
        self._words: OrderedDict[Term, Words] = OrderedDict()
        self._leaves: OrderedDict[tuple[Match, frozenset[Label]], Scores] = OrderedDict()

    def count(self) -> int:
        """How many documents are living."""
        return self._alive

    def search(self, query: Query, cancel: Cancel) -> Matches:
        """All living reports that match, by falling score, then by number."""
        found = self.scores(query, SEARCHED, cancel)
        documents = np.flatnonzero(found.matched & self.living)
        worth, numbers = best_first(found.worth[documents], self.numbers[documents])
        return Matches(
            array("I", numbers.tobytes()), array("f", worth.tobytes()), self._note(query)
        )

    def documents(self, numbers: Iterable[int]) -> list[int]:
        """The living documents of reports with these numbers."""
        if self._by_number is None:
            living = np.flatnonzero(self.living)
            pairs = zip(self.numbers[living].tolist(), living.tolist(), strict=True)
            self._by_number = dict(pairs)
        known = self._by_number
        return [known[number] for number in numbers if number in known]

    def scores(self, query: Query, labels: frozenset[Label], cancel: Cancel) -> Scores:
        """Documents that match, deleted ones perhaps among them.

        Raises:
            Cancelled: If `cancel` said so.
        """
        match query:
            case Match():
                return self._leaf(query, labels, cancel)
            case And(children):
                return self._all_of(children, labels, cancel)
            case Or(children):
                return reduce(_either, (self.scores(child, labels, cancel) for child in children))
            case Not(child):
                return self._unscored(~self.scores(child, labels, cancel).matched)
            case Within(inner, child):
                return self.scores(child, inner, cancel)
            case _:
                return self._unscored(self._other(query))

    def _other(self, query: Query) -> NDArray[np.bool_]:
        """Which documents match for another reason than their words."""
        match query:
            case Among(numbers, _):
                matched = np.zeros(len(self.numbers), dtype=bool)
                matched[self.documents(numbers)] = True
                return matched
            case Everything():
                return self.living
            case _:
                raise TypeError(f"{query.describe()} is not for an engine to answer")

    def _unscored(self, matched: NDArray[np.bool_]) -> Scores:
        return Scores(matched, np.zeros(len(self.numbers), dtype=np.float32))

    def _all_of(
        self, children: Sequence[Query], labels: frozenset[Label], cancel: Cancel
    ) -> Scores:
        """Documents that match every child; what is ruled out is looked for at the end."""
        found = self._unscored(self.living)
        for child in sorted(children, key=lambda child: isinstance(child, Not)):
            found = _both(found, self.scores(child, labels, cancel))
            if not found.matched.any():
                break
        return found

    def _leaf(self, leaf: Match, labels: frozenset[Label], cancel: Cancel) -> Scores:
        """Score a pattern, or remember its scores."""
        key = (leaf, labels)
        if key in self._leaves:
            self._leaves.move_to_end(key)
            return self._leaves[key]
        words = [self._expanded(term, cancel) for term in terms_within(leaf.pattern)]
        frequencies = np.zeros(len(self.numbers))
        for fields in searched_fields(leaf.field, labels):
            norm = self._norm(fields[0])
            for base, segment in zip(self._bases, self.segments, strict=True):
                found = occurrences(segment, fields, leaf.pattern, words, labels, cancel=cancel)
                lengths = np.frombuffer(segment.lengths(fields[0]), dtype=np.uint8)
                frequencies[base : base + segment.count] += found * norm[lengths]
        self._leaves[key] = scores = self._saturated(frequencies)
        if len(self._leaves) > _KEPT_LEAVES:
            self._leaves.popitem(last=False)
        return scores

    def _saturated(self, frequencies: NDArray[np.float64]) -> Scores:
        """BM25 from weighted frequencies."""
        matched = frequencies > 0
        rare = int(matched.sum()) + 0.5
        inverse = log(1 + max(self._alive - rare + 1, 0.5) / rare) * (SATURATION + 1)
        worth = inverse * frequencies / (SATURATION + frequencies)
        return Scores(matched, worth.astype(np.float32))

    def _norm(self, field: str) -> NDArray[np.float64]:
        """What one occurrence in the field is worth, by the byte of the field's length."""
        if field not in self._norms:
            counts = np.zeros(256)
            for segment in self.segments:
                lengths = np.frombuffer(segment.lengths(field), dtype=np.uint8)
                counts += np.bincount(lengths, minlength=256)
            lengths_of = np.array([byte_to_length(byte) for byte in range(256)], dtype=float)
            mean = max(float(counts @ lengths_of) / max(counts.sum(), 1), 1.0)
            weight = WEIGHTS.get(field, 1.0)
            self._norms[field] = weight / (1 - LENGTH + LENGTH * lengths_of / mean)
        return self._norms[field]

    def _expanded(self, term: Term, cancel: Cancel) -> Words:
        words = self._words.pop(term, None) or expand(term, self.segments, cancel)
        self._words[term] = words
        if len(self._words) > _KEPT_WORDS:
            self._words.popitem(last=False)
        return words

    def _note(self, query: Query) -> str:
        """What was left out of the expansions of a query, in words."""
        cut = [
            f"{term.describe()} is the {len(found.words):,} most frequent of {found.total:,} words"
            for term in sorted(terms_of(query), key=lambda term: term.describe())
            if (found := self._expanded(term, never)).total > len(found.words)
        ]
        return "; ".join(cut)


def terms_within(pattern: Pattern) -> tuple[Term, ...]:
    """The terms of a pattern, in their order."""
    return pattern.terms if isinstance(pattern, (Phrase, Near)) else (pattern,)


def terms_of(query: Query) -> set[Term]:
    """Every term in a query."""
    match query:
        case Match(pattern, _):
            return set(terms_within(pattern))
        case And(children) | Or(children):
            return set().union(*map(terms_of, children))
        case Not(child) | Within(_, child):
            return terms_of(child)
        case _:
            return set()


def searched_fields(field: Field, labels: frozenset[Label]) -> list[tuple[str, ...]]:
    """The fields that a leaf looks in; those of one tuple are one text."""
    if field is not Field.ANYWHERE:
        return [(_PLAIN_FIELDS[field],)]
    text = (TEXT,) if labels & SEARCHED else ()
    aside = (ASIDE,) if labels & FURNITURE else ()
    title = [(TITLE,)] if Label.HEADLINE in labels else []
    return [text + aside, *title]


def _both(left: Scores, right: Scores) -> Scores:
    matched = left.matched & right.matched
    return Scores(matched, (left.worth + right.worth) * matched)


def _either(left: Scores, right: Scores) -> Scores:
    return Scores(left.matched | right.matched, left.worth + right.worth)
