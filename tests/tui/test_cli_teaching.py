"""What the user says of entities on the command line holds, is undone, and outlives the library."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from command_line import Run

from index.library.folder import place_of
from index.library.lock import locked
from index.notebook.file import notebook_of
from tui.cli import main

TEXTS = {
    "a.txt": "Levee breaks\n\nGovernor Margaret Okafor blamed the Northern River Authority.\n\n"
    "Okafor said on Monday that the Northern River Authority had been warned.\n",
    "b.txt": "Inquiry\n\nGovernor Maggie Okafor announced an inquiry with Peter Lindqvist.\n",
}


@pytest.fixture
def run(run: Run) -> Run:
    """Runs `gazetteer entities`."""
    return lambda *words: run("entities", *words)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
        os.utime(folder / name, (1_500_000_000, 1_500_000_000))
    return folder


def listed(run: Run, reports: Path) -> dict[str, Any]:
    lines = run(reports, "--json").out.splitlines()
    return {entity["name"]: entity for entity in map(json.loads, lines)}


def test_merging_prints_who_has_changed_and_holds(run: Run, reports: Path) -> None:
    result = run(reports, "--merge", "Margaret Okafor", "Maggie Okafor")
    assert (result.code, result.err) == (0, "")
    said, changed = result.out.split("\n", 1)
    assert said == "Maggie Okafor is Margaret Okafor"
    assert "Margaret Okafor (person): 3 mentions in 2 reports" in changed
    evidence = {
        alias["surface"]: alias["evidence"]
        for alias in listed(run, reports)["Margaret Okafor"]["aliases"]
    }
    assert evidence["Maggie Okafor"] == "your word"


def where(reports: Path, name: str, words: str) -> tuple[str, str, int]:
    """A name of a.txt where it stands in these words."""
    return "a.txt", name, (reports / "a.txt").read_text("utf-8").index(words)


def test_one_mention_alone_is_judged_undone_and_outlives_the_library(
    run: Run, reports: Path
) -> None:
    before = run(reports).out
    report, name, at = where(reports, "Okafor", "Okafor said")
    result = run(reports, report, "--merge", "Peter Lindqvist", name, "--at", at)
    assert (result.code, result.err) == (0, "")
    said, *changed = result.out.splitlines()
    assert said == "this 'Okafor' in a.txt is Peter Lindqvist"
    assert ["2 mentions in 2 reports" in changed[0], "1 mention in 1 report" in changed[1]] == [
        True,
        True,
    ]
    shutil.rmtree(place_of(reports, None))
    assert listed(run, reports)["Peter Lindqvist"]["mentions"] == 2
    (reports / report).rename(reports / "moved.txt")
    assert listed(run, reports)["Peter Lindqvist"]["mentions"] == 2
    (reports / "moved.txt").rename(reports / report)
    assert run(reports, "--undo").out == "undone: this 'Okafor' in a.txt is Peter Lindqvist\n"
    assert run(reports).out == before


def test_a_name_is_nobodys_in_one_report(run: Run, reports: Path) -> None:
    run(reports, "b.txt", "--ignore", "Peter Lindqvist")
    assert "Peter Lindqvist" not in listed(run, reports)
    (reports / "c.txt").write_text("More\n\nThe engineer Peter Lindqvist met the governor.\n")
    assert listed(run, reports)["Peter Lindqvist"]["mentions"] == 1


def test_a_doctor_names_what_holds_nowhere(
    run: Run, reports: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(reports, "b.txt", "--ignore", "Peter Lindqvist")
    (reports / "b.txt").unlink()
    run(reports)
    main(["doctor", str(reports), "--json"])
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    told = [one["found"] for one in found if one["check"] == "judgements"]
    assert told == [
        "this holds nowhere: every 'Peter Lindqvist' in b.txt is no entity"
        " (its report is no longer in the collection)"
    ]


def test_what_was_said_of_a_mention_that_is_gone_is_told_and_kept(run: Run, reports: Path) -> None:
    _, name, at = where(reports, "Okafor", "Okafor said")
    run(reports, "a.txt", "--ignore", name, "--at", at)
    (reports / "a.txt").write_text("Levee breaks\n\nGovernor Margaret Okafor blamed nobody.\n")
    told = "this holds nowhere: this 'Okafor' in a.txt is no entity (its place in the text is gone)"
    assert listed(run, reports)["Margaret Okafor"]["mentions"] == 1
    exported = run(reports, "--export-judgements")
    assert exported.err == f"gazetteer: {told}\n"
    assert json.loads(exported.out)["kind"] == "ignore here"
    (reports / "a.txt").unlink()
    run(reports)
    assert "(its report is no longer in the collection)" in run(reports, "--export-judgements").err
    (reports / "a.txt").write_text(TEXTS["a.txt"], "utf-8")
    assert listed(run, reports)["Margaret Okafor"]["mentions"] == 1
    assert run(reports, "--export-judgements").err == ""


def test_a_line_by_hand_says_whom_one_name_in_one_report_names(
    run: Run, reports: Path, tmp_path: Path
) -> None:
    subject = {"name": "Peter Lindqvist", "type": "person"}
    there = {"report": {"id": "a.txt"}, "name": "Okafor"}
    line = {"kind": "merge here", "subject": subject, "where": there}
    (tmp_path / "said.jsonl").write_text(json.dumps(line), "utf-8")
    assert run(reports, "--import-judgements", tmp_path / "said.jsonl").code == 0
    assert listed(run, reports)["Peter Lindqvist"]["mentions"] == 2


def test_what_was_said_outlives_the_library(run: Run, reports: Path) -> None:
    run(reports, "--merge", "Margaret Okafor", "Maggie Okafor")
    run(reports, "--rename", "Margaret Okafor", "Governor Okafor")
    before = listed(run, reports)
    shutil.rmtree(place_of(reports, None))
    after = listed(run, reports)
    assert [e | {"entity": ""} for e in before.values()] == [
        e | {"entity": ""} for e in after.values()
    ]
    assert "Governor Okafor" in after


def test_what_was_said_holds_for_reports_that_come_later(run: Run, reports: Path) -> None:
    run(reports, "--ignore", "Northern River Authority")
    (reports / "c.txt").write_text("More\n\nThe Northern River Authority met Peter Lindqvist.\n")
    entities = listed(run, reports)
    assert "Northern River Authority" not in entities
    assert entities["Peter Lindqvist"]["articles"] == 2


def test_undoing_goes_back_step_by_step(run: Run, reports: Path) -> None:
    states = [listed(run, reports)]
    for words in (
        ("--split", "Margaret Okafor", "Okafor"),
        ("--retype", "Peter Lindqvist", "organisation"),
        ("--ignore", "Northern River Authority"),
    ):
        assert run(reports, *words).code == 0
        states.append(listed(run, reports))
    while len(states) > 1:
        assert listed(run, reports) == states.pop()
        assert run(reports, "--undo").out.startswith("undone: ")
    assert listed(run, reports) == states.pop()
    assert run(reports, "--undo").code == 1


def test_a_name_that_was_missed_is_added_and_outlives_the_library(run: Run, reports: Path) -> None:
    result = run(reports, "--add", "inquiry", "other")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("inquiry is an entity of type other\n")
    assert "inquiry (other): 2 mentions in 1 report" in result.out
    before = listed(run, reports)
    assert before["inquiry"]["aliases"][0]["evidence"] == "your word"
    shutil.rmtree(place_of(reports, None))
    after = listed(run, reports)
    assert [e | {"entity": ""} for e in before.values()] == [
        e | {"entity": ""} for e in after.values()
    ]
    assert run(reports, "--undo").out == "undone: inquiry is an entity of type other\n"
    assert "inquiry" not in listed(run, reports)


def test_an_added_name_is_found_in_reports_to_come(run: Run, reports: Path) -> None:
    result = run(reports, "--add", "Sandbag Brigade", "organisation")
    assert result.code == 0
    assert "no report has 'Sandbag Brigade' by itself" in result.err
    (reports / "c.txt").write_text(
        "More\n\nThen the sandbag Brigade and the Sandbag Brigade came.\n"
    )
    assert listed(run, reports)["Sandbag Brigade"]["mentions"] == 1


def test_whose_name_is_taken_over_is_said(run: Run, reports: Path) -> None:
    result = run(reports, "--add", "Okafor", "place")
    assert "'Okafor' no longer names Margaret Okafor" in result.err
    assert "Okafor (place): 1 mention in 1 report" in result.out


def test_an_added_name_is_a_line_that_can_be_written(
    run: Run, reports: Path, tmp_path: Path
) -> None:
    subject = {"name": "inquiry", "type": "other"}
    (tmp_path / "said.jsonl").write_text(json.dumps({"kind": "add", "subject": subject}), "utf-8")
    assert run(reports, "--import-judgements", tmp_path / "said.jsonl").code == 0
    assert listed(run, reports)["inquiry"]["mentions"] == 2
    (line,) = run(reports, "--export-judgements").out.splitlines()
    assert json.loads(line)["subject"] == {**subject, "keys": ["thing:inquiry"]}


def test_a_split_prints_both(run: Run, reports: Path) -> None:
    lines = run(reports, "--split", "Margaret Okafor", "Okafor").out.splitlines()
    assert lines[0] == "'Okafor' is not Margaret Okafor"
    shown = [line.split(" (")[0].split(" ", 1)[1].strip() for line in lines[1:]]
    assert shown == ["Margaret Okafor", "Okafor"]


def test_going_against_a_former_word_is_said_on_one_line(run: Run, reports: Path) -> None:
    run(reports, "--split", "Margaret Okafor", "Okafor")
    result = run(reports, "--merge", "Margaret Okafor", "Okafor")
    assert result.code == 0
    assert result.err == (
        "gazetteer: this overrules what you said before: 'Okafor' is not Margaret Okafor\n"
    )


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("--merge", "Nobody", "Margaret Okafor"), 1, "is called 'Nobody'"),
        (("--ignore", "Nobody"), 1, "is called 'Nobody'"),
        (("--split", "Margaret Okafor", "Peter"), 2, "never called 'Peter'"),
        (("--merge", "Margaret Okafor", "margaret okafor"), 2, "already"),
        (("--retype", "Margaret Okafor", "ship"), 2, "types are person, organisation"),
        (("--rename", "Margaret Okafor", "  "), 2, "at least one letter"),
        (("--add", "…", "place"), 2, "at least one letter"),
        (("--add", "x " * 13, "place"), 2, "at most 12 words"),
        (("--add", "inquiry", "ship"), 2, "types are person, organisation"),
        (("--merge", "Margaret Okafor"), 2, "expected 2 arguments"),
        (("--undo", "--ignore", "Margaret Okafor"), 2, "not allowed with"),
        (("a.txt", "--undo"), 2, "leave out the report"),
        (("a.txt", "--rename", "Peter Lindqvist", "Pete"), 2, "leave out the report"),
        (("--ignore", "Margaret Okafor", "--at", "3"), 2, "--at says which mention"),
        (("a.txt", "--at", "3"), 2, "--at says which mention"),
        (("z.txt", "--ignore", "Okafor"), 1, "no report 'z.txt'"),
        (("a.txt", "--ignore", "Peter"), 2, "a.txt names nobody 'Peter'"),
        (("a.txt", "--ignore", "Okafor", "--at", "0"), 2, "nobody 'Okafor' at 0"),
        (("a.txt", "--merge", "Nobody", "Okafor"), 1, "is called 'Nobody'"),
        (("a.txt", "--merge", "Margaret Okafor", "Okafor"), 2, "already"),
        (("--undo",), 1, "nothing to undo"),
        (("--export-judgements",), 1, "nothing has been said"),
        (("--import-judgements", "/nowhere"), 3, "cannot read /nowhere"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    run: Run, reports: Path, words: tuple[str, ...], code: int, why: str
) -> None:
    result = run(reports, *words)
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith("gazetteer: ")
    assert result.err.count("\n") == 1
    assert why in result.err
    assert not notebook_of(reports, None).exists()


def test_nobody_is_changed_on_a_guess(run: Run, reports: Path) -> None:
    text = "More\n\nLevee expert Peter Okafor met Anna Lee. Okafor said he was glad.\n"
    (reports / "c.txt").write_text(text)
    result = run(reports, "--rename", "okafor", "Someone")
    assert result.code == 2
    assert "say which by its id" in result.err


def test_standard_input_has_no_notebook(run: Run) -> None:
    assert run("-", "--undo").code == 2


def test_judgements_are_exported_and_said_again_elsewhere(
    run: Run, reports: Path, tmp_path: Path
) -> None:
    run(reports, "--merge", "Margaret Okafor", "Maggie Okafor")
    run(reports, "--split", "Margaret Okafor", "Okafor")
    exported = run(reports, "--export-judgements").out
    (tmp_path / "said.jsonl").write_text(exported, "utf-8")
    elsewhere = ("--library", tmp_path / "elsewhere")
    result = run(reports, "--import-judgements", tmp_path / "said.jsonl", *elsewhere)
    assert result.out == "2 judgements taken over\n"
    assert run(reports, *elsewhere).out.count("Okafor") == run(reports).out.count("Okafor")
    assert run(reports, "--export-judgements", *elsewhere).out == exported


def test_a_line_written_by_hand_needs_no_keys(run: Run, reports: Path, tmp_path: Path) -> None:
    subject = {"name": "Peter Lindqvist", "type": "person"}
    line = json.dumps({"kind": "rename", "subject": subject, "value": "Pete"})
    (tmp_path / "said.jsonl").write_text(f"{line}\n\n", "utf-8")
    assert run(reports, "--import-judgements", tmp_path / "said.jsonl").code == 0
    assert "Pete" in listed(run, reports)


BY_HAND = (
    {
        "kind": "merge",
        "subject": {"name": "Margaret Okafor", "type": "person"},
        "other": {"name": "Maggie Okafor", "type": "person"},
    },
    {
        "kind": "rename",
        "subject": {"name": "Margaret Okafor", "type": "person"},
        "value": "The governor",
    },
    {"kind": "ignore", "subject": {"name": "Peter Lindqvist", "type": "person"}},
    {"kind": "add", "subject": {"name": "inquiry", "type": "other"}},
)


@pytest.fixture
def by_hand(tmp_path: Path) -> Path:
    """A file of judgements that names nobody by keys."""
    path = tmp_path / "by hand.jsonl"
    path.write_text("".join(f"{json.dumps(line)}\n" for line in BY_HAND), "utf-8")
    return path


def test_what_is_in_force_is_not_said_again(run: Run, reports: Path, by_hand: Path) -> None:
    assert run(reports, "--import-judgements", by_hand).out == "4 judgements taken over\n"
    said, shown = run(reports, "--export-judgements").out, listed(run, reports)
    again = run(reports, "--import-judgements", by_hand)
    assert again.out == "0 judgements taken over, 4 there already\n"
    by_hand.write_text(said, "utf-8")
    assert run(reports, "--import-judgements", by_hand, "--json").out == ""
    assert run(reports, "--export-judgements").out == said
    assert listed(run, reports) == shown


def test_an_import_is_undone_as_one(run: Run, reports: Path, by_hand: Path) -> None:
    before = listed(run, reports)
    run(reports, "--retype", "Northern River Authority", "place")
    run(reports, "--import-judgements", by_hand)
    result = run(reports, "--undo")
    assert result.out == "undone: Maggie Okafor is Margaret Okafor, and 3 more\n"
    assert len(run(reports, "--export-judgements").out.splitlines()) == 1
    run(reports, "--undo")
    assert listed(run, reports) == before
    run(reports, "--import-judgements", by_hand)
    assert len(run(reports, "--undo", "--json").out.splitlines()) == 4


def test_the_notebook_lies_beside_libraries_that_are_elsewhere(
    run: Run, reports: Path, tmp_path: Path
) -> None:
    base = tmp_path / "kept"
    run(reports, "--ignore", "Peter Lindqvist", "--library", base)
    assert [path.parent for path in base.glob("notebooks/*.db")] == [base / "notebooks"]


def test_what_is_said_while_another_process_builds_holds_later(run: Run, reports: Path) -> None:
    run(reports)
    with locked(place_of(reports, None) / "lock"):
        result = run(reports, "--ignore", "Peter Lindqvist", "--no-update")
    assert result.code == 0
    assert "holds from the next update on" in result.err
    assert "Peter Lindqvist" not in listed(run, reports)


def test_a_damaged_notebook_is_named_and_the_rest_goes_on(run: Run, reports: Path) -> None:
    run(reports, "--ignore", "Peter Lindqvist")
    place = notebook_of(reports, None)
    for path in place.parent.glob(place.name + "-*"):
        path.unlink()
    place.write_bytes(b"damaged" * 100)
    result = run(reports)
    assert result.code == 0
    assert "the notebook is damaged" in result.err
    assert f"left alone · {place}: " in result.err
    assert "Peter Lindqvist" not in result.out
    assert run(reports, "--undo").code == 3
    assert place.read_bytes() == b"damaged" * 100
