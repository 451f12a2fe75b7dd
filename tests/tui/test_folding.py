"""Folding a list of reports: nothing gets lost, and order is kept."""

import asyncio
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from tui.desk.folding import SLICE, Folding, Folds

LISTS = st.lists(st.integers(1, 40), unique=True, max_size=30)
ORIGINS = st.dictionaries(st.integers(1, 40), st.integers(1, 6))
SOME = st.sets(st.integers(1, 40))


def folded(numbers: Sequence[int], origins: dict[int, int], unfolded: set[int]) -> Folding:
    return asyncio.run(Folding.over(numbers, origins, unfolded))


def standing_for(folding: Folding) -> list[int]:
    """All reports that a row shows or stands for."""
    return [
        one
        for row in folding.rows
        for one in (
            (row,) if folding.is_below(row) or folding.is_unfolded(row) else folding.group(row)
        )
    ]


@given(LISTS, ORIGINS, SOME)
def test_every_report_is_in_one_row_or_behind_one(
    numbers: list[int], origins: dict[int, int], unfolded: set[int]
) -> None:
    folding = folded(numbers, origins, unfolded)
    assert sorted(standing_for(folding)) == sorted(numbers)
    assert {one for one in numbers if folding.is_hidden(one)} == set(numbers) - set(folding.rows)


@given(LISTS, ORIGINS, SOME)
def test_flat_every_report_has_the_row_that_the_order_gives_it(
    numbers: list[int], origins: dict[int, int], unfolded: set[int]
) -> None:
    folding = asyncio.run(Folding.over(numbers, origins, unfolded, flat=True))
    assert list(folding.rows) == numbers
    assert not any(map(folding.is_below, numbers))


@given(LISTS, ORIGINS, SOME)
def test_firsts_keep_the_order_of_the_list_and_copies_that_of_their_group(
    numbers: list[int], origins: dict[int, int], unfolded: set[int]
) -> None:
    folding = folded(numbers, origins, unfolded)
    firsts = [one for one in folding.rows if not folding.is_below(one)]
    assert firsts == [one for one in numbers if one in set(firsts)]
    assert len(firsts) == folding.origins
    for first in firsts:
        group = list(folding.group(first))
        assert group == [one for one in numbers if one in set(group)]
        assert group[0] == first
        if folding.is_unfolded(first):
            at = list(folding.rows).index(first)
            assert list(folding.rows[at : at + len(group)]) == group


@given(LISTS, ORIGINS, SOME)
def test_unfolding_every_group_leaves_nothing_behind(
    numbers: list[int], origins: dict[int, int], unfolded: set[int]
) -> None:
    folding = folded(numbers, origins, unfolded)
    for number in numbers:
        if folding.is_hidden(number):
            folding = folding.turned(number)
    assert sorted(folding.rows) == sorted(numbers)


@given(LISTS, ORIGINS, SOME, st.integers(0, 29))
def test_turning_is_as_folding_anew_and_turning_twice_changes_nothing(
    numbers: list[int], origins: dict[int, int], unfolded: set[int], at: int
) -> None:
    if not numbers:
        return
    number = numbers[at % len(numbers)]
    folding = folded(numbers, origins, unfolded)
    turned = folding.turned(number)
    group = set(folding.group(number))
    wanted = unfolded - group if folding.is_unfolded(number) else unfolded | group
    assert list(turned.rows) == list(folded(numbers, origins, wanted).rows)
    assert list(turned.turned(number).rows) == list(folding.rows)


@given(LISTS, ORIGINS)
def test_a_row_says_how_many_it_stands_for(numbers: list[int], origins: dict[int, int]) -> None:
    folding = folded(numbers, origins, set())
    assert sum(folding.copies(row) or 1 for row in folding.rows) == len(numbers)


async def test_a_long_list_is_folded_in_slices_and_other_things_are_done_meanwhile() -> None:
    turns = 0

    async def other() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    numbers = range(1, 3 * SLICE + 5)
    beside = asyncio.create_task(other())
    folding = await Folding.over(numbers, {one: one % 1000 for one in numbers if one % 3})
    beside.cancel()
    assert turns >= 6
    assert folding.origins == len(folding.rows)
    assert sum(len(folding.group(row)) for row in folding.rows) == len(numbers)


async def test_what_is_unfolded_stays_so_when_its_group_goes_by_another_report() -> None:
    folds = Folds()
    folds.origins = {2: 2, 3: 2}
    turned = folds.turn(await folds.over([2, 3], anew=False), 2)
    assert list(turned.rows) == [2, 3]
    folds.origins = {1: 1, 2: 1, 3: 1}
    assert list((await folds.over([3, 1, 2, 9], anew=False)).rows) == [3, 1, 2, 9]
    assert list((await folds.over([3, 1, 2, 9], anew=True)).rows) == [3, 9]
