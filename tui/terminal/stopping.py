"""Stopped and told to go on however quickly one follows the other, the reader comes back each time.

Textual 8.2 acts on either signal where it finds itself, also in the middle of the other: a Ctrl-Z
right after `fg` then left the terminal without echo, or two threads reading keys, for the second of
which the next Ctrl-Z waited for ever. And after a SIGSTOP, which nobody hears, it began a second
thread too. So a signal waits until the one before has been acted on.
"""

import os
import signal
from collections import deque
from time import monotonic
from typing import Any, Final

from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from tui.terminal.backlog import Backlog

_PACE: Final = 0.01
"""Seconds between two looks whether there is room for a message."""
_LONGEST: Final = 5.0
"""Seconds after which something waits for ever that nobody waits for: keys must be read on."""


class Driver(LinuxDriver):
    """Textual's driver of a terminal, which acts on one signal after another.

    It reads no faster than what it has read is acted on.
    """

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401  Textual's
        """As Textual's; it is told of signals from then on."""
        self._told: deque[int] = deque()
        self._is_acting = False
        self._is_stopped = False
        self._backlog = Backlog()
        super().__init__(*args, **options)

    def send_message(self, message: Message) -> None:
        """Send a message from the thread that reads, which waits for room until it is to end."""
        begun = monotonic()
        while self._backlog.is_full and not self.exit_event.wait(_PACE):
            if monotonic() - begun > _LONGEST:
                self._backlog.forget()
        self._backlog.add(message)
        super().send_message(message)

    def _sigtstp_application(self, *_: object) -> None:
        self._hear(signal.SIGTSTP)

    def _sigcont_application(self, *_: object) -> None:
        self._hear(signal.SIGCONT)

    def _hear(self, number: int) -> None:
        """Act on a signal, and on those that come meanwhile; unless that is being done."""
        self._told.append(number)
        if self._is_acting:
            return
        self._is_acting = True
        try:
            while self._told:
                if self._told.popleft() == signal.SIGCONT:
                    self._go_on()
                elif not self._is_stopped:
                    self._stop()
                elif not self._told:  # the word to go on came too late to be heard
                    os.kill(os.getpid(), signal.SIGSTOP)
        finally:
            self._is_acting = False

    def _stop(self) -> None:
        self._is_stopped = True
        super()._sigtstp_application()

    def _go_on(self) -> None:
        self._is_stopped = False
        if self._key_thread is not None and self._key_thread.is_alive():
            self.suspend_application_mode()
        super()._sigcont_application()
