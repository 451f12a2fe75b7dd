"""The parent's end of a worker process."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Final

from articles.article import Article
from articles.clean import clean_line
from articles.collection.collection import Collection, File
from index.workers.child import ANALYSE, MORE, READ
from index.workers.reading import Item, Piece, Place, Prepare, pieces

PATIENCE: Final = 60.0
"""Seconds that a task may take, besides what its size allows."""
MOST: Final = 4
"""Workers that keep the one process that writes busy. More would wait for it, 250 MiB each."""
PACE: Final = 20_000
"""Characters or bytes a second that even a slow machine gets through."""


@dataclass(slots=True, eq=False)
class Group:
    """Files that one worker reads one after the other."""

    files: list[File]
    skip: int = 0
    """Things in the first file that were delivered before."""
    pieces: list[Piece] = field(default_factory=list)
    """What has been read and not been handed on."""
    finished: bool = False
    _at: int = 0
    """The file that is being read."""
    _delivered: int = 0
    """Things in it that have been delivered."""

    def size(self) -> int:
        """Bytes of its files."""
        return sum(file.size for file in self.files)

    def delivered(self, taken: Sequence[Item]) -> list[Piece]:
        """Sort by file what the worker delivers, and take note of how far it has come."""
        for place, thing in taken:
            if thing is None:
                self._at, self._delivered = place + 1, 0
            else:
                self._delivered += 1
        return pieces(self.files, taken)

    def rest(self) -> "Group":
        """What has not been delivered yet."""
        skip = self._delivered + (self.skip if self._at == 0 else 0)
        return Group(self.files[self._at :], skip)

    def single_files(self) -> list["Group"]:
        """The same, each file by itself."""
        return [Group([file], 0 if at else self.skip) for at, file in enumerate(self.files)]


class Worker:
    """A worker process, and what it is doing.

    Attributes:
        reading: The files that it is in the midst of.
        analysing: The reports that it is looking at; empty if it is reading or idle.
        busy: Whether an answer is due.
        ready: Whether it has ever answered.
    """

    def __init__(
        self,
        collection: Collection,
        known: frozenset[bytes],
        detector: str,
        prepare: Prepare | None = None,
    ) -> None:
        ours, theirs = socket.socketpair()
        # A file, since nobody would empty a pipe while it works.
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the worker lives
        command = [sys.executable, "-P", "-m", "index.workers.child", str(theirs.fileno())]
        with theirs:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                pass_fds=[theirs.fileno()],
                process_group=0,
            )
        self.connection = Connection(ours.detach())
        self.reading: Group | None = None
        self.analysing: list[Place] = []
        self.ready = False
        self.busy = False
        self._deadline = 0.0
        self._send((collection, known, detector, prepare), 0)

    def read(self, group: Group) -> None:
        """Let it begin to read files."""
        self.reading = group
        self._send((READ, group.files, group.skip), group.size())

    def more(self) -> None:
        """Let it go on reading."""
        assert self.reading is not None
        self._send((MORE,), self.reading.size())

    def analyse(self, places: Sequence[Place], articles: Sequence[Article]) -> None:
        """Let it find out all about reports."""
        self.analysing = list(places)
        self._send((ANALYSE, articles), sum(len(article.text) for article in articles))

    def _send(self, message: object, size: int) -> None:
        self.busy = True
        self._deadline = time.monotonic() + PATIENCE + size / PACE
        try:
            self.connection.send(message)
        except OSError:
            # Its end is noticed where its answer is waited for.
            pass

    def is_overdue(self) -> bool:
        """Whether it should have answered by now."""
        return self.busy and time.monotonic() > self._deadline

    def kill(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self.connection.close()
        self._errors.close()

    def is_spent(self) -> bool:
        """Whether it was ended for having computed as long as the system lets a process."""
        return self._process.returncode == -signal.SIGXCPU

    def last_words(self) -> str:
        """The last line that it wrote to stderr, in brackets; empty if it wrote none."""
        self._errors.seek(0)
        lines = self._errors.read()[-1000:].decode("utf-8", "replace").split("\n")
        told = next((clean_line(line) for line in reversed(lines) if line.strip()), "")
        return f" ({told})" if told else ""


def usual_jobs() -> int:
    """How many workers there are unless somebody says otherwise."""
    return min(_cores(), MOST)


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
