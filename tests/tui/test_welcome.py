"""The first run: nothing has been said about what to read."""

from pathlib import Path

import pytest
from textual.widgets import Input, Static

from articles.samples import FOLDER
from tui.app import Reader
from tui.cli import last_collection, main
from tui.dialogs.welcome import Welcome
from tui.outside.paths import Completed, as_typed, complete
from tui.screens.main import MainScreen
from tui.widgets.status_line import KeyHints


@pytest.fixture(autouse=True)
def _without_processes(make_reader: object) -> None:
    """Nothing is built or searched beside the reader here."""


async def test_enter_opens_the_samples(tmp_path: Path) -> None:
    reader = Reader(None, tmp_path)
    async with reader.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, MainScreen)
    assert reader.collection == FOLDER


async def test_the_mouse_opens_the_samples_completes_a_path_and_leaves(tmp_path: Path) -> None:
    reader = Reader(None, tmp_path)
    (tmp_path / "reports").mkdir()
    async with reader.run_test(size=(80, 24)) as pilot:
        line = pilot.app.screen.query_one(Input)
        line.value = f"{tmp_path}/re"
        await pilot.click(KeyHints, offset=(14, 0))
        await pilot.app.workers.wait_for_complete()
        assert line.value == f"{tmp_path}/reports/"
        assert pilot.app.focused is line
        line.value = ""
        await pilot.click(KeyHints, offset=(2, 0))
        assert isinstance(pilot.app.screen, MainScreen)
    assert reader.collection == FOLDER
    reader = Reader(None, tmp_path)
    async with reader.run_test(size=(80, 24)) as pilot:
        await pilot.click(KeyHints, offset=(29, 0))
    assert (reader.return_code, reader.collection) == (0, None)


async def test_a_path_opens_it_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    (tmp_path / "levee.txt").write_text("Levee\n\nIt broke.\n")
    reader = Reader(None, tmp_path / "base")
    async with reader.run_test(size=(80, 24)) as pilot:
        pilot.app.screen.query_one(Input).value = str(tmp_path / "nothing")
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, Welcome)
        told = pilot.app.screen.query_one(".told", Static).render()
        assert "nothing" in str(told)
        pilot.app.screen.query_one(Input).value = str(tmp_path)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, MainScreen)
    assert reader.collection == tmp_path


async def test_tab_completes_a_path_as_far_as_there_is_no_choice(tmp_path: Path) -> None:
    for name in ("reports 2019", "reports 2020"):
        (tmp_path / "reports" / name).mkdir(parents=True)
    async with Reader(None, tmp_path / "base").run_test(size=(80, 24)) as pilot:
        line = pilot.app.screen.query_one(Input)
        told = pilot.app.screen.query_one(".told", Static)
        line.value = f"{tmp_path}/re"

        async def tab() -> str:
            await pilot.press("tab")
            await pilot.app.workers.wait_for_complete()
            return line.value.removeprefix(f"{tmp_path}/")

        assert await tab() == "reports/"
        assert str(told.render()) == ""
        assert await tab() == "reports/reports 20"
        assert str(told.render()).split("  ")[:2] == ["reports 2019/", "reports 2020/"]
        await pilot.press("1")
        assert await tab() == "reports/reports 2019/"
        assert pilot.app.focused is line


def test_paths_are_completed_as_in_a_shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("one.txt", ".hidden", "odd\nname", "over\x1b[31m"):
        (tmp_path / name).touch()
    (tmp_path / "out").mkdir()
    assert complete("") == Completed("o", ("one.txt", "out/"))
    assert complete("on") == Completed("one.txt", ())
    assert complete(".") == Completed(".hidden", ())
    assert complete("~") == Completed("~/", ())
    assert complete("~/ou") == Completed("~/out/", ())
    assert complete("~nobody-is-called-so/x") == Completed("~nobody-is-called-so/x", ())
    assert complete("none/") == Completed("none/", ())
    assert complete("\0") == Completed("\0", ())


def test_a_tilde_is_a_home_folder_only_where_a_path_begins_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "~").mkdir()
    (tmp_path / "~" / "there").touch()
    for typed, path in (
        ("~", tmp_path / "home"),
        ("~/a", tmp_path / "home" / "a"),
        ("./~", tmp_path / "~"),
        ("./~root/a", tmp_path / "~root" / "a"),
        ("a~", Path("a~")),
    ):
        assert as_typed(typed) == path
    assert complete("./~/th") == Completed("./~/there", ())


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (200, 60)])
async def test_the_welcome_fits_on_one_screen(tmp_path: Path, size: tuple[int, int]) -> None:
    async with Reader(None, tmp_path, told="x was read last").run_test(size=size) as pilot:
        told = pilot.app.screen.query_one(".told").region
        assert told.bottom <= size[1]
        assert told.width > 0


async def test_escape_leaves(tmp_path: Path) -> None:
    reader = Reader(None, tmp_path)
    async with reader.run_test() as pilot:
        await pilot.press("escape")
    assert (reader.return_code, reader.collection) == (0, None)


def test_without_a_terminal_it_is_said_what_to_type(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "gazetteer --samples" in told


def test_what_was_read_last_and_is_gone_does_not_stand_in_the_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    last_collection.remember(tmp_path / "gone")
    assert main([]) == 2
    assert "gazetteer --samples" in capsys.readouterr().err
