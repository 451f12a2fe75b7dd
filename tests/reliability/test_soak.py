"""The long checks can be stopped and gone on with, and say at their end what was found."""

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SOAK = """
import sys
import soak
commit = sys.argv.pop()
soak.commit = lambda: commit
soak.tasks = lambda folder, arguments: [
    ("kills 0", [sys.executable, "-c", ""], {}),
    ("kills 1", [sys.executable, "-c", "raise SystemExit('a note is lost')"], {}),
]
sys.exit(soak.main())
"""
"""A soak of two tasks, of which one finds something."""


def run(folder: Path, commit: str) -> tuple[int, list[str]]:
    """What it ends with and says, without the seconds."""
    done = subprocess.run(
        [sys.executable, "-c", SOAK, str(folder), commit],
        cwd=HERE, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert not done.stderr
    return done.returncode, re.sub(r"\d+ s\b", "N s", done.stdout).split("\n")


def test_what_was_done_on_this_commit_is_not_done_again(tmp_path: Path) -> None:
    tasks = ["kills 0: nothing (N s)", "kills 1: a note is lost", " (N s)"]
    end = [
        "kills: 2 tasks, N s",
        "found something: kills 1",
        "2 tasks, 1 found something, on a",
        "",
    ]
    assert run(tmp_path, "a") == (1, tasks + end)
    assert run(tmp_path, "a") == (1, end)
    assert run(tmp_path, "b")[1][: len(tasks)] == tasks
