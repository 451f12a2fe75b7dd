"""The best sequence of labels under a first-order linear-chain model, for many sentences at once.

A. Viterbi, "Error bounds for convolutional codes", 1967. All sentences advance together, one token
a step, longest first, so that the sentences still running are always the first rows.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


def decode(scores: Floats, bounds: Ints, begin: Floats, step: Floats) -> Ints:
    """Label every token.

    Args:
        scores: of each label for each token, `(tokens, labels)`.
        bounds: where each sentence begins, and at the end the number of tokens.
        begin: score of each label as a sentence's first, `(labels,)`.
        step: `step[a, b]` is the score of label `b` after label `a`.

    Returns:
        One label a token.
    """
    lengths = np.diff(bounds)
    order = np.argsort(-lengths, kind="stable")
    starts, lengths = bounds[:-1][order], lengths[order]
    running = np.searchsorted(-lengths, -np.arange(lengths[0]), side="left").tolist()
    # first all sentences' first tokens, then all second ones…
    tokens = np.concatenate([starts[:alive] + token for token, alive in enumerate(running)])
    steps = [
        slice(end - alive, end) for end, alive in zip(accumulate(running), running, strict=True)
    ]
    best = scores.T.take(tokens, 1)
    best[:, steps[0]] += begin[:, None]
    for before, here in pairwise(steps):
        alive = here.stop - here.start
        paths = best[:, None, before.start : before.start + alive] + step[:, :, None]
        best[:, here] += paths.max(0)
    labels = np.zeros(len(tokens), np.int64)
    labels[tokens] = _trace(np.ascontiguousarray(best.T), steps, step)
    return labels


def _trace(best: Floats, steps: Sequence[slice], step: Floats) -> Ints:
    """The labels of the best paths, followed back from their ends.

    Args:
        best: score of the best path to each label of each token, `(tokens, labels)`; used up.
        steps: the tokens of each step, the first step first.
        step: as for `decode`.
    """
    labels = np.zeros(len(best), np.int64)
    into = np.ascontiguousarray(step.T)
    after = labels[:0]
    for here in reversed(steps):
        paths = best[here]
        paths[: len(after)] += into[after]
        after = labels[here] = paths.argmax(1)
    return labels
