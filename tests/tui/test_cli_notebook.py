"""The notebook on the command line: tagging, notes, the pad and its checking, searches, lines."""

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from command_line import Run

from articles.article import Span
from articles.collection.collection import Collection
from articles.quotation import quoted
from index.anchors import Ref
from index.library.folder import place_of
from index.library.library import Library
from index.notebook.acts import Note
from index.notebook.file import notebook_of
from index.notebook.notebook import Notebook
from index.notebook.pad import clipped
from tui.problems import Exit

TEXTS = {
    "a.txt": "Levee breaks at Harrow Bend\n\nHARROW BEND, January 5, 2020 - The levee broke.\n\n"
    "Margaret Okafor, the governor, blamed the Northern River Authority for the flood.\n",
    "b.txt": "Inquiry announced\n\n=SUM(A1) said the governor of an inquiry into the old levee.\n",
    "c.txt": "Harvest\n\nThe harvest was good on the hills this year, farmers said on Monday.\n",
}


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in TEXTS.items():
        write(folder / name, text)
    return folder


def write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    os.utime(path, (1_500_000_000 + len(text), 1_500_000_000))


def found(run: Run, reports: Path, query: str) -> set[str]:
    return {one["article"] for one in run("search", reports, query, "--json").objects}


def clip(run: Run, reports: Path, name: str, words: str) -> None:
    """Take a clip as the reader does."""
    run("index", reports)
    library = Library.open(place_of(reports, None))
    number = library.catalogue.number(name)
    assert number is not None
    article = library.catalogue.article(number)
    library.close()
    start = article.text.index(words)
    span = Span(start, start + len(words))
    digest = Collection.open(reports).digest(name)
    with Notebook(notebook_of(reports, None)) as notebook:
        notebook.add(clipped(article, span, digest))


def note(run: Run, reports: Path, name: str, words: str, text: str) -> None:
    run("index", reports)
    library = Library.open(place_of(reports, None))
    (one,) = library.catalogue.identities(ids=[name])
    article = library.catalogue.article(one.number)
    library.close()
    quotation = None
    if words:
        start = article.text.index(words)
        quotation = quoted(article.text, Span(start, start + len(words)))
    with Notebook(notebook_of(reports, None)) as notebook:
        notebook.add(Note(text, Ref(one.id, one.text), text, quotation, article.title))


# Tags


def test_all_reports_that_match_are_tagged_and_found_by_their_tag(run: Run, reports: Path) -> None:
    result = run("tag", reports, "levee", "+Flood", "-todo")
    assert (result.code, result.out) == (0, "+flood on 2 reports\n")
    assert found(run, reports, "tag:flood") == {"a.txt", "b.txt"}
    assert found(run, reports, "tag:flood -inquiry") == {"a.txt"}


def test_what_one_command_did_is_undone_as_one(run: Run, reports: Path) -> None:
    run("tag", reports, "harvest", "+old")
    run("tag", reports, "harvest", "+x", "--star", "--read")
    assert run("notebook", reports, "--undo").out == "undone: +x on c.txt, and 2 more\n"
    assert found(run, reports, "is:starred") == found(run, reports, "is:read") == set()
    assert found(run, reports, "tag:old") == {"c.txt"}


def test_tagging_as_json_prints_reports_as_they_are_then(run: Run, reports: Path) -> None:
    (one,) = run("tag", reports, "harvest", "+x", "--star", "--read", "--json").objects
    assert one == {"article": "c.txt", "tags": ["x"], "read": True, "starred": True}
    assert found(run, reports, "is:unread") == {"a.txt", "b.txt"}
    assert found(run, reports, "is:starred is:read") == {"c.txt"}


