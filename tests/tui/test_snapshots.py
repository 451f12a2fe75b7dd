"""Pictures of the reader at three sizes; look at each before committing a new one."""

from collections.abc import Callable
from typing import Any

import pytest
from settling import is_busy
from textual.pilot import Pilot

from articles.samples import FOLDER
from tui.app import Reader

Compare = Callable[..., bool]
Make = Callable[..., Reader]


def keys(*pressed: str) -> Callable[[Pilot[int]], Any]:
    """Press keys one by one, each when the one before it has had its effect."""

    async def press(pilot: Pilot[int]) -> None:
        for key in ("", *pressed):
            if key:
                await pilot.press(key)
            for _ in range(5):
                await pilot.pause()
                while is_busy(pilot.app):
                    await pilot.pause(0.002)

    return press


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40), (200, 60)])
def test_the_list(make_reader: Make, snap_compare: Compare, columns: int, rows: int) -> None:
    reader = make_reader()
    assert snap_compare(reader, run_before=keys("j"), terminal_size=(columns, rows))


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40), (200, 60)])
def test_a_traced_entity(make_reader: Make, snap_compare: Compare, columns: int, rows: int) -> None:
    reader = make_reader()
    pressed = keys("j", "enter", "asterisk", "i", "i")
    assert snap_compare(reader, run_before=pressed, terminal_size=(columns, rows))


def test_a_search_with_its_hits(make_reader: Make, snap_compare: Compare) -> None:
    reader = make_reader()
    pressed = keys("slash", *"levee", "enter", "n")
    assert snap_compare(reader, run_before=pressed, terminal_size=(120, 40))


def test_the_help_as_it_is_searched(make_reader: Make, snap_compare: Compare) -> None:
    reader = make_reader()
    pressed = keys("question_mark", "slash", *"quit", "enter")
    assert snap_compare(reader, run_before=pressed, terminal_size=(80, 24))


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
def test_what_is_kept(make_reader: Make, snap_compare: Compare, columns: int, rows: int) -> None:
    reader = make_reader()
    kept = ("p", "t", *"flood", "enter", "j", "r", "j", "enter", "a", *"ask", "escape")
    assert snap_compare(reader, run_before=keys(*kept), terminal_size=(columns, rows))


def test_the_pad(make_reader: Make, snap_compare: Compare) -> None:
    reader = make_reader()
    pressed = keys("j", "enter", "c", "J", "c", "C")
    assert snap_compare(reader, run_before=pressed, terminal_size=(80, 24))


def test_a_concordance(make_reader: Make, snap_compare: Compare) -> None:
    pressed = keys("slash", *"levee", "enter", "w", "S", "j")
    assert snap_compare(make_reader(), run_before=pressed, terminal_size=(120, 24))


def test_letters_on_the_names_of_what_is_left_in(make_reader: Make, snap_compare: Compare) -> None:
    pressed = keys("G", "enter", "slash", *"okafor", "enter", "ampersand", "f")
    assert snap_compare(make_reader(), run_before=pressed, terminal_size=(80, 24))


def test_the_picture_in_the_readme(make_reader: Make, snap_compare: Compare) -> None:
    reader = make_reader({path.name: path.read_text("utf-8") for path in FOLDER.glob("*.txt")})
    pressed = keys("slash", *"impeach", "enter", "n", "i", "j", "enter", "e", "e")
    assert snap_compare(reader, run_before=pressed, terminal_size=(132, 32))
