"""The labels found are those of the best of all sequences."""

from itertools import pairwise, product

import numpy as np
import pytest

from articles.entities.viterbi import decode

_LABELS = 3


@pytest.mark.parametrize("seed", range(8))
def test_no_sequence_of_labels_scores_higher_in_any_sentence(seed: int) -> None:
    random = np.random.default_rng(seed)
    bounds = np.concatenate([[0], np.cumsum(random.integers(1, 6, 7))])
    scores = random.normal(size=(bounds[-1], _LABELS)).astype(np.float32)
    begin = random.normal(size=_LABELS).astype(np.float32)
    step = random.normal(size=(_LABELS, _LABELS)).astype(np.float32)

    def score(labels: tuple[int, ...], first: int) -> float:
        tokens = sum(scores[first + at, label] for at, label in enumerate(labels))
        steps = sum(step[before, after] for before, after in pairwise(labels))
        return float(begin[labels[0]] + tokens + steps)

    found = decode(scores, bounds, begin, step)
    for first, end in pairwise(bounds.tolist()):
        every = product(range(_LABELS), repeat=end - first)
        best = max(every, key=lambda labels: score(labels, first))
        assert tuple(found[first:end].tolist()) == best
