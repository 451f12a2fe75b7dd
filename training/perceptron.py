"""The trainer: an averaged structured perceptron over blocks of sentences.

M. Collins, "Discriminative training methods for hidden Markov models", 2002; with a margin, as in
B. Taskar, C. Guestrin and D. Koller, "Max-margin Markov networks", 2004. Sentences are decoded in
blocks with the weights the block began with, and all its mistakes corrected at once.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from articles.entities.viterbi import decode
from training.examples import TAGS, Examples, Ints

FORBIDDEN = np.float32(-1e4)
_MARGIN = np.float32(15)
"""By how much the right tag must win; a quarter of what it wins by for most names."""
_OFFSETS = 5
_OTHER = [number for number, tag in enumerate(TAGS) if tag.endswith("MISC")]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights: of each feature for each tag, of each tag after each, and of each tag to begin."""

    features: Floats
    step: Floats
    begin: Floats


class Block(NamedTuple):
    """Some whole sentences of the examples, from token `start` to `end`."""

    examples: Examples
    start: int
    end: int
    same: list[Ints]
    """See `same_sentence`."""


def legal_steps() -> tuple[Floats, Floats]:
    """Scores that forbid a name to go on that has not begun: `(begin, step)`."""
    step = np.zeros((len(TAGS), len(TAGS)), np.float32)
    begin = np.zeros(len(TAGS), np.float32)
    for after, tag in enumerate(TAGS):
        if tag[0] == "I":
            begin[after] = FORBIDDEN
            for before, previous in enumerate(TAGS):
                if previous[2:] != tag[2:]:
                    step[before, after] = FORBIDDEN
    return begin, step


class Trainer:
    """Learns weights from examples; `block` is the number of tokens decoded together."""

    def __init__(self, examples: Examples, seed: int = 1, block: int = 250) -> None:
        self._examples = examples
        self._random = np.random.default_rng(seed)
        self._block = block
        shape = (len(examples.keys), len(TAGS))
        self._weights = np.zeros(shape, np.float32)
        self._sums = np.zeros(shape, np.float64)
        self._step = np.zeros((len(TAGS), len(TAGS)), np.float64)
        self._step_sums = np.zeros_like(self._step)
        self._begin_legal, self._step_legal = legal_steps()
        self._blocks_seen = 0

    def epoch(self) -> float:
        """Go once through all blocks in a new order; the share of tokens not surely right."""
        blocks = self._cut()
        wrong = 0
        for number in self._random.permutation(len(blocks) - 1):
            wrong += self._learn(blocks[number], blocks[number + 1])
        return wrong / len(self._examples.tags)

    def model(self) -> Model:
        """The weights averaged over all blocks seen."""
        seen = max(1, self._blocks_seen)
        step = (self._step - self._step_sums / seen).astype(np.float32)
        features = (self._weights - self._sums / seen).astype(np.float32)
        return Model(features, step + self._step_legal, self._begin_legal)

    def _cut(self) -> Ints:
        """Block ends that fall on ends of sentences, at other places in each epoch."""
        sentences = self._examples.sentences
        first = self._random.integers(1, self._block)
        wanted = np.arange(first, sentences[-1], self._block)
        ends = sentences[np.searchsorted(sentences, wanted)]
        return np.unique(np.concatenate([[0], ends, sentences[-1:]]))

    def _learn(self, start: int, end: int) -> int:
        examples = self._examples
        bounds = examples.sentences
        inside = bounds[np.searchsorted(bounds, start) : np.searchsorted(bounds, end) + 1] - start
        block = Block(examples, start, end, same_sentence(inside))
        scores = token_scores(self._weights, block)
        scores[:, _OTHER] += FORBIDDEN * examples.closed[start:end, None]
        scores[np.arange(end - start), examples.tags[start:end]] -= _MARGIN
        step = self._step.astype(np.float32) + self._step_legal
        guess = decode(scores, inside, self._begin_legal, step)
        gold = examples.tags[start:end]
        wrong = np.flatnonzero(guess != gold)
        if len(wrong):
            features, tokens = features_of(block, wrong)
            follows = block.same[1] > 0
            for tags, sign in ((gold, 1), (guess, -1)):
                self._move(features, tags[tokens], sign)
                self._move_steps(tags[:-1][follows], tags[1:][follows], sign)
            self._weights[0] = 0
        self._blocks_seen += 1
        return len(wrong)

    def _move(self, features: Ints, tags: Ints, sign: int) -> None:
        np.add.at(self._weights, (features, tags), sign)
        np.add.at(self._sums, (features, tags), sign * self._blocks_seen)

    def _move_steps(self, before: Ints, after: Ints, sign: int) -> None:
        np.add.at(self._step, (before, after), sign)
        np.add.at(self._step_sums, (before, after), sign * self._blocks_seen)


def same_sentence(bounds: Ints) -> list[Ints]:
    """For distances 0, 1, 2: whether a token and the one that far after it share a sentence."""
    number = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
    return [np.ones(len(number), np.int64)] + [
        (number[:-far] == number[far:]).astype(np.int64) for far in (1, 2)
    ]


def token_scores(weights: Floats, block: Block) -> Floats:
    """Scores of all tags for the tokens of a block, `(tokens, tags)`."""
    examples = block.examples
    words, place = np.unique(examples.words[block.start : block.end], return_inverse=True)
    rows = (words[:, None] * _OFFSETS + np.arange(_OFFSETS)).ravel()
    values, begins = examples.word_features.rows(rows)
    sums = np.add.reduceat(weights[values], begins)
    sums = sums.reshape(len(words), _OFFSETS, -1)
    # sums[word, 2 + offset] is what a word adds to a token from which it stands at this offset
    scores: Floats = sums[place, 2]
    for far in (1, 2):
        if len(place) > far:
            shared = block.same[far][:, None]
            scores[far:] += sums[place[:-far], 2 - far] * shared
            scores[:-far] += sums[place[far:], 2 + far] * shared
    starts = examples.context.starts[block.start : block.end + 1]
    having = np.flatnonzero(np.diff(starts))
    if len(having):
        values = examples.context.values[starts[0] : starts[-1]]
        scores[having] += np.add.reduceat(weights[values], starts[having] - starts[0])
    return scores


def features_of(block: Block, wanted: Ints) -> tuple[Ints, Ints]:
    """All features of some tokens of a block, and for each the token it belongs to."""
    examples, size = block.examples, block.end - block.start
    features: list[Ints] = []
    tokens: list[Ints] = []

    def note(values: Ints, begins: Ints, owners: Ints) -> None:
        features.append(values)
        tokens.append(np.repeat(owners, np.diff(np.append(begins, len(values)))))

    words = examples.words[block.start : block.end]
    for offset in range(-2, 3):
        owners = wanted[(wanted + offset >= 0) & (wanted + offset < size)]
        owners = owners[block.same[abs(offset)][np.minimum(owners, owners + offset)] > 0]
        rows = words[owners + offset] * _OFFSETS + offset + 2
        note(*examples.word_features.rows(rows), owners)
    note(*examples.context.rows(wanted + block.start), wanted)
    return np.concatenate(features), np.concatenate(tokens)
