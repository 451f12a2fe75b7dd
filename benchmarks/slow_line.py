"""What keys send over the line to the terminal, and how far the screen lags behind them.

    python benchmarks/slow_line.py [COLLECTION] [--rate 2400] [--size 120x40]

Runs the reader on COLLECTION (by default the sample reports) in a pseudo-terminal that takes so
many bytes a second (0: as many as come) and says what has arrived, as terminals do. Told are, for
single keys, the bytes that each has the reader send; for keys that are held down, the bytes a key,
and how many seconds after the last of them something still arrives.
"""

import argparse
import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time
from contextlib import suppress
from typing import Final

ASKED: Final = b"\x1b[6n"
QUIET: Final = 0.6
"""Seconds without a byte after which a key has had its effect."""
STARTING: Final = 8.0
LONGEST: Final = 60.0


class Line:
    """A pseudo-terminal of which so many bytes a second are taken."""

    def __init__(self, command: list[str], columns: int, rows: int) -> None:
        self.rate, self.taken, self._credit = 0, 0, 0.0
        self.last = self._seen = time.monotonic()
        self._end = b""
        pid, self._handle = pty.fork()
        if pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.execvp(command[0], command)
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, size)

    def take(self, seconds: float) -> None:
        """Take what comes in some seconds, as far as the rate allows."""
        until = time.monotonic() + seconds
        while (now := time.monotonic()) < until:
            self._credit = min(self._credit + (now - self._seen) * self.rate, self.rate / 20)
            self._seen = now
            room = int(self._credit) if self.rate else 1 << 16
            if room < 32:
                time.sleep(0.01)
            elif select.select([self._handle], [], [], min(0.02, until - now))[0]:
                self._arrived(os.read(self._handle, room))

    def _arrived(self, data: bytes) -> None:
        self._credit = max(0.0, self._credit - len(data))
        self.taken += len(data)
        self.last = time.monotonic()
        seen = self._end + data
        for _ in range(seen.count(ASKED)):
            os.write(self._handle, b"\x1b[2;1R")
        self._end = b"" if seen.endswith(ASKED) else seen[1 - len(ASKED) :]

    def press(self, key: str, times: int = 1, a_second: float = 30) -> tuple[int, float]:
        """Press a key; the bytes that came of it, and for how long after the last they came."""
        before, pressed = self.taken, time.monotonic()
        for _ in range(times):
            os.write(self._handle, key.encode())
            pressed = time.monotonic()
            self.take(1 / a_second)
        while time.monotonic() - max(self.last, pressed) < QUIET:
            self.take(0.1)
            if time.monotonic() - pressed > LONGEST:
                break
        return self.taken - before, max(0.0, self.last - pressed)

    def leave(self) -> None:
        """End the reader."""
        os.write(self._handle, b"Q")
        with suppress(OSError):  # nobody holds the other end any more
            self.take(1.0)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("collection", nargs="?", default="--samples")
    parser.add_argument("--rate", type=int, default=2400)
    parser.add_argument("--size", default="120x40")
    asked = parser.parse_args()
    columns, rows = map(int, asked.size.split("x"))
    line = Line([sys.executable, "-m", "tui.cli", asked.collection], columns, rows)
    line.take(STARTING)
    for name, key in (("j", "j"), ("j", "j"), ("Enter", "\r"), ("*", "*"), ("e", "e"),
                      ("Space", " "), ("Tab", "\t"), ("Tab back", "\x1b[Z")):  # fmt: skip
        print(f"{name:10} {line.press(key)[0]:7,} bytes")
    line.press("\x1b[Z")
    line.rate = asked.rate
    for key, times, a_second in (("j", 60, 30.0), ("k", 60, 30.0), ("e", 15, 5.0)):
        sent, lag = line.press(key, times, a_second)
        print(f"{key} held, {times} times: {sent / times:,.0f} bytes a key, {lag:.1f} s behind")
    line.leave()
    return 0


if __name__ == "__main__":
    sys.exit(main())
