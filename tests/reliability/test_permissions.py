"""Folders that may not be written: one reads all the same, and is told what is not kept."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bound import bound
from pseudo_terminal import Terminal

COMMANDS = [["index"], ["entities"], ["tag", "levee", "+seen"]]

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a command of the program as somebody who can only do what modes let them do."""

    def _run(command: str, *words: str | Path) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            bound([sys.executable, "-m", "tui.cli", command, *map(str, words)]),
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
        )

    return _run


@pytest.fixture
def reports(tmp_path: Path) -> Iterator[Path]:
    """A collection that nobody may write to."""
    folder = tmp_path / "reports"
    (folder / "deeper").mkdir(parents=True)
    for name in ("levee.txt", "deeper/bridge.txt"):
        (folder / name).write_text("Levee breaks\n\nThe levee in Port Ellis broke.\n")
        (folder / name).chmod(0o444)
    for path in (folder / "deeper", folder):
        path.chmod(0o555)
    yield folder
    for path in (folder, folder / "deeper"):
        path.chmod(0o755)


@pytest.fixture(params=[0o500, 0], ids=["read-only", "closed"])
def home(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Path]:
    """A home that nobody may write to, or even look into, with nothing in it."""
    folder = tmp_path / "home"
    folder.mkdir(mode=request.param)
    (tmp_path / "moment").mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "moment"))
    for place in ("CACHE", "DATA", "CONFIG", "STATE"):
        monkeypatch.delenv(f"XDG_{place}_HOME")
    yield folder
    folder.chmod(0o700)
    assert list(folder.iterdir()) == []
    assert list((tmp_path / "moment").iterdir()) == []


def test_a_collection_may_be_read_only(run: Run, reports: Path) -> None:
    before = sorted(reports.rglob("*"))
    for command, *rest in COMMANDS:
        done = run(command, reports, *rest)
        assert done.returncode == 0, done.stderr
    assert sorted(reports.rglob("*")) == before


def test_where_nothing_can_be_kept_one_reads_all_the_same_and_is_told_so(
    run: Run, reports: Path, home: Path
) -> None:
    for command, *rest in (["search", "levee"], ["stats"]):
        done = run(command, reports, *rest)
        assert done.returncode == 0, done.stderr
        assert done.stdout
        assert "cannot be written" in done.stderr
        assert "--library" in done.stderr
        assert done.stderr.count("\n") == 1


def test_what_is_to_be_kept_and_cannot_be_is_refused(
    run: Run, reports: Path, home: Path, tmp_path: Path
) -> None:
    for command, *rest in (["index"], ["tag", "levee", "+seen"]):
        done = run(command, reports, *rest)
        assert done.returncode == 3, done.stderr
        assert done.stdout == ""
        assert "Permission denied" in done.stderr
        assert "Traceback" not in done.stderr
    assert run("tag", reports, "levee", "+seen", "--library", tmp_path / "own").returncode == 0


def test_the_reader_reads_where_nothing_can_be_kept_and_refuses_notes(
    reports: Path, home: Path
) -> None:
    command = bound([sys.executable, "-m", "tui.cli", str(reports)])
    terminal = Terminal(command, columns=200, rows=40)
    try:
        terminal.wait_for("written")  # where its line breaks goes by how long the path is
        terminal.wait_for("×2")
        terminal.settle(1.0)
        terminal.press("p")
        terminal.wait_for("Permission denied")
        terminal.press("/", *"broke", "ENTER")
        terminal.wait_for("searched: broke")
        terminal.press("^C")
        assert terminal.wait_for_end() == 130
    finally:
        terminal.close()


def test_a_library_and_notebook_that_may_not_be_written_are_read(
    run: Run, reports: Path, tmp_path: Path
) -> None:
    assert run("tag", reports, "levee", "+seen").returncode == 0
    kept = [Path(os.environ[f"XDG_{place}_HOME"]) for place in ("CACHE", "DATA")]
    paths = [path for folder in kept for path in [folder, *folder.rglob("*")]]
    before = [path.stat().st_mtime_ns for path in paths]
    for path in paths:
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        found = run("search", reports, "tag:seen")
        refused = run("tag", reports, "levee", "+again")
    finally:
        for path in paths:
            path.chmod(0o700 if path.is_dir() else 0o600)
    assert found.returncode == 0, found.stderr
    assert len(found.stdout.splitlines()) >= 2
    assert "cannot write the library" in found.stderr
    assert "showing what is there already" in found.stderr
    assert found.stderr.count("\n") == 1
    assert refused.returncode == 3
    assert "cannot be written" in refused.stderr
    assert [path.stat().st_mtime_ns for path in paths] == before
