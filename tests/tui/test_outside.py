"""Outside the reader: clipboard, browser, pager and editor."""

import asyncio
import base64
import os
import subprocess
from pathlib import Path

import pytest

from articles.article import Article, DateBasis, ReportDate, Span
from tui.outside import clipboard, links, programs
from tui.outside.citation import cited, cited_whole


class Terminal:
    """What was written to it."""

    def __init__(self) -> None:
        self.written = ""

    def write(self, sequence: str) -> None:
        self.written += sequence


def tool(folder: Path, name: str, *, works: bool = True) -> Path:
    """A program that keeps what it is given, and what it was called with."""
    path = folder / name
    kept = folder / f"{name}.got"
    end = "0" if works else "1"
    path.write_text(f'#!/bin/sh\n/bin/cat > "{kept}"\necho "$@" >> "{kept}"\nexit {end}\n')
    path.chmod(0o700)
    return kept


# The clipboard


async def test_a_tool_of_the_session_goes_first_and_is_named(tmp_path: Path) -> None:
    kept, terminal = tool(tmp_path, "xclip"), Terminal()
    environment = {"DISPLAY": ":0", "PATH": str(tmp_path)}
    assert await clipboard.copy("Rakka – الرقة", terminal.write, environment) == "xclip"
    assert kept.read_text("utf-8") == "Rakka – الرقة-selection clipboard -in\n"
    assert terminal.written == ""


async def test_a_tool_without_a_display_is_not_asked(tmp_path: Path) -> None:
    kept = tool(tmp_path, "xclip")
    terminal = Terminal()
    by = await clipboard.copy("x", terminal.write, {"PATH": str(tmp_path)})
    assert (by, kept.exists()) == ("the terminal (OSC 52)", False)


async def test_where_a_tool_fails_the_terminal_is_asked(tmp_path: Path) -> None:
    tool(tmp_path, "wl-copy", works=False)
    terminal = Terminal()
    environment = {"WAYLAND_DISPLAY": "wayland-0", "PATH": str(tmp_path)}
    assert await clipboard.copy("levee", terminal.write, environment) == "the terminal (OSC 52)"
    assert terminal.written == f"\x1b]52;c;{base64.b64encode(b'levee').decode()}\x07"


async def test_tmux_is_asked_by_its_own_command(tmp_path: Path) -> None:
    kept = tool(tmp_path, "tmux")
    environment = {"TMUX": "/tmp/tmux-0/default,1,0", "PATH": str(tmp_path)}
    assert await clipboard.copy("levee", Terminal().write, environment) == "tmux"
    assert kept.read_text() == "leveeload-buffer -w -\n"


def test_in_tmux_the_sequence_is_wrapped_with_its_escapes_doubled() -> None:
    sequence = clipboard.osc52("levee", {"TMUX": "x"})
    assert sequence == "\x1bPtmux;\x1b\x1b]52;c;bGV2ZWU=\x07\x1b\\"


def test_in_screen_the_sequence_goes_in_pieces() -> None:
    sequence = clipboard.osc52("levee " * 200, {"TERM": "screen.xterm-256color"})
    pieces = sequence.removeprefix("\x1bP").removesuffix("\x1b\\").split("\x1b\\\x1bP")
    assert max(map(len, pieces)) <= 240
    whole = "".join(pieces).removeprefix("\x1b]52;c;").removesuffix("\x07")
    assert base64.b64decode(whole).decode() == "levee " * 200


def test_what_is_too_long_for_a_terminal_is_refused_with_the_figures() -> None:
    assert clipboard.osc52("x" * 56_244, {})
    with pytest.raises(clipboard.NotCopied, match="57,000 bytes, and it takes 56,244"):
        clipboard.osc52("x" * 57_000, {})


async def test_nothing_that_a_terminal_obeys_is_copied() -> None:
    terminal = Terminal()
    await clipboard.copy("a\x1b]0;owned\x07b\r", terminal.write, {"PATH": ""})
    copied = base64.b64decode(terminal.written[7:-1]).decode()
    assert copied == "a␛]0;owned␇b␍"


