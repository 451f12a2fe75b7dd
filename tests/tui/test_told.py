"""Days told relatively: listed in the reader and gone to; `show --dates` writes them out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Run

from articles.article import Article, DateBasis, ReportDate
from articles.dates.relative_dates import told_in
from tui.app import Reader
from tui.commands.command import Pane
from tui.commands.table import BY_ID
from tui.dialogs.listing import Listing
from tui.screens.main import MainScreen

TEXT = (
    "Levee breaks\n\nHARROW BEND, May 8, 2016 - The levee broke on Friday, they said.\n\n"
    "It held last month.\n"
)
DATED = "Levee breaks\n\nThe levee broke on Friday.\n"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT)
    (folder / "b.txt").write_text(DATED)
    return folder


def test_show_writes_after_each_told_day_which_it_is(run: Run, reports: Path) -> None:
    out = run("show", reports, "a.txt", "--dates").out
    assert "broke on Friday [2016-05-06], they said" in out
    assert "held last month [2016-04]." in out
    assert "[" not in run("show", reports, "a.txt").out
    assert run("show", reports, "b.txt", "--dates").out.endswith(DATED + "\n")
    (found,) = run("show", reports, "a.txt", "--dates", "--json").objects
    assert [one["date"] for one in found["told_dates"]] == ["2016-05-06", "2016-04"]
    first = found["told_dates"][0]
    assert TEXT[first["start"] : first["end"]] == "Friday"
    assert run("show", reports, "a.txt", "--dates", "--plain").code == 2


def test_a_day_that_the_user_has_set_is_a_known_one(run: Run, reports: Path) -> None:
    run("date", reports, "b.txt", "2016-05-08")
    assert "Friday [2016-05-06]" in run("show", reports, "b.txt", "--dates").out


@pytest.mark.parametrize("date", ["2016", "2016-05", None])
def test_nothing_is_told_by_a_report_whose_own_day_is_not_known(date: str | None) -> None:
    dated = ReportDate(date, DateBasis.METADATA) if date else None
    assert told_in(Article("a", "It broke on Friday, last month, last year.", "", date=dated)) == []


def test_no_more_of_a_text_is_looked_at_than_is_waited_for() -> None:
    article = Article("a", TEXT, "", date=ReportDate("2016-05-08", DateBasis.METADATA))
    assert len(told_in(article)) == 2
    assert len(told_in(article, longest=80)) == 1


async def test_the_reader_lists_told_days_and_goes_to_one(
    make_reader: Callable[..., Reader],
) -> None:
    async with make_reader({"a.txt": TEXT}).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        screen = pilot.app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        while screen.desk.report is None:
            await pilot.pause(0.05)
        await screen.run_action(BY_ID["told"].action)
        while not isinstance(pilot.app.screen, Listing):
            await pilot.pause(0.05)
        listing = pilot.app.screen
        assert listing._title == "Resolved by 2016-05-08, by its dateline: 2"
        assert "Friday [2016-05-06]" in listing._rows[0].plain
        await pilot.press("enter")
        while screen.reading.current is None:
            await pilot.pause(0.05)
        assert TEXT[slice(*screen.reading.current)] == "Friday"
        assert screen.pane is Pane.READING
        assert (
            "Friday [2016-05-06], resolved by 2016-05-08" in screen.status_line.render_line(0).text
        )


async def test_why_no_day_is_told_is_said(make_reader: Callable[..., Reader]) -> None:
    async with make_reader({"a.txt": DATED}).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        screen = pilot.app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        while screen.desk.report is None:
            await pilot.pause(0.05)
        await screen.run_action(BY_ID["told"].action)
        for _ in range(100):
            await pilot.pause(0.05)
            if "has no date to tell others by" in screen.status_line.render_line(0).text:
                return
        raise AssertionError(screen.status_line.render_line(0).text)
