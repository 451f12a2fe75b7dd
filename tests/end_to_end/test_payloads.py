"""What a report wants a terminal to do is never done: by either of two guards, without the other.

The allow-list of control sequences is what the reader sends while it shows harmless reports, digits
set aside. Hostile reports must not make it send any other.
"""

import json
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ESC, CSI, OSC, DCS, APC, PM, SOS, ST = (
    "\x1b",
    "\x9b",
    "\x9d",
    "\x90",
    "\x9f",
    "\x9e",
    "\x98",
    "\x9c",
)
STRINGS = [
    *(f"{number};{rest}" for number, rest in (
        (0, "owned"), (1, "owned"), (2, "owned"), (4, "1;red"), (7, "file:///tmp"),
        (8, ";http://evil.example"), (9, "4;1;50"), (10, "red"), (11, "?"), (50, "font"),
        (52, "c;b3duZWQ="), (104, ""), (133, "A"), (777, "notify;a;b"), (1337, "File=:b3duZWQ="))),
]  # fmt: skip
SEQUENCES = [
    "[2J", "[3J", "[H", "[6n", "[5n", "[c", "[>c", "[=c", "[21t", "[18t", "[20t", "[?1049l",
    "[?25l", "[?1000l", "[?2004l", "[!p", "[4h", "[20h", "[31m", "[5m", "[100T", "[1;1r", "[99X",
    "c", "7", "8", "D", "E", "M", "Z", "=", ">", "#8", "(0", "N", "O", "n", "o",
]  # fmt: skip
PAYLOADS = [
    *(f"{ESC}]{string}\x07" for string in STRINGS),
    *(f"{ESC}]{string}{ESC}\\" for string in STRINGS[:4]),
    *(f"{OSC}{string}{ST}" for string in STRINGS[:4]),
    *(f"{ESC}{sequence}" for sequence in SEQUENCES),
    *(f"{CSI}{sequence[1:]}" for sequence in SEQUENCES[:6]),
    *(f"{opening}$qm{ST}" for opening in (DCS, APC, PM, SOS)),
    *(f"{ESC}{letter}+q544e{ESC}\\" for letter in "P_^X"),
    f"{ESC}]0;never ended", f"{ESC}P never ended", f"{ESC}[", f"{ESC}", f"{ESC}{ESC}[2J",
    f"{ESC}]0;{ESC}]52;c;b3duZWQ=\x07\x07", "\r", "\b\b\b\b", "\x00", "\x07", "\x0e", "\x0f",
    "\x7f\x7f", "\x0b", "\x0c", "\x85", "\u202eolleh\u202c", "\u2066\u2069", "\ufeff",
    "\U000e0041\U000e007f", "\ufff9a\ufffab\ufffb", "\u2028", "\u2029",
]  # fmt: skip
MARKUP = [
    "[/]", "[/foo]", "[bold]", "[@click=app.quit]press[/]", "[@click=app.bell]x[/]", "[link=f:x]",
    "[$text-error]x[/]", "[red on blue]", "[", "[[", "\\[x]", "[not closed", "[/b][/b]", "[#f00]x",
]  # fmt: skip
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
SEQUENCE = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P_^X].*?(?:\x07|\x1b\\)|[ -/]*[0-~])", re.DOTALL
)
WITHOUT_CLEANER = """
    import articles.clean
    articles.clean.clean = lambda text: text
    articles.clean.clean_line = lambda text: text.replace("\\n", " ")
"""
WITHOUT_GUARD = """
    import re
    import tui.page.cells
    import tui.guard
    tui.guard.SafeLines.apply = lambda self, segments, background: segments
    tui.page.cells._CONTROLS = re.compile("(?!)")
"""
"""The last guard, and what makes characters as wide as they are drawn, which spares it the work."""
WITHOUT_DRAWING = """
    import re
    import tui.page.cells
    tui.page.cells._CONTROLS = re.compile("(?!)")
"""
BUILD = """
    import sys
    from pathlib import Path
    from articles.collection import Collection
    from index.build.build import build
    from index.library.library import place_of
    collection = Collection.open(Path(sys.argv[1]))
    for _ in build(collection, place_of(collection.root, None), jobs=0):
        pass
"""
READ = """
    import sys
    from tui.cli import main
    sys.exit(main())
"""


def hostile(number: int, payload: str) -> dict[str, str]:
    """A report with a payload in every slot."""
    return {
        "id": f"r{number}{payload}",
        "title": f"Flood {number} {payload} in Port Ellis",
        "text": f"PORT ELLIS - Mayor Ada{payload} Moreau said {payload} the levee broke.\n\n"
        f"{payload}\n\nThe Army Corps of {payload} Engineers sent help to Port Ellis.\n",
        "source": f"Port{payload} Ellis Post",
        "author": f"Tomas {payload} Okafor",
        "date": f"2024-03-0{number % 9 + 1}{payload}",
        "url": f"http://example.org/{payload}",
    }


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    """A collection in which every payload stands in every slot."""
    folder = tmp_path / "pile"
    folder.mkdir()
    reports = [hostile(number, one) for number, one in enumerate([*PAYLOADS, *MARKUP])]
    lines = "".join(json.dumps(report) + "\n" for report in reports)
    (folder / "hostile.jsonl").write_text(lines, "ascii")
    for number, payload in enumerate(PAYLOADS[:20]):
        name = f"{number} {payload.replace('/', '')}.txt"
        (folder / name).write_text("Levee\n\nThe levee broke in Port Ellis.\n", "utf-8")
        (folder / f"{name}.bin").write_bytes(b"\x00\x01\x02")
    return folder


