"""Noticing that the search process has stopped answering."""

import asyncio
from collections.abc import Callable
from typing import Final

BEAT: Final = 1.0
"""Seconds from one look to the next."""
_LATE: Final = 5
"""Looks without an answer after which whoever waits is told."""
_LOST: Final = 30
"""Looks without an answer after which none is expected any more."""


class Patience:
    """Watches the search process while somebody waits for an answer, and ends one that is stuck.

    Looks and not seconds: a reader that was stopped itself has waited for nobody meanwhile.

    Args:
        is_awaited: Whether anybody still waits for an answer.
        tell: Called with a line about what is late, and with an empty one once an answer came.
        end: Ends a process that is stopped, or in something without end; called time and again.
    """

    def __init__(
        self, is_awaited: Callable[[], bool], tell: Callable[[str], None], end: Callable[[], None]
    ) -> None:
        self._is_awaited = is_awaited
        self._tell = tell
        self._end = end
        self._silent = 0
        self._watching: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Watch from now on until nobody waits, if that is not done already."""
        if self._watching is None or self._watching.done():
            self._silent = 0
            self._watching = asyncio.create_task(self._watch())

    def heard(self) -> None:
        """It has said something."""
        if self._silent >= _LATE:
            self._tell("")
        self._silent = 0

    async def _watch(self) -> None:
        await asyncio.sleep(BEAT)
        while self._is_awaited():
            self._silent += 1
            if self._silent == _LATE:
                self._tell("The search process does not answer yet; waiting for it")
            elif self._silent == _LOST:
                self._tell("The search process did not answer; another one is asked")
                self._silent = 0
                self._end()
            await asyncio.sleep(BEAT)