def test_a_query_after_two_dashes_may_begin_with_one(run: Run, reports: Path) -> None:
    assert run("tag", reports, "+dry", "--", "-levee").out == "+dry on c.txt\n"


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("levee",), 2, "say what to change"),
        (("levee", "+a,b"), 2, "'a,b' is no tag"),
        (("(", "+x"), 2, "a bracket is not closed"),
        (("zebra", "+x"), 1, "nothing found"),
        (("levee", "--read", "--unread"), 2, "not allowed with"),
    ],
)
def test_what_cannot_be_tagged_is_told_in_one_line(
    run: Run, reports: Path, words: tuple[str, ...], code: int, why: str
) -> None:
    result = run("tag", reports, *words)
    assert (result.code, result.out) == (code, "")
    assert result.err.count("\n") == 1
    assert why in result.err


def test_tags_follow_a_file_that_is_renamed_and_then_edited(run: Run, reports: Path) -> None:
    run("tag", reports, "harvest", "+x")
    (reports / "c.txt").rename(reports / "z.txt")
    run("tag", reports, "levee", "+other")
    write(reports / "z.txt", TEXTS["c.txt"] + "More later.\n")
    assert found(run, reports, "tag:x") == {"z.txt"}


def test_tags_follow_a_file_from_one_update_to_the_next(run: Run, reports: Path) -> None:
    run("tag", reports, "harvest", "+x")
    write(reports / "c.txt", TEXTS["c.txt"].replace("good", "better"))
    run("index", reports)
    (reports / "c.txt").rename(reports / "moved.txt")
    run("index", reports)
    write(reports / "moved.txt", "Harvest\n\nAnother story altogether, of the same harvest.\n")
    assert found(run, reports, "tag:x") == {"moved.txt"}


def test_tags_outlive_a_library_built_anew(run: Run, reports: Path) -> None:
    run("tag", reports, "harvest", "+x")
    run("index", reports, "--rebuild")
    assert found(run, reports, "tag:x") == {"c.txt"}


def test_a_damaged_notebook_is_named_where_it_is_asked_and_nowhere_else(
    run: Run, reports: Path
) -> None:
    run("tag", reports, "harvest", "+x")
    run("tag", reports, "harvest", "+y")
    path = notebook_of(reports, None)
    for beside in path.parent.glob(f"{path.name}-*"):
        beside.unlink()
    path.write_bytes(b"no notebook" * 500)
    result = run("search", reports, "tag:x")
    assert result.code in (2, 3)
    assert str(path) in result.err
    assert ".backup" in result.err
    assert found(run, reports, "harvest") == {"c.txt"}
    assert path.read_bytes() == b"no notebook" * 500


# Notes


def test_notes_are_printed_with_where_they_stand_now(run: Run, reports: Path) -> None:
    note(run, reports, "a.txt", "Margaret Okafor", "call her")
    note(run, reports, "c.txt", "", "dull")
    assert found(run, reports, "note:call") == {"a.txt"}
    assert found(run, reports, "is:noted") == {"a.txt", "c.txt"}
    write(reports / "a.txt", "Updated. " + TEXTS["a.txt"])
    (reports / "c.txt").unlink()
    first, second = run("notes", reports, "--json").objects
    assert (first["text"], first["fate"]) == ("call her", "moved")
    assert (reports / "a.txt").read_text()[first["start"] : first["end"]] == "Margaret Okafor"
    assert (second["text"], second["fate"], second["article"]) == ("dull", "missing", None)
    assert "no longer in the collection" in run("notes", reports).out


def test_without_notes_the_exit_code_says_so(run: Run, reports: Path) -> None:
    assert run("notes", reports).code == 1


# The pad


def test_of_a_pad_that_cannot_be_verified_it_is_said_which_can(run: Run, tmp_path: Path) -> None:
    pad = tmp_path / "pad.md"
    pad.write_text("# Clips from reports\n\n> The levee broke.\n")
    result = run("verify", pad)
    assert (result.code, "only the .json can be verified" in result.err) == (1, True)


