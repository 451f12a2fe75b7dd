"""How the reader ends: however it is told to, the terminal is left as it was found.

Textual restores the terminal when its loop ends by itself, but it dies at SIGTERM, SIGHUP and
SIGQUIT as a program without a terminal would, and spins when the terminal is gone while SIGHUP is
ignored (measured). So the signals ask the loop to end, and a slow watch looks whether the terminal
is still there.
"""

import asyncio
import select
import signal
import sys
from collections.abc import Callable

ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT)


def on_signals(end: Callable[[int], None]) -> None:
    """Call `end` with the exit code, 128 plus the signal's number, when a signal asks to stop."""
    loop = asyncio.get_running_loop()
    for number in ENDING:
        loop.add_signal_handler(number, end, 128 + number)


def terminal_is_gone() -> bool:
    """Whether whoever held the other end of the terminal has closed it."""
    poll = select.poll()
    poll.register(sys.__stdin__.fileno() if sys.__stdin__ else 0, 0)
    return any(event & (select.POLLHUP | select.POLLERR) for _, event in poll.poll(0))
