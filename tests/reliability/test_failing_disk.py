"""The reader on a disk that is full, or fails: it says so in a line, and is well again after."""

import errno
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pseudo_terminal import Terminal

from index.library.folder import place_of
from index.notebook.acts import Facet
from index.notebook.file import notebook_of
from index.notebook.notebook import Notebook


class Disk:
    """Where the library and notebook of some reports are; it fails while `failing` is there."""

    def __init__(self, folder: Path) -> None:
        self.reports, self.base, self.failing = (folder / n for n in ("reports", "base", "failing"))
        self.reports.mkdir()
        self.add("levee", "Levee breaks\n\nThe levee broke.\n")
        self.command = [sys.executable, "-m", "tui.cli", "--library", str(self.base)]

    def add(self, name: str, text: str) -> None:
        (self.reports / f"{name}.txt").write_text(text, "utf-8")

    def reader(self) -> "closing[Terminal]":
        return closing(Terminal([*self.command, str(self.reports)], columns=200, rows=40))

    def stars(self) -> int:
        """How many there are, in a notebook and beside a library that are sound."""
        looked = [*self.command, "doctor", str(self.reports)]
        done = subprocess.run(looked, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
        folders = [one for one in place_of(self.reports, self.base).iterdir() if one.is_dir()]
        assert len(folders) == 1
        path = notebook_of(self.reports, self.base)
        if not path.exists():
            return 0
        with Notebook(path) as notebook:
            return len(notebook.holding(Facet.STAR))


@pytest.fixture(params=[errno.ENOSPC, errno.EIO], ids=["full", "failing"])
def disk(
    request: pytest.FixtureRequest, faults: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Disk]:
    made = Disk(tmp_path)
    monkeypatch.setenv("LD_PRELOAD", str(faults))
    monkeypatch.setenv("FAULTS_FOLDER", str(made.base))
    monkeypatch.setenv("FAULTS_WHILE", str(made.failing))
    monkeypatch.setenv("FAULTS_ERROR", str(request.param))
    yield made
    made.failing.unlink(missing_ok=True)


def test_a_note_that_cannot_be_kept_is_said_and_the_reader_reads_on(disk: Disk) -> None:
    with disk.reader() as terminal:
        terminal.wait_for("1 added")
        disk.failing.touch()
        terminal.press("p")
        terminal.wait_for("the notebook")
        terminal.press("/", *"broke", "ENTER")
        terminal.wait_for("searched: broke")
        disk.failing.unlink()
        terminal.press("p")
        terminal.wait_for("★")
        terminal.press("^C")
        assert terminal.wait_for_end() == 130
    assert disk.stars() == 1


def test_a_library_that_cannot_be_built_is_said_and_built_once_there_is_room(
    disk: Disk, request: pytest.FixtureRequest
) -> None:
    is_full = "full" in request.node.name
    disk.failing.touch()
    with disk.reader() as terminal:
        terminal.wait_for("no room on the disk" if is_full else "cannot write the library")
        disk.failing.unlink()
        if is_full:
            terminal.wait_for("Levee breaks")
        terminal.press("^C")
        assert terminal.wait_for_end() == 130
    subprocess.run([*disk.command, "index", disk.reports], check=True, capture_output=True)
    assert disk.stars() == 0
