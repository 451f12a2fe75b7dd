"""The best sequence of labels under a first-order linear-chain model, for many sentences at once.

A. Viterbi, "Error bounds for convolutional codes", 1967. All sentences advance together, one token
a step, longest first, so that the sentences still running are always the first rows.
"""

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
    running = [int(n) for n in np.searchsorted(-lengths, -np.arange(lengths[0]), side="left")]
    best = scores[starts] + begin
    came_from: list[NDArray[np.int64]] = []
    for token in range(1, len(running)):
        alive = running[token]
        paths = best[:alive, :, None] + step
        came_from.append(paths.argmax(1))
        best[:alive] = paths.max(1) + scores[starts[:alive] + token]
    return _trace(best.argmax(1), came_from, starts, lengths)


def _trace(last: Ints, came_from: list[Ints], starts: Ints, lengths: Ints) -> Ints:
    """Follow the best paths back from their last labels."""
    labels = np.zeros(int(lengths.sum()), np.int64)
    labels[starts + lengths - 1] = last
    current = last
    for token in range(len(came_from), 0, -1):
        back = came_from[token - 1]
        alive = len(back)
        current[:alive] = back[np.arange(alive), current[:alive]]
        labels[starts[:alive] + token - 1] = current[:alive]
    return labels