def test_a_pad_is_verified_and_each_change_of_a_file_is_told(
    run: Run, reports: Path, tmp_path: Path
) -> None:
    clip(run, reports, "a.txt", "Margaret Okafor, the governor, blamed the Northern River")
    clip(run, reports, "b.txt", "of an inquiry into the old levee")
    clip(run, reports, "c.txt", "The harvest was good on the hills this year")
    pad = tmp_path / "pad.jsonl"
    assert run("pad", reports, "--json", "--output", pad).code == 0
    for words in ((reports,), (pad,), (pad, reports)):
        result = run("verify", *words)
        assert (result.code, result.out.splitlines()[-1]) == (0, "3 unchanged")
    write(reports / "a.txt", "Updated. " + TEXTS["a.txt"])
    write(reports / "b.txt", TEXTS["b.txt"].replace("old levee", "older levees"))
    (reports / "c.txt").rename(reports / "d.txt")
    result = run("verify", pad, "--json")
    fates = {one["was_in"]: (one["fate"], one["article"]) for one in result.objects}
    assert result.code == 1
    assert fates == {
        "a.txt": ("moved", "a.txt"),
        "b.txt": ("changed", "b.txt"),
        "c.txt": ("moved", "d.txt"),
    }
    assert {one["same_file"] for one in result.objects} == {True, False}
    (reports / "d.txt").unlink()
    assert "1 missing" in run("verify", reports).out


def test_the_files_of_a_pad_are_parsed_in_another_process(run: Run, tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for name in ("a.html", "b.html"):
        write(reports / name, f"<h1>Levee breaks</h1><p>{'The levee broke. ' * 20}</p>")
        clip(run, reports, name, "The levee broke")
    code = "import sys; from tui.cli import main; code = main(sys.argv[1:])"
    ours = f"{code}; sys.exit(code or 'articles.formats.html' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", ours, "verify", reports, "--no-update"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["2 unchanged"])


def test_what_has_changed_is_told_with_its_words_now(run: Run, reports: Path) -> None:
    clip(run, reports, "b.txt", "of an inquiry into the old levee")
    clip(run, reports, "c.txt", "The harvest was good on the hills this year")
    clip(run, reports, "a.txt", "The levee broke")
    write(reports / "b.txt", TEXTS["b.txt"].replace("old levee", "older levees"))
    write(reports / "c.txt", TEXTS["c.txt"].replace("was good on the hills this", "failed; a bad"))
    write(reports / "a.txt", TEXTS["a.txt"].replace("The levee broke.", ""))
    changed, replaced, gone = run("verify", reports, "--json").objects
    assert (changed["fate"], changed["now"]) == ("changed", "of an inquiry into the older levees")
    assert changed["wording"] == [
        ["of an inquiry into the ", "of an inquiry into the "], ["old levee", "older levees"],
    ]  # fmt: skip
    assert (replaced["fate"], replaced["now"]) == ("missing", "The harvest failed; a bad year")
    assert (gone["fate"], gone["now"], gone["wording"]) == ("missing", None, [])
    out = run("verify", reports).out
    assert "was  “of an inquiry into the [-old levee-]”" in out
    assert "now  “of an inquiry into the {+older levees+}”" in out
    assert "a.txt: its words are gone from it" in out
    (reports / "a.txt").unlink()
    assert "a.txt: it is no longer in the collection" in run("verify", reports).out


def test_a_clip_says_everything_that_a_citation_needs(run: Run, reports: Path) -> None:
    clip(run, reports, "a.txt", "The levee broke")
    (one,) = run("pad", reports, "--format", "json").objects
    assert (one["title"], one["date"], one["date_basis"]) == (
        "Levee breaks at Harrow Bend", "2020-01-05", "dateline",
    )  # fmt: skip
    assert TEXTS["a.txt"][one["start"] : one["end"]] == one["quote"] == "The levee broke"
    assert len(one["sha256"]) == 64
    assert one["sha256"] in run("pad", reports).out


def test_what_a_spreadsheet_would_compute_is_text(run: Run, reports: Path) -> None:
    clip(run, reports, "b.txt", "=SUM(A1) said")
    (row,) = csv.DictReader(io.StringIO(run("pad", reports, "--format", "csv").out))
    assert row["quote"] == "'=SUM(A1) said"


