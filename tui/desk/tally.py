"""Counting what is walked: so many mentions, or hits, in each report of the list.

Pure. A stop is one mention or one hit; a row is a position in the visible list of reports.
"""

import asyncio
from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import accumulate, compress
from typing import Final

from articles.article import Span

SLICE: Final = 20_000
"""Rows counted in one go: a millisecond or two."""


class Tally:
    """How many stops each row of the list has, and which row has the next one."""

    def __init__(self, numbers: Sequence[int], counts: Mapping[int, int]) -> None:
        """Count over the reports `numbers`, in the order of the list; `counts` is by number."""
        self._rows = array("I")
        self._sums = array("Q", [0])
        for start in range(0, len(numbers), SLICE):
            self._take(start, numbers[start : start + SLICE], counts)

    @classmethod
    async def over(cls, numbers: Sequence[int], counts: Mapping[int, int]) -> "Tally":
        """Count over a list of any length, with pauses in which other things can be done."""
        made = cls((), {})
        for start in range(0, len(numbers), SLICE):
            made._take(start, numbers[start : start + SLICE], counts)
            await asyncio.sleep(0)
        return made

    def _take(self, start: int, numbers: Sequence[int], counts: Mapping[int, int]) -> None:
        """Count over the next rows, of which `start` is the first."""
        stops = list(map(counts.get, numbers))
        self._rows.extend(compress(range(start, start + len(stops)), stops))
        self._sums.extend(accumulate(filter(None, stops), initial=self._sums.pop()))

    @property
    def total(self) -> int:
        """All stops of the list."""
        return self._sums[-1]

    @property
    def reports(self) -> int:
        """How many reports have a stop."""
        return len(self._rows)

    def before(self, row: int) -> int:
        """How many stops stand in the rows above `row`."""
        return self._sums[bisect_left(self._rows, row)]

    def report(self, row: int) -> int:
        """Which of the reports with a stop `row` is, from 1 (0 if it is before the first)."""
        return bisect_left(self._rows, row + 1)

    def next_row(self, row: int, step: int) -> int | None:
        """The nearest row below (`step` 1) or above (-1) that has a stop.

        Past an end it is the one at the other end. The only row with a stop is its own neighbour.
        """
        if not self._rows:
            return None
        at = bisect_left(self._rows, row)
        if step < 0:
            return self._rows[at - 1]
        if at < len(self._rows) and self._rows[at] == row:
            at += 1
        return self._rows[at % len(self._rows)]


def standing(stops: Sequence[Span], current: Span | None, offset: int) -> tuple[int, bool]:
    """Where the reader stands among the stops of one report.

    Args:
        stops: In reading order.
        current: The stop the reader was last taken to, if any.
        offset: Where the reader is in the text.

    Returns:
        The index of the stop stood on and True, or of the first one after `offset` and False
        (`len(stops)` past the last one).
    """
    if current is not None:
        at = bisect_left(stops, current)
        if at < len(stops) and stops[at] == current:
            return at, True
    return bisect_left(stops, (offset, 0)), False


def stepped(at: int, on: bool, step: int) -> int:
    """The index one step from where `standing` says the reader is; out of range at the ends."""
    if on or step < 0:
        return at + step
    return at
