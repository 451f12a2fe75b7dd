"""The reader as a person meets it: keys pressed in a real terminal, the screen read."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Reader = Callable[..., Any]
"""Opens the reader in a pseudo-terminal (`conftest.py`)."""

REPORTS = {
    "2020-01-05 levee.txt": (
        "Levee breaks at Harrow Bend\n\n"
        "HARROW BEND, January 5, 2020 (Valley News) - The levee broke before dawn.\n\n"
        "Margaret Okafor, the governor, blamed the Northern River Authority. "
        "The Northern River Authority denied it.\n\n"
        "Okafor will visit Harrow Bend on Monday.\n"
    ),
    "2020-01-07 inquiry.txt": (
        "Inquiry into levee announced\n\n"
        "Governor Margaret Okafor wants to know who inspected the levee.\n\n"
        "Okafor said that it had been inspected in spring.\n"
    ),
}
SIZES = [(80, 24), (120, 40), (200, 60)]
PLACE = re.compile(r"mention \d/\d here · \d/4")


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """Two reports on one flood."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def opened(reader: Reader, collection: Path) -> Callable[[int, int], Any]:
    """The reader on the two reports, once both are listed."""

    def open_(columns: int, rows: int) -> Any:  # noqa: ANN401 - a conftest's class
        terminal = reader(collection, columns=columns, rows=rows)
        terminal.wait_for("Levee breaks")
        terminal.wait_for("Inquiry into")
        return terminal

    return open_


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_a_first_run_lists_the_reports(
    opened: Callable[[int, int], Any], columns: int, rows: int
) -> None:
    screen = opened(columns, rows).screen()
    assert "2020-01" in screen


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_searching_leaves_what_matches(
    opened: Callable[[int, int], Any], columns: int, rows: int
) -> None:
    terminal = opened(columns, rows)
    terminal.press("/")
    terminal.press(*"spring")
    terminal.wait_until(
        lambda screen: "1 article " in screen and "Levee breaks" not in screen, "one article"
    )


def test_a_bad_query_says_what_is_wrong_and_keeps_the_list(
    opened: Callable[[int, int], Any],
) -> None:
    terminal = opened(120, 40)
    terminal.press("/", *"levee) door")
    assert "Levee breaks" in terminal.wait_for("a bracket is closed that was not opened")


def test_walking_visits_every_mention_over_report_borders_and_comes_round(
    opened: Callable[[int, int], Any],
) -> None:
    """Okafor is mentioned four times in two reports, under two names."""
    terminal = opened(120, 40)
    terminal.wait_for("who inspected")
    terminal.wait_for("Margaret Okafor  Okafor")
    terminal.press("TAB", "*")
    first = terminal.wait_for("Margaret Okafor: mention")
    assert re.search(r"mention 1/2 here · 1/4 · article 1/2", first)
    (place,) = PLACE.findall(first)
    visited = set()
    for _ in range(4):
        visited.add(place)
        terminal.press("e")
        # A screen may have come only in part, and then says no place.
        screen = terminal.wait_until(
            lambda screen, left=place: bool({*PLACE.findall(screen)} - {left}), "the next mention"
        )
        (place,) = PLACE.findall(screen)
    assert len(visited) == 4
    terminal.wait_for("mention 1/2 here · 1/4")


def test_quitting_leaves_the_terminal_as_it_was(opened: Callable[[int, int], Any]) -> None:
    terminal = opened(80, 24)
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert terminal.modes() == terminal.before
    assert terminal.output.rstrip().endswith(b"\x1b[?1049l") or b"\x1b[?1049l" in terminal.output


def test_ctrl_c_quits(opened: Callable[[int, int], Any]) -> None:
    terminal = opened(80, 24)
    terminal.press("^C")
    assert terminal.wait_for_end() == 130
    assert terminal.modes() == terminal.before


def test_resizing_keeps_the_reader_alive_at_any_size(opened: Callable[[int, int], Any]) -> None:
    terminal = opened(120, 40)
    for columns, rows in [(200, 60), (40, 10), (1, 1), (80, 24), (160, 50)]:
        terminal.resize(columns, rows)
    terminal.wait_for("Levee breaks")


HOSTILE = (
    "Markup [/] and [@click=app.quit]press[/] here\n\n"
    "Escapes \x1b]52;c;aGVsbG8=\x07 \x1b]0;owned\x07 \x1b[2J \x00 \x9b31m "
    "and \u202ereversed\u202c.\n"
)


def test_hostile_text_is_shown_and_harms_nothing(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "hostile.txt").write_bytes(HOSTILE.encode("utf-8"))
    terminal = reader(tmp_path, columns=120, rows=40)
    terminal.wait_for("Markup [/] and [@click=app.quit]press[/] here")
    terminal.press("TAB", "j", "j", "q")
    terminal.wait_for_end()
    for payload in (b"\x1b]52;", b"\x1b]0;owned", b"\x1b[2J\x00", b"\x00", "\u202e".encode()):
        assert payload not in terminal.output
