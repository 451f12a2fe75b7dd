"""What is lit in a report: hits of the query and mentions of entities."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import IntFlag
from functools import reduce
from itertools import accumulate, pairwise
from operator import itemgetter, or_
from typing import Final, NamedTuple

from articles.article import Span


class LitKind(IntFlag):
    """Why a stretch is lit. Several may hold where stretches overlap."""

    HIT = 1
    """It matched the query."""
    TRACED = 2
    """It names the traced entity."""
    MENTION = 4
    """It names another entity."""
    SOFT = 8
    """It describes the traced entity without naming it."""
    NOTED = 16
    """The user has written a note on it."""


NOTE: Final = "✎"
"""Stands beside what the user has written a note on."""

WALKED: Final = LitKind.HIT | LitKind.TRACED | LitKind.SOFT
"""What one walks through, and what the map at the edge shows."""


_UNLIT: Final = LitKind(0)


class Lit(NamedTuple):
    """A lit stretch of a text: `[start, end)`."""

    start: int
    end: int
    kind: LitKind


class Lights:
    """Lit stretches, to be asked for line by line; they may overlap.

    Args:
        lit: The stretches, in any order.
        hits: Further ones that are hits, in reading order; none overlaps another. There may be ten
            thousand, so nothing is made of each before it is on the screen.
    """

    def __init__(self, lit: Sequence[Lit] = (), hits: Sequence[Span] = ()) -> None:
        self._given = lit, hits
        start, end = itemgetter(0), itemgetter(1)
        self._lit = sorted(lit, key=start)
        self._starts = list(map(start, self._lit))
        self._reach = list(accumulate(map(end, self._lit), max))
        self._hits, self._hit_starts = hits, list(map(start, hits))
        self._notes = [one.start for one in self._lit if one.kind is LitKind.NOTED]

    def are(self, lit: Sequence[Lit], hits: Sequence[Span]) -> bool:
        """Whether these stretches are what is lit, named in the same order."""
        return self._given == (lit, hits)

    def walked(self) -> list[int]:
        """Where that begins which one walks through."""
        wanted = {kind for kind in map(LitKind, range(32)) if kind & WALKED}
        others = [one.start for one in self._lit if one.kind in wanted]
        return sorted(others + self._hit_starts)  # two runs, each in order: quick

    def has_note(self, start: int, end: int) -> bool:
        """Whether a passage with a note begins in `[start, end)`."""
        return bisect_left(self._notes, start) < bisect_left(self._notes, end)

    def between(self, start: int, end: int) -> list[Lit]:
        """All that is lit in `[start, end)`, at least in part."""
        first = bisect_right(self._reach, start)
        last = bisect_left(self._starts, end)
        lit = [one for one in self._lit[first:last] if one.end > start]
        first = max(0, bisect_right(self._hit_starts, start) - 1)
        last = bisect_left(self._hit_starts, end)
        return lit + [Lit(*hit, LitKind.HIT) for hit in self._hits[first:last] if hit[1] > start]

    def pieces(
        self, start: int, end: int, cuts: Iterable[int] = ()
    ) -> Iterator[tuple[int, int, LitKind]]:
        """`[start, end)` cut wherever the light changes, with all kinds that hold; 0 is unlit.

        Args:
            start: The first character.
            end: After the last one.
            cuts: Other offsets to cut at; those outside do nothing.
        """
        lit = self.between(start, end)
        edges = {start, end, *(cut for cut in cuts if start < cut < end)}
        for one in lit:
            edges.update((max(start, one.start), min(end, one.end)))
        for low, high in pairwise(sorted(edges)):
            kinds = [one.kind for one in lit if one.start <= low < one.end]
            yield low, high, reduce(or_, kinds) if kinds else _UNLIT