# The browser

MUELLER = "xn--mller-kva.example"
HOSTILE = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "file:///etc/passwd",
    "data:text/html,x",
    "vbscript:x",
    "ftp://example.org/",
    "mailto:a@example.org",
    "ssh://-oProxyCommand=x/",
    "-x",
    "--new-window",
    "//example.org/",
    "example.org",
    "",
    "http://",
    "http:///path",
    "https://good.example@evil.example/",
    "https://good.example:80@evil.example/",
    "https://a b.example/",
    "https://example.org/a b",
    "https://example.org/\n-x",
    "https://example.org/\x1b]0;x\x07",
    "https://example.org/\u202ecod",
    "https://ex`id`ample.org/",
    "https://$(id).example/",
    "https://exa%00mple.org/",
    "https://example.org:99999/",
    "https://[::1/",
    "https://example..org/",
    "https://" + "a" * 70 + ".org/",
    "http:example.org",
    "https:/example.org",
    "https:\\\\example.org",
    "HTTPS://user:pw@example.org/",
    "https://example.org\\@evil.example/",
    "https://example.org\\.evil.example/",
    "https://example.org%2f@evil.example/",
    "https://example.org\t/",
    " https://example.org/",
    "https://example.org/\r\nHost: evil.example",
    "https://example.org/\x00",
    "https://example.org/\x7f",
    "https://example.org/\x9b2J",
    "https://example.org/\u2028x",
    "https://example.org/\ud800",
    "https://\u202egro.elpmaxe/",
    "https://exa\u00admple.org/",
    "https://exa\u200bmple.org/",
    "https://example.org:port/",
    "https://example.org:-1/",
    "https://[::1]evil.example/",
    "https://[not-an-address]/",
    "https://[fe80::1%25eth0]/",
    "view-source:https://example.org/",
    "about:config",
    "blob:https://example.org/x",
    "jar:https://example.org!/",
    "smb://host/share",
    "tel:+1",
    "https://\u2100.example/",
    "https://example.org;id/",
    "https://exam|ple.org/",
    "https://exam'ple.org/",
    'https://exam"ple.org/',
    "https://<b>.org/",
    "https://*/",
    "https://.org/",
    "https://%65xample.org/",
    "https://example.org/" + "x" * 10_000,
]


@pytest.mark.parametrize("address", HOSTILE)
def test_an_address_that_is_not_plainly_a_web_page_is_refused(address: str) -> None:
    with pytest.raises(links.Refused) as refused:
        links.link(address)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("address", "opened", "host"),
    [
        ("https://example.org/a?b=c&d#e", "https://example.org/a?b=c&d#e", "example.org"),
        ("http://EXAMPLE.org:8080", "http://example.org:8080", "example.org"),
        (
            "https://müller.example/ü",
            "https://xn--mller-kva.example/%C3%BC",
            "xn--mller-kva.example",
        ),
        ("https://раураl.example/", "https://xn--l-7sba6dbr.example/", "xn--l-7sba6dbr.example"),
        (
            "https://example.org/`id`;$(id)|x",
            "https://example.org/%60id%60;$(id)%7Cx",
            "example.org",
        ),
        ("https://example.org/%00", "https://example.org/%00", "example.org"),
        ("http://[::1]:80/", "http://[::1]:80/", "[::1]"),
        (
            "https://example.org\u3002evil.example/",
            "https://example.org.evil.example/",
            "example.org.evil.example",
        ),
        ("https://example.org?x=@y", "https://example.org?x=@y", "example.org"),
    ],
)
def test_an_address_is_opened_in_ascii_with_the_host_as_the_network_knows_it(
    address: str, opened: str, host: str
) -> None:
    found = links.link(address)
    assert (found.address, found.host) == (opened, host)


