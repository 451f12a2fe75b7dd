"""Our end of a parser in exile: files go out as open descriptors, drafts of reports come back.

A file that crashes the parser, or outlasts our patience with it, costs the parser its life and
gives one line that says why; the next file gets a new one.
"""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from typing import Final

from articles.formats.draft import Draft, Fault
from articles.formats.opening import LONGEST_TEXT, Loaded
from index.workers import answers
from index.workers.confinement import MEMORY
from index.workers.exiled import PACE

PATIENCE: Final = 4.0
"""Seconds that a parser may take for one step (a report, or some more of its file) on a machine
that has nothing else to do; on a busy one as many times more as there are who want each core."""

PER_REPORT: Final = 0.5
"""Seconds more that a parser may take over all of a file for each report: five times what a page
takes on a machine that has nothing else to do."""
_START: Final = 60.0
"""Seconds that a parser may take to start; it loads up to half a second's worth of modules."""
_MOST_FILES: Final = 2_000
"""Files after which a parser is replaced, for what its libraries may have let leak."""
_BUSIEST: Final = 8.0
_BOOT: Final = (
    "import json, os, sys; told = json.loads(sys.argv[1]); sys.path[:] = told['path'];"
    "os.dup2(told['socket'], 3); told['socket'] == 3 or os.close(told['socket']);"
    "from index.workers.exiled import main; main(told['parent'], everything=told['everything'])"
)


class ExileFailed(Exception):
    """No parser can be started; the message says why."""


class _Lacking(Exception):
    """The parser lacks modules, or time, that this file needs."""


class Exile:
    """A parser process, replaced as often as it dies.

    It begins with what plain text and JSON need, and is replaced by one that can read everything
    when the first file needs that.
    """

    def __init__(self) -> None:
        self._everything = False
        self._process: subprocess.Popen[bytes] | None = None
        self._start()

    def parse(
        self, descriptor: int, name: str, *, any_name: bool = False
    ) -> Generator[Loaded | Draft | Fault, None, None]:
        """Read an open file, as `articles.formats.opening.parsed` does, but elsewhere.

        Raises:
            ExileFailed: No parser can be started.
        """
        given = 0
        while True:
            self._ask(descriptor, name, any_name=any_name)
            try:
                for place, item in enumerate(self._answers(descriptor), 1):
                    if place > given:  # else the parser before this one has said it
                        given = place
                        yield from self._handed(item)
            except _Lacking:
                self._everything = True
                self.close()
            else:
                return

    def _handed(
        self, item: Loaded | Draft | Fault
    ) -> Generator[Loaded | Draft | Fault, None, None]:
        """One thing, and what to do if nobody takes any more."""
        try:
            yield item
        except GeneratorExit:
            self.close()
            raise

    def close(self) -> None:
        """End the parser, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._connection.close()
            self._process = None

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        told = {
            "path": sys.path,
            "socket": theirs.fileno(),
            "parent": os.getpid(),
            "everything": self._everything,
        }
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", _BOOT, json.dumps(told)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env={},
                cwd="/",
                start_new_session=True,
            )
        self._connection = ours
        self._incoming = answers.Incoming(ours)
        self._is_ready = False
        self._served = 0

    def _ask(self, descriptor: int, name: str, *, any_name: bool) -> None:
        """Hand a file to a parser that is ready for it."""
        if self._served >= _MOST_FILES or (self._process and self._process.poll() is not None):
            self.close()
        if self._process is None:
            self._start()
        if not self._is_ready:
            try:
                self._is_ready = self._incoming.take(_until_started) == (answers.READY, [])
            except (EOFError, OSError, answers.Nonsense):
                self.close()
            if not self._is_ready:
                raise ExileFailed("the process that parses files cannot be started")
        self._served += 1
        os.lseek(descriptor, 0, os.SEEK_SET)
        message = json.dumps([name, any_name]).encode()
        socket.send_fds(self._connection, [message], [descriptor])

    def _answers(self, descriptor: int) -> Generator[Loaded | Draft | Fault, None, None]:
        """What the parser says of a file, its own end included."""
        try:
            yield from self._items(_Watch(descriptor))
        except TimeoutError:
            self.close()
            yield Fault(f"takes longer than {PATIENCE:.0f} s to read")
        except MemoryError:
            self.close()
            yield Fault(f"needs more than {MEMORY >> 20} MB of memory to be read")
        except answers.Nonsense:
            self.close()
            yield Fault("made the process that read it talk nonsense")
        except (EOFError, OSError):
            yield Fault(self._cause())

    def _items(self, watch: "_Watch") -> Generator[Loaded | Draft | Fault, None, None]:
        text = ""
        while True:
            kind, values = self._incoming.take(watch.wait)
            if kind == answers.TEXT:
                # Added to where it lies: all pieces and what they make would be twice the text.
                text += answers.piece_of(values)
                if len(text) > LONGEST_TEXT:
                    raise answers.Nonsense("a text that is too long")
                continue
            if kind == answers.END:
                return
            if kind == answers.MORE:
                raise _Lacking
            if kind == answers.FULL:
                raise MemoryError
            watch.allow_for_one()
            item, text = answers.item_of(kind, values, text), ""
            yield item

    def _cause(self) -> str:
        """What the parser died of."""
        assert self._process is not None
        try:
            code = self._process.wait(_START)
        except subprocess.TimeoutExpired:
            code = 0
        self.close()
        if code == -signal.SIGXCPU:
            return "takes too long to read"
        if code == -signal.SIGKILL:
            return "the process that read it was killed, perhaps for want of memory"
        name = f" ({signal.Signals(-code).name})" if code < 0 else ""
        return f"crashed the process that read it{name}"


class _Watch:
    """How long a parser may still take over a file.

    Each step has its deadline: a report, or some more of the file, of which the parser shares the
    position with us. All waiting together has one too, that grows with the file and with what has
    come of it.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._farthest = 0
        self._waited = 0.0
        self._most = PATIENCE * _BUSIEST + os.fstat(descriptor).st_size / PACE

    def allow_for_one(self) -> None:
        """Have more patience with the whole file, as one thing in it has come."""
        self._most += PER_REPORT

    def wait(self, connection: socket.socket) -> None:
        """Wait until something comes.

        Raises:
            TimeoutError: It does not come in time.
        """
        left, is_last = PATIENCE, False
        while not self._has_come(connection, left):
            at = os.lseek(self._descriptor, 0, os.SEEK_CUR)
            if is_last or self._waited > self._most:
                raise TimeoutError
            if at > self._farthest:
                self._farthest, left = at, PATIENCE
            else:
                # It may be the machine that is slow; asked only now, since asking takes time.
                left, is_last = PATIENCE * (_crowd() - 1), True
        self._farthest = max(os.lseek(self._descriptor, 0, os.SEEK_CUR), self._farthest)
        if self._waited > self._most:
            raise TimeoutError

    def _has_come(self, connection: socket.socket, patience: float) -> bool:
        began = time.monotonic()
        come, _, _ = select.select([connection], [], [], patience)
        self._waited += time.monotonic() - began
        return bool(come)


def _until_started(connection: socket.socket) -> None:
    """Wait for the first that comes.

    Raises:
        TimeoutError: It does not come in time.
    """
    if not select.select([connection], [], [], _START)[0]:
        raise TimeoutError


def _crowd() -> float:
    """How many want each core at the moment, 1 if they have one each."""
    return min(max(os.getloadavg()[0] / (os.cpu_count() or 1), 1.0), _BUSIEST)
