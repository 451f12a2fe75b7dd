"""The text index is cut or deleted under an open reader: it says so, and searches again after."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from pseudo_terminal import Terminal

from index.library.folder import place_of
from index.library.library import TEXT


def cut(text: Path) -> None:
    for path in text.iterdir():
        with path.open("r+b") as file:
            file.truncate(min(100, path.stat().st_size // 2))


def answered_or_said(screen: str) -> bool:
    """What is in memory already may be answered from; all else is said to be damaged."""
    return "searched: nobody AND" in screen or bool(
        re.search("damage|text index|has ended", screen)
    )


@pytest.mark.parametrize(
    ("engine", "damage"),
    [("whoosh", cut), ("tantivy", cut), ("whoosh", shutil.rmtree)],
    ids=["whoosh cut", "tantivy cut", "whoosh deleted"],
)
def test_the_reader_outlives_its_text_index(
    tmp_path: Path, engine: str, damage: Callable[[Path], None]
) -> None:
    reports, base = tmp_path / "reports", tmp_path / "base"
    reports.mkdir()
    for name in ("levee", "bridge", "school"):
        text = f"About the {name}\n\nThe {name} was looked at, and nobody found anything wrong.\n"
        (reports / f"{name}.txt").write_text(text * 40, "utf-8")
    command = [sys.executable, "-m", "tui.cli", "--library", str(base)]
    index = [*command, "index", str(reports), "--engine", engine]
    subprocess.run(index, check=True, capture_output=True)
    with closing(Terminal([*command, str(reports)], columns=160, rows=40)) as terminal:
        terminal.wait_for("About the levee")
        terminal.press("/", *"school", "ENTER")
        terminal.wait_for("searched: school")
        terminal.settle(3)  # its own build has looked at the library, and is gone
        damage(place_of(reports, base) / "gen-000001" / TEXT)
        terminal.press("/", *["\x7f"] * 6, *"nobody bridge", "ENTER")
        terminal.wait_until(answered_or_said, "an answer, or why there is none")
        subprocess.run(index, check=True, capture_output=True)
        terminal.press("/", *["\x7f"] * 13, *"wrong levee", "ENTER")
        terminal.wait_for("searched: wrong AND")
        terminal.wait_for("The levee was looked at")
        terminal.press("^C")
        assert terminal.wait_for_end() == 130
