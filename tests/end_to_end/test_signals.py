"""A signal ends the reader in order, whatever it is doing, and what was being written is kept."""

import json
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pseudo_terminal import in_time

Reader = Callable[..., Any]
"""Opens the reader in a pseudo-terminal (`conftest.py`)."""

SIGNALS = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGXCPU]
SECONDS = 1.0
"""In which the terminal is as it was."""
WRITTEN = "Who held the keys of the sluice?"
FAILING = """
    import sys
    from tui.cli import main
    from tui.dialogs.note import NoteEditor
    def tell(self):
        if "!" in self._area.text:
            raise RuntimeError
    NoteEditor._tell = tell
    sys.exit(main())
"""


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """Reports enough that it takes a while to read them."""
    folder = tmp_path / "reports"
    folder.mkdir()
    write(folder, 1)
    return folder


def write(folder: Path, count: int) -> None:
    for number in range(count):
        text = f"Levee {number:03} breaks\n\n" + "The levee in Port Ellis broke before dawn. " * 60
        (folder / f"{number:03}.txt").write_text(f"{text}\n\nIt was mended {number} times.\n")


def notes(collection: Path) -> list[str]:
    """What is noted, as another process finds it."""
    command = [sys.executable, "-m", "tui.cli", "notes", "--json", "--no-update", collection]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return [json.loads(line)["text"] for line in done.stdout.splitlines()]


def begin_note(terminal: Any, said: str) -> None:  # noqa: ANN401 - a conftest's class
    """Open the window for a note, and write."""
    terminal.press("a")
    terminal.wait_for("Note on")
    terminal.press(*said)
    terminal.wait_for(said)


def test_a_signal_leaves_the_terminal_as_it_was(reader: Reader, collection: Path) -> None:
    terminal = reader(collection, columns=80, rows=24)
    terminal.wait_for("Levee 000")
    terminal.signal(signal.SIGTERM)
    assert terminal.restored_in(in_time(SECONDS))
    assert terminal.wait_for_end() == 128 + signal.SIGTERM


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_in_the_midst_of_a_scan_and_of_a_note_loses_no_word(
    reader: Reader, collection: Path, number: signal.Signals
) -> None:
    write(collection, 300)
    terminal = reader(collection, columns=160, rows=30)
    terminal.wait_for("Port Ellis broke")
    begin_note(terminal, WRITTEN)
    assert " %" in terminal.screen(), "it is still reading"
    terminal.signal(number)
    assert terminal.restored_in(in_time(SECONDS))
    assert terminal.wait_for_end() == 128 + number
    assert notes(collection) == [WRITTEN]


def test_an_error_of_ours_and_a_lost_terminal_lose_no_word_either(
    reader: Reader, collection: Path
) -> None:
    program = [sys.executable, "-c", textwrap.dedent(FAILING)]
    for said, end, options in (
        ("an error", lambda terminal: terminal.press("!"), {"program": program}),
        ("a lost line", lambda terminal: terminal.hang_up(), {}),
    ):
        terminal = reader(collection, columns=100, rows=30, **options)
        terminal.wait_for("Port Ellis broke")
        begin_note(terminal, f"{said}?")
        end(terminal)
        assert terminal.ends_in(in_time(10 * SECONDS)), said
        assert f"{said}?" in " ".join(notes(collection)), said


def test_a_question_about_the_note_is_no_answer_to_it(reader: Reader, collection: Path) -> None:
    terminal = reader(collection, columns=100, rows=30)
    terminal.wait_for("Port Ellis broke")
    begin_note(terminal, WRITTEN)
    terminal.press("\x07")
    terminal.wait_for("Drop what you wrote?")
    terminal.signal(signal.SIGTERM)
    assert terminal.wait_for_end() == 128 + signal.SIGTERM
    assert notes(collection) == [WRITTEN]
