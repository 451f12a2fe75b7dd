"""The command line: what it prints, where, and with which exit code."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from command_line import Result, Run

from articles.samples import FOLDER
from index.library.folder import place_of
from index.library.lock import locked
from tui.cli import last_collection
from tui.cli.arguments import parsed

LEVEE = (
    "Levee breaks at Harrow Bend\n\nHARROW BEND, January 5, 2020 - The levee broke before dawn.\n\n"
    "Margaret Okafor, the governor, blamed the Northern River Authority.\n"
)
INQUIRY = (
    "Inquiry into levee announced\n\nGovernor Margaret Okafor announced an inquiry on Monday.\n\n"
    "Okafor said the levee had been inspected in spring.\n"
)
BINARY = bytes(range(256)) * 4
ESCAPE = "Levee \x1b]0;owned\x07 news\n\nThe levee \x1b[2J at Harrow Bend held, she said.\n"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in (("a.txt", LEVEE), ("b.txt", INQUIRY)):
        (folder / name).write_text(text, "utf-8")
        os.utime(folder / name, (1_500_000_000, 1_500_000_000))
    return folder


def one_line(result: Result) -> str:
    """The error of a command that printed nothing else."""
    assert result.out == ""
    assert result.err.startswith("gazetteer: ")
    assert result.err.count("\n") == 1
    assert "Traceback" not in result.err
    return result.err


# What commands print


def test_index_says_what_was_done(run: Run, reports: Path) -> None:
    (reports / "bad.txt").write_bytes(BINARY)
    result = run("index", reports)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("2 added, 1 skipped in ")
    assert "skipped bad.txt: " in result.out
    assert run("index", reports).out.startswith("2 unchanged, 1 skipped")


def test_index_as_json_is_one_object(run: Run, reports: Path) -> None:
    (found,) = run("index", reports, "--json").objects
    assert list(found) == [
        "added", "updated", "renamed", "removed", "unchanged", "skipped", "absurd_dates",
        "lost", "seconds",
    ]  # fmt: skip
    assert found["added"] == 2


def test_search_as_json_has_the_documented_fields(run: Run, reports: Path) -> None:
    result = run("search", reports, "dawn", "--json")
    (found,) = result.objects
    assert list(found) == [
        "article", "title", "date", "source", "score", "hits", "snippet", "spans", "copies",
    ]  # fmt: skip
    assert (result.code, found["article"], found["date"]) == (0, "a.txt", "2020-01-05")
    ((start, end),) = found["spans"]
    assert LEVEE[start:end] == "dawn"
    assert found["hits"] == 1


@pytest.mark.parametrize(("option", "delimiter"), [("--csv", ","), ("--tsv", "\t")])
def test_search_as_a_table_has_the_fields_of_its_json(
    run: Run, reports: Path, option: str, delimiter: str
) -> None:
    (reports / "formula.txt").write_text("=1+1 is dawn\n\nNobody saw it at dawn.\n", "utf-8")
    told = run("search", reports, "dawn", "--json").objects
    lines = csv.DictReader(io.StringIO(run("search", reports, "dawn", option).out), None, None,
                           delimiter=delimiter)  # fmt: skip
    table = {line["article"]: line for line in lines}
    assert table.keys() == {one["article"] for one in told}
    for one in told:
        row = table[one["article"]]
        assert list(row) == [
            "article", "title", "source", "date", "score", "hits", "copies", "snippet",
        ]  # fmt: skip
        assert (row["hits"], row["copies"]) == (str(one["hits"]), str(one["copies"]))
        assert row["snippet"].lstrip("'") == one["snippet"]
    assert table["formula.txt"]["title"] == "'=1+1 is dawn"
    assert table["formula.txt"]["date"] == ""


def test_a_long_id_stays_under_its_title(run: Run, reports: Path) -> None:
    name = f"{'very-' * 30}long.txt"
    (reports / name).write_text("Ferry late\n\nThe ferry was late.\n", "utf-8")
    assert f"\n    {name}" in run("search", reports, "ferry").out


def test_search_prints_title_id_and_snippet(run: Run, reports: Path) -> None:
    out = run("search", reports, "dawn").out
    assert "Levee breaks at Harrow Bend" in out
    assert "a.txt · 2020-01-05" in out
    assert "…breaks at Harrow Bend HARROW BEND" in out
    assert max(map(len, out.splitlines())) <= 80


def test_words_of_a_query_need_no_quotes(run: Run, reports: Path) -> None:
    assert len(run("search", reports, "levee", "dawn", "--json").objects) == 1


def test_a_query_that_begins_with_a_dash_goes_after_two(run: Run, reports: Path) -> None:
    (found,) = run("search", reports, "--json", "--", "-dawn", "levee").objects
    assert found["article"] == "b.txt"


def test_limit_and_sort(run: Run, reports: Path) -> None:
    result = run("search", reports, "levee", "--sort", "title", "--limit", "1")
    assert "Inquiry into levee" in result.out
    assert "Levee breaks" not in result.out
    assert result.err == "gazetteer: 1 of 2 reports; --limit 0 prints all\n"


def test_show_prints_metadata_and_text(run: Run, reports: Path) -> None:
    out = run("show", reports, "a.txt").out
    assert out.startswith("article  a.txt\n")
    assert out.endswith(LEVEE + "\n")


def test_show_as_json_has_the_documented_fields(run: Run, reports: Path) -> None:
    (found,) = run("show", reports, "a.txt", "--json").objects
    assert list(found) == [
        "article", "title", "title_derived", "date", "date_basis", "date_zone",
        "absurd_date", "source", "author", "url", "section", "language", "hidden_characters",
        "text", "parts",
    ]  # fmt: skip
    assert found["text"] == LEVEE
    assert list(found["parts"][0]) == ["label", "start", "end"]


def test_absurd_dates_are_named_where_one_looks_for_what_is_wrong(run: Run, reports: Path) -> None:
    (reports / "c.json").write_text(
        '{"text": "Water rose.", "date": "0001-01-01T00:00:00\\u001b[0mZ"}'
    )
    told = "1 report gives an absurd date, which is not taken: c.json (0001-01-01)"
    assert told in run("index", reports).out
    assert told in run("stats", reports).out
    assert told in run("doctor", reports).out
    (found,) = run("stats", reports, "--json").objects
    assert found["absurd_dates"] == [{"article": "c.json", "date": "0001-01-01"}]
    assert "absurd date  0001-01-01" in run("show", reports, "c.json").out


def test_show_takes_the_path_of_the_file(
    run: Run, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(reports.parent)
    assert run("show", "reports", "reports/a.txt").code == 0
    (reports.parent / "link").symlink_to(reports)
    assert run("show", "link", "link/a.txt").code == 0
    (reports / "a\x1b.txt").write_text("Ferry late\n\nThe ferry was late.\n", "utf-8")
    assert run("index", "reports").code == 0
    assert run("show", "reports", "reports/a\x1b.txt").code == 0


def test_entities_as_json_have_the_documented_fields(run: Run, reports: Path) -> None:
    found = {one["name"]: one for one in run("entities", reports, "--json").objects}
    okafor = found["Margaret Okafor"]
    assert list(okafor) == ["entity", "name", "type", "aliases", "mentions", "articles"]
    assert (okafor["type"], okafor["mentions"], okafor["articles"]) == ("person", 3, 2)
    assert {one["surface"] for one in okafor["aliases"]} == {"Margaret Okafor", "Okafor"}
    assert list(okafor["aliases"][0]) == ["surface", "mentions", "evidence"]


def test_entities_of_one_report_are_counted_here_and_everywhere(run: Run, reports: Path) -> None:
    found = {one["name"]: one for one in run("entities", reports, "a.txt", "--json").objects}
    assert (found["Margaret Okafor"]["here"], found["Margaret Okafor"]["mentions"]) == (1, 3)
    assert "Margaret Okafor (person): 1 here, 3 mentions" in run("entities", reports, "a.txt").out


def test_entities_are_a_table_for_spreadsheets(run: Run, reports: Path) -> None:
    table = [*csv.DictReader(io.StringIO(run("entities", reports, "--csv").out))]
    okafor = next(one for one in table if one["name"] == "Margaret Okafor")
    assert list(okafor) == ["entity", "name", "type", "mentions", "articles", "aliases"]
    assert (okafor["type"], okafor["mentions"], okafor["articles"]) == ("person", "3", "2")
    assert set(okafor["aliases"].split("; ")) == {"Margaret Okafor", "Okafor"}
    here = run("entities", reports, "a.txt", "--tsv", "--limit", "1").out.splitlines()
    assert len(here) == 2
    assert here[0].split("\t") == [*list(okafor)[:-1], "here", "aliases"]
    lines = run("concordance", reports, "levee", "--tsv").out.splitlines()
    assert {line.count("\t") for line in lines} == {8}


def test_mentions_as_json_have_the_documented_fields(run: Run, reports: Path) -> None:
    found = run("mentions", reports, "Okafor", "--json").objects
    assert list(found[0]) == [
        "entity", "name", "type", "article", "start", "end", "surface", "part", "evidence", "soft",
        "context",
    ]  # fmt: skip
    texts = {"a.txt": LEVEE, "b.txt": INQUIRY}
    assert [texts[one["article"]][one["start"] : one["end"]] for one in found] == [
        "Margaret Okafor", "Margaret Okafor", "Okafor",
    ]  # fmt: skip
    assert all("\n" not in one["context"] and len(one["context"]) <= 125 for one in found)


def test_mentions_by_id_by_alias_and_of_everybody(run: Run, reports: Path) -> None:
    by_alias = run("mentions", reports, "Okafor", "--json")
    identity = by_alias.objects[0]["entity"]
    assert run("mentions", reports, identity, "--json").out == by_alias.out
    everybody = run("mentions", reports, "--json").objects
    places = [(one["article"], one["start"]) for one in everybody]
    assert places == sorted(places)
    assert len(places) > len(by_alias.objects)


def test_mentions_for_people_are_a_concordance(run: Run, reports: Path) -> None:
    out = run("mentions", reports, "Okafor").out
    assert out.startswith("a.txt  Levee breaks at Harrow Bend\n")
    mentions = [line[33:] for line in out.splitlines() if line.startswith("  ")]
    assert [one.split(" ")[0] for one in mentions] == ["Margaret", "Margaret", "Okafor"]
    assert max(map(len, out.splitlines())) <= 80


def test_what_stands_beside_a_mention_is_cut_between_words(run: Run, reports: Path) -> None:
    text = (
        "Talks\n\nNobody in the considerable administration had expected this. Before the talks "
        "began Masoud Barzani, the president, announced considerable reservations. Barzani left.\n"
    )
    (reports / "c.txt").write_text(text, "utf-8")
    _, first, second, _ = run("mentions", reports, "Barzani").out.splitlines()
    assert first == "   …this. Before the talks began Masoud Barzani, the president, announced…"
    assert second == "     …considerable reservations. Barzani left."


def test_an_ambiguous_name_is_taken_for_the_most_mentioned_and_said_so(
    run: Run, reports: Path
) -> None:
    masoud = "Talks\n\nMasoud Barzani spoke first. Barzani left early. Barzani returned.\n"
    nechirvan = "More talks\n\nNechirvan Barzani spoke in the evening. Barzani stayed.\n"
    (reports / "c.txt").write_text(masoud, "utf-8")
    (reports / "d.txt").write_text(nechirvan, "utf-8")
    result = run("mentions", reports, "Barzani", "--json")
    assert {one["name"] for one in result.objects} == {"Masoud Barzani"}
    assert result.err.count("\n") == 1
    assert "it may also be Nechirvan Barzani (e" in result.err


def test_a_big_library_is_told_of_the_engine_for_big_ones_until_it_has_it(
    run: Run, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "gazetteer[fast]" not in run("index", reports).err
    monkeypatch.setattr("tui.cli.indexing._BIG", 2)
    told = run("index", reports).err
    assert told.count("\n") == 1
    assert "with 2 reports" in told
    assert "pip install 'gazetteer[fast]'" in told
    assert "gazetteer[fast]" not in run("index", reports, "--engine", "tantivy").err


def test_stats_as_json_is_one_object(run: Run, reports: Path) -> None:
    (reports / "bad.txt").write_bytes(BINARY)
    (found,) = run("stats", reports, "--json").objects
    assert (found["articles"], found["undated"], found["engine"]) == (2, 1, "whoosh")
    assert [one["path"] for one in found["skipped"]] == ["bad.txt"]


def test_stats_lists_what_was_skipped_with_the_reason(run: Run, reports: Path) -> None:
    (reports / "bad.txt").write_bytes(BINARY)
    assert "  bad.txt: not text" in run("stats", reports).out


def test_a_path_of_sixty_thousand_characters_is_cut_in_its_middle(run: Run, reports: Path) -> None:
    with zipfile.ZipFile(reports / "a.zip", "w") as archive:
        archive.writestr("b" * 60_000 + ".exe", "x")
        archive.writestr("c.txt", "Levee breaks.")
    for command in ("index", "stats", "doctor"):
        (line,) = [line for line in run(command, reports).out.splitlines() if "a.zip#b" in line]
        assert "b…b" in line
        assert len(line) < 400


def test_doctor_finds_a_whole_library_whole(run: Run, reports: Path) -> None:
    run("index", reports)
    found = {one["check"]: one for one in run("doctor", reports, "--json").objects}
    looked_at = ("libraries", "collection", "notebook", "files", "catalogue", "texts", "mentions")
    for check in (*looked_at, "text index"):
        assert found[check]["ok"], found[check]


def test_doctor_names_what_was_skipped_and_says_of_how_much_more_there_is(
    run: Run, reports: Path
) -> None:
    for number in range(22):
        (reports / f"bad{number:02}.txt").write_bytes(BINARY)
    run("index", reports)
    told = [
        one["found"]
        for one in run("doctor", reports, "--json").objects
        if one["check"] == "skipped"
    ]
    assert told[0] == "bad00.txt: not text (binary data)"
    assert len(told) == 21
    assert told[-1].startswith("2 more; ")


@pytest.fixture
def flipped(run: Run, reports: Path) -> Path:
    """The largest file of a library's text index, with one bit changed in its midst."""
    run("index", reports)
    files = (place_of(reports, None) / "gen-000001" / "text").iterdir()
    path = max(files, key=lambda file: file.stat().st_size)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    return path


