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
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hostile_texts import ESC, FORBIDDEN, MARKUP, PAYLOADS
from pseudo_terminal import Terminal

from index.library.folder import place_of
from index.library.library import Library

PASTED = "".join(PAYLOADS).replace("\r", "")[:400]
"""What somebody pastes into the search, and into a note."""
BACK = "\x1b[27u"
"""Esc as a terminal sends it that tells it from the beginning of another key."""
QUIET = 0.2
"""Seconds without output after which the next keys are pressed."""
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
    import tui.terminal.guard
    tui.terminal.guard.SafeLines.apply = lambda self, segments, background: segments
    tui.page.cells._controls = lambda: re.compile("(?!)")
"""
"""The last guard, and what makes characters as wide as they are drawn, which spares it the work."""
WITHOUT_DRAWING = """
    import re
    import tui.page.cells
    tui.page.cells._controls = lambda: re.compile("(?!)")
"""
BUILD = """
    import sys
    from contextlib import closing, suppress
    from pathlib import Path
    from articles.article import Span
    from articles.collection.collection import Collection
    from index.build.build import build
    from index.catalogue.store import text_hash
    from index.library.folder import place_of
    from index.library.library import Library
    from index.notebook.act_lines import from_json, to_json
    from index.anchors import Ref
    from index.notebook.acts import ActUnreadable, Note, SavedSearch, Tag
    from index.notebook.file import notebook_of
    from index.notebook.notebook import Notebook
    from index.notebook.pad import clipped
    root, base = map(Path, sys.argv[1:])
    collection = Collection.open(root)
    for _ in build(collection, place_of(collection.root, base), jobs=0):
        pass
    acts = []
    with closing(Library.open(place_of(collection.root, base))) as library:
        for place, number in enumerate(library.catalogue.order_by_id()):
            report = library.catalogue.article(number)
            ref, said = Ref(report.id, text_hash(report.text)), report.author or report.id
            acts += Tag((ref,), ("".join(said.split()),)), Note(f"n{number}", ref, said)
            acts.append(clipped(report, Span(0, 20), ""))
            if place % 8 == 0:  # about as many as the screen has room for: each is searched
                acts.append(SavedSearch(said[:40], said[:40]))
    with Notebook(notebook_of(collection.root, base)) as notebook:
        for act in acts:
            with suppress(ActUnreadable):
                notebook.add_all([from_json(to_json(act))])
"""
"""A library, and a notebook in which what the reports say is tagged, noted, clipped and saved."""
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


class Pile(NamedTuple):
    """A collection, and where its library and notebook are kept."""

    folder: Path
    base: Path


def built(folder: Path, without: str = "") -> Pile:
    """Make the library of a collection, with a guard left out, so that no update reads it again."""
    for file in folder.iterdir():
        os.utime(file, (1_000_000_000, 1_000_000_000))
    code = textwrap.dedent(without) + textwrap.dedent(BUILD)
    base = folder.with_name("libraries")
    subprocess.run([sys.executable, "-c", code, folder, base], check=True)
    return Pile(folder, base)


@pytest.fixture(scope="module", autouse=True)
def _places_of_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is made once for all tests sees nothing of whoever runs them either."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        for place in ("CACHE", "DATA", "CONFIG", "STATE"):
            patch.setenv(f"XDG_{place}_HOME", str(home / place.lower()))
        yield


def hostile_pile(parent: Path) -> Path:
    """A collection in which every payload stands in every slot."""
    folder = parent / "pile"
    folder.mkdir()
    reports = [hostile(number, one) for number, one in enumerate([*PAYLOADS, *MARKUP])]
    lines = "".join(json.dumps(report) + "\n" for report in reports)
    (folder / "hostile.jsonl").write_text(lines, "ascii")
    for number, payload in enumerate(PAYLOADS[:20]):
        name = f"{number} {payload.replace('/', '')}.txt"
        (folder / name).write_text("Levee\n\nThe levee broke in Port Ellis.\n", "utf-8")
        (folder / f"{name}.bin").write_bytes(b"\x00\x01\x02")
    return folder


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> Pile:
    """Every payload in every slot, read and kept as ever."""
    return built(hostile_pile(tmp_path_factory.mktemp("clean")))


@pytest.fixture(scope="module")
def unclean(tmp_path_factory: pytest.TempPathFactory) -> Pile:
    """The same, read and kept without the cleaner."""
    return built(hostile_pile(tmp_path_factory.mktemp("unclean")), WITHOUT_CLEANER)


@pytest.fixture(scope="module")
def allowed(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The sequences that the reader sends when it shows the same reports without payloads."""
    folder = tmp_path_factory.mktemp("harmless") / "pile"
    folder.mkdir()
    reports = (hostile(number, "") for number in range(len(PAYLOADS) + len(MARKUP)))
    (folder / "harmless.jsonl").write_text("".join(json.dumps(one) + "\n" for one in reports))
    (folder / "odd.bin").write_bytes(b"\x00\x01\x02")
    return sequences(session(built(folder), (), "port ellis"))


