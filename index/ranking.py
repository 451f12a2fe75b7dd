"""Thousands of reports in order, in well under a millisecond: as the sorting of plain numbers."""

import numpy as np
from numpy.typing import NDArray

_LOW = np.uint64(32)
_ALL = np.uint32(0xFFFFFFFF)


def best_first(
    scores: NDArray[np.float32], ties: NDArray[np.uint32]
) -> tuple[NDArray[np.float32], NDArray[np.uint32]]:
    """Sort by falling score, then by a rising number.

    The bits of a float that is not negative rise with it, so score and number make one number.

    Args:
        scores: Of shape (n,), none negative.
        ties: Of shape (n,), what decides between equal scores.

    Returns:
        Both, in that order.
    """
    falling = _ALL - scores.view(np.uint32)
    keys = np.sort(falling.astype(np.uint64) << _LOW | ties)
    ordered = _ALL - (keys >> _LOW).astype(np.uint32)
    return ordered.view(np.float32), keys.astype(np.uint32)
