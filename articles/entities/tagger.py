"""Names in texts, one sentence at a time: a linear-chain conditional model, decoded with numpy.

J. Lafferty, A. McCallum and F. Pereira, "Conditional random fields", 2001, for the form of the
model; `training` for how its weights are learned. What a word adds to the scores of the tokens
around it does not depend on anything else, so it is summed once a word and kept.
"""

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from articles.entities.context import Context
from articles.entities.features import OFFSETS, Word, word, word_features
from articles.entities.recognised import Kind, Recognised
from articles.entities.tokens import Tokens
from articles.entities.viterbi import decode
from articles.entities.weights import Weights, shipped

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
_KINDS = {
    "PER": Kind.PERSON,
    "ORG": Kind.ORGANISATION,
    "LOC": Kind.PLACE,
    "NORP": Kind.NATIONALITY,
    "MISC": Kind.OTHER,
}
_MOST_WORDS = 60_000
"""Words kept with their sums; more than any day of news has, and 13 MB."""


class Tagger:
    """Finds names with the weights given."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._rows: dict[str, int] = {}
        self._words: list[Word] = []
        self._sums = np.zeros((1 << 12, len(OFFSETS), len(weights.tags)), np.float32)

    def tag(self, documents: Sequence[Tokens]) -> list[list[Recognised]]:
        """The names in each document, in reading order."""
        if len(self._words) > _MOST_WORDS:
            self._forget()
        if not any(document.forms for document in documents):
            return [[] for _ in documents]
        scores = np.concatenate([self._scores(document) for document in documents])
        tags = decode(scores, _bounds(documents), self._weights.begin, self._weights.step)
        found, start = [], 0
        for document in documents:
            end = start + len(document.forms)
            found.append(list(self._names(document, tags[start:end])))
            start = end
        return found

    def _forget(self) -> None:
        self._rows.clear()
        self._words.clear()

    def _row(self, form: str) -> int:
        """The number of a word's row in the table of sums."""
        row = self._rows.get(form)
        if row is None:
            row = self._rows[form] = len(self._words)
            self._words.append(word(form))
            if row == len(self._sums):
                self._sums = np.concatenate([self._sums, np.zeros_like(self._sums)])
            find, features = self._weights.numbers.get, self._weights.features
            for place, (_, names) in enumerate(sorted(word_features(form).items())):
                numbers = [number for name in names if (number := find(name))]
                self._sums[row, place] = features[numbers].sum(0)
        return row

    def _scores(self, tokens: Tokens) -> Floats:
        """The score of each tag at each token of a document, `(tokens, tags)`."""
        rows = np.array([self._row(form) for form in tokens.forms], np.int64)
        scores: Floats = self._sums[rows, 2]
        sentence = np.repeat(
            np.arange(len(tokens.sentences)), [end - first for first, end in tokens.sentences]
        )
        for far in (1, 2):
            shared = (sentence[:-far] == sentence[far:])[:, None]
            scores[far:] += self._sums[rows[:-far], 2 - far] * shared
            scores[:-far] += self._sums[rows[far:], 2 + far] * shared
        words = [self._words[row] for row in rows.tolist()]
        context = Context(tokens, words, self._weights.numbers.get)
        if context.at:
            at = np.array(context.at)
            order = np.argsort(at, kind="stable")
            tokens_with, begins = np.unique(at[order], return_index=True)
            features = self._weights.features[np.array(context.features)[order]]
            scores[tokens_with] += np.add.reduceat(features, begins)
        return scores

    def _names(self, tokens: Tokens, tags: Ints) -> Iterator[Recognised]:
        labels = self._weights.tags
        start = end = -1
        kind = ""
        for token in np.flatnonzero(tags).tolist():
            part, _, label = labels[tags[token]].partition("-")
            if part == "I" and token == end and label == kind:
                end += 1
                continue
            if kind:
                yield _name(tokens, start, end, kind)
            start, end, kind = token, token + 1, label
        if kind:
            yield _name(tokens, start, end, kind)


def _name(tokens: Tokens, first: int, end: int, label: str) -> Recognised:
    return Recognised(tokens.starts[first], tokens.ends[end - 1], _KINDS[label])


def _bounds(documents: Sequence[Tokens]) -> Ints:
    ends = [0]
    for document in documents:
        base = ends[-1]
        ends.extend(base + end for _, end in document.sentences)
    return np.array(ends, np.int64)


@cache
def _shipped_tagger() -> Tagger:
    return Tagger(shipped())


def tag(documents: Sequence[Tokens]) -> list[list[Recognised]]:
    """The names in each document, found sentence by sentence with the weights shipped."""
    return _shipped_tagger().tag(documents)
