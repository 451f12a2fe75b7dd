"""Labelled texts as numbers: what the trainer reads.

A token's features are its word's (at offset 0), its neighbours' words' (at -2, -1, +1, +2) and its
context's. Words are stored once; a token holds a word number.
"""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from articles.entities import lexicon
from articles.entities.batch import Batch
from articles.entities.context import context_keys
from articles.entities.features import OFFSETS, Words, word_keys
from articles.entities.tokens import Tokens, tokenise
from training.gold import LABELS, Document

TAGS = ("O", *(f"{part}-{label}" for label in LABELS for part in "BI"))
_NUMBER = {tag: number for number, tag in enumerate(TAGS)}
PARTIAL = {"uner_ewt", "uner_pud", "btc", "re3d"}
"""Sets in which events, products, laws and works are not labelled."""
_TOGETHER = 64
Ints = NDArray[np.int64]
Keys = NDArray[np.uint32]


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

    Row `5 * word + 2 + offset` of `word_features` holds the features of a word for a token from
    which it stands at this offset. A feature is a place in `keys`; 0 is no feature. `closed[token]`
    says that its set leaves the labels of `PARTIAL` out, so that their absence means nothing.
    """

    keys: Keys
    word_features: Ragged
    words: Ints
    context: Ragged
    tags: Ints
    closed: Ints
    uses: Ints
    """At how many tokens each feature holds."""
    sentences: Ints
    """Where each sentence begins, and at the end the number of tokens."""


class Collector:
    """Turns documents into `Examples`."""

    def __init__(self) -> None:
        self._words = Words()
        self._word_rows: list[list[int]] = []
        self._numbers: list[Ints] = []
        self._tags = array("b")
        self._closed = array("b")
        self._bounds: list[Ints] = []
        self._tokens = 0
        self._context: list[Keys] = []
        self._context_sizes: list[Ints] = []

    def add(self, documents: Sequence[Document]) -> None:
        """Add some documents."""
        read = [tokenise(document.text) for document in documents]
        words, fresh = self._words.numbered([form for tokens in read for form in tokens.forms])
        if not len(words):
            return
        self._word_rows += [keys for form in fresh for keys in word_keys(form)]
        for tokens, document in zip(read, documents, strict=True):
            self._tags.extend(tags(tokens, document))
            self._closed.extend([document.source in PARTIAL] * len(tokens.forms))
        batch = Batch(read, words, self._words.table)
        at, keys = context_keys(batch)
        self._context.append(keys[np.argsort(at, kind="stable")])
        self._context_sizes.append(np.bincount(at, minlength=len(words)))
        self._numbers.append(words)
        self._bounds.append(batch.bounds[1:] + self._tokens)
        self._tokens += len(words)

    def add_all(self, documents: Sequence[Document]) -> None:
        """Add any number of documents, some at a time."""
        for start in range(0, len(documents), _TOGETHER):
            self.add(documents[start : start + _TOGETHER])

    def examples(self, least: int = 2) -> Examples:
        """Everything added, without the features that hold at fewer than `least` tokens."""
        words = np.concatenate(self._numbers)
        context = np.concatenate(self._context)
        rows = _ragged(self._word_rows)
        uses = np.bincount(words, minlength=len(self._words.numbers)).repeat(len(OFFSETS))
        uses_of_rows = uses.repeat(np.diff(rows.starts))
        all_keys, which = np.unique(np.concatenate([context, rows.values]), return_inverse=True)
        counts = np.bincount(which[: len(context)], minlength=len(all_keys)).astype(np.float64)
        counts += np.bincount(which[len(context) :], uses_of_rows, minlength=len(all_keys))
        kept = counts >= least
        number = np.where(kept, np.cumsum(kept), 0)[which]
        starts = np.concatenate([[0], np.cumsum(np.concatenate(self._context_sizes))])
        return Examples(
            np.concatenate([np.zeros(1, np.uint32), all_keys[kept].astype(np.uint32)]),
            Ragged(number[len(context) :], rows.starts),
            words,
            _without_zeros(number[: len(context)], starts),
            np.array(self._tags, np.int64),
            np.array(self._closed, np.int64),
            np.concatenate([[0], counts[kept].astype(np.int64)]),
            np.concatenate([[0], *self._bounds]),
        )


def _ragged(rows: Sequence[Sequence[int]]) -> Ragged:
    starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    return Ragged(np.array([value for row in rows for value in row], np.int64), starts)


def _without_zeros(values: Ints, starts: Ints) -> Ragged:
    kept = values > 0
    before = np.concatenate([[0], np.cumsum(kept)])
    return Ragged(values[kept], before[starts])


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
