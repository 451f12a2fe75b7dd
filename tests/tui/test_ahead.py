"""Reports are read before they are opened, are no others by that, and few of them are kept."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from time import sleep
from types import SimpleNamespace
from typing import Any

import pytest

from articles.article import Article, Span
from index.catalogue.store import NoSuchArticle
from tui.background.ahead import KEPT, LONGEST, Ahead
from tui.background.lookup import Lookup
from tui.desk.ahead import ahead
from tui.desk.folding import Folding
from tui.desk.results import Results
from tui.desk.tally import Tally
from tui.page.layout import AT_ONCE, Page, Rows
from tui.page.open_report import OpenReport

Reading = Callable[..., AbstractAsyncContextManager[Any]]


class Library:
    """Of any number of reports; number 13 is none."""

    def __init__(self, text: str = "text") -> None:
        self.text = text
        self.read: list[int] = []
        self.state = (1,)
        self.may = asyncio.Event()
        self.may.set()
        self.ahead = Ahead(self.report, lambda: self.state)

    async def report(self, number: int) -> OpenReport:
        self.read.append(number)
        await self.may.wait()
        if number == 13:
            raise NoSuchArticle
        return OpenReport(number, Article(f"{number}", self.text, ""), (), ())

    async def wish(self, *numbers: int) -> None:
        """Wish, and wait until all have been read."""
        self.ahead.wish(numbers)
        while (reading := self.ahead._reading) is not None:
            await reading


async def test_what_was_wished_for_is_read_once_in_that_order() -> None:
    library = Library()
    await library.wish(3, 1, 2)
    await library.wish(2, 4)
    assert library.read == [3, 1, 2, 4]
    report = await library.ahead.report(1)
    assert report is not None
    assert report.number == 1
    assert await library.ahead.report(5) is None
    assert library.read == [3, 1, 2, 4]


async def test_a_report_that_is_just_being_read_is_waited_for() -> None:
    library = Library()
    library.may.clear()
    library.ahead.wish([1, 2])
    await asyncio.sleep(0)
    opened = asyncio.create_task(library.ahead.report(1))
    await asyncio.sleep(0)
    assert not opened.done()
    library.may.set()
    report = await opened
    assert report is not None
    assert report.number == 1


async def test_who_leaves_off_waiting_for_a_report_takes_it_from_nobody() -> None:
    library = Library()
    library.may.clear()
    library.ahead.wish([1])
    await asyncio.sleep(0)
    opened = asyncio.create_task(library.ahead.report(1))
    await asyncio.sleep(0)
    opened.cancel()
    await asyncio.sleep(0)
    library.may.set()
    assert await library.ahead.report(1)


async def test_other_wishes_take_the_place_of_those_not_yet_read() -> None:
    library = Library()
    library.may.clear()
    library.ahead.wish([1, 2, 3])
    await asyncio.sleep(0)
    library.may.set()
    await library.wish(9)
    assert library.read == [1, 9]


async def test_nothing_is_shown_that_was_read_in_another_state_of_the_library() -> None:
    library = Library()
    await library.wish(1)
    library.state = (2,)
    assert await library.ahead.report(1) is None
    await library.wish(1)
    assert library.read == [1, 1]
    assert await library.ahead.report(1)


async def test_nothing_is_shown_of_a_library_that_changed_while_it_was_read() -> None:
    library = Library()
    library.may.clear()
    library.ahead.wish([1])
    await asyncio.sleep(0)
    opened = asyncio.create_task(library.ahead.report(1))
    await asyncio.sleep(0)
    library.state = (2,)
    library.may.set()
    assert await opened is None


async def test_few_reports_are_kept_those_wished_for_last_and_none_that_is_too_long() -> None:
    library = Library()
    await library.wish(0)
    await library.wish(*range(1, KEPT))
    await library.wish(0, 50)
    there = [one for one in range(KEPT) if await library.ahead.report(one)]
    assert there == [0, *range(2, KEPT)]
    long = Library("x" * (LONGEST + 1))
    await long.wish(1)
    assert await long.ahead.report(1) is None


async def test_a_report_that_is_gone_is_none_that_was_read_ahead() -> None:
    library = Library()
    await library.wish(13, 14)
    assert await library.ahead.report(13) is None
    assert await library.ahead.report(14)


def desk_at(row: int, mentions: dict[int, int] | None = None, query: str = "") -> SimpleNamespace:
    """A desk with twenty reports, the number of each ten times its row."""
    results = Results(query, Folding([10 * one for one in range(20)]))
    count = mentions and SimpleNamespace(rows=Tally(results.numbers, mentions))
    tracing = SimpleNamespace(count=count or None)
    return SimpleNamespace(results=results, row=row, tracing=tracing)


def test_the_same_move_again_is_likeliest_then_the_next_row_that_way() -> None:
    assert ahead(desk_at(5), 1)[:-1] == [60]  # type: ignore[arg-type]  # a fake
    assert ahead(desk_at(5), -1)[:-1] == [40]  # type: ignore[arg-type]  # a fake
    assert ahead(desk_at(5), 8)[:-1] == [130, 60]  # type: ignore[arg-type]  # a fake


def test_the_row_that_one_came_from_is_likely_last() -> None:
    assert ahead(desk_at(5), 1)[-1] == 40  # type: ignore[arg-type]  # a fake
    assert ahead(desk_at(19), 1) == [180]  # type: ignore[arg-type]  # a fake
    assert ahead(desk_at(0), -1) == [10]  # type: ignore[arg-type]  # a fake


def test_the_next_report_with_a_mention_or_a_hit_is_likely_too() -> None:
    assert ahead(desk_at(5, {120: 3}), 1)[:-1] == [60, 120]  # type: ignore[arg-type]  # a fake
    desk = desk_at(5, query="word")
    desk.results.hits = {60: [], 70: [], 80: [Span(0, 4)], 90: [Span(0, 4)]}
    assert ahead(desk, 1)[:-1] == [60, 80]  # type: ignore[arg-type]  # a fake


def noted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What is read of the library from now on."""
    read: list[int] = []
    report = Lookup._report

    def read_(self: Lookup, number: int, **how: Any) -> OpenReport:  # noqa: ANN401  as they come
        read.append(number)
        return report(self, number, **how)

    monkeypatch.setattr(Lookup, "_report", read_)
    return read