@pytest.fixture
def harmless(tmp_path: Path) -> Path:
    """The same reports without payloads."""
    folder = tmp_path / "harmless"
    folder.mkdir()
    reports = (hostile(number, "") for number in range(len(PAYLOADS) + len(MARKUP)))
    (folder / "harmless.jsonl").write_text("".join(json.dumps(one) + "\n" for one in reports))
    (folder / "odd.bin").write_bytes(b"\x00\x01\x02")
    return folder


def built(folder: Path, without: str = "") -> None:
    """Make the library of a collection, with a guard left out, so that no update reads it again."""
    for file in folder.iterdir():
        os.utime(file, (1_000_000_000, 1_000_000_000))
    code = textwrap.dedent(without) + textwrap.dedent(BUILD)
    subprocess.run([sys.executable, "-c", code, folder], check=True)


def session(terminal: Any) -> bytes:  # noqa: ANN401 - the class is the conftest's
    """Everything that the reader sends while somebody goes through its screens."""
    terminal.wait_for("Flood")
    for keys in (
        ("j", "j"), ("ENTER",), ("j", "*", "e", "e"), ("ESC",), ("i", "j", "ENTER"), ("ESC",),
        ("!",), ("ESC",), ("?",), ("ESC",), ("^P",), ("ESC",), ("w",), ("ESC",), ("J", "J", "K"),
        ("s", "l", "e", "v", "e", "e", "ENTER"), ("n", "n"),
    ):  # fmt: skip
        terminal.press(*keys)
        terminal.settle()
    terminal.press("^C")
    terminal.wait_for_end()
    return bytes(terminal.output)


def sequences(output: bytes) -> set[str]:
    """The control sequences in a stream, with digits set aside."""
    text = output.decode("utf-8", "replace")
    return {re.sub(r"[0-9]+", "0", found) for found in SEQUENCE.findall(text)}


def left_over(output: bytes) -> set[str]:
    """Control characters in a stream that belong to no control sequence."""
    text = SEQUENCE.sub("", output.decode("utf-8", "replace"))
    return set(FORBIDDEN.findall(text)) - {"\r"}


@pytest.mark.parametrize(
    ("without_reading", "without_showing"),
    [("", ""), (WITHOUT_CLEANER, WITHOUT_DRAWING), ("", WITHOUT_GUARD)],
    ids=["all", "the last guard alone", "the cleaner alone"],
)
def test_the_reader_sends_nothing_that_a_report_wants(
    reader: Callable[..., Any],
    pile: Path,
    harmless: Path,
    without_reading: str,
    without_showing: str,
) -> None:
    built(harmless)
    allowed = sequences(session(reader(harmless)))
    built(pile, without_reading)
    code = textwrap.dedent(without_showing) + textwrap.dedent(READ)
    output = session(reader(pile, program=[sys.executable, "-c", code]))
    assert sequences(output) - allowed == set()
    assert left_over(output) == set()


def test_without_any_guard_the_test_above_would_fail(
    reader: Callable[..., Any], pile: Path
) -> None:
    built(pile, WITHOUT_CLEANER)
    code = textwrap.dedent(WITHOUT_GUARD) + textwrap.dedent(READ)
    terminal = reader(pile, program=[sys.executable, "-c", code])
    terminal.wait_for("Flood")
    terminal.settle()
    assert left_over(terminal.output)


COMMANDS = [
    ["search", "levee"], ["search", "levee", "--json"], ["show", "hostile.jsonl#1"],
    ["entities"], ["entities", "--json"], ["mentions"], ["mentions", "--json"], ["stats"],
    ["stats", "--json"], ["index"], ["doctor"],
]  # fmt: skip


@pytest.mark.parametrize("without", ["", WITHOUT_CLEANER], ids=["both", "printing alone"])
def test_no_command_prints_what_a_terminal_obeys(pile: Path, without: str) -> None:
    built(pile, without)
    for command, *rest in COMMANDS:
        arguments = [sys.executable, "-m", "tui.cli", command, str(pile), *rest]
        done = subprocess.run(arguments, capture_output=True, check=False)
        assert b"Traceback" not in done.stderr
        for stream in (done.stdout, done.stderr):
            assert set(FORBIDDEN.findall(stream.decode())) == set(), command


@pytest.mark.parametrize("payload", PAYLOADS)
def test_whatever_is_said_on_stderr_is_one_clean_line(
    capsys: pytest.CaptureFixture[str], payload: str
) -> None:
    from tui.cli import output  # noqa: PLC0415 - as below

    output.tell(f"said{payload}\nagain")
    said = capsys.readouterr().err
    assert FORBIDDEN.findall(said.replace("\n", "")) == []
    assert said.count("\n") == 1


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_message_repeats_what_a_terminal_obeys(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, payload: str
) -> None:
    from tui.cli import main  # noqa: PLC0415 - the test of one function among tests of programs

    said = payload.replace("\x00", "")  # no program can be given that
    for arguments in (
        ["search", str(tmp_path / said)],
        ["index", str(tmp_path), f"--{said}"],
        [said],
    ):
        try:
            main(arguments)
        except SystemExit:
            pass
        streams = capsys.readouterr()
        assert FORBIDDEN.findall(streams.out + streams.err) == []
