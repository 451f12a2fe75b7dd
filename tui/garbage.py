"""Garbage is looked for while nobody presses a key.

A dialogue leaves thousands of objects in circles, since widgets know what they are in. Python looks
for them among everything that lives when a quarter more has come, whatever is going on: a key that
is pressed then waits for tens of milliseconds.
"""

import gc
from time import monotonic
from typing import Final

SELDOM: Final = (10_000, 5, 10)
"""Objects made and kept after which the young ones are looked at (700 come and go at every key),
and after how many such rounds the older ones and all are, should no pause come."""
PAUSE: Final = 0.2
"""Seconds without a key, after which the next is not likely to come at once."""
ROUNDS: Final = 2
"""So many rounds of the collector that something may wait to be found."""


class Garbage:
    """What waits for Python's collector, and when that looks for it."""

    def __init__(self) -> None:
        """Nothing was pressed so far."""
        self._pressed = 0.0
        self._rounds = 0

    def begin(self) -> None:
        """Collect from now on, but not among what the start has made for good."""
        gc.freeze()
        gc.set_threshold(*SELDOM)
        gc.enable()
        self._rounds = _rounds()

    def pressed(self) -> None:
        """A key was pressed, or the mouse."""
        self._pressed = monotonic()

    def sweep(self) -> None:
        """Look among everything, if it is worth it and nobody presses keys."""
        if _rounds() - self._rounds < ROUNDS or monotonic() - self._pressed < PAUSE:
            return
        gc.collect()
        self._rounds = _rounds()


def _rounds() -> int:
    """How often the collector has looked, at whatever there is."""
    return sum(generation["collections"] for generation in gc.get_stats())