def session(pile: Pile, without: Sequence[str], pasted: str) -> bytes:
    """Everything that the reader sends while somebody goes through its screens, guards left out."""
    told = "odd" if WITHOUT_GUARD in without else pasted[:60]  # nobody else cleans settings
    odd = "".join(rf"\U{ord(one):08X}" for one in told)
    settings = Path(os.environ["XDG_CONFIG_HOME"], "gazetteer", "config.toml")
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(f'[keys]\n"{odd}" = "x"\nsort = "{odd}"\n', "utf-8")
    code = "".join(map(textwrap.dedent, [*without, READ]))
    command = [sys.executable, "-c", code, str(pile.folder), "--library", str(pile.base)]
    paste = f"\x1b[200~{pasted}\x1b[201~"
    pressed = (
        (("j", "j"), ""), (("ENTER",), ""), (("j", "*", "e", "e"), "mention"), ((BACK,), ""),
        (("i", "j", "ENTER"), "mention"), (("A",), "Esc close"), ((BACK,), ""), ((BACK,), ""),
        (("!",), "Skipped files"), ((BACK,), ""), (("?",), "Keys:"), ((BACK,), ""),
        (("^P",), "Search for commands"), ((BACK,), ""), (("w",), "sort:"), ((BACK,), ""),
        (("J", "J", "K"), ""), (("v", "r"), "its file"), ((BACK,), ""), (('"',), "Notes:"),
        ((BACK,), ""), (("C",), "Pad:"), ((BACK,), ""), (("D",), "Saved searches:"), ((BACK,), ""),
        (("t", "u"), "tag"), ((BACK,), ""), ((BACK,), ""), (("a",), "Note on"), ((paste,), "keeps"),
        ((BACK,), "Note kept"), (("U",), ""), (("s", *"levee", "ENTER"), "searched: levee"),
        (("n", "n"), ""), (("s", paste, " ~"), ""), ((BACK,), ""),
    )  # fmt: skip
    with closing(Terminal(command, 120, 40)) as terminal:
        terminal.wait_for("Flood")
        for keys, shown in pressed:
            terminal.press(*keys)
            if shown:
                terminal.wait_for(shown)
            terminal.settle(QUIET / 4 if shown else QUIET)  # what it waited for has come
        terminal.press("^C")
        terminal.wait_for_end()
        return bytes(terminal.output)


def sequences(output: bytes) -> set[str]:
    """The control sequences in a stream, with digits set aside, and how many styles one sets."""
    text = output.decode("utf-8", "replace")
    plain = {re.sub(r"[0-9]+", "0", found) for found in SEQUENCE.findall(text)}
    return {re.sub(r"\[(0;)+0m\Z", "[0m", found) for found in plain}


def left_over(output: bytes) -> set[str]:
    """Control characters in a stream that belong to no control sequence."""
    text = SEQUENCE.sub("", output.decode("utf-8", "replace"))
    return set(FORBIDDEN.findall(text)) - {"\r"}


@pytest.mark.parametrize(
    ("kept", "without"),
    [
        ("pile", []),
        ("unclean", [WITHOUT_CLEANER, WITHOUT_DRAWING]),
        ("pile", [WITHOUT_GUARD]),
    ],
    ids=["all", "the last guard alone", "the cleaner alone"],
)
def test_the_reader_sends_nothing_that_a_report_wants(
    request: pytest.FixtureRequest, allowed: set[str], kept: str, without: list[str]
) -> None:
    # Without the cleaner an escape would press keys: see tui.terminal.pasting.
    pasted = PASTED.replace(ESC, "") if WITHOUT_CLEANER in without else PASTED
    output = session(request.getfixturevalue(kept), without, pasted)
    assert sequences(output) - allowed == set()
    assert left_over(output) == set()


def test_without_any_guard_the_test_above_would_fail(
    reader: Callable[..., Any], unclean: Pile
) -> None:
    code = "".join(map(textwrap.dedent, [WITHOUT_CLEANER, WITHOUT_GUARD, READ]))
    program = [sys.executable, "-c", code]
    terminal = reader(unclean.folder, "--library", unclean.base, program=program)
    terminal.wait_for("Flood")
    terminal.settle()
    assert left_over(terminal.output)


COMMANDS = [
    ["search", "levee"], ["search", "levee", "--json"],
    ["entities"], ["entities", "--json"], ["mentions"], ["mentions", "--json"], ["stats"],
    ["stats", "--json"], ["index"], ["doctor"], ["notes"],
    ["notes", "--json"], ["pad"], ["pad", "--json"], ["searches"],
]  # fmt: skip


@pytest.mark.parametrize("kept", ["pile", "unclean"], ids=["both", "printing alone"])
def test_no_command_prints_what_a_terminal_obeys(
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    kept: str,
) -> None:
    from tui.cli import main  # noqa: PLC0415 - as below

    monkeypatch.setattr("index.build.build.usual_jobs", lambda: 0)
    folder, base = request.getfixturevalue(kept)

    def look(command: str, *words: str) -> None:
        code = main([command, str(folder), *words, "--library", str(base)])
        said = capsys.readouterr()
        assert said.out, (command, words, code, said.err)
        for stream in said:
            assert set(FORBIDDEN.findall(stream)) == set(), command

    for command in COMMANDS:
        look(*command)
    with closing(Library.open(place_of(folder, base))) as library:
        ids = [row.id for row in library.catalogue.rows(library.catalogue.order_by_id())]
    for id_ in ids:
        look("show", id_, "--no-update")
    for id_ in ids[::40] if kept == "pile" else ():  # what reads the file again knows it by others
        look("show", id_, "--raw")


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
