"""Matches in an order of the catalogue, or by score with that order between equals."""

from array import array
from typing import Final

import numpy as np

from index.engines.engine import Matches
from index.ranking import best_first

_UNKNOWN: Final = np.uint32(0xFFFFFFFF)
"""The rank of a report that is in no order."""


class Order:
    """An order of the catalogue's: by number the rank of a report, and by rank its number.

    Args:
        numbers: The reports, in order.
    """

    def __init__(self, numbers: "array[int]") -> None:
        self._numbers = np.array(numbers, dtype=np.uint32)
        self._ranks = np.full(int(self._numbers.max(initial=0)) + 1, _UNKNOWN, dtype=np.uint32)
        self._ranks[self._numbers] = np.arange(len(numbers), dtype=np.uint32)

    def all(self) -> set[int]:
        """Every report."""
        return set(self._numbers.tolist())

    def sorted(self, matches: Matches, *, by_score: bool) -> tuple["array[int]", "array[float]"]:
        """Those matches that are in the order: by falling score and then by rank, or by rank."""
        numbers = np.array(matches.numbers, dtype=np.uint32)
        scores = np.array(matches.scores, dtype=np.float32)
        ranks = np.full(len(numbers), _UNKNOWN, dtype=np.uint32)
        seen = numbers < len(self._ranks)
        ranks[seen] = self._ranks[numbers[seen]]
        known = ranks != _UNKNOWN
        ranks, scores = ranks[known], scores[known]
        if by_score:
            scores, ranks = best_first(scores, ranks)
        else:
            order = np.argsort(ranks)
            scores, ranks = scores[order], ranks[order]
        found = self._numbers[ranks]
        return array("I", found.tobytes()), array("f", scores.tobytes())
