"""What is read stays on the machine, and is for its reader only."""

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from pseudo_terminal import Terminal

PAGE = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://example.org/x.dtd">
<html><head><title>Levee breaks</title><link rel="stylesheet" href="http://example.org/a.css">
<script src="http://example.org/a.js"></script><meta http-equiv="refresh" content="0; http://e.org">
</head><body><img src="http://example.org/pixel.gif"><iframe src="http://example.org/"></iframe>
<article><p>Mayor Ada Moreau said the levee in Port Ellis broke before dawn, and that the army had
sent engineers to mend it.</p></article></body></html>"""
FEED = """<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://example.org/rss.dtd">
<rss version="2.0"><channel><title>Port Ellis Post</title><link>http://example.org/</link>
<item><title>Bridge reopens</title><link>http://example.org/1</link>
<description>The bridge at Port Ellis reopened.</description></item></channel></rss>"""
XML_BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "http://example.org/secret">]>
<rss version="2.0"><channel><title>&x;</title></channel></rss>"""
COMMANDS = [
    ["index"], ["search", "levee"], ["entities"], ["mentions", "Moreau"], ["stats"], ["doctor"],
    ["show", "page.html"],
]  # fmt: skip
Gazetteer = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "page.html").write_text(PAGE, "utf-8")
    (folder / "feed.xml").write_text(FEED, "utf-8")
    (folder / "bomb.xml").write_text(XML_BOMB, "utf-8")
    (folder / "one.jsonl").write_text(
        json.dumps(
            {"title": "School", "text": "See http://example.org", "url": "http://example.org"}
        )
    )
    return folder


@pytest.fixture
def gazetteer() -> Gazetteer:
    """Runs a command of the program in a process of its own."""

    def run(*arguments: str | Path, **environment: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "tui.cli", *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, **environment},
        )

    return run


