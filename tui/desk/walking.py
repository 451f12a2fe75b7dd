"""Walking from mention to mention and from hit to hit, over the borders of reports.

Steps are queued and taken one after another, so that keys pressed faster than a report opens are
neither lost nor overtake each other, and no key waits. What is still to be taken can be called off.
"""

import asyncio
from enum import StrEnum
from typing import Final, Protocol

from articles.article import Span
from tui.desk.tally import standing, stepped

_ROUND: Final = "round to the start", "round to the end"
"""What is said where a walk has gone on from the last stop to the first, or the other way."""


class Stop(StrEnum):
    """What is walked."""

    HIT = "hit"
    MENTION = "mention"


class Ground(Protocol):
    """What a walker walks on: the list of reports, and the one that lies open."""

    async def ready(self) -> None:
        """Come back once the list is the one that was last asked for."""

    @property
    def row(self) -> int:
        """The row of the open report."""

    @property
    def standing_at(self) -> tuple[Span | None, int]:
        """The stop the reader was last taken to, and where the reader is in the text."""

    def stops(self, kind: Stop) -> list[Span]:
        """The stops of the open report, in reading order."""

    def stops_in(self, kind: Stop, row: int) -> int | None:
        """How many stops a row has; None if that is known only once its report is open."""

    async def next_row(self, kind: Stop, row: int, step: int) -> int | None:
        """The next row with such a stop, going round at the ends; None if there is none."""

    async def open_row(self, row: int, *, passing: bool = False) -> None:
        """Open the report of a row, and come back when its stops are known.

        Who is `passing` has visited it only once `arrive` says so.
        """

    def arrive(self, stop: Span, said: str) -> None:
        """Show that the reader stands on `stop` now, and say what has to be said about the way."""

    def nothing_to_walk(self, kind: Stop) -> None:
        """Say that there is no such stop anywhere in the list."""


class Walker:
    """Takes queued steps one after the other, over the borders of reports."""

    def __init__(self, ground: Ground) -> None:
        """Walk on `ground`."""
        self._ground = ground
        self._steps: asyncio.Queue[tuple[Stop, int]] = asyncio.Queue()
        self._left = 0
        """Steps of the walk under way that are still to be taken."""
        self._is_stopped = False

    def walk(self, kind: Stop, steps: int) -> None:
        """Go `steps` stops on (or back, if negative), as soon as earlier steps have been taken."""
        self._steps.put_nowait((kind, steps))

    def stop(self) -> bool:
        """Take no step after the one under way; whether there were any still to be taken."""
        had_more = self._left > 0 or not self._steps.empty()
        self._left, self._is_stopped = 0, True
        while not self._steps.empty():
            self._steps.get_nowait()
            self._steps.task_done()
        return had_more

    async def run(self) -> None:
        """Take the queued steps for as long as the reader is open."""
        while True:
            kind, steps = await self._steps.get()
            try:
                await self._take(kind, steps)
            finally:
                self._steps.task_done()

    async def settled(self) -> None:
        """Wait until every queued step has been taken."""
        await self._steps.join()

    async def _take(self, kind: Stop, steps: int) -> None:
        self._left, self._is_stopped = abs(steps), False
        await self._ground.ready()
        step = 1 if steps > 0 else -1
        said = ""
        while self._left:
            border = await self._one(kind, step)
            if border is None:
                self._left = 0
                break
            if said not in _ROUND:  # which is said of a walk that goes on over other borders
                said = border or said
            if self._left:
                await asyncio.sleep(0)  # for the key that calls off the others
        if self._arrived is not None:
            self._ground.arrive(self._arrived, said)
        self._arrived = None

    _arrived: Span | None = None

    async def _one(self, kind: Stop, step: int) -> str | None:
        """Take one step; what there is to say about it, None if there was nowhere to go."""
        ground = self._ground
        current, offset = ground.standing_at
        stops = ground.stops(kind)
        index = stepped(*standing(stops, self._arrived or current, offset), step)
        if 0 <= index < len(stops):
            self._left -= 1
            self._arrived = stops[index]
            return ""
        row, is_round = await self._next_row(kind, step)
        if not self._left:
            return None  # called off while it was looked for
        self._left -= 1
        if row is None:
            ground.nothing_to_walk(kind)
            return None
        if row != ground.row:
            await ground.open_row(row, passing=True)
            if self._is_stopped and ground.row != row:  # by going elsewhere
                self._arrived = None
                return None
            stops = ground.stops(kind)
        if not stops:
            self._arrived = None  # it lies in a report that is left by now
            return None
        self._arrived = stops[0] if step > 0 else stops[-1]
        return _border(step, is_round=is_round)

    async def _next_row(self, kind: Stop, step: int) -> tuple[int | None, bool]:
        """In which row the walk goes on, and whether round an end; reports passed stay shut."""
        ground = self._ground
        before, is_round = ground.row, False
        while (row := await ground.next_row(kind, before, step)) is not None:
            is_round = is_round or (row - before) * step <= 0
            passed = ground.stops_in(kind, row)
            if passed is None or passed >= self._left:
                break
            self._left -= passed
            before = row
            await asyncio.sleep(0)  # for the key that calls it off
        return row, is_round


def _border(step: int, *, is_round: bool) -> str:
    if is_round:
        return _ROUND[step < 0]
    return "next article" if step > 0 else "previous article"
