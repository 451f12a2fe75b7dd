"""More than the reader can act on comes from the terminal; or it acts on nothing any more."""

import signal
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pseudo_terminal import in_time

Reader = Callable[..., Any]
"""Opens the reader in a pseudo-terminal (`conftest.py`)."""

SECONDS = 10.0
"""In which it has ended."""
MEGABYTES = 30.0
"""That it may have more by a flood: each key of which it waits takes 3 to 4 kB."""
BUSY = """
    import os, sys
    from tui.app import Reader
    from tui.cli import main
    def busy(self):
        os.write(1, b"busy")
        while True:
            pass
    Reader.action_redraw = busy
    sys.exit(main())
"""


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """One report."""
    folder = tmp_path / "reports"
    folder.mkdir()
    text = "Levee breaks\n\nThe levee in Port Ellis broke before dawn.\n"
    (folder / "levee.txt").write_text(text)
    return folder


@pytest.mark.parametrize(
    "flood",
    [b"j" * 100_000, b"/" + b"dawn " * 20_000, b"\x1b[<35;5;5M\x1b[<35;60;9M" * 20_000],
    ids=["keys", "words", "mouse"],
)
def test_a_flood_of_keys_takes_no_memory_and_holds_up_no_signal(
    reader: Reader, collection: Path, flood: bytes
) -> None:
    terminal = reader(collection, columns=100, rows=30)
    terminal.wait_for("Port Ellis broke")
    before = terminal.memory()
    terminal.flood(flood, 5.0)
    assert terminal.memory() < before + MEGABYTES
    terminal.signal(signal.SIGTERM)
    assert terminal.ends_in(in_time(SECONDS))
    assert terminal.wait_for_end() == 128 + signal.SIGTERM
    assert terminal.modes() == terminal.before


def test_a_signal_ends_a_reader_whose_loop_never_comes_to_it(
    reader: Reader, collection: Path
) -> None:
    program = [sys.executable, "-c", textwrap.dedent(BUSY)]
    terminal = reader(collection, columns=100, rows=30, program=program)
    terminal.wait_for("Port Ellis broke")
    terminal.press("\x0c")
    terminal.wait_until(lambda _: b"busy" in terminal.output, "that it is busy")
    terminal.signal(signal.SIGTERM)
    assert terminal.ends_in(in_time(SECONDS))
    assert terminal.wait_for_end() == 128 + signal.SIGTERM
    assert terminal.modes() == terminal.before
