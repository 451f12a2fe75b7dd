"""The reports read, in the order they were read: back and forward as in a browser."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple


class Place(NamedTuple):
    """A place in a report."""

    number: int
    """The report's number."""
    offset: int
    """A character of it."""


class Trail:
    """A line of visited reports with a place on it."""

    def __init__(self) -> None:
        """Begin with nothing visited."""
        self._visited: list[int] = []
        self._at = -1

    def visit(self, number: int) -> None:
        """Note that a report was read; what lay ahead on the trail is forgotten."""
        if self._at >= 0 and self._visited[self._at] == number:
            return
        self._visited[self._at + 1 :] = [number]
        self._at += 1

    def begin_with(self, numbers: Iterable[int]) -> None:
        """Let these have been visited before everything else, as in an earlier session."""
        before = [number for number, _ in groupby(numbers)]
        if before and self._visited and before[-1] == self._visited[0]:
            before.pop()
        self._visited[:0] = before
        self._at += len(before)

    def go(self, step: int) -> int | None:
        """The report one step back (-1) or forward (1); None at the trail's end."""
        if not 0 <= self._at + step < len(self._visited):
            return None
        self._at += step
        return self._visited[self._at]
