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

    @property
    def standing_at(self) -> tuple[Span | None, int]:
        return self.current, 0

    def stops(self, kind: Stop) -> list[Span]:
        return self._reports[self.row]

    async def next_row(self, kind: Stop, row: int, step: int) -> int | None:
        counts = {number: len(stops) for number, stops in enumerate(self._reports)}
        return Tally(range(len(self._reports)), counts).next_row(row, step)

    async def open_row(self, row: int, *, passing: bool = False) -> None:
        await asyncio.sleep(0)
        self.row, self.current = row, None

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


@pytest.mark.parametrize("step", [1, -1])
async def test_the_only_stop_is_come_back_to(step: int) -> None:
    field = await walked(Field([5]), step, step)
    assert field.steps == [(0, 5), (0, 5)]


async def test_nowhere_to_walk_is_said() -> None:
    field = await walked(Field([], []), 1)
    assert (field.steps, field.said) == ([], ["nothing"])
