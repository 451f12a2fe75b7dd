"""What users edit by hand, or get from others: lines of a notebook, judgements, settings."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from effort import examples
from hostile_texts import FORBIDDEN
from hypothesis import example, given
from hypothesis import strategies as st

from articles.clean import clean
from articles.entities.mention import EntityType
from articles.quotation import Quotation
from index.anchors import Ref
from index.judgements.judgement import Judgement, JudgementUnreadable, Kind, Subject
from index.judgements.judgement import from_json as judgement_from
from index.judgements.where import Where
from index.notebook.act_lines import from_json, to_json
from index.notebook.acts import Act, ActUnreadable, Clip, Note, SavedSearch, Star, Tag
from index.notebook.lines import LinesUnreadable, exported, imported
from index.notebook.notebook import Notebook
from tui.settings.configuration import ConfigurationError, read

A = Ref("a.txt", "0a")
QUOTATION = Quotation("the strike", 17, "killed in ", ".\n\nNobody")
SUBJECT = Subject("X", EntityType.PLACE, ("place:x",))
ACTS = (
    Star((A,), is_starred=True), Tag((A,), ("war",), ("peace",)), Note("n1", A, "look", QUOTATION),
    Clip("c1", A, QUOTATION, "Title", "AP", "Jo", "2020-01", "url", "http://x", "ff"),
    SavedSearch("floods", "water -fire"),
)  # fmt: skip
JUDGEMENTS = (
    Judgement(Kind.MERGE, SUBJECT, Subject("Y", EntityType.PERSON, ("person:y",))),
    Judgement(Kind.SPLIT, SUBJECT, None, "Y", "person:y"),
    Judgement(Kind.RETYPE, SUBJECT, None, "person"),
    Judgement(Kind.MERGE_HERE, SUBJECT, where=Where(A, "the strike", QUOTATION)),
    Judgement(Kind.IGNORE_HERE, SUBJECT, where=Where(A, "the strike")),
)
TIME = "2026-01-01T00:00:00"
LINES = (
    '{"gazetteer": "notebook", "version": 1}',
    *(json.dumps({"time": TIME, "act": json.loads(to_json(one))}) for one in (*ACTS, *JUDGEMENTS)),
    json.dumps({"time": TIME, "undoes": 2}),
    json.dumps({"time": TIME, "visited": A._asdict(), "why": "water"}),
    json.dumps({"time": TIME, "looked": "floods", "seen": "AP8="}),
)
SETTINGS = (
    'theme = "nord"', "mouse = false", 'keys = "vim"', '[keys]\n"mention.next" = "e,]"',
    '[themes.mine]\nbackground = "#101010"\ndark = true', 'columns = ["a"]', "detektor = 1",
)  # fmt: skip
ODD = (
    "", "\ud800", "\x00", "\x1b[31m", "\u202e", "1" * 5000, "-1", "1e999", "NaN", "null", "true",
    '"', "'", "[" * 3000, "{", "}", "{" * 50, '{"a":' * 3000, "[a" + ".a" * 3000 + "]", "a.b=1\n",
    "2019-02-30", "9999-99-99T", "\\ud800", "\\u0000", '"""', "0x" + "f" * 4000, "inf", "\r", "\n",
    "[" * 900 + "]" * 900, "keys" + ".a" * 3000 + ' = "x"', "99999999999999999999",
)  # fmt: skip


@st.composite
def edited(draw: st.DrawFn, whole: tuple[str, ...]) -> str:
    """Some of these lines, each perhaps with something put into it, taken out, or written over."""
    lines = []
    for line in draw(st.lists(st.sampled_from(whole), max_size=6)):
        told = line
        for at, taken, put in draw(st.lists(EDITS, max_size=2)):
            told = told[: int(at * len(told))] + put + told[int(at * len(told)) + taken :]
        lines.append(told)
    return "\n".join(lines)


EDITS = st.tuples(st.floats(0, 1), st.integers(0, 12), st.sampled_from(ODD) | st.text(max_size=5))


@contextmanager
def fresh() -> Iterator[Notebook]:
    with TemporaryDirectory() as folder, Notebook(Path(folder) / "n.db") as notebook:
        yield notebook


@examples(120)
@given(edited(LINES))
def test_lines_of_a_notebook_are_taken_in_whole_or_refused_in_a_line(content: str) -> None:
    with fresh() as notebook:
        refusal = refused(notebook, content.splitlines())
        if refusal:
            assert "\n" not in refusal
            assert notebook.last() == 0
            assert notebook.trail() == []
        lines = list(exported(notebook))
        assert all(clean(line) == line for line in lines)
        assert imported(notebook, lines).taken == 0


def is_a_line(told: str) -> bool:
    """Whether a terminal shows this in one line, and does nothing else.

    Letters that no Python knows yet are letters all the same.
    """
    return "\n" not in told and not FORBIDDEN.search(told)


def refused(notebook: Notebook, lines: list[str]) -> str:
    """Why lines are not taken in; empty if they are."""
    try:
        imported(notebook, lines)
    except LinesUnreadable as error:
        return str(error) or "\n"
    return ""


@examples(150)
@given(edited(tuple(to_json(one) for one in (*ACTS, *JUDGEMENTS))))
def test_a_line_is_an_act_that_can_be_written_again_or_refused(line: str) -> None:
    act, refusal = None, ""
    try:
        act = from_json(line)
    except ActUnreadable as error:
        refusal = str(error)
    assert is_a_line(refusal)
    assert act is None or from_json(to_json(act)) == act


@pytest.mark.parametrize("act", [Note("", A, ""), SavedSearch("", ""), Clip("", A, QUOTATION, "")])
def test_an_act_without_words_does_not_make_a_notebook_unreadable(act: Act) -> None:
    """Found by editing: what was empty was left out of the journal, and missed in it ever after."""
    with fresh() as notebook:
        notebook.add_all([act])
        assert [entry for _, entry, _ in notebook.journal()] == [act]


@examples(150)
@given(edited(tuple(one.to_json() for one in JUDGEMENTS)))
def test_a_line_is_a_judgement_that_can_be_written_again_or_refused(line: str) -> None:
    judgement, refusal = None, ""
    try:
        judgement = judgement_from(line)
    except JudgementUnreadable as error:
        refusal = str(error)
    assert is_a_line(refusal)
    if judgement is not None:
        assert judgement_from(judgement.to_json()) == judgement
        assert is_a_line(judgement.described())


@examples(200)
@given(edited(SETTINGS))
@example('keys = "v\ud7fcim"')
def test_settings_are_read_or_refused_in_a_line(content: str) -> None:
    with TemporaryDirectory() as folder:
        assert all(map(is_a_line, told(Path(folder) / "config.toml", content)))


def told(path: Path, content: str) -> list[str]:
    """What is said of these settings."""
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    try:
        return read(path)[1]
    except ConfigurationError as error:
        return [str(error)]


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_no_oddity_escapes_whatever_it_stands_in_the_place_of(odd: str, tmp_path: Path) -> None:
    """Each of them everywhere: by chance alone hypothesis might not come to it."""
    for before, after in (("theme = ", ""), ("", ""), ("keys = [", "]"), ('"', '" = 1')):
        assert all(map(is_a_line, told(tmp_path / "config.toml", before + odd + after)))
    places = ('"floods"', '"a.txt"', "17", '"X"', "2}", '"n1"', '"war"', f'"{TIME}"')
    with fresh() as notebook:
        for line in LINES:
            for place in filter(line.__contains__, places):
                for put in (odd, f'"{odd}"'):
                    assert is_a_line(refused(notebook, [line.replace(place, put)]))