async def test_the_next_report_is_read_before_one_goes_there(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as session:
        numbers = session.screen.desk.results.numbers
        read = noted(monkeypatch)
        await session.press("j")
        await session.press("j")
        assert session.screen.desk.report is not None
        assert session.screen.desk.report.number == numbers[2]
        assert read.count(numbers[2]) == 1
        assert numbers[1] not in read  # it was read before


async def test_the_next_report_that_mentions_whom_one_traces_is_read_before_one_goes_there(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = {f"2020-01-{30 - day} none.txt": f"Nothing\n\nNothing {day}.\n" for day in range(9)}
    for day in ("05", "31"):
        text = f"Levee\n\nGovernor Margaret Okafor said so on day {day}.\n"
        reports[f"2020-01-{day} named.txt"] = text
    async with reading(reports) as session:
        await session.press("tab")
        read = noted(monkeypatch)
        await session.press("asterisk")
        assert read
        read.clear()
        await session.press("e")
        assert session.screen.desk.row == 10
        assert session.screen.desk.results.numbers[10] not in read


async def test_nothing_is_read_ahead_while_a_long_report_is_laid_out(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "\n\n".join(f"Levee number {at} broke in the night." for at in range(2_000))
    reports = {f"2020-01-{day} levee.txt": f"Levee {day}\n\n{day}.\n" for day in range(10, 20)}
    reports["2020-01-18 levee.txt"] = f"Levees\n\n{lines}\n"
    async with reading(reports) as session:
        screen, laid = session.screen, []
        numbers, read = screen.desk.results.numbers, noted(monkeypatch)

        def rows(page: Page, **how: Any) -> Rows:  # noqa: ANN401  as they come
            if len(page.text) > AT_ONCE:
                sleep(0.05)  # so that there is time to read what must not be
                laid.append(list(read))
            return Rows(page, **how)

        monkeypatch.setattr("tui.widgets.page_pane.Rows", rows)
        await session.press("j")
        assert screen.desk.report.number == numbers[1]
        assert numbers[2] in read
        assert not any(numbers[2] in before for before in laid)
        assert laid


async def test_what_was_written_since_a_report_was_read_ahead_is_shown(
    reading: Reading, rebuild: Callable[..., None], tmp_path: Path
) -> None:
    async with reading() as session:
        report = tmp_path / "reports" / "2020-01-07 inquiry.txt"
        report.write_text(report.read_text() + "\nNobody had looked at it.\n")
        rebuild()
        await session.press("j")
        assert "Nobody had looked at it." in session.page
