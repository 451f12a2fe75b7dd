"""Sorting lines of a concordance without holding up the terminal's loop.

By sampling (W. D. Frazer and A. C. McKellar, "Samplesort", 1970): some lines part all of them into
stretches that follow each other, and each of these is sorted by itself, with keys answered in
between. To sort a hundred thousand lines at once is a single call that nothing interrupts.
"""

import asyncio
from bisect import bisect_right
from collections.abc import Sequence
from itertools import chain
from typing import Final

from index.search.concordance import KEYS, Line, Order

SLICE: Final = 2_000
"""Lines that are parted or sorted in one go: two or three milliseconds."""
_SAMPLED: Final = 8
"""Lines looked at for each stretch."""


async def arranged(lines: Sequence[Line], order: Order) -> list[Line]:
    """Lines as `index.search.concordance.in_order` has them, with pauses for other things."""
    key = KEYS.get(order)
    if key is None:
        return list(lines)
    sample = sorted(map(key, lines[:: max(1, SLICE // _SAMPLED)]))
    bounds = sample[_SAMPLED::_SAMPLED]
    stretches: list[list[Line]] = [[] for _ in range(len(bounds) + 1)]
    for start in range(0, len(lines), SLICE):
        for line in lines[start : start + SLICE]:
            stretches[bisect_right(bounds, key(line))].append(line)
        await asyncio.sleep(0)
    for stretch in stretches:
        stretch.sort(key=key)
        await asyncio.sleep(0)
    return list(chain.from_iterable(stretches))
