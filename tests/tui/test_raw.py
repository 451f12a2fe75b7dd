"""What cannot be seen in a report: its number beside the text, and the text with it written out."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import Run

from tui.background import raw
from tui.dialogs.raw_text import RawText

Reading = Callable[..., Any]
HOSTILE = {
    "2020-01-05 levee.txt": (
        "Levee breaks\n\nThe \u202elevee\u202c broke\u200b in \x1b]0;owned\x07 Port Ellis.\n"
    ),
    "2020-01-04 dam.txt": "Dam holds\n\nIt held.\n",
}
OUT = "The <U+202E>levee<U+202C> broke<U+200B> in <U+001B>]0;owned<U+0007> Port Ellis."


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in HOSTILE.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def test_show_prints_what_the_file_has_with_code_points(run: Run, reports: Path) -> None:
    found = run("show", reports, "2020-01-05 levee.txt", "--raw")
    assert found.code == 0
    assert OUT in found.out
    assert not re.search("[\x1b\u202e\u202c\u200b\x07]", found.out)
    assert "hidden characters  5 (--raw" in run("show", reports, "2020-01-05 levee.txt").out
    assert "hidden" not in run("show", reports, "2020-01-04 dam.txt").out
    (told,) = run("show", reports, "2020-01-05 levee.txt", "--json").objects
    assert told["hidden_characters"] == 5
    assert run("show", reports, "2020-01-05 levee.txt", "--raw", "--dates").code == 2


def test_show_says_that_the_file_has_changed_or_has_the_report_no_more(
    run: Run, reports: Path
) -> None:
    run("index", reports)
    path = reports / "2020-01-05 levee.txt"
    path.write_text("Levee breaks\n\nIt is \u2066mended\u2069.\n", "utf-8")
    found = run("show", reports, path.name, "--raw", "--no-update")
    assert "It is <U+2066>mended<U+2069>." in found.out
    assert "something else by now" in found.err
    path.unlink()
    found = run("show", reports, path.name, "--raw", "--no-update")
    assert found.code == 1
    assert "not in its file any more" in found.err


def test_what_is_stated_is_written_out_on_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "a", "title": "A\\n\\u202eB", "text": "It broke."}')
    out = run("show", tmp_path, "a.jsonl#a", "--raw").out
    assert out.splitlines() == ["title  A<U+000A><U+202E>B", "", "It broke."]


def test_a_file_is_read_again_by_a_parser_that_can_do_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<h1>Levee breaks</h1><p>{'The levee broke. ' * 20}</p>")
    code = "import sys; from tui.cli import main; code = main(sys.argv[1:])"
    ours = f"{code}; sys.exit(code or 'articles.formats.html' in sys.modules)"
    subprocess.run([sys.executable, "-c", code, "index", tmp_path], check=True)
    raw_again = ["show", tmp_path, "a.html", "--raw", "--no-update"]
    subprocess.run([sys.executable, "-c", ours, *raw_again], check=True, stdout=subprocess.PIPE)


async def test_the_number_stands_beside_the_text_and_a_view_writes_them_out(
    reading: Reading,
) -> None:
    async with reading(HOSTILE) as session:
        assert "hidden characters:\xa05" in session.page
        await session.press("J")
        assert "hidden" not in session.page
        await session.press("K")
        await session.pilot.press("v", "r")
        view = await until_shown(session)
        shown = "\n".join(view.page.render_line(y).text for y in range(view.page.size.height))
        assert OUT.partition(" in ")[0] in shown
        report = view._raw.text
        codes = []
        for _ in range(6):
            await session.pilot.press("n")
            codes.append(report[slice(*view.page.current)])
        assert codes == ["<U+202E>", "<U+202C>", "<U+200B>", "<U+001B>", "<U+0007>", "<U+202E>"]
        await session.pilot.press("N")
        assert report[slice(*view.page.current)] == "<U+0007>"
        await session.pilot.press("escape")
        await session.settled()
        assert session.pilot.app.screen is session.screen


async def test_the_view_shows_its_text_in_a_terminal_too_narrow_for_two_panes(
    reading: Reading,
) -> None:
    async with reading(HOSTILE, size=(80, 24)) as session:
        await session.pilot.press("v", "r")
        view = await until_shown(session)
        assert view.page.size.height > 10


async def test_a_report_that_is_gone_is_said_to_be(reading: Reading, tmp_path: Path) -> None:
    async with reading(HOSTILE) as session:
        (tmp_path / "reports" / "2020-01-05 levee.txt").unlink()
        await session.press("v", "r")
        assert "is not in its file any more" in session.status


async def test_of_a_long_file_the_beginning_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    (tmp_path / "a.txt").write_text("Levee breaks\n\n" + "It \u202e broke.\n" * 500, "utf-8")
    run("index", tmp_path)
    monkeypatch.setattr(raw, "_MOST", 1_000)
    monkeypatch.setattr(raw, "_MOST_MARKED", 20)
    found = await raw.raw(tmp_path, None, "a.txt")
    assert found.is_cut
    assert len(found.text) == 1_000
    assert found.marked == "20 and more"


async def until_shown(session: Any) -> RawText:  # noqa: ANN401  the session of conftest.py
    """The view, once another process has read the file."""
    for _ in range(600):
        await session.pilot.pause(0.05)
        if isinstance(screen := session.pilot.app.screen, RawText):
            await session.pilot.pause()
            return screen
    raise AssertionError("it is never shown")