def test_doctor_finds_a_flipped_bit_and_says_what_mends_it(
    run: Run, reports: Path, flipped: Path
) -> None:
    result = run("doctor", reports, "--json")
    (bad,) = (one for one in result.objects if not one["ok"])
    assert result.code == 3
    assert flipped.name in bad["found"]
    assert "--mend" in bad["remedy"]


def test_doctor_mends_a_damaged_library_and_says_so(run: Run, reports: Path, flipped: Path) -> None:
    result = run("doctor", reports, "--mend", "--json")
    assert result.code == 0
    assert "built anew" in next(one["found"] for one in result.objects if one["check"] == "mended")
    assert run("doctor", reports).code == 0
    assert "built anew" not in run("doctor", reports, "--mend").out


def test_version_and_help(run: Run) -> None:
    assert run("--version").out.startswith("gazetteer ")
    result = run("--help")
    assert (result.code, result.err) == (0, "")
    assert "mentions" in result.out
    assert run("search", "--help").code == 0


# What is updated


def test_reading_commands_see_new_reports_unless_told_not_to(run: Run, reports: Path) -> None:
    run("index", reports)
    (reports / "c.txt").write_text("Bridge\n\nThe bridge at Port Ellis reopened.\n", "utf-8")
    assert run("search", reports, "bridge", "--no-update").code == 1
    assert run("search", reports, "bridge").code == 0