@pytest.mark.parametrize(
    "command", [("notebook", "--import"), ("entities", "--import-judgements"), ("verify",)]
)
def test_what_is_handed_over_has_an_end(
    run: Run,
    reports: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
) -> None:
    monkeypatch.setattr("tui.cli.input_text.LARGEST", 1_000_000)
    endless = tmp_path / "endless.json"
    endless.symlink_to("/dev/zero")
    name, *option = command
    said = run(name, reports, *option, endless) if option else run(name, endless)
    assert said.code == Exit.UNUSABLE
    assert said.err == f"gazetteer: cannot read {endless}: it is larger than 1 MB\n"


def test_what_is_quoted_is_no_markup(run: Run, reports: Path) -> None:
    write(
        reports / "m.txt", "Story\n\nHe said <b>*so*</b> and [here](http://x)\n# loud and clear.\n"
    )
    clip(run, reports, "m.txt", "<b>*so*</b> and [here](http://x)\n# loud")
    out = run("pad", reports).out
    assert "> \\<b\\>\\*so\\*\\</b\\> and \\[here\\](http://x)\n> \\# loud\n" in out


def test_a_file_that_is_there_is_never_overwritten(run: Run, reports: Path, tmp_path: Path) -> None:
    clip(run, reports, "a.txt", "The levee broke")
    taken = tmp_path / "taken.md"
    taken.write_text("mine")
    for words in (
        ("pad", reports, "--output", taken),
        ("notebook", reports, "--export", "--output", taken),
        ("notebook", reports, "--backup", taken),
    ):
        result = run(*words)
        assert result.code in (2, 3)
        assert "left alone" in result.err
        assert taken.read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir() if "new" in path.name] == []


@pytest.mark.parametrize(
    "name", ["", ".", "..", "/", "a/b", "x" * 300, "/dev/full", "/etc/passwd/x", "\x1b[31m/x"]
)
def test_what_can_be_no_new_file_is_refused_in_one_line(
    run: Run, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    clip(run, reports, "a.txt", "The levee broke")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    for words in (
        ("pad", reports, "--output", name),
        ("notebook", reports, "--export", "--output", name),
        ("notebook", reports, "--backup", name),
    ):
        result = run(*words)
        assert result.code in (2, 3), words
        assert result.err.count("\n") == 1
        assert "\x1b" not in result.err
        assert "notebook /" not in result.err
        assert result.out == ""
    assert list((tmp_path / "here").iterdir()) == []


def test_a_backup_that_cannot_be_written_is_not_blamed_on_the_notebook(
    run: Run, reports: Path, tmp_path: Path
) -> None:
    clip(run, reports, "a.txt", "The levee broke")
    copy = tmp_path / "nope" / "x"
    result = run("notebook", reports, "--backup", copy)
    assert f"{copy} cannot be written: there is no folder {copy.parent}" in result.err
    assert result.code == 3
    assert not copy.parent.exists()


def test_a_pad_does_not_say_which_folder_is_read_for_the_first_time(
    run: Run, reports: Path, tmp_path: Path
) -> None:
    clip(run, reports, "a.txt", "The levee broke")
    (one,) = run("pad", reports, "--json").objects
    pad = tmp_path / "pad.json"
    pad.write_text(json.dumps({**one, "collection": str(tmp_path)}))
    result = run("verify", pad)
    assert (result.code, result.out) == (2, "")
    assert "say where its reports are" in result.err
    assert not place_of(tmp_path, None).exists()
    assert run("verify", pad, reports).code == 0


@pytest.mark.parametrize("content", ["{", "[]", '{"clip": 1}', '{"clip": "x", "quote": "y"}'])
def test_what_is_no_pad_is_refused_in_one_line(
    run: Run, reports: Path, tmp_path: Path, content: str
) -> None:
    (tmp_path / "pad.json").write_text(content)
    result = run("verify", tmp_path / "pad.json", reports)
    assert (result.code, result.err.count("\n")) == (2, 1)


# Saved searches


def test_a_saved_search_tells_what_is_new_until_it_is_seen(run: Run, reports: Path) -> None:
    assert run("searches", reports, "--save", "floods", "levee").code == 0
    assert run("searches", reports).code == 1
    write(reports / "d.txt", "Second levee\n\nAnother levee broke on the northern river.\n")
    result = run("searches", reports, "--json")
    (one,) = result.objects
    assert (result.code, one["new"], one["found"]) == (0, ["d.txt"], 3)
    assert "+1 new of 3" in run("searches", reports, "--seen").out
    assert run("searches", reports).code == 1


def test_another_search_of_the_same_name_is_replaced_only_if_that_is_said(
    run: Run, reports: Path
) -> None:
    run("searches", reports, "--save", "floods", "levee")
    refused = run("searches", reports, "--save", "floods", "harvest")
    assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)
    assert "'floods' already: levee; --replace" in refused.err
    assert run("searches", reports, "--save", "floods", "levee").code == 0
    (one,) = run("searches", reports, "--json").objects
    assert one["query"] == "levee"
    done = run("searches", reports, "--save", "floods", "harvest", "--replace")
    assert done.out == "search 'floods' saved, in place of levee: 1 reports\n"
    run("notebook", reports, "--undo")
    (one,) = run("searches", reports, "--json").objects
    assert one["query"] == "levee"
    assert run("searches", reports, "--replace").code == 2


