"""Asking where a query hits: the open report first, nothing twice, and no more than is needed."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from articles.article import Span
from tui.desk import hits
from tui.desk.folding import Folding
from tui.desk.results import Results
from tui.desk.tally import SLICE
from tui.screens import opening


class Client:
    """Says that some reports have a hit, once it may."""

    def __init__(self, *having: int) -> None:
        self._having = having
        self.asked: list[list[int]] = []
        self.may = asyncio.Event()
        self.may.set()

    async def hits(
        self, _text: str, numbers: Sequence[int], *, live: bool = False
    ) -> dict[int, list[Span]]:
        self.asked.append(list(numbers))
        await self.may.wait()
        return {one: [Span(0, 1)] for one in numbers if one in self._having}


def results_of(count: int) -> Results:
    return Results("word", Folding(range(count)))


async def test_the_next_row_with_a_hit_is_asked_about_alone_first() -> None:
    client = Client(4)
    row = await hits.next_row(client, results_of(500), 3, 1, lambda: True)  # type: ignore[arg-type]  # a fake
    assert (row, client.asked) == (4, [[4]])


async def test_far_away_ever_more_rows_are_asked_about_at_once_and_each_but_once() -> None:
    client, count = Client(), 300
    assert await hits.next_row(client, results_of(count), 3, 1, lambda: True) is None  # type: ignore[arg-type]  # a fake
    sizes = [len(one) for one in client.asked]
    assert sizes[:8] == [1, 2, 4, 8, 16, 32, hits.BATCH, hits.BATCH]
    assert [one for batch in client.asked for one in batch] == [*range(4, count), *range(4)]


async def test_what_is_being_asked_about_beside_is_not_asked_about_beside_again() -> None:
    client, results = Client(1, 2), results_of(9)
    client.may.clear()
    first = asyncio.create_task(hits.learn_others(client, results, [1, 2, 3]))  # type: ignore[arg-type]  # a fake
    await asyncio.sleep(0)
    second = asyncio.create_task(hits.learn_others(client, results, [2, 3, 4]))  # type: ignore[arg-type]  # a fake
    await asyncio.sleep(0)
    client.may.set()
    assert await first
    assert await second
    assert client.asked == [[1, 2, 3], [4]]
    assert sorted(results.hits) == [1, 2, 3, 4]


async def test_a_report_that_is_waited_for_is_asked_about_though_others_are_being_asked() -> None:
    client, results = Client(1, 2), results_of(9)
    client.may.clear()
    beside = asyncio.create_task(hits.learn_others(client, results, [1, 2]))  # type: ignore[arg-type]  # a fake
    await asyncio.sleep(0)
    waited = asyncio.create_task(hits.learn(client, results, [2]))  # type: ignore[arg-type]  # a fake
    await asyncio.sleep(0)
    client.may.set()
    await asyncio.gather(beside, waited)
    assert client.asked == [[1, 2], [2]]


async def test_the_hits_of_a_list_are_counted_unless_it_is_long() -> None:
    client, results = Client(*range(0, hits.COUNTED, 2)), results_of(hits.COUNTED)
    assert await hits.learn_all(client, results, lambda: True)  # type: ignore[arg-type]  # a fake
    assert results.hit_tally is not None
    assert results.hit_tally.total == hits.COUNTED // 2
    assert max(map(len, client.asked)) < hits.BATCH
    long = results_of(hits.COUNTED + 1)
    assert not await hits.learn_all(client, long, lambda: True)  # type: ignore[arg-type]  # a fake
    assert not long.hits


async def test_no_more_hits_are_counted_in_a_list_that_is_not_shown_any_more() -> None:
    client, results = Client(0), results_of(hits.COUNTED)
    assert not await hits.learn_all(client, results, lambda: False)  # type: ignore[arg-type]  # a fake
    assert len(client.asked) == 1


async def test_hits_that_are_all_known_are_counted_with_pauses_for_other_things() -> None:
    results, rounds = results_of(3 * SLICE), 0
    results.hits = {number: [Span(0, 1)] for number in results.numbers}

    async def other() -> None:
        nonlocal rounds
        while results.hit_tally is None:
            rounds += 1
            await asyncio.sleep(0)

    beside = asyncio.create_task(other())
    assert await hits.learn(Client(), results, [0])  # type: ignore[arg-type]  # a fake
    await beside
    assert results.hit_tally is not None
    assert (results.hit_tally.total, rounds) == (3 * SLICE, 3)


@pytest.mark.parametrize("count", [3, 60])
async def test_which_hit_of_the_list_one_stands_on_is_told_without_a_key(
    reading: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(opening, "_COUNTED_AFTER", 0.01)
    reports = {
        f"{at:02}.txt": f"Report {at}\n\nThe flood came on day {at}.\n" for at in range(count)
    }
    async with reading(reports) as session:
        await session.press("s", *"flood")
        assert f"hit 1/1 here · 1/{count} in the list" in session.status