def test_a_library_that_is_being_built_is_read_as_it_is(run: Run, reports: Path) -> None:
    run("index", reports)
    with locked(place_of(reports, None) / "lock"):
        result = run("search", reports, "dawn")
        assert one_line(run("index", reports))
    assert (result.code, result.err.count("\n")) == (0, 1)
    assert "showing what is there" in result.err


def test_library_says_where_libraries_lie(
    run: Run, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("index", reports, "--library", tmp_path / "one")
    run("--library", tmp_path / "two", "index", reports)
    monkeypatch.setenv("GAZETTEER_LIBRARY", str(tmp_path / "three"))
    run("index", reports)
    assert all(place_of(reports, tmp_path / name).is_dir() for name in ("one", "two", "three"))
    assert not place_of(reports, None).exists()


# What goes wrong


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["serach", "x", "y"], "did you mean 'search'"),
        (["serach"], "did you mean the command 'search'"),
        (["index"], "COLLECTION"),
        (["search", "x"], "QUERY"),
        (["search", "x", "y", "--limt", "3"], "did you mean --limit?"),
        (["search", "x", "y", "--limit", "many"], "'many' is no number"),
        (["search", "x", "y", "--sort", "size"], "'size'"),
        (["index", "x", "--jobs", "0"], "no number, 1 or more"),
        (["show", "x", "y", "z"], "one argument too many"),
        (["--samples", "x"], "leave out the collection"),
        ([], "--samples"),
    ],
)
def test_wrong_usage_is_one_line_that_says_what_is_right(
    run: Run, words: list[str], said: str
) -> None:
    result = run(*words)
    assert said in one_line(result)
    assert result.code == 2


