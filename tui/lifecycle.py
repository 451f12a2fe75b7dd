"""How the reader ends: however it is told to, the terminal is left as it was found.

Textual restores the terminal when its loop ends by itself, but it dies at SIGTERM, SIGHUP and
SIGQUIT as a program without a terminal would, and spins when the terminal is gone while SIGHUP is
ignored (measured). So the signals ask the loop to end, and a slow watch looks whether the terminal
is still there. Where ending by itself does not come off, as when the thread that writes waits for a
terminal that takes nothing more, the process is ended all the same.
"""

import _thread
import asyncio
import os
import select
import signal
import sys
import termios
import threading
import time
import tty
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from typing import Any, Final

_RESTORED: Final = (
    b"\x1b[?1049l\x1b[?25h\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[0m"
)
"""Leaves the other screen, shows the cursor, and stops reporting mouse and pastes."""
_DRAWN_ON: Final = b"\x1b[r\x1b[4l\x1b[?6l\x1b(B\x0f"
"""Lines scroll over the whole screen, letters are letters, and overwrite others."""

_PATIENCE: Final = 5.0
"""Seconds that ending may take when a signal asks for it, before the process is ended."""
_LOOK: Final = 0.5
"""Seconds between two looks whether the terminal is still there."""
_GRACE: Final = 1.0
"""Seconds in which a reader without a terminal may end by itself."""
_HUNG_UP: Final = 128 + signal.SIGHUP

ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT, signal.SIGXCPU)
FROM_KEYS: Final = {128 + signal.SIGINT, 128 + signal.SIGQUIT}
"""Exit codes of signals that a terminal sends when keys are pressed, to all programs in front."""


def on_signals(
    end: Callable[[int], None], is_lent: Callable[[], bool], modes: list[Any] | None
) -> None:
    """Call `end` with the exit code, 128 plus the signal's number, when a signal asks to stop.

    The process ends soon after in any case. A signal is heard between two steps of the program,
    wherever it is, since the loop may not come to it: so nothing here waits for a lock, which what
    was interrupted may hold.

    Args:
        end: Is called in the loop.
        is_lent: Whether another program has the terminal, and with it the signals of keys.
        modes: How the terminal was set before the reader, as `terminal_modes` gave them.
    """
    loop, context = asyncio.get_running_loop(), copy_context()

    def hear(number: int, _: object) -> None:
        code = 128 + number
        if is_lent() and code in FROM_KEYS:
            return
        if loop.is_closed():  # the terminal is given back: what is left ends as a command does
            raise KeyboardInterrupt
        end_without_fail(code, _PATIENCE, modes)
        loop.call_soon_threadsafe(end, code, context=context)

    for number in ENDING:
        signal.signal(number, hear)


def terminal_is_gone() -> bool:
    """Whether whoever held the other end of the terminal has closed it."""
    poll = select.poll()
    poll.register(sys.__stdin__.fileno() if sys.__stdin__ else 0, 0)
    return any(event & (select.POLLHUP | select.POLLERR) for _, event in poll.poll(0))


def watch_terminal(end: Callable[[], None]) -> None:
    """Call `end` in the loop once the terminal is gone; the process ends soon after in any case.

    A thread looks: the loop may hang at the very moment, waiting for a terminal that takes no more.
    """
    loop = asyncio.get_running_loop()

    def watch() -> None:
        while not terminal_is_gone():
            time.sleep(_LOOK)
        end_without_fail(_HUNG_UP, _GRACE)
        with suppress(RuntimeError):  # the loop is closed already
            loop.call_soon_threadsafe(end)

    threading.Thread(target=watch, name="terminal", daemon=True).start()


def end_without_fail(code: int, seconds: float, modes: list[Any] | None = None) -> None:
    """End the process with an exit code if it is still there after some seconds.

    A thread of `threading` would wait for locks, and signals begin this one.

    Args:
        code: Its exit code.
        seconds: How long it may take to end by itself.
        modes: How the terminal was set before the reader, as `termios.tcgetattr` has it.
    """

    def end() -> None:
        time.sleep(seconds)
        with suppress(OSError, termios.error):
            os.write(2, _RESTORED)
            if modes is not None:
                termios.tcsetattr(2, termios.TCSANOW, modes)
        os._exit(code)

    _thread.start_new_thread(end, ())


def take_answer(terminal: int = 0, seconds: float = 1.0) -> None:
    """Take what the terminal still answers, which the shell would take for keys.

    Args:
        terminal: Its descriptor.
        seconds: How long the answer may take.
    """
    with suppress(OSError, termios.error):
        modes = termios.tcgetattr(terminal)
        try:
            tty.setcbreak(terminal)
            while select.select([terminal], [], [], seconds)[0]:
                if (taken := os.read(terminal, 1024)).endswith(b"R") or not taken:
                    break
        finally:
            termios.tcsetattr(terminal, termios.TCSANOW, modes)


def take_back(modes: list[Any] | None) -> None:
    """Set the terminal as it was, whatever state another program has left it in, as a shell does.

    Args:
        modes: As `terminal_modes` gave them.
    """
    for descriptor in range(3):
        with suppress(OSError):
            os.set_blocking(descriptor, True)
    if modes is not None:
        with suppress(OSError, termios.error):
            termios.tcsetattr(2, termios.TCSANOW, modes)
            termios.tcflush(2, termios.TCIFLUSH)  # keys that it did not read are none of ours
            os.write(2, _DRAWN_ON)


def terminal_modes() -> list[Any] | None:
    """How the terminal is set; None if there is none."""
    try:
        return termios.tcgetattr(2)
    except termios.error:
        return None
