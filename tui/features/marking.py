"""Marked reports: those that the next key is about, however many."""

from collections.abc import Sequence
from typing import Protocol

from tui.features.ground import AtDesk, InPanes
from tui.features.working import Works, working


class Ground(AtDesk, InPanes, Works, Protocol):
    """The list in which they are marked."""

    async def ready(self) -> None:
        """Come back once the list is the one that was last asked for."""


class Marking:
    """Marks reports of the list."""

    def __init__(self, reader: Ground) -> None:
        """Mark those in the list of `reader`."""
        self.reader = reader

    def mark(self) -> None:
        """Mark what the row under the cursor stands for, or unmark it, and go on; with a count."""
        reader = self.reader
        row, times, seen = reader.articles.cursor, reader.times(), reader.desk.memory.seen
        self._turn(reader.desk.results.folding.with_hidden(seen[row : row + times]))
        reader.articles.move(times)

    @working("notebook")
    async def mark_all(self) -> None:
        """Mark every report of the list; if they are marked, none."""
        await self.reader.ready()
        self._turn(self.reader.desk.results.folding.numbers)

    def unmark(self) -> None:
        """Mark nothing."""
        self.reader.desk.memory.marked.clear()
        self._turn(())

    def _turn(self, numbers: Sequence[int]) -> None:
        reader = self.reader
        reader.desk.memory.marked.turn(numbers)
        reader.articles.refresh_rows()
        marked = len(reader.desk.memory.marked)
        reader.status_line.say(f"{marked:,} marked" if marked else "Nothing is marked")