@pytest.mark.parametrize(
    ("words", "argument", "found"),
    [
        (["concordance", "c", "--sort", "right", "opened", "door"], "query", ["opened", "door"]),
        (["concordance", "c", "--csv", "--", "-mosul", "raqqa"], "query", ["-mosul", "raqqa"]),
        (["search", "c", "opened", "--limit", "3", "door"], "query", ["opened", "door"]),
        (["search", "--json", "c", "--", "-mosul", "--json"], "query", ["-mosul", "--json"]),
        (["mentions", "c", "--json", "Le", "Drian"], "entity", ["Le", "Drian"]),
        (["entities", "c", "--json", "a.txt"], "article", "a.txt"),
        (["verify", "pad.json", "--json", "c"], "collection", "c"),
        (["tag", "c", "opened", "--star", "+seen", "door"], "query", ["opened", "door"]),
        (["tag", "c", "--star", "+seen", "--", "-mosul"], "changes", ["+seen"]),
    ],
)
def test_options_stand_anywhere_before_a_double_dash(
    words: list[str], argument: str, found: object
) -> None:
    assert vars(parsed(words))[argument] == found


def test_a_bad_query_is_one_line_with_the_place(run: Run, reports: Path) -> None:
    result = run("search", reports, '"opened door')
    assert "a quote is not closed (at character 1)" in one_line(result)
    assert result.code == 2


