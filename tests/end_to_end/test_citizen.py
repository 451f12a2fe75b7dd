"""How the reader behaves towards the terminal and the system around it."""

import base64
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pseudo_terminal import in_time

Reader = Callable[..., Any]
"""Opens the reader in a pseudo-terminal (`conftest.py`)."""

TEXT = "Levee breaks at Harrow Bend\n\nThe levee broke before dawn.\n\nNobody was hurt.\n"
SOURCE = "https://news.example/levee"


@pytest.fixture
def opened(reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """The reader on one report, its text in front, away from any desktop."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX", "STY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)

    def open_(**environment: str) -> Any:  # noqa: ANN401 - a conftest's class
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        folder = tmp_path / "reports"
        folder.mkdir()
        (folder / "levee.txt").write_text(TEXT)
        terminal = reader(folder, columns=100, rows=30)
        terminal.wait_for("Nobody was hurt.")
        terminal.press("TAB")
        terminal.wait_for("mention")
        return terminal

    return open_


def test_copying_writes_one_sequence_and_says_so(opened: Callable[..., Any]) -> None:
    terminal = opened()
    terminal.press("y")
    terminal.wait_for("Asked the terminal (OSC 52) to copy the passage")
    (copied,) = re.findall(rb"\x1b\]52;c;([^\x07]*)\x07", terminal.output)
    assert base64.b64decode(copied).decode() == "The levee broke before dawn."


def test_copying_in_tmux_is_wrapped_when_tmux_does_not_answer(
    opened: Callable[..., Any], tmp_path: Path
) -> None:
    terminal = opened(TMUX=f"{tmp_path}/no-tmux,1,0")
    terminal.press("Y")
    terminal.wait_for("Asked the terminal (OSC 52) to copy the passage with citation")
    (copied,) = re.findall(rb"\x1bPtmux;\x1b\x1b\]52;c;([^\x07]*)\x07\x1b\\", terminal.output)
    assert "levee.txt, characters 29–57" in base64.b64decode(copied).decode()


def test_a_pager_gets_the_terminal_and_gives_it_back(
    opened: Callable[..., Any], tmp_path: Path
) -> None:
    pager = tmp_path / "pager"
    pager.write_text('#!/bin/sh\ncat "$1"; echo "IN THE PAGER"; read answer; echo "got $answer"\n')
    pager.chmod(0o700)
    terminal = opened(PAGER=str(pager))
    before = len(terminal.output)
    terminal.press("o")
    terminal.wait_until(lambda _: b"IN THE PAGER" in terminal.output[before:], "the pager")
    away = terminal.output[before : terminal.output.index(b"IN THE PAGER", before)]
    assert b"\x1b[?1049l" in away
    assert b"Nobody was hurt." in away
    terminal.press("yes", "ENTER")
    terminal.wait_until(lambda _: b"got yes" in terminal.output[before:], "what was typed")
    terminal.wait_until(
        lambda _: b"\x1b[?1049h" in terminal.output[terminal.output.index(b"got yes") :],
        "the reader's own screen again",
    )
    terminal.wait_for("Nobody was hurt.")
    terminal.press("q", "q")
    assert terminal.wait_for_end() == 0
    assert terminal.modes() == terminal.before


def test_a_pager_that_cannot_be_started_is_told_and_keys_are_heard_as_before(
    opened: Callable[..., Any],
) -> None:
    terminal = opened(PAGER="/there/is/no/such/pager")
    terminal.press("o")
    terminal.wait_for("cannot start '/there/is/no/such/pager'")
    terminal.press("?")
    terminal.wait_for("Esc closes")


def test_ctrl_c_is_for_the_pager_and_a_signal_ends_it_and_then_the_reader(
    opened: Callable[..., Any], tmp_path: Path
) -> None:
    pager = tmp_path / "pager.py"  # a shell loses a signal that comes close after another
    pager.write_text(
        "import os, signal, time\n"
        "def told(*_): os.write(1, b'TOLD'), os._exit(0)\n"
        "signal.signal(signal.SIGINT, lambda *_: os.write(1, b'INTERRUPTED'))\n"
        "signal.signal(signal.SIGTERM, told)\n"
        "os.write(1, b'IN THE PAGER')\n"
        "time.sleep(600)\n"
    )
    terminal = opened(PAGER=shlex.join([sys.executable, "-I", str(pager)]))
    terminal.press("o")
    terminal.wait_until(lambda _: b"IN THE PAGER" in terminal.output, "the pager")
    terminal.press("^C")
    terminal.wait_until(lambda _: b"INTERRUPTED" in terminal.output, "the key in the pager")
    assert not terminal.ended
    terminal.signal(signal.SIGTERM)
    assert terminal.ends_in(in_time(10))
    assert terminal.wait_for_end() == 128 + signal.SIGTERM
    assert b"TOLD" in terminal.output
    assert terminal.modes() == terminal.before


def test_a_program_may_leave_the_terminal_in_any_state(
    opened: Callable[..., Any], tmp_path: Path
) -> None:
    pager = tmp_path / "pager"
    leaves = "import os; [os.set_blocking(number, False) for number in range(3)]"
    pager.write_text(
        "#!/bin/sh\nstty raw -echo -isig\nprintf '\\033[3;5r\\033[4h'\n"
        f"{sys.executable} -c '{leaves}'\necho READS NOTHING\n"
        f"until [ -e {tmp_path}/read ]; do sleep 0.1; done\nkill -9 $$\n"
    )
    pager.chmod(0o700)
    terminal = opened(PAGER=str(pager))
    in_reader, before = terminal.modes(), len(terminal.output)
    terminal.press("o")
    terminal.wait_until(lambda _: b"READS NOTHING" in terminal.output, "the pager")
    terminal.press("?")
    (tmp_path / "read").touch()
    terminal.wait_until(lambda _: b"\x1b[?1049h" in terminal.output[before:], "the reader")
    terminal.wait_for("Nobody was hurt.")
    assert terminal.modes() == in_reader
    taken_back = terminal.output[before:].partition(b"\x1b[4h")[2]
    assert taken_back.index(b"\x1b[r\x1b[4l") < taken_back.index(b"\x1b[?1049h")
    flags = Path(f"/proc/{terminal.pid}/fdinfo/1").read_text("utf-8").split("flags:")[1].split()[0]
    assert not int(flags, 8) & os.O_NONBLOCK
    terminal.press("/")
    terminal.wait_for("Esc find nothing")
    assert "Moving" not in terminal.screen()  # of the help
    terminal.press("ESC")
    terminal.settle()
    terminal.press("q", "q")
    assert terminal.wait_for_end() == 0
    assert terminal.modes() == terminal.before


def test_a_report_is_piped_to_a_command_of_the_shell(opened: Callable[..., Any]) -> None:
    terminal = opened()
    terminal.press("|")
    terminal.wait_for("pipe the report to:")
    terminal.press(*"wc -w | tr -d ' '", "ENTER")
    terminal.wait_until(lambda _: b"Enter goes back" in terminal.output, "the end of the command")
    assert re.search(rb"\n?13\r?\n", terminal.output)
    terminal.press("ENTER")
    terminal.wait_for("Nobody was hurt.")


def wait_until_stopped(terminal: Any) -> None:  # noqa: ANN401 - a conftest's class
    """Wait until the reader is stopped, and has left the terminal as it was."""

    def is_stopped(_: str) -> bool:
        stopped, status = os.waitpid(terminal.pid, os.WUNTRACED | os.WNOHANG)
        return bool(stopped) and os.WIFSTOPPED(status)

    terminal.wait_until(is_stopped, "the shell")
    assert terminal.modes() == terminal.before


def wait_until_back(terminal: Any) -> None:  # noqa: ANN401 - a conftest's class
    """Wait until the reader has the terminal again and has drawn itself."""
    before = len(terminal.output)
    terminal.signal(signal.SIGCONT)
    terminal.wait_until(lambda _: b"Nobody was hurt." in terminal.output[before:], "the reader")


def test_suspending_stops_the_reader_and_it_comes_back_each_time(
    opened: Callable[..., Any],
) -> None:
    terminal = opened()
    for _ in range(5):
        before = len(terminal.output)
        terminal.press("\x1a")
        wait_until_stopped(terminal)
        terminal.wait_until(lambda _: b"\x1b[?1049l" in terminal.output[before:], "the shell")  # noqa: B023
        wait_until_back(terminal)
    terminal.press("q", "q")
    assert terminal.wait_for_end() == 0
    assert terminal.modes() == terminal.before


def test_stopped_by_a_signal_that_nobody_hears_it_comes_back(opened: Callable[..., Any]) -> None:
    terminal = opened()
    terminal.signal(signal.SIGSTOP)
    terminal.wait_until(lambda _: os.waitpid(terminal.pid, os.WUNTRACED)[0] > 0, "it stopped")
    wait_until_back(terminal)
    terminal.press("\x1a")
    wait_until_stopped(terminal)
    wait_until_back(terminal)


def test_what_is_pasted_presses_no_key_and_bytes_that_are_no_text_end_nothing(
    opened: Callable[..., Any],
) -> None:
    terminal = opened()
    terminal.press("\x1b[200~\x1b|touch owned\r\x1b]q\x07\x1b[201~")
    terminal.send(b"\xff\xfe\xe9")
    terminal.press("/", "\x1b[200~dawn \x1b]|q\x07\x1b[201~")
    assert "pipe the report" not in terminal.wait_for("dawn ␛]|q␇")
    assert not terminal.ended


def test_the_mouse_can_be_left_to_the_terminal(opened: Callable[..., Any]) -> None:
    terminal = opened()
    before = len(terminal.output)
    terminal.press("\x19")
    terminal.wait_for("The mouse is the terminal's")
    assert b"\x1b[?1003l" in terminal.output[before:]
    terminal.press("\x19")
    terminal.wait_for("The mouse is the reader's")
    assert b"\x1b[?1003h" in terminal.output[before:]


def test_a_setting_leaves_the_mouse_alone(opened: Callable[..., Any]) -> None:
    settings = Path(os.environ["XDG_CONFIG_HOME"]) / "gazetteer" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("mouse = false\n")
    assert b"\x1b[?1003h" not in opened().output


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_that_cannot_move_its_cursor_is_refused_in_one_plain_line(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, term: str
) -> None:
    (tmp_path / "levee.txt").write_text(TEXT)
    monkeypatch.setenv("PTY_TERM", term)
    terminal = reader(tmp_path)
    assert terminal.wait_for_end() == 2
    assert b"\x1b" not in terminal.output
    assert terminal.output.count(b"\n") == 1
    assert b"TERM" in terminal.output


@pytest.mark.parametrize("closed", ["stdin", "stdout", "stderr"])
def test_without_a_terminal_the_reader_is_refused_in_one_plain_line(
    gazetteer: str, tmp_path: Path, closed: str
) -> None:
    (tmp_path / "levee.txt").write_text(TEXT)
    main, other = os.openpty()
    streams = dict.fromkeys(("stdin", "stdout", "stderr"), other)
    streams[closed] = subprocess.DEVNULL if closed == "stdin" else subprocess.PIPE
    run = subprocess.run([gazetteer, str(tmp_path)], check=False, **streams)
    os.close(other)
    told = run.stderr if closed == "stderr" else os.read(main, 4096)
    os.close(main)
    assert run.returncode == 2
    assert b"\x1b" not in told + (run.stdout or b"")
    assert told.count(b"\n") == 1


COLOUR = re.compile(rb"\x1b\[(?:\d+;)*(?:[349][0-8]|10[0-7])(?:;\d+)*m")


def test_without_colour_none_is_written_and_all_is_to_be_read(opened: Callable[..., Any]) -> None:
    terminal = opened(NO_COLOR="1")
    assert not COLOUR.search(terminal.output)
    assert b"\x1b[7" in terminal.output or b"\x1b[1" in terminal.output


def test_a_terminal_of_16_colours_gets_its_own(opened: Callable[..., Any]) -> None:
    terminal = opened(PTY_TERM="xterm", PTY_COLORTERM="")
    assert COLOUR.search(terminal.output)
    assert b"8;2;" not in terminal.output
    assert b"8;5;" not in terminal.output


def test_a_first_run_without_arguments_explains_itself_and_opens_the_samples(
    reader: Reader,
) -> None:
    terminal = reader(columns=80, rows=24)
    terminal.wait_for("opens the samples")
    terminal.press("ENTER")
    terminal.wait_for("On the campaign trail")
    terminal.press("Q")
    assert terminal.wait_for_end() == 0


def click(x: int, y: int) -> str:
    """What a terminal sends for a click, columns and rows counted from 1."""
    return f"\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m"


def place_of(screen: str, text: str) -> tuple[int, int]:
    """Column and row of a text, counted from 1."""
    row = next(row for row, line in enumerate(screen.splitlines()) if text in line)
    return screen.splitlines()[row].index(text) + 1, row + 1


def test_the_mouse_alone_chooses_scrolls_traces_selects_and_asks_for_help(
    reader: Reader, tmp_path: Path
) -> None:
    lines = "\n\n".join(f"Line {number} of the report." for number in range(60))
    (tmp_path / "2020-01-02 levee.txt").write_text(
        f"Levee breaks\n\nOn Monday Margaret Okafor left the town.\n\n{lines}"
    )
    (tmp_path / "2020-01-01 dam.txt").write_text("Dam holds\n\nIt held.\n")
    terminal = reader(tmp_path, columns=120, rows=40)
    terminal.wait_for("Dam holds")
    terminal.wait_for("Line 3 of")
    terminal.press(click(*place_of(terminal.screen(), "Dam holds")))
    terminal.wait_for("It held.")
    terminal.press(click(*place_of(terminal.screen(), "Levee breaks")))
    screen = terminal.wait_for("Margaret Okafor left")
    x, y = place_of(screen, "Margaret Okafor left")
    terminal.press(click(x + 2, y))
    terminal.wait_for("Margaret Okafor: mention 1/1 here")
    x, y = place_of(terminal.screen(), "Line 3 of")
    terminal.press(f"\x1b[<0;{x};{y}M", f"\x1b[<32;{x + 6};{y}M", f"\x1b[<0;{x + 6};{y}m")
    terminal.press("y")
    terminal.wait_for("to copy the selection")
    (copied,) = re.findall(rb"\x1b\]52;c;([^\x07]*)\x07", terminal.output)
    assert base64.b64decode(copied).decode().startswith("Line 3")
    terminal.press(*["\x1b[<65;90;20M"] * 90)
    terminal.wait_for("Line 59 of")
    terminal.press(click(*place_of(terminal.screen(), "? help")))
    terminal.wait_for("Keys: ")
