"""Where one has been: the reports read, in their order, and the place in each. Pure."""

from collections.abc import Iterable
from itertools import groupby
from typing import Final, NamedTuple

_KEPT: Final = 2_000
"""Places beyond which the oldest are forgotten."""


class Place(NamedTuple):
    """A place in a report."""

    number: int
    """The report's number."""
    offset: int
    """A character of it."""


class Trail:
    """The reports read, in the order they were read: back and forward as in a browser."""

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


class LeftAt:
    """Where one was in each report when one left it, for each query.

    A report goes by its id, which a library that is built anew keeps.
    """

    def __init__(self) -> None:
        """Begin with nothing left."""
        self._places: dict[tuple[str, str | None], int] = {}

    def leave(self, id_: str, query: str, offset: int) -> None:
        """Note at which character a report was left."""
        for key in ((id_, query), (id_, None)):
            self._places.pop(key, None)
            self._places[key] = offset
        while len(self._places) > _KEPT:
            del self._places[next(iter(self._places))]

    def of(self, id_: str, query: str, *, hits: bool) -> int | None:
        """Where to go on in a report.

        Args:
            id_: The report.
            query: What is searched for.
            hits: Whether that hits in it: then where one was for another query does not matter.
        """
        last = None if hits else self._places.get((id_, None))
        return self._places.get((id_, query), last)