def test_nothing_found_says_what_was_searched_and_offers_a_spelling(
    run: Run, reports: Path
) -> None:
    result = run("search", reports, "leveee")
    assert "did you mean levee?" in one_line(result)
    assert result.code == 1


def test_a_report_that_is_not_there(run: Run, reports: Path) -> None:
    result = run("show", reports, "a.tx")
    assert "did you mean a.txt?" in one_line(result)
    assert result.code == 1


def test_a_name_that_nobody_has(run: Run, reports: Path) -> None:
    assert run("mentions", reports, "Nobody Atall").code == 1


@pytest.mark.parametrize("command", [["index"], ["search", "x"], ["stats"], ["entities"]])
def test_a_collection_that_is_not_there(run: Run, tmp_path: Path, command: list[str]) -> None:
    result = run(command[0], tmp_path / "nothing", *command[1:])
    assert "no such file" in one_line(result)
    assert result.code == 3


def test_an_empty_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run("search", tmp_path / "empty", "x")
    assert "there are no reports" in one_line(result)
    assert (result.code, run("index", tmp_path / "empty").code) == (1, 1)


def test_a_command_takes_the_samples_in_place_of_a_collection(run: Run) -> None:
    for words in (["search", "--samples", "raqqa"], ["--samples", "search", "raqqa"]):
        parsed_ = parsed(words)
        assert (parsed_.collection, parsed_.query) == (str(FOLDER), ["raqqa"])
    assert parsed(["search", "x", "--", "--samples"]).collection == "x"
    assert run("completion", "--samples").code == 2


