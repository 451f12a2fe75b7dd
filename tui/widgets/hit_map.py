"""The one-column map at the edge of the reading pane: where in the report something is lit."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, Protocol, Self


class Rows(Protocol):
    """What this asks of `tui.page.layout.Rows`."""

    def __len__(self) -> int: ...

    def row_of(self, offset: int) -> int:
        """The row that shows a character of the report."""
        ...

    def offset_of(self, row: int) -> int:
        """The first character on a row, or on the next row that has one."""
        ...


class Mark(NamedTuple):
    """One row of the map."""

    lit: bool
    """Something in this part of the report is lit."""
    visible: bool
    """This part of the report is on the screen."""
    current: bool
    """The current stretch is in this part."""


_GLYPHS: Final = {False: "┊•", True: "┃●"}


def glyph(mark: Mark) -> str:
    """The character that shows a mark; each differs in shape, not only in colour."""
    return "█" if mark.current else _GLYPHS[mark.visible][mark.lit]


class HitMap:
    """Rows of a screen of given height, each standing for a share of a report's lines."""

    def __init__(self, height: int, total: int, lit_lines: Iterable[int]) -> None:
        """Scale a report to the map.

        Args:
            height: Rows of the map.
            total: Lines of the report; a report that fits is drawn one to one.
            lit_lines: Those with something lit.
        """
        self._height = max(1, height)
        self._total = max(self._height, total)
        self._lit = {self.row_of(line) for line in lit_lines}

    @classmethod
    def over(cls, height: int, rows: Rows, lit: Sequence[int]) -> Self:
        """Scale a report as it is laid out; of any number of lit places few are looked at.

        Args:
            height: Rows of the map.
            rows: The report.
            lit: The characters at which something lit begins, in reading order.
        """
        made, at = cls(height, len(rows), ()), 0
        while at < len(lit):
            mark = made.row_of(rows.row_of(lit[at]))
            made._lit.add(mark)
            below = made.line_of(mark + 1)
            if below >= len(rows):
                break
            at = bisect_left(lit, rows.offset_of(below), at + 1)
        return made

    def row_of(self, line: int) -> int:
        """The row that stands for a line."""
        return line * self._height // self._total

    def line_of(self, row: int) -> int:
        """The first line that a row stands for."""
        return -(-row * self._total // self._height)

    def mark(self, row: int, top: int, current: int | None) -> Mark:
        """What a row shows.

        Args:
            row: A row of the map.
            top: The first line on the screen.
            current: The line that the current stretch begins in.
        """
        bottom = min(self._total, top + self._height) - 1
        fits = self._total == self._height
        return Mark(
            row in self._lit,
            not fits and self.row_of(top) <= row <= self.row_of(bottom),
            current is not None and row == self.row_of(current),
        )
