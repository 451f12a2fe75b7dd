"""Where one was in each report when one left it. Pure."""

from typing import Final

_KEPT: Final = 2_000
"""Places beyond which the oldest are forgotten."""


class LeftAt:
    """Places by report, and by what was searched for when it was left.

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
