"""A terminal whose size changes all the time, while reports are read and one scrolls."""

import os
import random
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pseudo_terminal
import pytest

from articles.collection.collection import Collection
from index.build.build import build
from index.library.folder import place_of

SIZES = [(0, 0), (1, 1), (2, 1), (1, 50), (300, 2), (40, 10), (80, 24), (120, 40), (200, 60)]
LARGEST = (1000, 300)
RESIZES, SELDOM = 500, 100
LAST = 0.5
"""Seconds of the processor after which the frame of the last size stands, whatever else is done."""
GROWN = 1.3
"""How much more memory it may have at the end than after the first fifth."""


def memory(pid: int) -> int:
    """Pages that a process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1])


def processor(pid: int) -> float:
    """Seconds of the processor that a process has used."""
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def write(folder: Path, numbers: Iterable[int]) -> None:
    for number in numbers:
        text = f"Levee {number} breaks\n\n" + "The levee in Port Ellis broke before dawn. " * 40
        (folder / f"{number:03}.txt").write_text(f"{text}\n\nIt was mended {number} times.\n")


@pytest.mark.skipif(sys.platform != "linux", reason="its memory is looked up in /proc")
def test_five_hundred_resizes_while_it_scans_and_scrolls(
    reader: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pseudo_terminal, "PATIENCE", 150.0)  # two processes and we share a machine
    write(tmp_path, range(40))
    list(build(Collection.open(tmp_path), place_of(tmp_path, None), jobs=0))
    write(tmp_path, range(40, 240))
    terminal, chance = reader(tmp_path), random.Random(1)
    terminal.wait_for("breaks")
    early = 0
    for number in range(RESIZES):
        terminal.resize(*(LARGEST if number % SELDOM == 0 else chance.choice(SIZES)))
        if number % 5 == 0:
            terminal.press(chance.choice(["j", "k", "J", " ", "G", "g"]))
        terminal.settle(0.01)
        assert not terminal.ended
        if number == RESIZES // 5:
            early = memory(terminal.pid)
    terminal.settle()
    terminal.output = b""
    before = processor(terminal.pid)
    terminal.resize(120, 40)
    terminal.wait_for("breaks")
    terminal.wait_until(lambda screen: "? help" in screen.splitlines()[-1], "hints at the bottom")
    assert processor(terminal.pid) - before < LAST
    assert memory(terminal.pid) < GROWN * early
    terminal.press("^C")
    assert terminal.wait_for_end() == 130
    assert terminal.modes() == terminal.before
    assert not list(Path(os.environ["XDG_STATE_HOME"]).glob("gazetteer/crashes/*"))


def test_a_size_that_a_shell_exported_is_not_the_terminals(
    reader: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("LINES", "10")
    write(tmp_path, range(1))
    terminal = reader(tmp_path, columns=120, rows=40)
    terminal.wait_until(lambda screen: "? help" in screen.splitlines()[-1], "hints at the bottom")
    terminal.wait_for("mended 0 times")
    terminal.resize(60, 20)
    terminal.wait_until(lambda screen: "? help" in screen.splitlines()[-1], "hints at the bottom")
