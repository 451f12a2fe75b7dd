"""Counting and stepping over a list of reports."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.article import Span
from tui.desk.tally import SLICE, Tally, standing, stepped

STOPS = [Span(10, 14), Span(30, 34), Span(50, 54)]


def tally(*counts: int) -> Tally:
    """A list of reports numbered from 100 with so many stops each."""
    return Tally(
        range(100, 100 + len(counts)), {100 + row: count for row, count in enumerate(counts)}
    )


def test_counts_are_summed_in_the_order_of_the_list() -> None:
    counted = tally(2, 0, 3)
    assert (counted.total, counted.reports) == (5, 2)
    assert [counted.before(row) for row in range(3)] == [0, 2, 2]
    assert [counted.report(row) for row in range(3)] == [1, 1, 2]


async def test_a_long_list_is_counted_in_slices_with_the_same_outcome() -> None:
    numbers = range(2 * SLICE + 7, 0, -1)
    counts = {number: number % 5 for number in range(1, 3 * SLICE, 3)}
    at_once, in_slices = Tally(numbers, counts), await Tally.over(numbers, counts)

    assert (in_slices.total, in_slices.reports) == (at_once.total, at_once.reports)
    assert in_slices.total == sum(counts.get(number, 0) for number in numbers)
    rows = (0, SLICE - 1, SLICE, SLICE + 1, 2 * SLICE + 6)
    assert [in_slices.before(row) for row in rows] == [
        sum(counts.get(number, 0) for number in numbers[:row]) for row in rows
    ]


async def test_other_things_are_done_while_a_long_list_is_counted() -> None:
    turns = 0

    async def other() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    beside = asyncio.create_task(other())
    await Tally.over(range(5 * SLICE), {})
    beside.cancel()

    assert turns >= 5


def test_reports_that_are_not_in_the_list_do_not_count() -> None:
    assert Tally([1], {1: 2, 7: 9}).total == 2


@pytest.mark.parametrize(
    ("row", "step", "lands"), [(0, 1, 2), (2, 1, 0), (0, -1, 2), (2, -1, 0), (1, 1, 2), (1, -1, 0)]
)
def test_the_next_row_skips_reports_without_stops_and_goes_round(
    row: int, step: int, lands: int
) -> None:
    assert tally(2, 0, 3).next_row(row, step) == lands


def test_a_list_without_stops_leads_nowhere() -> None:
    assert tally(0, 0).next_row(0, 1) is None


def test_the_only_report_with_stops_leads_to_itself() -> None:
    assert tally(0, 4, 0).next_row(1, 1) == 1
    assert tally(0, 4, 0).next_row(1, -1) == 1


def test_a_reader_on_a_stop_stands_on_it() -> None:
    assert standing(STOPS, Span(30, 34), 0) == (1, True)


def test_a_reader_between_stops_stands_before_the_next_one() -> None:
    assert standing(STOPS, None, 31) == (2, False)
    assert standing(STOPS, None, 60) == (3, False)


@pytest.mark.parametrize(
    ("at", "on", "step", "index"),
    [(1, True, 1, 2), (1, True, -1, 0), (1, False, 1, 1), (1, False, -1, 0)],
)
def test_a_step_lands_on_the_neighbour(at: int, on: bool, step: int, index: int) -> None:
    assert stepped(at, on, step) == index


@given(st.lists(st.integers(0, 4), min_size=1, max_size=12).filter(any))
def test_walking_round_visits_every_stop_once(counts: list[int]) -> None:
    """As many steps as the total says come back to where they began, having missed nothing."""
    counted, row, index = tally(*counts), next(r for r, n in enumerate(counts) if n), 0
    visited = []
    for _ in range(counted.total):
        visited.append(counted.before(row) + index)
        index += 1
        if index == counts[row]:
            following = counted.next_row(row, 1)
            assert following is not None
            row, index = following, 0
    assert sorted(visited) == list(range(counted.total))
    assert counted.before(row) + index == visited[0]
