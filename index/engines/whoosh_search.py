"""Answering a query from the posting lists: which reports match, and how well.

A leaf becomes a dict of document number to score; AND, OR and NOT are set operations on dicts. The
score is BM25F (Robertson, Zaragoza 2009): frequencies in title and text are weighted, set against
the fields' lengths and added up before they saturate; all words that a leaf stands for are one.
"""

from array import array
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from functools import reduce
from math import log
from typing import Final, TypeAlias

from articles.article import Label
from index.engines.engine import Cancel, Matches, never
from index.engines.whoosh_guard import byte_to_length
from index.engines.whoosh_occurrences import occurrences
from index.engines.whoosh_segment import Segment
from index.engines.whoosh_terms import AUTHOR, CHROME, PATH, SOURCE, TEXT, TITLE
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

Scores: TypeAlias = dict[int, float]
"""Document number to score. Never changed once made: leaves are kept and shared."""

SATURATION: Final = 1.2
"""BM25's k1: how soon more of the same word stops mattering."""
LENGTH: Final = 0.75
"""BM25's b: how much a long field weakens each of its words."""
WEIGHTS: Final = {TITLE: 2.5}
"""What a word in a field is worth; 1 where not named. See docs/query-language.md."""

_KEPT_LEAVES: Final = 32
"""Leaves whose scores are kept: typing on asks for the same words again."""

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
        self.bases: list[int] = []
        self.numbers = array("I")
        deleted: set[int] = set()
        for segment in segments:
            base = len(self.numbers)
            self.bases.append(base)
            self.numbers.extend(segment.numbers)
            deleted.update(base + document for document in segment.deleted)
        self.living = frozenset(range(len(self.numbers))) - deleted
        self._by_number: dict[int, int] | None = None
        self._norms: dict[tuple[str, int], list[float]] = {}
        self._words: dict[Term, Words] = {}
        self._leaves: OrderedDict[tuple[Match, frozenset[Label]], Scores] = OrderedDict()

    def search(self, query: Query, cancel: Cancel) -> Matches:
        """All living reports that match, by falling score, then by number."""
        scores = self.scores(query, SEARCHED, cancel)
        found = sorted(scores.keys() & self.living, key=self.numbers.__getitem__)
        found.sort(key=scores.__getitem__, reverse=True)
        return Matches(
            array("I", map(self.numbers.__getitem__, found)),
            array("f", map(scores.__getitem__, found)),
            self._note(query),
        )

    def documents(self, numbers: Iterable[int]) -> Iterable[int]:
        """The living documents of reports with these numbers."""
        if self._by_number is None:
            self._by_number = {self.numbers[document]: document for document in self.living}
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
                ruled_out = self.scores(child, labels, cancel)
                return dict.fromkeys(self.living - ruled_out.keys(), 0.0)
            case Within(inner, child):
                return self.scores(child, inner, cancel)
            case _:
                return dict.fromkeys(self._unscored(query), 0.0)

    def _unscored(self, query: Query) -> Iterable[int]:
        """Documents that match for another reason than their words."""
        match query:
            case Among(numbers, _):
                return self.documents(numbers)
            case Everything():
                return self.living
            case _:
                raise TypeError(f"{query.describe()} is not for an engine to answer")

    def _all_of(
        self, children: Sequence[Query], labels: frozenset[Label], cancel: Cancel
    ) -> Scores:
        """Documents that match every child; what is ruled out is taken away at the end."""
        wanted = [child for child in children if not isinstance(child, Not)]
        found: Scores | None = None
        for each in wanted or [Everything()]:
            scores = self.scores(each, labels, cancel)
            found = scores if found is None else _both(found, scores)
            if not found:
                return {}
        found = found or {}
        for child in children:
            if isinstance(child, Not):
                ruled_out = self.scores(child.child, labels, cancel)
                found = {key: found[key] for key in found.keys() - ruled_out.keys()}
        return found

    def _leaf(self, leaf: Match, labels: frozenset[Label], cancel: Cancel) -> Scores:
        """Score a pattern, or remember its scores."""
        key = (leaf, labels)
        if key in self._leaves:
            self._leaves.move_to_end(key)
            return self._leaves[key]
        words = [self._expanded(term, cancel) for term in terms_within(leaf.pattern)]
        frequencies: Scores = {}
        for fields in searched_fields(leaf.field, labels):
            for base, segment in zip(self.bases, self.segments, strict=True):
                found = occurrences(segment, fields, leaf.pattern, words, labels, cancel=cancel)
                norm = self._norm(fields[0])
                lengths = segment.lengths(fields[0])
                for document, count in found.items():
                    worth = count * norm[lengths[document]]
                    frequencies[base + document] = frequencies.get(base + document, 0.0) + worth
        self._leaves[key] = scores = self._saturated(frequencies)
        if len(self._leaves) > _KEPT_LEAVES:
            self._leaves.popitem(last=False)
        return scores

    def _saturated(self, frequencies: Scores) -> Scores:
        """BM25 from weighted frequencies."""
        rare = len(frequencies) + 0.5
        inverse = log(1 + max(len(self.living) - rare + 1, 0.5) / rare) * (SATURATION + 1)
        return {
            document: inverse * frequency / (SATURATION + frequency)
            for document, frequency in frequencies.items()
        }

    def _norm(self, field: str) -> list[float]:
        """What one occurrence in the field is worth, by the byte of the field's length."""
        key = (field, len(self.segments))
        if key not in self._norms:
            lengths = b"".join(segment.lengths(field) for segment in self.segments)
            total = sum(byte_to_length(byte) * lengths.count(byte) for byte in set(lengths))
            mean = max(total / max(len(lengths), 1), 1.0)
            weight = WEIGHTS.get(field, 1.0)
            self._norms[key] = [
                weight / (1 - LENGTH + LENGTH * byte_to_length(byte) / mean) for byte in range(256)
            ]
        return self._norms[key]

    def _expanded(self, term: Term, cancel: Cancel) -> Words:
        if term not in self._words:
            self._words[term] = expand(term, self.segments, cancel)
        return self._words[term]

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
    chrome = (CHROME,) if Label.CHROME in labels else ()
    title = [(TITLE,)] if Label.HEADLINE in labels else []
    return [text + chrome, *title]


def _both(left: Scores, right: Scores) -> Scores:
    return {document: left[document] + right[document] for document in left.keys() & right.keys()}


def _either(left: Scores, right: Scores) -> Scores:
    found = dict(left)
    for document, score in right.items():
        found[document] = found.get(document, 0.0) + score
    return found
