"""Finding out where the query hits: in reports on the screen, and in those a walk reaches."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from tui.background.answers import SearchUnavailable
from tui.desk.results import Results

if TYPE_CHECKING:
    from tui.background.searching import SearchClient

BATCH: Final = 64
"""The most reports asked about at once when hits are looked for far from the screen: one to begin
with, as it mostly has some, then twice as many each time."""

COUNTED: Final = 250
"""The most reports of a list of which all hits are counted: each takes some 8 ms elsewhere."""
_BESIDE: Final = 16
"""The reports asked about at once for that."""


async def learn(client: "SearchClient | None", results: Results, numbers: Sequence[int]) -> bool:
    """Ask where the query hits in these reports; whether anything new is known now."""
    unknown = results.unknown(numbers) if results.has_words else []
    if not unknown or client is None:
        return await results.tally_hits()
    try:
        found = await client.hits(results.query, unknown, live=results.live)
    except SearchUnavailable:
        return False
    results.hits.update({number: found.get(number, []) for number in unknown})
    await results.tally_hits()
    return True


async def learn_others(
    client: "SearchClient | None", results: Results, numbers: Sequence[int]
) -> bool:
    """Learn where the query hits in those of these reports that nobody is asking about.

    Nobody may be waiting for it: the open report is asked about by itself, and answered first.
    """
    wanted = [number for number in numbers if number not in results.asked]
    results.asked.update(wanted)
    try:
        return await learn(client, results, wanted)
    finally:
        results.asked.difference_update(wanted)


async def learn_all(
    client: "SearchClient | None", results: Results, is_shown: Callable[[], bool]
) -> bool:
    """Learn the hits in the whole list, unless that is long; whether they are counted by now.

    Args:
        client: Who is asked.
        results: The list.
        is_shown: Whether it is still the one that the user sees.
    """
    numbers = results.numbers
    if not results.has_words or results.hit_tally is not None or len(numbers) > COUNTED:
        return False
    for start in range(0, len(numbers), _BESIDE):
        await learn_others(client, results, numbers[start : start + _BESIDE])
        if not is_shown():
            return False
    return results.hit_tally is not None


async def next_row(
    client: "SearchClient | None",
    results: Results,
    row: int,
    step: int,
    is_shown: Callable[[], bool],
) -> int | None:
    """The next row with a hit, going round at the ends, where not all hits are known yet.

    Args:
        client: Who is asked.
        results: The list.
        row: Where to begin.
        step: 1 for down, -1 for up.
        is_shown: Whether the list is still the one that the user sees.

    Returns:
        The row; None if no row has a hit, or another list is shown by now.
    """
    numbers = results.numbers
    if not results.has_words:
        return None
    start, size = 1, 1
    while start <= len(numbers):
        far = range(start, min(start + size, len(numbers) + 1))
        batch = [(row + step * one) % len(numbers) for one in far]
        await learn(client, results, [numbers[one] for one in batch])
        if not is_shown():
            return None
        found = next((one for one in batch if results.hits.get(numbers[one])), None)
        if found is not None:
            return found
        start, size = far.stop, min(2 * size, BATCH)
    return None
