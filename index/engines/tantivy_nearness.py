"""Whether words are near each other in a stored stream of words; see `index.positions`."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import repeat


def positions(expression: re.Pattern[str], stream: str) -> Iterator[int]:
    """Which words of a stream, separated by single spaces, are of an expression."""
    at = position = 0
    for match in expression.finditer(stream):
        position += stream.count(" ", at, match.start())
        at = match.start()
        yield position


def are_near(places: Sequence[Iterator[int]], needed: Sequence[int], distance: int) -> bool:
    """Whether words are somewhere as `index.positions.near_places` wants; looks no further then."""
    missing = list(needed)
    lacking = len(missing)
    window: deque[tuple[int, int]] = deque()
    for place, word in merge(*map(zip, places, map(repeat, range(len(places))))):
        window.append((place, word))
        missing[word] -= 1
        lacking -= missing[word] == 0
        while place - window[0][0] > distance:
            _, gone = window.popleft()
            lacking += missing[gone] == 0
            missing[gone] += 1
        if not lacking:
            return True
    return False
