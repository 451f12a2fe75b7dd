"""Names in texts, one sentence at a time: a linear-chain conditional model, decoded with numpy.

J. Lafferty, A. McCallum and F. Pereira, "Conditional random fields", 2001, for the form of the
model; `training` for how its weights are learned. What a word adds to the scores of the tokens
around it does not depend on anything else, so it is summed once a word and kept.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from articles.entities.batch import Batch
from articles.entities.context import context_keys
from articles.entities.features import OFFSETS, Words, word_keys
from articles.entities.lookup import Lookup
from articles.entities.recognised import Kind, Recognised
from articles.entities.tokens import Tokens
from articles.entities.viterbi import decode
from articles.entities.weights import Weights, shipped

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Keys = NDArray[np.uint32]
KINDS: Final = {
    "PER": Kind.PERSON,
    "ORG": Kind.ORGANISATION,
    "LOC": Kind.PLACE,
    "NORP": Kind.NATIONALITY,
    "MISC": Kind.OTHER,
}
"""The labels of the weights' tags."""
_MOST_WORDS = 60_000
"""Words kept with their sums; more than any day of news has, and 13 MB."""
_KEPT_WORDS = 1 << 15
"""So many of them stay where there are more: those that were met most often."""


class Tagger:
    """Finds names with the weights given."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._rows = Lookup(weights.keys)
        self._words = Words()
        self._sums = np.zeros((len(self._words.table), len(OFFSETS), len(weights.tags)), np.float32)
        self._met = np.zeros(0, np.int64)
        """How often each word has been met."""

    def tag(self, documents: Sequence[Tokens]) -> list[list[Recognised]]:
        """The names in each document, in reading order."""
        if not any(document.forms for document in documents):
            return [[] for _ in documents]
        if len(self._words.numbers) > _MOST_WORDS:
            self._forget()
        words, fresh = self._words.numbered([f for document in documents for f in document.forms])
        self._sum(fresh)
        met = np.bincount(words, minlength=len(self._met))
        met[: len(self._met)] += self._met
        self._met = met
        batch = Batch(documents, words, self._words.table)
        tags = decode(self._scores(batch), batch.bounds, self._weights.begin, self._weights.step)
        found, start = [], 0
        for document in documents:
            end = start + len(document.forms)
            found.append(list(self._names(document, tags[start:end])))
            start = end
        return found

    def _forget(self) -> None:
        """Keep only the words that were met most often, and count anew."""
        kept = np.sort(np.argsort(-self._met, kind="stable")[:_KEPT_WORDS])
        self._words.keep(kept)
        self._sums = self._sums[kept]
        self._met = np.zeros(0, np.int64)

    def _sum(self, fresh: Sequence[str]) -> None:
        """Sum up what new words add to the scores of the tokens around them."""
        if not fresh:
            return
        while len(self._sums) < len(self._words.table):
            self._sums = np.concatenate([self._sums, np.zeros_like(self._sums)])
        rows = [keys for form in fresh for keys in word_keys(form)]
        owners = np.repeat(np.arange(len(rows)), [len(keys) for keys in rows])
        flat = np.array([one for keys in rows for one in keys], np.uint32)
        first = len(self._words.numbers) - len(fresh)
        target = self._sums[first : first + len(fresh)].reshape(len(rows), -1)
        self._add(target, owners, flat)

    def _add(self, scores: Floats, at: Ints, keys: Keys) -> None:
        """Add the weights of features, where the model has them, to rows of scores."""
        places, rows = self._rows.find(keys)
        order = np.argsort(at[places], kind="stable")
        if len(order):
            some, begins = np.unique(at[places[order]], return_index=True)
            scores[some] += np.add.reduceat(self._weights.features[rows[order]], begins)

    def _scores(self, batch: Batch) -> Floats:
        """The score of each tag at each token, `(tokens, tags)`."""
        at, sentence = batch.words * len(OFFSETS) + 2, batch.sentence
        sums = self._sums.reshape(-1, self._sums.shape[2])
        scores: Floats = sums.take(at, 0)
        for far in (1, 2):
            apart = np.flatnonzero(sentence[:-far] != sentence[far:])
            before, behind = sums.take(at[:-far] - far, 0), sums.take(at[far:] + far, 0)
            before[apart] = behind[apart] = 0
            scores[far:] += before
            scores[:-far] += behind
        self._add(scores, *context_keys(batch))
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
    return Recognised(tokens.starts[first], tokens.ends[end - 1], KINDS[label])


@cache
def _shipped_tagger() -> Tagger:
    return Tagger(shipped())


def tag(documents: Sequence[Tokens]) -> list[list[Recognised]]:
    """The names in each document, found sentence by sentence with the weights shipped."""
    return _shipped_tagger().tag(documents)
