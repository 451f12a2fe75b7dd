"""What a build says about itself, and when it commits."""

import time
from dataclasses import dataclass
from typing import Final

from articles.collection.files import Skipped
from articles.formats.registry import unpacked
from index.workers.reading import Piece

_FIRST_COMMIT: Final = 0.5
"""Seconds of reading until the first commit; later ones are further and further apart."""
_LAST_COMMIT: Final = 10.0
_TELLING: Final = 3.0
"""Seconds of reading after which its rate says something."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build has done, counted in reports."""

    added: int
    updated: int
    renamed: int
    removed: int
    unchanged: int
    skipped: tuple[Skipped, ...]
    """Everything in the collection that is no report, whenever it was found to be none."""
    absurd_dates: tuple[tuple[str, str], ...]
    """Reports that state a date of which none can be: their ids, and what they state."""
    lost: tuple[str, ...]
    """What was said of single reports and holds nowhere, a line each."""
    seconds: float


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is."""

    done: int
    """Bytes of files read; while indexing and finding copies, reports that this was done for."""
    total: int
    """Bytes of files to be read, 0 where nobody knows, as in a packed file; then, all reports."""
    stage: str
    """"scanning", "reading", "indexing", "finding copies", "done", or "rebuilding" with a note that
    says why."""
    committed: bool = False
    """Whether more can be read and searched than at the last progress."""
    summary: Summary | None = None
    """With the last progress only."""
    reports: int = 0
    """Reports read."""
    note: str = ""
    """One line for the user, mostly empty."""
    rate: float = 0.0
    """Reports read a second; 0 as long as nobody can tell."""
    left: float | None = None
    """Seconds that reading will still take at this rate; None as long as nobody can tell."""


class Position:
    """How far reading has come."""

    def __init__(self, total: int, reports: int) -> None:
        self._total = total
        self._done = self._partly = 0
        self._is_in_packed = False
        self._begun: tuple[float, int, int] | None = None
        """When the first piece had come, after workers had started, with its bytes and reports."""
        self.reports = reports

    def after(self, piece: Piece) -> Progress:
        """The progress once this piece has been taken."""
        if piece.file is not None:  # else the library has these, and only completes them
            self.reports += len(piece.items)
            # A compressed file may hold more characters than it has bytes.
            self._partly = min(self._partly + piece.characters, piece.file.size)
            self._is_in_packed = not piece.is_last and _is_packed(piece.file.path)
            if piece.is_last:
                self._done += piece.file.size
                self._partly = 0
        if self._begun is None:
            self._begun = (time.monotonic(), self._done + self._partly, self.reports)
        return self._progress(committed=False)

    def committed(self) -> Progress:
        """The progress after a commit."""
        return self._progress(committed=True)

    def _progress(self, *, committed: bool) -> Progress:
        done = self._done + self._partly
        rate, left = self._pace(done)
        reports, total = self.reports, 0 if self._is_in_packed else self._total
        return Progress(done, total, "reading", committed, reports=reports, rate=rate, left=left)

    def _pace(self, done: int) -> tuple[float, float | None]:
        """Reports a second, and the seconds left."""
        begun, first, reports = self._begun or (time.monotonic(), 0, 0)
        elapsed = time.monotonic() - begun
        if elapsed < _TELLING:
            return 0.0, None
        can_tell = self._total and done > first and not self._is_in_packed
        left = elapsed * (self._total - done) / (done - first) if can_tell else None
        return (self.reports - reports) / elapsed, left


def _is_packed(path: str) -> bool:
    """Whether a file holds more text than it has bytes, and nobody knows how much more."""
    return unpacked(path) != path or path.lower().endswith(".zip")


class Clock:
    """Says when to commit: soon at first, then less and less often."""

    def __init__(self) -> None:
        self._interval = _FIRST_COMMIT
        self._last = time.monotonic()

    def is_due(self) -> bool:
        """Whether it is time."""
        return time.monotonic() - self._last >= self._interval

    def restart(self) -> None:
        """A commit has just been made."""
        self._interval = min(2 * self._interval, _LAST_COMMIT)
        self._last = time.monotonic()
