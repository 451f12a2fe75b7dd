"""Which reports are likely to be opened next. Nearly pure."""

from collections.abc import Iterator

from tui.desk.desk import Desk

_FAR = 64
"""Rows in which the next hit is looked for."""


def ahead(desk: Desk, step: int) -> list[int]:
    """The reports that the next key is likely to open, the likeliest first.

    Args:
        desk: Has the list and the open report.
        step: How many rows the last move went down, or up if negative.
    """
    numbers = desk.results.numbers
    rows = dict.fromkeys(_rows(desk, step))
    return [numbers[row] for row in rows if 0 <= row < len(numbers) and row != desk.row]


def _rows(desk: Desk, step: int) -> Iterator[int]:
    """Where the same move leads to again, the next row, the next stop of a walk, the row before."""
    way = 1 if step > 0 else -1
    yield desk.row + step
    yield desk.row + way
    count = desk.tracing.count
    if count is not None and (row := count.rows.next_row(desk.row, way)) is not None:
        yield row
    if desk.results.has_words:
        far = range(desk.row + way, desk.row + way * _FAR, way)
        numbers, known = desk.results.numbers, desk.results.hits
        rows = (row for row in far if 0 <= row < len(numbers) and known.get(numbers[row]))
        yield from list(rows)[:1]
    yield desk.row - way