def test_the_browser_gets_the_address_as_one_word_and_no_shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[list[str]] = []

    def popen(words: list[str], **how: object) -> None:
        called.append(words)
        # It neither reads our keys nor writes on our screen, and Ctrl-C there is not for it.
        streams = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
        assert how == {**streams, "start_new_session": True}

    monkeypatch.setattr(links.subprocess, "Popen", popen)
    wanted = links.link("https://example.org/a'b;c d".replace(" ", "%20"))
    links.open_link(wanted, {"BROWSER": "firefox --new-tab %s:lynx"})
    links.open_link(wanted, {"BROWSER": "'my browser'"})
    assert called == [
        ["firefox", "--new-tab", "https://example.org/a'b;c%20d"],
        ["my browser", "https://example.org/a'b;c%20d"],
    ]


def test_without_a_browser_it_is_said_what_to_set() -> None:
    with pytest.raises(links.Refused, match=r"\$BROWSER"):
        links.browser({"PATH": ""})


# Pager and editor


async def test_a_report_is_opened_as_a_private_copy_that_is_gone_afterwards(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    editor = tmp_path / "vi"
    editor.write_text(f'#!/bin/sh\necho "$1" > {seen}\nls -l "$2" | cut -c1-10 >> {seen}\n'
                      f'echo "$2" >> {seen}\ncat "$2" >> {seen}\n')  # fmt: skip
    editor.chmod(0o700)
    await programs.view(
        "one\ntwo", 2, programs.Viewer.EDITOR, {"VISUAL": str(editor), "EDITOR": "no"}
    )
    place, modes, path, *text = seen.read_text().splitlines()
    assert (place, modes, text) == ("+2", "-rw-------", ["one", "two"])
    assert not await asyncio.to_thread(os.path.lexists, path)


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({}, ("less",)),
        ({"PAGER": "most -w"}, ["most", "-w"]),
        ({"PAGER": " "}, ("less",)),
        ({"PAGER": "'a b'"}, ["a b"]),
    ],
)
def test_the_pager_is_the_users(environment: dict[str, str], words: list[str]) -> None:
    assert programs.program(programs.Viewer.PAGER, environment) == words


@pytest.mark.parametrize("value", ["'", "/there/is/no/such/program"])
async def test_an_editor_that_cannot_be_started_is_told_on_one_line(value: str) -> None:
    with pytest.raises(programs.CannotRun) as error:
        await programs.view("text", 1, programs.Viewer.EDITOR, {"EDITOR": value})
    assert "\n" not in str(error.value)


async def test_the_loop_goes_on_while_another_program_runs(tmp_path: Path) -> None:
    editor, sign, seen = tmp_path / "vi", tmp_path / "sign", tmp_path / "seen"
    editor.write_text(
        f"#!/bin/sh\nfor _ in $(seq 100); do\n"
        f'[ -e "{sign}" ] && echo > "{seen}" && exit\nsleep 0.1\ndone\n'
    )
    editor.chmod(0o700)
    view = programs.view("text", 1, programs.Viewer.EDITOR, {"EDITOR": str(editor)})
    running = asyncio.create_task(view)
    await asyncio.sleep(0)
    sign.touch()
    await running
    assert seen.exists()


# Quoting

ARTICLE = Article(
    "a/levee.txt", "Levee\n\nIt broke.\n\nThen it rained.", "Levee",
    date=ReportDate("2020-01-05", DateBasis.DATELINE), source="Valley News",
)  # fmt: skip


def test_a_citation_says_title_source_date_with_its_basis_path_and_place() -> None:
    assert cited(ARTICLE, Span(7, 16)) == (
        "“It broke.”\n— Levee. Valley News, 2020-01-05 (by its dateline). "
        "a/levee.txt, characters 7–16\n"
    )


def test_a_report_as_a_whole_is_cited_without_a_place() -> None:
    assert cited_whole(ARTICLE) == "Levee. Valley News, 2020-01-05 (by its dateline). a/levee.txt\n"
