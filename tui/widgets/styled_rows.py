"""Rows of styled text as screen lines. Knows no widget."""

from bisect import bisect_right
from collections.abc import Sequence

from rich.segment import Segment
from textual.content import Content

from tui.page.cells import display, shown
from tui.widgets.hanging import hanging


class StyledRows:
    """Rows at a width: which lines each takes, and what they look like; laid out from the first on.

    Args:
        rows: What is shown, of any number of lines each; nothing in it is ever read as markup.
        columns: How wide lines may be.
        hangs: Whether lines that are too long go on further in.
    """

    def __init__(self, rows: Sequence[Content], columns: int, *, hangs: bool = True) -> None:
        self._rows, self._columns, self._hangs = rows, columns, hangs
        self._tops = [0]
        """The first line of each row that is laid out, and the line after the last of these."""

    def __len__(self) -> int:
        """How many rows are laid out."""
        return len(self._tops) - 1

    @property
    def is_whole(self) -> bool:
        """Whether all are."""
        return len(self) == len(self._rows)

    @property
    def height(self) -> int:
        """Lines of those that are."""
        return self._tops[-1]

    def lay_out(self, rows: int) -> None:
        """Count the lines of so many more rows."""
        tops = self._tops
        for row in self._rows[len(self) : len(self) + rows]:
            lines = hanging(row.plain, self._columns, hangs=self._hangs)
            tops.append(tops[-1] + sum(1 for _ in lines))

    def lines_of(self, index: int) -> range:
        """The lines of a row that is laid out."""
        return range(self._tops[index], self._tops[index + 1])

    def index_at(self, line: int) -> int | None:
        """The row that a line belongs to; none past those that are laid out."""
        return bisect_right(self._tops, line) - 1 if line < self.height else None

    def segments(self, index: int) -> list[list[Segment]]:
        """The lines of a row, without what they are painted on."""
        row = self._rows[index]
        return [
            [
                Segment(" " * one.indent),
                *(
                    Segment(shown(display(text)), style.rich_style)
                    for text, style in row[one.start : one.end].render(end="")
                ),
            ]
            for one in hanging(row.plain, self._columns, hangs=self._hangs)
        ]
