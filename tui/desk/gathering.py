"""Concordance and company of the list, gathered a page of reports at a time."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Final

from index.mentions.values import Entity
from tui.desk.desk import Desk
from tui.desk.walking import Stop

if TYPE_CHECKING:
    from index.search.concordance import Line

_PAGE: Final = 32
"""Reports looked at at once: other questions wait for no more than that."""


async def concordance(desk: Desk, kind: Stop) -> "AsyncIterator[list[Line]]":
    """Every mention of the traced entity, or every hit, in the list, a page at a time.

    Raises:
        SearchUnavailable: There is no process to ask.
    """
    results = desk.results
    trace = desk.trace if kind is Stop.MENTION else None
    numbers = results.numbers
    if trace is not None:
        numbers = [number for number in numbers if number in trace.counts]
    client = await desk.searcher()
    for start in range(0, len(numbers), _PAGE):
        yield await client.concordance(
            numbers[start : start + _PAGE],
            query=results.query,
            live=results.live,
            entity=trace.entity.id if trace else "",
        )


async def company(desk: Desk) -> AsyncIterator[list[tuple[Entity, int]]]:
    """Who is named with the traced entity in the same sentences of the list, page by page.

    Raises:
        SearchUnavailable: There is no process to ask.
    """
    if desk.trace is None:
        return
    entity, counts = desk.trace.entity.id, desk.trace.counts
    numbers = [number for number in desk.results.numbers if number in counts]
    client = await desk.searcher()
    for start in range(0, len(numbers), _PAGE):
        yield await client.company(entity, numbers[start : start + _PAGE])