def test_no_command_reaches_for_another_machine(
    gazetteer: Gazetteer, connects: Path, reports: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    for command, *rest in COMMANDS:
        done = gazetteer(command, reports, *rest, LD_PRELOAD=str(connects), CONNECTS_LOG=str(log))
        assert "Traceback" not in done.stderr
    assert not log.exists() or log.read_text() == ""


def test_the_reader_reaches_for_no_other_machine(
    connects: Path, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LD_PRELOAD", str(connects))
    monkeypatch.setenv("CONNECTS_LOG", str(tmp_path / "log"))
    terminal = Terminal([sys.executable, "-m", "tui.cli", str(reports)], columns=120, rows=40)
    try:
        terminal.wait_for("Levee breaks")
        terminal.press("ESC", "ENTER", "j", "*", "e", "/", *"bridge")
        terminal.wait_for("Bridge reopens")
        terminal.press("^C")
        terminal.wait_for_end()
    finally:
        terminal.close()
    assert not (tmp_path / "log").exists() or (tmp_path / "log").read_text() == ""


def without_network(command: Sequence[str | Path]) -> list[str]:
    """A command in a network of its own, with nobody in it; skips where that is not to be had."""
    apart = ["unshare", "--map-root-user", "--net"]
    if shutil.which(apart[0]) is None or subprocess.run([*apart, "true"], check=False).returncode:
        pytest.skip("needs 'unshare --net'")
    return [*apart, *map(str, command)]


def test_nothing_is_missed_where_there_is_no_network(reports: Path, tmp_path: Path) -> None:
    """The same answers as with one: nobody waits for, or says anything of, what is not there."""
    words = [sys.executable, "-m", "tui.cli", "search", reports, "levee", "--json", "--library"]
    lines = [*words, tmp_path / "1"], without_network([*words, tmp_path / "2"])
    done = [subprocess.run(line, capture_output=True, text=True, check=True) for line in lines]
    assert done[0].stdout
    assert (done[0].stdout, done[0].stderr) == (done[1].stdout, done[1].stderr)


def test_the_reader_reads_where_there_is_no_network(reports: Path) -> None:
    words = without_network([sys.executable, "-m", "tui.cli", str(reports)])
    terminal = Terminal(words, columns=120, rows=40)
    try:
        terminal.wait_for("Levee breaks")
        terminal.press("/", *"bridge")
        terminal.wait_for("Bridge reopens")
        terminal.press("^C")
        assert terminal.wait_for_end() == 130
    finally:
        terminal.close()


def test_the_shim_above_would_see_an_attempt(connects: Path, tmp_path: Path) -> None:
    code = "import urllib.request as u\ntry: u.urlopen('http://localhost:9/')\nexcept OSError: pass"
    environment = {**os.environ, "LD_PRELOAD": str(connects), "CONNECTS_LOG": str(tmp_path / "log")}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert (tmp_path / "log").read_text().startswith("getaddrinfo localhost")


def test_whatever_is_written_is_for_its_owner_only(gazetteer: Gazetteer, reports: Path) -> None:
    before = os.umask(0)
    try:
        for command, *rest in [*COMMANDS, ["tag", "levee", "+seen"]]:
            gazetteer(command, reports, *rest)
    finally:
        os.umask(before)
    written = [
        path
        for place in ("CACHE", "DATA", "CONFIG", "STATE")
        for path in Path(os.environ[f"XDG_{place}_HOME"]).rglob("*")
    ]
    assert written
    for path in written:
        assert stat.S_IMODE(path.lstat().st_mode) & 0o077 == 0, path


@pytest.mark.parametrize("what", ["others", "link"])
def test_a_library_that_others_could_have_planted_is_not_used(
    gazetteer: Gazetteer, reports: Path, tmp_path: Path, what: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    assert gazetteer("index", reports, "--library", elsewhere).returncode == 0
    (place,) = (path for path in elsewhere.iterdir() if (path / "CURRENT").exists())
    if what == "link":
        place.rename(tmp_path / "moved")
        place.symlink_to(tmp_path / "moved")
    elif os.geteuid() != 0:
        pytest.skip("only root can give a folder to somebody else")
    else:
        os.chown(place, 12345, 12345)
    done = gazetteer("search", reports, "levee", "--library", elsewhere)
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1


PLANTED = {
    "sitecustomize.py": "raise SystemExit('planted code ran')",
    "usercustomize.py": "raise SystemExit('planted code ran')",
    "whoosh/__init__.py": "raise SystemExit('planted code ran')",
    "index/__init__.py": "raise SystemExit('planted code ran')",
    "articles/__init__.py": "raise SystemExit('planted code ran')",
    "tui/__init__.py": "raise SystemExit('planted code ran')",
    "textual/__init__.py": "raise SystemExit('planted code ran')",
    "config.toml": "library = '/nowhere'",
    ".gazetteer/config.toml": "library = '/nowhere'",
    "gazetteer.toml": "library = '/nowhere'",
    "app.tcss": "Screen { display: none; }",
    "CURRENT": "gen-000001",
    "gen-000001/manifest.json": "{}",
    "_MAIN_999.toc": "cos\nsystem\n(S'touch planted'\ntR.",
}


@pytest.fixture
def script(reports: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The console script, to be run in a collection in which much is planted."""
    for name, content in PLANTED.items():
        (reports / name).parent.mkdir(exist_ok=True)
        (reports / name).write_text(content)
    found = Path(sys.executable).parent / "gazetteer"
    if not found.exists():
        pytest.skip("the console script 'gazetteer' is not installed")
    monkeypatch.chdir(reports)
    return found


def test_nothing_in_a_collection_is_taken_for_code_settings_or_an_index(
    reports: Path, script: Path
) -> None:
    for command, *rest in COMMANDS:
        done = subprocess.run(
            [script, command, ".", *rest], capture_output=True, text=True, check=False
        )
        assert "planted" not in done.stdout + done.stderr
        assert "nowhere" not in done.stdout + done.stderr
        assert done.returncode in (0, 1), done.stderr
    assert not (reports / "planted").exists()


def test_the_reader_takes_nothing_in_a_collection_for_code(reports: Path, script: Path) -> None:
    """Neither do the processes that it starts there, one to build and one to search."""
    terminal = Terminal([str(script), "."], columns=120, rows=40)
    try:
        terminal.wait_for("Levee breaks")
        terminal.press("/", *"bridge")
        terminal.wait_until(
            lambda screen: "Bridge reopens" in screen and "Levee breaks" not in screen, "one report"
        )
    finally:
        terminal.close()
    assert b"planted" not in terminal.output
    assert not (reports / "planted").exists()
