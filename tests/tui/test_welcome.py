"""The first run: nothing has been said about what to read."""

from pathlib import Path

import pytest
from textual.widgets import Input, Static

from articles.samples import FOLDER
from tui.app import Reader
from tui.cli import last, main
from tui.screens.main import MainScreen
from tui.screens.welcome import Welcome


@pytest.fixture(autouse=True)
def _without_processes(make_reader: object) -> None:
    """Nothing is built or searched beside the reader here."""


async def test_enter_opens_the_samples(tmp_path: Path) -> None:
    reader = Reader(None, tmp_path)
    async with reader.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, MainScreen)
    assert reader.collection == FOLDER


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
    last.remember(tmp_path / "gone")
    assert main([]) == 2
    assert "gazetteer --samples" in capsys.readouterr().err
