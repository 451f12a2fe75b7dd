"""What is wrong on the command line is told as it is: on stderr, with what would be right."""

import json
from pathlib import Path

import pytest
from command_line import Run

TEXTS = {
    "a.txt": "Levee breaks\n\nMinister Jean-Yves Le Drian blamed Governor Margaret Okafor.\n",
    "b.txt": "Inquiry\n\nGovernor Margaret Okafor announced an inquiry into the levee.\n",
}


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder `reports` in the current one."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.mark.parametrize(
    ("line", "code", "why"),
    [
        (["stats", "nothere"], 3, "nothere: no such file or directory"),
        (["nothere"], 3, "nothere: no such file or directory"),
        (["stats", ""], 2, "COLLECTION is empty"),
        (["stats", "reports", "--library", ""], 2, "--library needs a folder"),
        (
            ["stats", "reports", "--library", "~nobody?"],
            2,
            "nobody has such a home folder: ~nobody?",
        ),
        (["stats", "~nobody?"], 3, "~nobody?: no such file or directory"),
        (["mentions", "reports", ""], 2, "ENTITY is empty"),
        (["concordance", "reports", "q", "--entity", "X"], 2, "leave one out"),
        (["concordance", "reports", " "], 2, "say what to look for"),
        (["concordance", "reports", "q", "--csv", "--json"], 2, "--json: not allowed with"),
        (["pad", "reports", "--format", "csv", "--json"], 2, "--json: not allowed with"),
        (["tag", "reports", "levee", "+two words"], 2, "'+two words' is no tag: a tag is one word"),
        (["tag", "reports", "levee", "-two words"], 2, "'-two words' is no tag"),
        (["tag", "reports", "levee", "+"], 2, "+ needs a tag: +TAG"),
        (["tag", "reports", "-levee", "+x"], 2, "a query that begins with - goes after --"),
        (["tag", "-", "levee", "+x"], 2, "standard input has no notebook"),
        (["search", "reports", "-levee"], 2, "begins with - goes after --, as in -- -levee"),
        (["search", "reports", "x", "-levee"], 2, "begins with - goes after --, as in -- -levee"),
        (["show", "reports", ""], 2, "ARTICLE is empty"),
        (["show", "reports", "a.txt", "--entity", ""], 2, "announced is empty"),
        (["show", "reports", "a.txt", "--json", "--search", "x"], 2, "--json has no place for it"),
        (["entities", "reports", "--import-judgements", ""], 2, "needs a file, or -"),
        (["notebook", "reports", "--import", ""], 2, "the name of a file is needed"),
        (["notebook", "reports", "--undo", "--json"], 2, "it does not go with --undo"),
        (["notebook", "reports", "--backup", "reports"], 2, "is there already"),
        (["searches", "reports", "--forget", "x", "--json"], 2, "does not go with --save and"),
        (["doctor", "--mend"], 2, "--mend needs a COLLECTION"),
        (["index", "reports", "--jobs", "x"], 2, "'x' is no number, 1 or more"),
        (["completion"], 2, "required: SHELL"),
        (["reports", "levee"], 2, "as in: gazetteer search reports levee"),
        (["reports", "--json"], 2, "there is no option --json; see"),
        (["mentions", "reports", "\udcff"], 2, "is no text: its bytes are no UTF-8"),
        (["show", "reports", "\udcff"], 2, "is no text"),
        (["search", "reports", "\udcff"], 2, "is no text"),
        (["searches", "reports", "--save", "a\udcff", "levee"], 2, "is no text"),
        (["stats", "\udcff"], 3, "no such file or directory"),
        (["help", "serach"], 2, "there is no command 'serach'; did you mean 'search'?"),
    ],
)
def test_what_is_wrong_is_one_line_and_nothing_is_built(
    run: Run, reports: Path, line: list[str], code: int, why: str
) -> None:
    result = run(*line)
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith("gazetteer: ")
    assert result.err.count("\n") == 1
    assert why in result.err
    assert "did you mean --version" not in result.err


def test_help_is_a_command_as_well(run: Run) -> None:
    assert run("help").out == run("--help").out
    assert run("help", "search").out == run("search", "--help").out