def test_only_what_has_to_be_said_is_missed(run: Run) -> None:
    result = run("mentions")
    assert "required: COLLECTION;" in one_line(result)
    assert result.code == 2


def test_a_file_that_is_no_report(run: Run, tmp_path: Path) -> None:
    (tmp_path / "photo.txt").write_bytes(BINARY)
    result = run("search", tmp_path / "photo.txt", "x")
    assert "no report" in one_line(result)
    assert (result.code, run("index", tmp_path / "photo.txt").code) == (3, 3)


def test_a_library_that_cannot_be_written(run: Run, reports: Path) -> None:
    result = run("search", reports, "levee", "--library", "/proc/nowhere")
    assert "cannot write the library" in one_line(result)
    assert "--library" in result.err
    assert result.code == 3


def test_no_library_yet_and_no_wish_to_build_one(run: Run, reports: Path) -> None:
    result = run("search", reports, "levee", "--no-update")
    assert "gazetteer index" in one_line(result)
    assert result.code == 3


def test_a_damaged_library_is_mended_and_said_so_in_one_line(run: Run, reports: Path) -> None:
    run("index", reports)
    (place_of(reports, None) / "gen-000001" / "mentions.db").write_bytes(b"damage")
    assert "mends it" in one_line(run("search", reports, "dawn", "--no-update"))
    result = run("search", reports, "dawn")
    assert (result.code, result.err.count("\n")) == (0, 1)
    assert "building it anew" in result.err


def test_a_link_in_the_place_of_the_library_is_refused(
    run: Run, reports: Path, tmp_path: Path
) -> None:
    place = place_of(reports, tmp_path / "base")
    place.parent.mkdir()
    place.symlink_to(tmp_path)
    result = run("index", reports, "--library", tmp_path / "base")
    assert "is a link" in one_line(result)
    assert result.code == 3


@pytest.mark.parametrize(
    "words", [["search", "levee"], ["show", "x.txt"], ["mentions"], ["entities"], ["stats"]]
)
def test_nothing_from_a_report_reaches_the_terminal_raw(
    run: Run, reports: Path, words: list[str]
) -> None:
    (reports / "x.txt").write_text(ESCAPE, "utf-8")
    (reports / "\x1b[2J.txt").write_bytes(BINARY)
    result = run(words[0], reports, *words[1:])
    assert not any(ord(char) < 32 and char != "\n" for char in result.out + result.err)


# The last collection


def test_the_last_collection_is_remembered(tmp_path: Path) -> None:
    assert last_collection.recalled() is None
    odd = tmp_path / os.fsdecode(b"r\xe9ports")
    last_collection.remember(odd)
    assert last_collection.recalled() == odd


def test_without_terminal_the_reader_says_so(run: Run, reports: Path) -> None:
    result = run(reports)
    assert "terminal" in one_line(result)
    assert result.code == 2


# As a program


def gazetteer(*words: str | Path, **how: Any) -> "subprocess.CompletedProcess[str]":  # noqa: ANN401 - what subprocess takes
    command = [sys.executable, "-P", "-m", "tui.cli", *map(str, words)]
    return subprocess.run(
        command, **{"capture_output": True, "text": True, "encoding": "utf-8", **how}, check=False
    )


