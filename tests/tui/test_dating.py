"""Setting the date of a report, on the command line and in the reader."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Run
from textual.pilot import Pilot
from textual.widgets import Input

from index.build.judging import let_dates_hold
from index.library.folder import place_of
from index.notebook.dates import dates_in
from index.notebook.file import notebook_of
from tui.app import Reader
from tui.commands.table import BY_ID
from tui.screens.main import MainScreen

TEXTS = {
    "a.txt": "Levee breaks\n\nHARROW BEND, January 5, 2020 - The levee broke.\n",
    "b.txt": "Dam holds\n\nIt held.\n",
}


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text)
    return folder


def shown(run: Run, reports: Path) -> str:
    """What is said of the date of the first report."""
    lines = run("show", reports, "a.txt").out.splitlines()
    return next(line.split(maxsplit=1)[1] for line in lines if line.startswith("date "))


def test_a_date_is_set_found_by_and_unset(run: Run, reports: Path) -> None:
    assert shown(run, reports) == "2020-01-05 (by its dateline)"
    result = run("date", reports, "a.txt", "2016-05-01")
    assert (result.code, result.out) == (0, "a.txt dated 2016-05-01\n")
    assert shown(run, reports) == "2016-05-01 (set by you)"
    assert "a.txt" in run("search", reports, "date:2016-05").out
    run("index", reports, "--rebuild")
    assert shown(run, reports) == "2016-05-01 (set by you)"
    (found,) = run("date", reports, "a.txt", "none", "--json").objects
    assert found == {"article": "a.txt", "date": None, "date_basis": None}
    assert run("date", reports, "--unset", "a.txt").code == 0
    assert shown(run, reports) == "2020-01-05 (by its dateline)"


def test_it_is_undone_and_counted_with_the_notebook(run: Run, reports: Path) -> None:
    run("date", reports, "a.txt", "2016")
    run("date", reports, "a.txt", "2017")
    (held,) = run("notebook", reports, "--json").objects
    assert held["dates"] == 1
    assert run("notebook", reports, "--undo").out == "undone: a.txt dated 2017\n"
    assert shown(run, reports) == "2016 (set by you)"
    exported = run("notebook", reports, "--export").out
    copy = reports.parent / "lines.jsonl"
    copy.write_text(exported)
    notebook = notebook_of(reports, None)
    for path in notebook.parent.glob(f"{notebook.name}*"):
        path.unlink()
    assert run("search", reports, "date:2016").code == 1
    run("notebook", reports, "--import", copy)
    assert "a.txt" in run("search", reports, "date:2016").out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("a.txt", "2016-02-31"), "'2016-02-31' is no date; write 2016, 2016-05"),
        (("a.txt", "yesterday"), "'yesterday' is no date"),
        (("a.txt", "2016", "--unset"), "'2016' and --unset contradict each other"),
        (("a.txt",), "say which date"),
        (
            ("-a.txt", "2016"),
            "there is no option -a.txt; an id that begins with - goes after --, as in -- -a.txt",
        ),
        (("z.txt", "2016"), "there is no report 'z.txt'"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(
    run: Run, reports: Path, words: tuple[str, ...], told: str
) -> None:
    result = run("date", reports, *words)
    assert result.code in (1, 2)
    assert result.err.startswith(f"gazetteer: {told}")
    assert result.err.count("\n") == 1


class HoldDates:
    """A build of a library that lacks nothing but the dates that were set."""

    def __init__(self, collection: Path, base: Path | None) -> None:
        self._place, self._notebook = place_of(collection, base), notebook_of(collection, base)

    async def run(self, on_progress: Callable[[object], None]) -> str:
        let_dates_hold(self._place, dates_in(self._notebook))
        return ""

    async def close(self) -> None:
        pass


async def test_the_reader_sets_a_date_and_takes_it_back(
    make_reader: Callable[..., Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = make_reader(TEXTS)
    monkeypatch.setattr("tui.background.indexing.IndexClient", HoldDates)
    async with reader.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        screen = pilot.app.screen_stack[0]
        assert isinstance(screen, MainScreen)

        async def until(date: str | None, said: str) -> None:
            for _ in range(200):
                await pilot.pause(0.05)
                row, line = screen.articles.row(0), screen.status_line.render_line(0).text
                if row and row.date == date and said in line:
                    return
            raise AssertionError(f"{row} {line}")

        await until("2020-01-05", "")
        await screen.run_action(BY_ID["date"].action)
        while not isinstance(pilot.app.focused, Input) or pilot.app.screen is screen:
            await pilot.pause(0.05)
        line = pilot.app.focused
        assert line.value == "2020-01-05"
        line.value = "2021-05-01"
        await pilot.press("enter")
        await until("2021-05-01", "Levee breaks dated 2021-05-01 · U undoes it")
        assert screen.desk.report
        assert screen.desk.report.article.date
        assert screen.desk.report.article.date.known_by == "set by you"
        await pilot.press("U")
        await until("2020-01-05", "Undone: Levee breaks dated 2021-05-01")


async def until(pilot: Pilot[int], is_so: Callable[[], bool]) -> None:
    for _ in range(200):
        if is_so():
            return
        await pilot.pause(0.05)
    raise AssertionError


async def test_a_date_is_told_at_once_though_a_build_puts_off_that_it_holds(
    make_reader: Callable[..., Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    class NeverEnds(HoldDates):
        async def run(self, on_progress: Callable[[object], None]) -> str:
            await asyncio.Event().wait()
            return ""

    reader = make_reader(TEXTS)
    monkeypatch.setattr("tui.background.indexing.IndexClient", NeverEnds)
    async with reader.run_test(size=(100, 30)) as pilot:
        screen = pilot.app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        await until(pilot, lambda: screen.articles.row(0) is not None)
        await screen.run_action(BY_ID["date"].action)
        await until(pilot, lambda: isinstance(pilot.app.focused, Input))
        await pilot.press(*"2016", "enter")
        await until(pilot, lambda: "dated" in screen.status_line.render_line(0).text)
