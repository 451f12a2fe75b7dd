"""Labelled texts as numbers: what the trainer reads.

A token's features are its word's (at offset 0), its neighbours' words' (at -2, -1, +1, +2) and its
context's. Words are stored once; a token holds a word number.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from articles.entities import lexicon
from articles.entities.context import Context
from articles.entities.features import OFFSETS, word, word_features
from articles.entities.tokens import Tokens, tokenise
from training.gold import LABELS, Document

TAGS = ("O", *(f"{part}-{label}" for label in LABELS for part in "BI"))
_NUMBER = {tag: number for number, tag in enumerate(TAGS)}
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows of different lengths: row `i` is `values[starts[i]:starts[i + 1]]`."""

    values: Ints
    starts: Ints

    def rows(self, wanted: Ints) -> tuple[Ints, Ints]:
        """The values of some rows, joined, and where each row begins among them."""
        lengths = self.starts[wanted + 1] - self.starts[wanted]
        begins = np.concatenate([[0], np.cumsum(lengths)])
        shift = np.repeat(self.starts[wanted] - begins[:-1], lengths)
        return self.values[np.arange(begins[-1]) + shift], begins[:-1]


@dataclass(frozen=True, slots=True)
class Examples:
    """Tokens of all documents, one after the other.

    Row `5 * word + offset + 2` of `word_features` holds a word's features for the token that stands
    `offset` before it… that is, at which the word has this offset. Feature 0 is no feature.
    """

    features: list[str]
    word_features: Ragged
    words: Ints
    context: Ragged
    tags: Ints
    sentences: Ints
    """Where each sentence begins, and at the end the number of tokens."""


class _Names:
    """Numbers for feature names, in the order of their first appearance."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {"": 0}

    def __call__(self, name: str) -> int:
        return self.numbers.setdefault(name, len(self.numbers))


class Collector:
    """Turns documents into `Examples`."""

    def __init__(self) -> None:
        self._names = _Names()
        self._words: dict[str, int] = {}
        self._word_rows: list[list[int]] = []
        self._token_words = array("i")
        self._tags = array("b")
        self._sentences = [0]
        self._context = array("i")
        self._context_starts = array("q", [0])

    def add(self, document: Document) -> None:
        """Add one document."""
        tokens = tokenise(document.text)
        base = len(self._token_words)
        self._token_words.extend(map(self._word, tokens.forms))
        self._tags.extend(tags(tokens, document))
        self._sentences.extend(base + end for _, end in tokens.sentences)
        context = Context(tokens, [word(form) for form in tokens.forms], self._names)
        rows: list[list[int]] = [[] for _ in tokens.forms]
        for at, feature in zip(context.at, context.features, strict=True):
            rows[at].append(feature)
        for row in rows:
            self._context.extend(row)
            self._context_starts.append(len(self._context))

    def _word(self, form: str) -> int:
        number = self._words.get(form)
        if number is None:
            number = self._words[form] = len(self._words)
            by_offset = word_features(form)
            self._word_rows += [[self._names(n) for n in by_offset[o]] for o in sorted(OFFSETS)]
        return number

    def examples(self, least: int) -> Examples:
        """Everything added, without the features that hold at fewer than `least` tokens."""
        words = np.array(self._token_words, np.int64)
        context = np.array(self._context, np.int64)
        rows = _ragged(self._word_rows)
        uses = np.bincount(words, minlength=len(self._words)).repeat(len(OFFSETS))
        counts = np.bincount(context, minlength=len(self._names.numbers)).astype(np.float64)
        counts += np.bincount(
            rows.values, weights=uses.repeat(np.diff(rows.starts)), minlength=len(counts)
        )
        kept = counts >= least
        kept[0] = False
        renumber = np.where(kept, np.cumsum(kept), 0)
        names = [""] + [name for name, number in self._names.numbers.items() if kept[number]]
        return Examples(
            names,
            Ragged(renumber[rows.values], rows.starts),
            words,
            _without_zeros(renumber[context], np.array(self._context_starts, np.int64)),
            np.array(self._tags, np.int64),
            np.unique(np.array(self._sentences, np.int64)),
        )


def _ragged(rows: Sequence[Sequence[int]]) -> Ragged:
    starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    return Ragged(np.array([value for row in rows for value in row], np.int64), starts)


def _without_zeros(values: Ints, starts: Ints) -> Ragged:
    kept = values > 0
    before = np.concatenate([[0], np.cumsum(kept)])
    return Ragged(values[kept], before[starts])


def collect(documents: Iterable[Document], least: int = 2) -> Examples:
    """Documents as examples."""
    collector = Collector()
    for document in documents:
        collector.add(document)
    return collector.examples(least)


def tags(tokens: Tokens, document: Document) -> list[int]:
    """One tag a token; nationalities are labelled also where the set left them out."""
    found = [0] * len(tokens.forms)
    for start, end, label in document.names:
        token = bisect_left(tokens.ends, start + 1)
        part = "B"
        while token < len(found) and tokens.starts[token] < end:
            if not found[token]:
                found[token] = _NUMBER[f"{part}-{label}"]
                part = "I"
            token += 1
    _add_nationalities(tokens, found)
    return found


def _add_nationalities(tokens: Tokens, found: list[int]) -> None:
    nations = lexicon.entries("nationalities")
    begin, inside = _NUMBER["B-NORP"], _NUMBER["I-NORP"]
    for token, form in enumerate(tokens.forms):
        if not found[token] and form in nations:
            found[token] = begin
    for token in range(len(found) - 1):
        free = {found[token], found[token + 1]} <= {0, begin}
        if free and tokens.surface(token, token + 2) in nations:
            found[token : token + 2] = [begin, inside]
