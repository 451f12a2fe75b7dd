"""A real pseudo-terminal with the installed program in it: keys in, screen out."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pyte
import pytest

PATIENCE = 120.0
"""Seconds before a screen that does not come fails the test; never a measure of speed."""
QUIET = 0.4
"""Seconds without output after which a key is taken to have had its effect."""
PRIVATE = re.compile(rb"\x1b\[[<>=?][0-9;]*\$?[a-zA-Z]")
"""Sequences that pyte would show."""
BEGUN = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*)?\Z")
"""One of which the rest is still to come."""
WHERE = b"\x1b[6n"
"""Asks for the place of the cursor."""
ANSWERS = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
    WHERE: b"\x1b[2;1R",
}
"""What a modern terminal answers to what it is asked."""
CORES = os.cpu_count() or 1
KEYS = {
    "ENTER": "\r", "ESC": "\x1b", "TAB": "\t", "DOWN": "\x1b[B", "UP": "\x1b[A", "^C": "\x03",
    "^P": "\x10",
}  # fmt: skip


def in_time(seconds: float) -> float:
    """So many seconds on a machine with nothing else to do; on a busy one as many more."""
    return seconds * (1 + os.getloadavg()[0] / CORES)


class Terminal:
    """A program in a pseudo-terminal, which answers what a modern terminal answers."""

    def __init__(self, command: list[str], columns: int, rows: int) -> None:
        self.columns, self.rows, self.output = columns, rows, b""
        self.takes = True
        """Whether it says that what it was sent has arrived, as soon as it is asked."""
        term = os.environ.get("PTY_TERM", "xterm-256color")
        colours = os.environ.get("PTY_COLORTERM", "truecolor")
        environment = dict(os.environ, TERM=term, COLORTERM=colours, LANG="C.UTF-8")
        self.pid, self._handle = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], command, environment)
        self.resize(columns, rows)
        self.before = termios.tcgetattr(self._handle)
        self._status: int | None = None
        self._drawn: tuple[pyte.Screen, pyte.ByteStream, int] | None = None
        """The screen of this size, and how much of the output it shows."""

    def resize(self, columns: int, rows: int) -> None:
        self.columns, self.rows, self._drawn = columns, rows, None
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.send(KEYS.get(key, key).encode())

    def send(self, data: bytes) -> None:
        os.write(self._handle, data)

    def flood(self, data: bytes, patience: float) -> int:
        """Send what the program takes in so many seconds, reading meanwhile; how much it was."""
        deadline, sent = time.monotonic() + patience, 0
        os.set_blocking(self._handle, False)
        while sent < len(data) and time.monotonic() < deadline:
            with suppress(BlockingIOError):
                sent += os.write(self._handle, data[sent : sent + 4096])
            self._read(0.001)
        os.set_blocking(self._handle, True)
        return sent

    def memory(self) -> float:
        """Megabytes of memory that the program has."""
        status = Path(f"/proc/{self.pid}/status").read_text("utf-8")
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def screen(self) -> str:
        """What stands on it, whatever size it had when that was written."""
        if self._drawn is None or self._drawn[2] > len(self.output):
            blank = pyte.Screen(self.columns, self.rows)
            self._drawn = blank, pyte.ByteStream(blank), 0
        screen, stream, shown = self._drawn
        begun = BEGUN.search(self.output, shown)
        end = begun.start() if begun else len(self.output)
        stream.feed(PRIVATE.sub(b"", self.output[shown:end]))
        self._drawn = screen, stream, end
        return "\n".join(screen.display)

    def forget(self, kept: int) -> None:
        """Drop all but so many bytes of the output; what they drew stays on the screen."""
        self.screen()
        assert self._drawn is not None
        screen, stream, shown = self._drawn
        dropped = min(shown, max(0, len(self.output) - kept))
        self.output = self.output[dropped:]
        self._drawn = screen, stream, shown - dropped

    def wait_until(self, wanted: Callable[[str], bool], what: str) -> str:
        """Read until the screen is as wanted; the screen."""
        deadline = time.monotonic() + PATIENCE
        while not wanted(screen := self.screen()):
            if time.monotonic() > deadline or not self._read(0.2):
                if wanted(screen := self.screen()):
                    break
                if time.monotonic() > deadline or self.ended:
                    pytest.fail(f"never saw {what} on this screen:\n{screen}")
        return screen

    def wait_for(self, text: str) -> str:
        return self.wait_until(lambda screen: text in screen, repr(text))

    def wait_a_while_for(self, text: str, seconds: float = 10.0) -> None:
        """Read until the screen has a text, or so many seconds have gone."""
        deadline = time.monotonic() + seconds
        while text not in self.screen() and time.monotonic() < deadline:
            self._read(0.1)

    def settle(self, quiet: float = QUIET) -> None:
        """Read until nothing has come for so many seconds, or for long: cursors blink for ever."""
        deadline = time.monotonic() + PATIENCE / 10
        while select.select([self._handle], [], [], quiet)[0] and self._read(0):
            if time.monotonic() > deadline:
                break

    def _read(self, patience: float) -> bool:
        if not select.select([self._handle], [], [], patience)[0]:
            return True
        try:
            data = os.read(self._handle, 1 << 16)
        except OSError:
            return False
        self.output += data
        for asked, answer in ANSWERS.items():
            if (asked != WHERE or self.takes) and self._is_asked(asked, len(data)):
                os.write(self._handle, answer)
        return bool(data)

    def _is_asked(self, question: bytes, read: int) -> bool:
        """Whether a question has ended in the bytes read last; it may have begun before them."""
        return question in self.output[-(read + len(question) - 1) :]

    def ends_in(self, patience: float) -> bool:
        """Whether the program ends in so many seconds."""
        deadline = time.monotonic() + patience
        while not self.ended and time.monotonic() < deadline:
            self._read(0)
            time.sleep(0.01)
        return self.ended

    def restored_in(self, patience: float) -> bool:
        """Whether the terminal is as it was before the program in so many seconds, from now."""
        begun, deadline = len(self.output), time.monotonic() + patience
        while time.monotonic() < deadline:
            self._read(0.01)
            said = self.output[begun:]
            if self.modes() == self.before and b"\x1b[?1049l" in said and b"\x1b[?25h" in said:
                return True
        return False

    def take(self) -> None:
        """Answer that everything has arrived."""
        os.write(self._handle, ANSWERS[WHERE])

    def signal(self, number: int) -> None:
        os.kill(self.pid, number)

    @property
    def ended(self) -> bool:
        if self._status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self._status = status if pid else None
        return self._status is not None

    def wait_for_end(self) -> int:
        """Read until the program has ended; its exit code."""
        deadline = time.monotonic() + PATIENCE
        while not self.ended:
            assert time.monotonic() < deadline, f"never ended:\n{self.screen()}"
            self._read(0.05)
        while select.select([self._handle], [], [], 0)[0] and self._read(0):
            pass
        assert self._status is not None
        return os.waitstatus_to_exitcode(self._status)

    def modes(self) -> list[object]:
        """How the terminal is set, to compare with `before`."""
        return termios.tcgetattr(self._handle)

    def hang_up(self) -> None:
        """Take the terminal away."""
        os.close(self._handle)
        self._handle = os.open(os.devnull, os.O_RDWR)

    def close(self) -> None:
        if not self.ended:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._handle)
