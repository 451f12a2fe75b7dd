"""Reports read before anybody opens them: those that the next key is likely to ask for.

They are read one at a time, so that whatever else is to be read has its turn between two, and are
not shown any more once anything was written to the library since.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from typing import Final

from index.catalogue.store import NoSuchArticle
from index.library.errors import LibraryError
from tui.page.open_report import OpenReport

KEPT: Final = 6
"""The most reports kept, those that were wished for last."""
LONGEST: Final = 1 << 21
"""Characters of the longest text that is kept."""

State = tuple[int, ...]
"""Tells states of a library apart."""


class Ahead:
    """Reads reports before they are asked for, on the event loop that it is used from.

    Args:
        read: Reads a report.
        state: Looks in what state the library is, without waiting.
    """

    def __init__(
        self, read: Callable[[int], Coroutine[None, None, OpenReport]], state: Callable[[], State]
    ) -> None:
        self._read, self._state = read, state
        self._kept: dict[int, tuple[State, asyncio.Future[OpenReport | None]]] = {}
        self._wished: list[int] = []
        self._reading: asyncio.Task[None] | None = None

    def wish(self, numbers: Sequence[int]) -> None:
        """Read these reports, in this order, in place of those that were wished for before.

        What was read in another state of the library is let go of.
        """
        state = self._state()
        self._kept = {one: kept for one, kept in self._kept.items() if kept[0] == state}
        self._wished = [one for one in numbers[:KEPT] if one not in self._kept]
        for number in reversed(numbers[:KEPT]):
            if number in self._kept:
                self._kept[number] = self._kept.pop(number)
        if self._wished and self._reading is None:
            self._reading = asyncio.create_task(self._read_wished())

    async def report(self, number: int) -> OpenReport | None:
        """A report that was read ahead, or just is, as the library has it now; None for others."""
        state, reading = self._kept.get(number, (None, None))
        if reading is None or state != self._state():
            return None
        report = await asyncio.shield(reading)
        return report if state == self._state() else None

    async def _read_wished(self) -> None:
        try:
            while self._wished:
                await self._keep(self._wished.pop(0))
        finally:
            self._reading = None

    async def _keep(self, number: int) -> None:
        """Read a report; what fails here fails again, and is told, when somebody opens it."""
        reading = asyncio.get_running_loop().create_future()
        self._kept[number] = self._state(), reading
        report = None
        try:
            with suppress(NoSuchArticle, LibraryError):
                report = await self._read(number)
        finally:
            reading.set_result(report)
            if report is None or len(report.article.text) > LONGEST:
                self._kept.pop(number, None)
            while len(self._kept) > KEPT:
                del self._kept[next(iter(self._kept))]
