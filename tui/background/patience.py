"""Noticing that the search process has stopped answering.

One that says nothing may be busy: a search over a big library, on a machine with much else to do.
Ended for that, it would be asked the same again and be ended again. So one that has the processor
is given longer than one that has not, which waits for something that does not come.
"""

import asyncio
from collections.abc import Callable
from typing import Final

BEAT: Final = 1.0
"""Seconds from one look to the next."""
_LATE: Final = 5
"""Looks without an answer after which whoever waits is told."""
_LOST: Final = 30
"""Looks at an idle process without an answer after which none is expected any more."""
_ENDLESS: Final = 120
"""The same of one that is busy: it may be in something without end."""


class Patience:
    """Watches the search process while somebody waits for an answer, and ends one that is stuck.

    Looks and not seconds: a reader that was stopped itself has waited for nobody meanwhile.

    Args:
        is_awaited: Whether anybody still waits for an answer.
        work: How long the process has had the processor, in any unit; always the same where the
            system does not say.
        tell: Called with a line about what is late, and with an empty one once an answer came.
        end: Ends a process that is stopped, or in something without end. It is not watched from
            then on: whoever starts another begins again.
    """

    def __init__(
        self,
        is_awaited: Callable[[], bool],
        work: Callable[[], int],
        tell: Callable[[str], None],
        end: Callable[[], None],
    ) -> None:
        self._is_awaited = is_awaited
        self._work = work
        self._tell = tell
        self._end = end
        self._silent = self._idle = 0
        self._worked = 0
        self._watching: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Watch from now on until nobody waits, if that is not done already."""
        if self._watching is None or self._watching.done():
            self._silent = self._idle = 0
            self._watching = asyncio.create_task(self._watch())

    def heard(self) -> None:
        """It has said something."""
        if self._silent >= _LATE:
            self._tell("")
        self._silent = self._idle = 0

    async def _watch(self) -> None:
        await asyncio.sleep(BEAT)
        while self._is_awaited():
            self._silent += 1
            worked, self._worked = self._worked, self._work()
            self._idle = self._idle + 1 if self._worked == worked else 0
            if self._silent == _LATE:
                self._tell("The search process does not answer yet; waiting for it")
            elif self._idle >= _LOST or self._silent >= _ENDLESS:
                self._tell("The search process did not answer; another one is asked")
                self._end()
                return  # the next one has all this time again
            await asyncio.sleep(BEAT)
