"""Where one was in each report when one left it. Pure."""

from typing import Final

_KEPT: Final = 2_000
"""Places beyond which the oldest are forgotten."""


class LeftAt:
    """Places by report, and by what was searched for when it was left."""

    def __init__(self) -> None:
        """Begin with nothing left."""
        self._places: dict[tuple[int, str | None], int] = {}

    def leave(self, number: int, query: str, offset: int) -> None:
        """Note at which character a report was left."""
        for key in ((number, query), (number, None)):
            self._places.pop(key, None)
            self._places[key] = offset
        while len(self._places) > _KEPT:
            del self._places[next(iter(self._places))]

    def of(self, number: int, query: str, *, hits: bool) -> int | None:
        """Where to go on in a report.

        Args:
            number: The report.
            query: What is searched for.
            hits: Whether that hits in it: then where one was for another query does not matter.
        """
        last = None if hits else self._places.get((number, None))
        return self._places.get((number, query), last)
