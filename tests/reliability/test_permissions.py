"""Folders that may not be written: one line that says so, and what helps; collections may be so."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

_DROP_FROM_BOUNDS, _OVERRIDES = 24, (1, 2)
"""What `prctl` drops, and the two capabilities by which root reads and writes in spite of modes."""
COMMANDS = [["search", "levee"], ["entities"], ["stats"], ["index"], ["tag", "levee", "+seen"]]

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def as_modes_say() -> None:
    """Let root be bound by modes as everybody is; nothing for everybody else."""
    libc = ctypes.CDLL(None)
    for capability in _OVERRIDES:
        libc.prctl(_DROP_FROM_BOUNDS, capability, 0, 0, 0)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a command of the program as somebody who can only do what modes let them do."""
    if os.geteuid() == 0 and sys.platform != "linux":
        pytest.skip("here root cannot be kept from anything")

    def _run(command: str, *words: str | Path) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "tui.cli", command, *map(str, words)],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            preexec_fn=as_modes_say,
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


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A home that nobody may write to, with nothing in it."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o500)
    monkeypatch.setenv("HOME", str(folder))
    for place in ("CACHE", "DATA", "CONFIG", "STATE"):
        monkeypatch.delenv(f"XDG_{place}_HOME")
    yield folder
    folder.chmod(0o700)


def test_a_collection_may_be_read_only(run: Run, reports: Path) -> None:
    before = sorted(reports.rglob("*"))
    for command, *rest in COMMANDS:
        done = run(command, reports, *rest)
        assert done.returncode == 0, done.stderr
    assert sorted(reports.rglob("*")) == before


def test_where_nothing_can_be_kept_one_line_says_so_and_what_helps(
    run: Run, reports: Path, home: Path, tmp_path: Path
) -> None:
    for command, *rest in COMMANDS:
        done = run(command, reports, *rest)
        assert done.returncode == 3, done.stderr
        assert done.stdout == ""
        assert "Permission denied" in done.stderr
        assert done.stderr.count("\n") == 1
    assert list(home.iterdir()) == []
    for command, *rest in COMMANDS:
        done = run(command, reports, *rest, "--library", tmp_path / "elsewhere")
        assert done.returncode == 0, done.stderr
    assert list(home.iterdir()) == []