def test_standard_input_is_a_collection(reports: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    result = gazetteer("search", "-", "dawn", "--json", input=LEVEE, env=environment)
    assert (result.returncode, result.stderr) == (0, "")
    assert json.loads(result.stdout)["article"] == "stdin.txt"
    lines = "".join(json.dumps({"id": n, "text": INQUIRY}) + "\n" for n in (7, 8))
    result = gazetteer("search", "-", "spring", "--json", input=lines, env=environment)
    found = {json.loads(line)["article"] for line in result.stdout.splitlines()}
    assert found == {"stdin.jsonl#7", "stdin.jsonl#8"}
    array = json.dumps([{"id": n, "text": INQUIRY} for n in (7, 8)], indent=1)
    result = gazetteer("search", "-", "spring", "--json", input=array, env=environment)
    found = {json.loads(line)["article"] for line in result.stdout.splitlines()}
    assert found == {"stdin.json#7", "stdin.json#8"}
    assert list(tmp_path.glob("gazetteer-*")) == []


def test_a_reader_that_has_had_enough_is_no_error(reports: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    result = gazetteer("show", reports, "a.txt", capture_output=False, stdout=writer, stderr=-1)
    os.close(writer)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_output_that_cannot_be_written_is_one_line(reports: Path) -> None:
    with Path("/dev/full").open("w") as full:
        result = gazetteer("show", reports, "a.txt", capture_output=False, stdout=full, stderr=-1)
    assert result.returncode == 3
    assert result.stderr == "gazetteer: cannot write what was found: No space left on device\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize(
    ("words", "code"), [(["nosuch"], 3), (["search", "nosuch", "("], 3), (["tag"], 2)]
)
def test_where_nothing_can_be_said_the_exit_code_says_it(words: list[str], code: int) -> None:
    with Path("/dev/full").open("w") as full:
        result = gazetteer(*words, capture_output=False, stdout=-1, stderr=full)
    assert (result.returncode, result.stdout) == (code, "")


def test_an_error_of_ours_is_known_by_its_exit_code_where_it_cannot_be_said(tmp_path: Path) -> None:
    lines = "import sys; from tui import crash; sys.excepthook = crash.hook; sys.stderr = open"
    environment = {**os.environ, "XDG_STATE_HOME": str(tmp_path)}
    command = [sys.executable, "-c", f"{lines}('/dev/full', 'w'); 1 / 0"]
    assert subprocess.run(command, env=environment, check=False).returncode == 70
    assert len(list(tmp_path.rglob("*.txt"))) == 1


def test_an_error_of_ours_that_cannot_even_be_told_is_not_told_by_python() -> None:
    lines = "import sys; from tui import cli; sys.modules['tui.crash'] = None; cli.main(['help'])"
    command = [sys.executable, "-c", f"{lines}; sys.excepthook = cli._say_that_it_is_our_fault"]
    command[-1] += "; raise ValueError('levee')"
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (70, 1)
    assert "no log could be written" in done.stderr


def test_too_little_memory_is_one_line(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    def greedy(_: object) -> int:
        raise MemoryError

    monkeypatch.setattr("tui.cli.helping.run", greedy)
    result = run("help")
    assert (result.code, "not enough memory" in one_line(result)) == (3, True)


def test_a_closed_standard_input_is_no_terminal(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert run("doctor").out.startswith("--  terminal")
    assert run().code == 2


def test_json_is_utf8_and_text_is_printable_whatever_the_locale(reports: Path) -> None:
    (reports / "c.txt").write_text("Überschwemmung – Straße\n\nDie Straße ist zu.\n", "utf-8")
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    result = gazetteer("show", reports, "c.txt", "--json", env=environment)
    assert "Straße" in json.loads(result.stdout)["text"]
    result = gazetteer("show", reports, "c.txt", env=environment)
    assert (result.returncode, result.stderr) == (0, "")
    assert "Stra?e" in result.stdout


def test_no_progress_is_shown_where_stderr_is_no_terminal(reports: Path) -> None:
    result = gazetteer("index", reports)
    assert (result.returncode, result.stderr) == (0, "")
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (signal.SIGTERM, "interrupted"),
        (
            signal.SIGXCPU,
            "interrupted: it has computed as long as it may; 'ulimit -t' says how long",
        ),
    ],
)
def test_an_interrupted_build_ends_with_one_line(
    reports: Path, sent: signal.Signals, told: str
) -> None:
    for number in range(300):
        (reports / f"{number}.txt").write_text(f"{number} {LEVEE}", "utf-8")
    command = [sys.executable, "-P", "-m", "tui.cli", "index", str(reports), "--progress-json"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stderr
        while "reading" not in process.stdout.readline():
            pass
        process.send_signal(sent)
        assert process.stderr.read() == f"gazetteer: {told}\n"
    assert process.returncode == 130
    assert gazetteer("index", reports, "--json").returncode == 0


def test_a_concordance_aligns_its_keys_and_prints_the_same_as_data(run: Run, reports: Path) -> None:
    shown = run("concordance", reports, "levee").out.splitlines()
    data = [
        json.loads(row) for row in run("concordance", reports, "levee", "--json").out.splitlines()
    ]
    assert len({row.lower().index("levee") for row in shown if row}) == 1
    assert len(shown) == len(data)
    assert {"article", "title", "source", "date", "start", "end", "left", "key", "right"} == set(
        data[0]
    )


def test_a_concordance_prints_as_many_lines_as_are_wished_and_tells_of_the_others(
    run: Run, reports: Path
) -> None:
    every = run("concordance", reports, "levee", "--sort", "right").out.splitlines()
    some = run("concordance", reports, "levee", "--sort", "right", "--limit", "2")
    assert some.out.splitlines() == every[:2]
    assert f"2 of {len(every)} lines" in some.err
    assert run("concordance", reports, "levee", "--limit", "0").err == ""
    assert run("concordance", reports, "levee", "--limit", "-1").code == 2


def test_a_concordance_needs_one_thing_to_look_for(run: Run, reports: Path) -> None:
    assert run("concordance", reports).code == 2
    assert run("concordance", reports, "levee", "--entity", "Okafor").code == 2


def test_what_repeats_is_listed_with_its_evidence(run: Run, reports: Path) -> None:
    nothing = run("repeated", reports)
    assert (nothing.code, nothing.err) == (
        1,
        "gazetteer: nothing here repeats over the reports of a source\n",
    )
    appeal = "Give what you can so that the Gazette can go on."
    for n, word in enumerate(("levee", "bridge", "bank", "inquiry", "flood", "army")):
        story = f"A {word} was what the {word} said of the {word} on a Monday {n} weeks ago."
        head = f"---\ntitle: About the {word}\nsource: Gazette\n---\n\n"
        (reports / f"{word}.md").write_text(f"{head}{story}\n\n{appeal}\n", "utf-8")
    (listed,) = run("repeated", reports, "--json").objects
    assert listed == {"source": "Gazette", "reports": 6, "among": 6, "text": appeal}
    (here,) = run("repeated", reports, "bank.md", "--json").objects
    report = run("show", reports, "bank.md", "--json").objects[0]
    assert report["text"][here["start"] : here["end"]] == appeal
    assert report["parts"][-1] == {"label": "repeated", "start": here["start"], "end": here["end"]}
    assert "stands in 6 of 6 reports of Gazette" in run("repeated", reports).out
    assert run("repeated", reports, "a.txt").code == 1
    assert (
        f"Page furniture, in many reports: {appeal}"
        in run("show", reports, "bank.md", "--plain").out
    )
    assert run("search", reports, '"give what you can"', "--json").objects == []
    assert len(run("search", reports, 'in:all "give what you can"', "--json").objects) == 6


def test_copies_are_printed_by_group_and_counted_where_reports_are(run: Run, reports: Path) -> None:
    alone = run("copies", reports)
    assert (alone.code, alone.err) == (1, "gazetteer: no report has copies here\n")
    (reports / "print.txt").write_text(LEVEE.replace("Levee breaks", "A levee breaks"), "utf-8")
    (reports / "reprint.txt").write_text(LEVEE, "utf-8")
    (group,) = run("copies", reports, "--json").objects
    assert group["origin"] == group["members"][0]["article"]
    assert {"print.txt", "reprint.txt"} <= {one["article"] for one in group["members"]}
    fields = {"article", "title", "date", "source", "shared"}
    assert all(set(one) == fields and one["shared"] > 0.6 for one in group["members"])

    of_one = run("copies", reports, "reprint.txt", "--json")
    assert of_one.objects == [group]
    assert "reprint.txt" in run("copies", reports).out
    size = len(group["members"])
    found = {one["article"]: one for one in run("search", reports, "levee", "--json").objects}
    assert found["print.txt"]["copies"] == size - 1
    figures = run("stats", reports, "--json").objects[0]
    assert figures["origins"] == figures["articles"] - size + 1
    assert run("copies", reports, "nowhere.txt").code == 1
