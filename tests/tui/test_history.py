"""Searches that are kept between runs."""

import os
from pathlib import Path

from tui.settings.history import KEPT, History


def recalled(path: Path) -> list[str]:
    history = History(path)
    history.read()
    return history.searches


def test_what_was_searched_is_recalled_the_latest_last_each_once(tmp_path: Path) -> None:
    history = History(tmp_path / "state" / "searches")
    history.read()
    for search in ("levee", "bridge", "levee"):
        history.add(search)
    assert recalled(tmp_path / "state" / "searches") == ["bridge", "levee"]


def test_the_file_is_shortened_when_it_has_twice_as_many(tmp_path: Path) -> None:
    path = tmp_path / "searches"
    path.write_text("".join(f"{number}\n" for number in range(3 * KEPT)), "utf-8")
    assert recalled(path) == [str(number) for number in range(2 * KEPT, 3 * KEPT)]
    assert path.read_text("utf-8").count("\n") == KEPT


def test_nothing_that_a_terminal_obeys_is_recalled(tmp_path: Path) -> None:
    path = tmp_path / "searches"
    path.write_bytes(b"\x1b]0;title\x07levee\n\xff\n")
    assert not any(set(search) & set("\x1b\x07") for search in recalled(path))


def test_what_is_no_file_of_ours_is_neither_waited_for_nor_written_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zero").symlink_to("/dev/zero")
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(1 << 40)
    for name in ("pipe", "zero", "huge"):
        history = History(tmp_path / name)
        history.read()
        history.add("levee")
        assert history.searches == ["levee"]
    assert (tmp_path / "huge").stat().st_size == 1 << 40
