"""Walking over the borders of reports."""

import asyncio

import pytest

from articles.article import Span
from tui.desk.tally import Tally
from tui.desk.walking import Stop, Walker


class Field:
    """Ground of bare numbers: each report is the starts of its stops."""

    def __init__(self, *reports: list[int]) -> None:
        self._reports = [[Span(start, start + 1) for start in starts] for starts in reports]
        self.row = 0
        self.current: Span | None = None
        self.steps: list[tuple[int, int]] = []
        self.said: list[str] = []
        self.opened: list[int] = []

    @property
    def standing_at(self) -> tuple[Span | None, int]:
        return self.current, 0

    def stops(self, kind: Stop) -> list[Span]:
        return self._reports[self.row]

    def stops_in(self, kind: Stop, row: int) -> int | None:
        return len(self._reports[row])

    async def next_row(self, kind: Stop, row: int, step: int) -> int | None:
        counts = {number: len(stops) for number, stops in enumerate(self._reports)}
        return Tally(range(len(self._reports)), counts).next_row(row, step)

    async def open_row(self, row: int, *, passing: bool = False) -> None:
        await asyncio.sleep(0)
        self.row, self.current = row, None
        self.opened.append(row)

    async def ready(self) -> None:
        """It always is."""

    def arrive(self, stop: Span, said: str) -> None:
        self.current = stop
        self.steps.append((self.row, stop.start))
        self.said.append(said)

    def nothing_to_walk(self, kind: Stop) -> None:
        self.said.append("nothing")


async def walked(field: Field, *steps: int) -> Field:
    """Take these steps, all queued before the first is taken."""
    walker = Walker(field)
    for step in steps:
        walker.walk(Stop.MENTION, step)
    task = asyncio.create_task(walker.run())
    await walker.settled()
    task.cancel()
    return field


async def test_steps_visit_every_stop_in_order_and_come_round() -> None:
    field = await walked(Field([5, 9], [], [3]), 1, 1, 1, 1)
    assert field.steps == [(0, 5), (0, 9), (2, 3), (0, 5)]


async def test_crossing_a_border_is_said() -> None:
    field = await walked(Field([5], [3]), 1, 1, 1)
    assert field.said == ["", "next article", "round to the start"]


async def test_walking_back_enters_a_report_at_its_last_stop() -> None:
    field = await walked(Field([5, 9], [3, 7]), -1, -1)
    assert field.steps == [(1, 7), (1, 3)]


async def test_a_count_arrives_once_that_many_stops_on() -> None:
    field = await walked(Field([5, 9], [3, 7]), 4)
    assert field.steps == [(1, 7)]


@pytest.mark.parametrize(
    ("steps", "row", "start", "said"),
    [
        (3, 2, 7, "next article"),
        (4, 3, 8, "next article"),
        (5, 3, 9, "next article"),
        (6, 0, 5, "round to the start"),
        (-1, 0, 5, ""),
        (-4, 2, 7, "round to the end"),
        (9 * 7 + 4, 3, 8, "round to the start"),
    ],
)
async def test_of_reports_that_are_passed_none_is_opened(
    steps: int, row: int, start: int, said: str
) -> None:
    field = Field([5, 6], [3, 4], [7], [8, 9])
    field.current = Span(6, 7)
    await walked(field, steps)
    assert (field.steps, field.said) == ([(row, start)], [said])
    assert field.opened == ([row] if row else [])


@pytest.mark.parametrize("step", [1, -1])
async def test_the_only_stop_is_come_back_to(step: int) -> None:
    field = await walked(Field([5]), step, step)
    assert field.steps == [(0, 5), (0, 5)]


async def test_nowhere_to_walk_is_said() -> None:
    field = await walked(Field([], []), 1)
    assert (field.steps, field.said) == ([], ["nothing"])


class Interrupted(Field):
    """Ground on which, while the second report is opened, no further step is wanted any more."""

    walker: Walker
    goes_to: int | None = None
    """Where one goes meanwhile."""

    def stops_in(self, kind: Stop, row: int) -> int | None:
        return None

    async def open_row(self, row: int, *, passing: bool = False) -> None:
        await super().open_row(row, passing=passing)
        if row == 1:
            self.was_called_off = self.walker.stop()
            self.row = row if self.goes_to is None else self.goes_to


async def interrupted(field: Interrupted, *steps: int) -> Interrupted:
    """Take these steps as far as they are wanted."""
    field.walker = Walker(field)
    for step in steps:
        field.walker.walk(Stop.MENTION, step)
    task = asyncio.create_task(field.walker.run())
    await field.walker.settled()
    task.cancel()
    return field


@pytest.mark.parametrize("steps", [(9999,), (1,) * 20])
async def test_steps_that_are_called_off_are_not_taken_and_one_arrives_where_one_has_come(
    steps: tuple[int, ...],
) -> None:
    field = await interrupted(Interrupted([5], [3, 4], [7]), *steps)
    assert field.was_called_off
    assert (field.row, field.current) == (1, Span(3, 4))
    assert len(field.steps) <= 2


async def test_calling_off_a_walk_that_takes_its_last_step_is_nothing() -> None:
    field = await interrupted(Interrupted([5], [3], [7]), 1, 1)
    assert not field.was_called_off
    assert field.steps == [(0, 5), (1, 3)]


async def test_who_goes_elsewhere_meanwhile_is_not_taken_to_where_the_walk_has_come() -> None:
    field = Interrupted([5], [3], [7])
    field.goes_to = 2
    await interrupted(field, 9999)
    assert (field.row, field.steps) == (2, [])


async def test_a_stop_that_is_still_looked_for_is_called_off_too() -> None:
    class Far(Field):
        async def next_row(self, kind: Stop, row: int, step: int) -> int | None:
            self.was_called_off = walker.stop()
            return await super().next_row(kind, row, step)

    field = Far([5], [3])
    walker = Walker(field)
    walker.walk(Stop.HIT, 1)
    walker.walk(Stop.HIT, 1)
    field.current = Span(5, 6)
    task = asyncio.create_task(walker.run())
    await walker.settled()
    task.cancel()
    assert field.was_called_off
    assert (field.row, field.steps) == (0, [])
