"""Drawing no faster than the terminal takes it.

Behind a slow line lie buffers of many frames: what is sent faster than it arrives piles up there,
and a key pressed now shows once all that has gone by. So after each frame the terminal is asked
where its cursor is, which it answers when it has come so far; until then nothing is drawn, and
what changes meanwhile is one frame. A terminal that never answers is asked once.
"""

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Final, Protocol, runtime_checkable

ASK: Final = "\x1b[6n"
"""A terminal answers with the place of its cursor."""
PATIENCE: Final = 20.0
"""Seconds after which an answer has got lost: a frame of 40,000 bytes takes as long at 2,000 a
second."""

_SOON: Final = 0.1
"""Seconds within which a terminal that is near has answered."""


class Pace:
    """Knows whether the terminal has taken what was sent."""

    def __init__(self, ask: Callable[[], None], hold: Callable[[bool], None]) -> None:
        """Pace what is drawn.

        Args:
            ask: Asks the terminal.
            hold: Has nothing drawn any more, or all that has changed.
        """
        self._ask, self._hold = ask, hold
        self._answers = False
        """Whether it has ever answered."""
        self._is_asked = False
        self.holds = False
        """Whether nothing is drawn at present."""
        self._free = asyncio.Event()
        self._free.set()

    @property
    def is_owed(self) -> bool:
        """Whether a terminal that does answer has been asked, and has not answered yet."""
        return self._is_asked and self._answers

    def drawn(self) -> None:
        """A frame was sent."""
        if not self._is_asked:
            self._is_asked = True
            self._ask()
        if self._answers and not self.holds:
            self.holds = True
            self._free.clear()
            self._hold(True)

    def answered(self) -> None:
        """The terminal has taken all that was sent, or it is no longer waited for."""
        self._answers = True
        self.go_on()

    def go_on(self) -> None:
        """Draw again, and ask again after the next frame."""
        self._is_asked = False
        if self.holds:
            self.holds = False
            self._free.set()
            self._hold(False)

    async def lags(self) -> bool:
        """Come back once something can be drawn; whether the terminal lags behind."""
        began = monotonic()
        await self._free.wait()
        return monotonic() - began > _SOON


@runtime_checkable
class Paced(Protocol):
    """An application that draws at a pace."""

    pace: Pace