def test_who_was_perhaps_meant_is_offered(run: Run, reports: Path) -> None:
    for name in ("Drian", "Jean-Yves Le Driam"):
        result = run("search", "reports", f'entity:"{name}"')
        assert (result.code, result.out) == (1, "")
        assert 'did you mean entity:"Jean-Yves Le Drian"?' in result.err
    assert "did you mean Margaret Okafor?" in run("mentions", "reports", "Margret Okafor").err
    assert "did you mean" not in run("search", "reports", "place:Drian").err
    result = run("entities", "reports", "--ignore", "Nobody At All")
    assert "'gazetteer entities' lists who is mentioned" in result.err
    for name in ("", " "):
        assert run("entities", "reports", "--ignore", name).code == 2


def test_only_reports_that_change_are_counted(run: Run, reports: Path) -> None:
    result = run("tag", "reports", "levee", "-gone")
    assert (result.code, result.out) == (0, "")
    assert "nothing to change: it is so of all 2 reports already" in result.err
    assert (
        run("tag", "reports", "inquiry", "+seen", "--star").out == "+seen on b.txt\nb.txt starred\n"
    )
    assert run("tag", "reports", "", "+seen", "-gone", "--star").out == (
        "+seen on a.txt\na.txt starred\n"
    )
    lines = run("tag", "reports", "levee", "+seen", "--json").out.splitlines()
    assert [json.loads(line)["tags"] for line in lines] == [["seen"], ["seen"]]
    assert run("tag", "reports", "", "-seen").out == "-seen on 2 reports\n"


def test_what_looks_like_an_expression_is_searched_for_as_words_and_said_so(
    run: Run, reports: Path
) -> None:
    result = run("search", "reports", "/levee/")
    assert result.code == 0
    assert "/levee/ is searched for as words; expressions are for / in the reader" in result.err
    assert run("search", "reports", "levee/").err == ""
    for command in ("search", "concordance"):  # one line, though nothing was found besides
        told = run(command, "reports", "/lev+ee/").err
        assert told.count("\n") == 1
        assert "nothing found: /lev+ee/ is searched for as words" in told


def test_what_is_asked_for_by_a_number_or_a_letter_is_not_guessed(run: Run, reports: Path) -> None:
    assert "give its id, which 'gazetteer search' prints" in run("show", "reports", "1").err
    assert "did you mean" not in run("show", "reports", "t").err
    assert "did you mean a.txt?" in run("show", "reports", "a.tx").err


def test_a_concordance_of_nothing_offers_a_spelling(run: Run, reports: Path) -> None:
    result = run("concordance", "reports", "levve")
    assert (result.code, result.out) == (1, "")
    assert "did you mean levee?" in result.err
    assert "no words that stand in their texts" in run("concordance", "reports", "--", "-levve").err


def test_a_judgement_taken_back_is_printed_as_json_if_that_is_wished(
    run: Run, reports: Path, tmp_path: Path
) -> None:
    said = run("entities", "reports", "--add", "inquiry", "other", "--json").out
    assert run("entities", "reports", "--undo", "--json").out == said
    (tmp_path / "said").write_text(said)
    assert run("entities", "reports", "--import-judgements", "said", "--json").out == said
    line = {"kind": "rename", "subject": {"name": "Nobody", "type": "person"}, "value": "X"}
    (tmp_path / "said").write_text(json.dumps(line))
    result = run("entities", "reports", "--import-judgements", "said")
    assert (result.code, "line 1: nobody and nothing is called 'Nobody'" in result.err) == (1, True)


def test_a_doctor_without_a_terminal_says_neither_that_it_is_right_nor_wrong(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    result = run("doctor")
    assert result.code == 0
    assert result.out.startswith("--  terminal")
    first = json.loads(run("doctor", "--json").out.splitlines()[0])
    assert (first["check"], first["ok"], first["looked"]) == ("terminal", True, False)


def test_a_doctor_in_a_terminal_that_cannot_be_drawn_on_says_so(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.launch.is_terminal", lambda: True)
    monkeypatch.setenv("TERM", "dumb")
    result = run("doctor")
    assert result.code == 3
    assert "BAD terminal" in result.out


def test_a_folder_whose_name_begins_with_a_tilde_is_opened_where_it_lies(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("~", "~nobody?"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(TEXTS["a.txt"], "utf-8")
        found = run("search", f"./{name}", "levee", "--library", "./~kept", "--json")
        assert [one["article"] for one in found.objects] == ["a.txt"]
    assert run("search", "~nobody?", "levee").code == 0
    assert (tmp_path / "~kept").is_dir()