def test_a_rename_or_a_library_built_anew_makes_nothing_new(run: Run, reports: Path) -> None:
    run("searches", reports, "--save", "floods", "levee")
    (reports / "a.txt").rename(reports / "moved.txt")
    run("index", reports, "--rebuild")
    assert run("searches", reports).code == 1


def test_a_search_that_is_none_is_not_saved(run: Run, reports: Path) -> None:
    assert run("searches", reports, "--save", "x", "(levee").code == 2
    assert run("searches", reports, "--forget", "x").code == 1


# All of it


def test_everything_can_be_undone_one_after_the_other(run: Run, reports: Path) -> None:
    run("tag", reports, "levee", "+x")
    run("entities", reports, "--rename", "Margaret Okafor", "Maggie")
    run("searches", reports, "--save", "floods", "levee")
    said = [run("notebook", reports, "--undo").out for _ in range(3)]
    assert said == [
        "undone: search 'floods' saved\n",
        "undone: Margaret Okafor is called Maggie\n",
        "undone: +x on 2 reports\n",
    ]
    assert "Maggie" not in run("entities", reports).out
    assert run("notebook", reports, "--undo").code == 1


def test_a_notebook_goes_out_and_comes_in_unchanged(
    run: Run, reports: Path, tmp_path: Path
) -> None:
    run("tag", reports, "levee", "+x")
    run("entities", reports, "--rename", "Margaret Okafor", "Maggie")
    clip(run, reports, "a.txt", "The levee broke")
    run("searches", reports, "--save", "floods", "levee")
    file = tmp_path / "n.jsonl"
    run("notebook", reports, "--export", "--output", file)
    other = tmp_path / "other"
    result = run("notebook", reports, "--import", file, "--library", other)
    assert (result.code, result.out) == (0, "5 lines taken in, 0 were there already\n")
    assert run("notebook", reports, "--export", "--library", other).out == file.read_text()
    assert "Maggie" in run("entities", reports, "--library", other).out


def test_a_notebook_says_what_is_in_it(run: Run, reports: Path) -> None:
    run("tag", reports, "levee", "+x")
    run("tag", reports, "levee", "--star")
    (one,) = run("notebook", reports, "--json").objects
    assert (one["tags"], one["starred"], one["read"], one["lines"]) == ({"x": 2}, 2, 0, 2)
    assert len(one["backups"]) == 1


def test_doctor_finds_and_mends_what_does_not_follow_from_the_journal(
    run: Run, reports: Path
) -> None:
    run("tag", reports, "levee", "+x")
    path = notebook_of(reports, None)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("DELETE FROM effect")
    assert found(run, reports, "tag:x") == set()
    checks = {one["check"]: one for one in run("doctor", reports, "--json").objects}
    assert not checks["notebook"]["ok"]
    assert "--mend" in checks["notebook"]["remedy"]
    run("doctor", reports, "--mend")
    assert found(run, reports, "tag:x") == {"a.txt", "b.txt"}
