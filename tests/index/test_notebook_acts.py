"""Acts: what holds is what the acts that stand say, whatever was done and undone."""

import errno
import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime, tzinfo
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.entities.mention import EntityType
from articles.quotation import Quotation
from index.anchors import Ref
from index.judgements.judgement import Judgement, Kind, Subject
from index.notebook import backups
from index.notebook.act_lines import from_json, to_json
from index.notebook.acts import (
    Act,
    ActUnreadable,
    Clip,
    Facet,
    Forget,
    Known,
    Mark,
    Note,
    Read,
    SavedSearch,
    Star,
    Tag,
    effects_of,
    tag_of,
)
from index.notebook.lines import LinesUnreadable, exported, imported
from index.notebook.notebook import Notebook
from index.notebook.schema import MIGRATIONS, NotebookError, connect

A, B = Ref("a.txt", "0a"), Ref("b/c  d.txt", "0b")
QUOTATION = Quotation("the strike", 17, "killed in ", ".\n\nNobody")
JUDGEMENT = Judgement(Kind.IGNORE, Subject("X", EntityType.PLACE, ("k",)))
ACTS: list[Act] = [
    Read((A, B), is_read=True),
    Read((A,), is_read=False),
    Read((B,), is_read=True, automatic=True),
    Star((A,), is_starred=True),
    Star((A, B), is_starred=False),
    Tag((A, B), ("war", "water")),
    Tag((A,), ("peace",), ("war",)),
    Note("n1", A, "look\nagain", QUOTATION, "Title"),
    Note("n1", A, "looked again"),
    Note("n2", B, "whole report"),
    Clip("c1", A, QUOTATION, "Title", "AP", "Jo", "2020-01", "url", "http://x", "ff"),
    SavedSearch("floods", "water -fire"),
    Mark("x", A, QUOTATION),
    Mark("x", B, QUOTATION),
    Forget(Facet.NOTE, "n1", A, "note on a.txt"),
    Forget(Facet.SEARCH, "floods"),
    Known(A, Ref("z.txt", "0a")),
    JUDGEMENT,
]
"""One or more of every kind."""


@contextmanager
def fresh() -> Iterator[Notebook]:
    """A notebook in a folder that nothing else uses."""
    with TemporaryDirectory() as folder, Notebook(Path(folder) / "n.db") as notebook:
        yield notebook


def holding(notebook: Notebook) -> dict[tuple[str, str, Ref], int]:
    return {
        (facet, one.item, one.report): one.number
        for facet in Facet
        for one in notebook.holding(facet)
    }


def replayed(journal: Iterable[tuple[int, Act | None, int | None]]) -> dict[object, int]:
    """What holds, in the plainest way: every act that is not undone, one after the other."""
    lines = list(journal)
    undone = {undoes for _, _, undoes in lines}
    held: dict[object, int] = {}
    for number, act, _ in lines:
        if act is None or number in undone:
            continue
        for facet, item, report, value in effects_of(act):
            held.pop((facet, item, report or Ref("", "")), None)
            if value:
                held[facet, item, report or Ref("", "")] = number
    return held


def test_every_kind_of_act_is_one_line_that_can_be_read_again() -> None:
    assert {type(act) for act in ACTS} == {
        *(type(act) for act in map(from_json, map(to_json, ACTS)))
    }
    for act in ACTS:
        assert "\n" not in to_json(act)
        assert from_json(to_json(act)) == act
        assert act.described().isprintable()


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(ACTS), st.sampled_from(["undo", "unjudge"])), max_size=25)
)
def test_what_holds_is_what_the_standing_acts_say_after_any_doing_and_undoing(
    steps: list[Act | str],
) -> None:
    with fresh() as notebook:
        for step in steps:
            if isinstance(step, str):
                notebook.undo(judgements_only=step == "unjudge")
            else:
                notebook.add(step)
        lines = [(n, act, undoes) for n, (_, act, undoes) in enumerate(notebook.journal(), 1)]
        assert holding(notebook) == replayed(lines)
        assert notebook.faults() == 0
        with fresh() as other:
            imported(other, exported(notebook))
            assert list(exported(other)) == list(exported(notebook))
            assert holding(other) == holding(notebook)


def test_undoing_goes_back_step_by_step_to_what_held_before(tmp_path: Path) -> None:
    with Notebook(tmp_path / "n.db") as notebook:
        states = [holding(notebook)]
        for act in ACTS:
            notebook.add(act)
            states.append(holding(notebook))
        mine = [act for act in ACTS if not getattr(act, "automatic", False)]
        for act in reversed(mine):
            assert [one.act for one in notebook.undo()] == [act]
        assert notebook.undo() == []
        assert {facet for facet, _, _ in holding(notebook)} == {"read", "known"}


def test_what_comes_by_itself_is_not_what_undo_takes_back(tmp_path: Path) -> None:
    with Notebook(tmp_path / "n.db") as notebook:
        notebook.add_all([Tag((A,), ("war",)), Read((B,), is_read=True, automatic=True)])
        assert [one.act for one in notebook.undo()] == [Tag((A,), ("war",))]
        assert [one.report for one in notebook.holding(Facet.READ)] == [B]


def test_undo_goes_on_where_it_was_after_the_notebook_was_closed(tmp_path: Path) -> None:
    for act in (Tag((A,), ("one",)), Tag((A,), ("two",))):
        with Notebook(tmp_path / "n.db") as notebook:
            notebook.add(act)
    for left in ([], ["one"])[::-1]:
        with Notebook(tmp_path / "n.db") as notebook:
            notebook.undo()
            assert [one.item for one in notebook.holding(Facet.TAG)] == left


def test_two_who_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "n.db"
    code = (
        "import sys; from pathlib import Path; from index.notebook.notebook import Notebook;"
        "from index.anchors import Ref\n"
        "from index.notebook.acts import Tag\n"
        "with Notebook(Path(sys.argv[1])) as n:\n"
        "  for i in range(25): n.add(Tag((Ref('a', 'b'),), (f'{sys.argv[2]}{i}',)))"
    )
    Notebook(path).close()
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(path), name]) for name in ("x", "y")
    ]
    assert [one.wait(60) for one in running] == [0, 0]
    with Notebook(path) as notebook:
        assert len(notebook.holding(Facet.TAG)) == 50


def test_a_kill_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "n.db"
    code = (
        "import sys; from pathlib import Path; from index.notebook.notebook import Notebook;"
        "from index.anchors import Ref\n"
        "from index.notebook.acts import Tag\n"
        "with Notebook(Path(sys.argv[1])) as n:\n"
        "  i = len(n.holding('tag'))\n"
        "  while True:\n"
        "    n.add(Tag((Ref('a', 'b'),), (f't{i}',))); print(i, flush=True); i += 1"
    )
    told = -1
    for wanted in (3, 8, 14, 1, 6):
        with subprocess.Popen(
            [sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout is not None
            for _ in range(wanted):
                told = int(writer.stdout.readline())
            os.kill(writer.pid, signal.SIGKILL)
            told = max(told, *map(int, writer.stdout.read().split()), -1)
        with Notebook(path) as notebook:
            kept = {one.item for one in notebook.holding(Facet.TAG)}
        assert kept >= {f"t{number}" for number in range(told + 1)}


# Lines


def filled(path: Path) -> Notebook:
    notebook = Notebook(path)
    for act in ACTS:
        notebook.add(act)
    notebook.undo()
    notebook.visit(A, "water")
    notebook.look("floods", b"\x00\xff")
    return notebook


def test_importing_what_is_there_already_changes_nothing(tmp_path: Path) -> None:
    with filled(tmp_path / "n.db") as notebook:
        before = list(exported(notebook))
        assert imported(notebook, before).taken == 0
        assert list(exported(notebook)) == before


def test_what_another_import_has_just_taken_is_not_taken_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with filled(tmp_path / "other.db") as other:
        lines = list(exported(other))
    writing = Notebook.writing
    with Notebook(tmp_path / "n.db") as notebook, Notebook(notebook.path) as another:

        def writing_after_another(this: Notebook) -> AbstractContextManager[None]:
            if this is notebook:
                monkeypatch.undo()
                imported(another, lines)
            return writing(this)

        monkeypatch.setattr(Notebook, "writing", writing_after_another)
        assert imported(notebook, lines).taken == 0
        assert list(exported(notebook)) == lines


def test_what_one_saved_search_had_found_is_told_without_the_others(tmp_path: Path) -> None:
    with Notebook(tmp_path / "n.db") as notebook:
        notebook.look("floods", b"12345678", "2026-01-01")
        notebook.look("fires", b"87654321", "2026-01-02")
        assert notebook.last_look("floods") == ("2026-01-01", b"12345678")
        assert notebook.last_look("storms") == (None, b"")


def test_an_import_adds_to_what_there_is(tmp_path: Path) -> None:
    with filled(tmp_path / "n.db") as other, Notebook(tmp_path / "m.db") as notebook:
        notebook.add(Tag((B,), ("mine",)))
        imported(notebook, exported(other))
        assert ("tag", "mine", B) in holding(notebook)
        assert holding(notebook).keys() >= holding(other).keys()
        assert notebook.trail() == other.trail()
        assert notebook.looked() == other.looked()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "no JSON"),
        ("[]", "no line of a notebook"),
        ('{"time": "2026-01-01T00:00:00"}', "no line of a notebook"),
        ('{"gazetteer": "notebook", "version": 99}', "later version"),
        ('{"act": {"kind": "star"}, "time": "yesterday"}', "no time"),
        ('{"act": {"kind": "star"}, "time": "2026-01-01T00:00:00"}', "no act"),
        ('{"act": {"kind": "bury"}, "time": "2026-01-01T00:00:00"}', "no judgement"),
        ('{"undoes": 99, "time": "2026-01-01T00:00:00"}', "undoes what"),
        ('{"visited": 1, "why": "", "time": "2026-01-01T00:00:00"}', "no line of a notebook"),
        ('{"looked": "x", "seen": "%", "time": "2026-01-01T00:00:00"}', "no line of a notebook"),
    ],
)
def test_a_line_of_no_notebook_is_refused_and_nothing_is_taken(
    tmp_path: Path, line: str, why: str
) -> None:
    with filled(tmp_path / "n.db") as other, Notebook(tmp_path / "m.db") as notebook:
        with pytest.raises(LinesUnreadable, match=why):
            imported(notebook, [*exported(other), line])
        assert notebook.last() == 0
        assert notebook.trail() == []


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["kind", "report", "reports", "id", "text", "quotation", "start", "item"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=8,
    ),
    st.sampled_from(
        ["read", "star", "tag", "note", "clip", "search", "mark", "forget", "known", ""]
    ),
)
def test_no_line_that_is_no_act_gets_past_its_reader(value: object, kind: str) -> None:
    plain = {**value, "kind": kind} if isinstance(value, dict) else value
    try:
        act = from_json(json.dumps(plain))
    except ActUnreadable:
        return
    assert from_json(to_json(act)) == act


@pytest.mark.parametrize("word", ["", "-x", "+x", "two words", "a,b", 'a"b', "x" * 61, "a(b"])
def test_what_cannot_be_typed_as_a_tag_is_none(word: str) -> None:
    with pytest.raises(ActUnreadable):
        tag_of(word)


def test_a_tag_is_kept_in_small_letters_and_without_what_a_terminal_obeys() -> None:
    assert tag_of("Straße") == "strasse"
    assert tag_of("x\x1b[2J").isprintable()


# Copies


def let_it_be(monkeypatch: pytest.MonkeyPatch, day: int) -> None:
    class Calendar(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Calendar":
            return cls(2026, 1, day, tzinfo=tz)

    monkeypatch.setattr("index.notebook.file.datetime", Calendar)


def import_a_line(notebook: Notebook) -> None:
    with Notebook(notebook.path.with_name("other.db")) as other:
        other.add(Star((A,), True))
        imported(notebook, exported(other))


@pytest.mark.parametrize(
    "change",
    [
        lambda notebook: notebook.add(Star((A,), True)),
        lambda notebook: notebook.undo(),
        lambda notebook: notebook.visit(A, ""),
        lambda notebook: notebook.look("floods", b""),
        lambda notebook: notebook.replay(),
        import_a_line,
    ],
    ids=["add", "undo", "visit", "look", "replay", "import"],
)
def test_a_copy_is_kept_before_the_first_change_of_each_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Notebook], object]
) -> None:
    with Notebook(tmp_path / "n.db") as notebook:
        let_it_be(monkeypatch, 1)
        notebook.add(Tag((A,), ("water",)))
        assert not list(tmp_path.glob("n.db.*.backup")), "of an empty notebook"
        for day in (2, 3):
            let_it_be(monkeypatch, day)
            before = list(exported(notebook))
            change(notebook)
            notebook.add(Star((B,), True))
            with Notebook(tmp_path / f"n.db.2026-01-{day:02}.backup") as copy:
                assert list(exported(copy)) == before


def test_nothing_changes_where_no_copy_can_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(connection: sqlite3.Connection, copy: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with Notebook(tmp_path / "n.db") as notebook:
        notebook.add(Tag((A,), ("water",)))
        monkeypatch.setattr(backups, "write", full)
        with pytest.raises(NotebookError, match=r"be saved before its first .* No space left"):
            notebook.undo()
        assert notebook.last() == 1


def test_a_draft_that_a_killed_process_left_is_dropped_and_that_of_another_one_kept(
    tmp_path: Path,
) -> None:
    path = tmp_path / "n.db"
    left, written = (tmp_path / f"n.db.2026-01-01.backup.{pid}.new" for pid in (99998, 99999))
    for draft in (left, written):
        draft.touch()
    os.utime(left, (0, 0))
    with filled(path) as notebook:
        notebook.add(Star((B,), True))
    assert len(list(tmp_path.glob("n.db.*.backup"))) == 1
    assert not left.exists()
    assert written.exists()


def test_the_name_of_a_copy_is_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with filled(tmp_path / "n.db") as notebook:
        synced: list[bool] = []
        sync = os.fsync

        def watched(descriptor: int) -> None:
            is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
            synced.append(is_folder and (tmp_path / "copy.db").exists())
            sync(descriptor)

        monkeypatch.setattr(os, "fsync", watched)
        notebook.backup(tmp_path / "copy.db")
    assert synced == [False, True]


def test_a_copy_is_kept_for_each_of_the_last_seven_days(tmp_path: Path) -> None:
    path = tmp_path / "n.db"
    database = connect(path)
    for day in range(1, 11):
        backups.keep_daily(database, path, date(2026, 1, day))
    database.close()
    kept = sorted(copy.name for copy in tmp_path.glob("*.backup"))
    assert kept == [f"n.db.2026-01-{day:02}.backup" for day in range(4, 11)]


def test_a_damaged_notebook_names_the_youngest_copy_that_is_good(tmp_path: Path) -> None:
    path = tmp_path / "n.db"
    database = connect(path)
    backups.keep_daily(database, path, date(2026, 1, 1))
    backups.keep_daily(database, path, date(2026, 1, 2))
    database.close()
    os.utime(tmp_path / "n.db.2026-01-01.backup", (0, 0))
    (tmp_path / "n.db.2026-01-03.backup").write_bytes(b"damaged too" * 900)
    path.write_bytes(b"no database at all" * 200)
    with pytest.raises(NotebookError, match=r"n\.db\.2026-01-02\.backup"):
        Notebook(path)


def test_a_backup_that_came_out_damaged_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with filled(tmp_path / "n.db") as notebook:
        monkeypatch.setattr(backups, "_is_sound", lambda copy: False)
        with pytest.raises(NotebookError, match="came out damaged"):
            notebook.backup(tmp_path / "copy.db")
        assert not list(tmp_path.glob("copy.db*"))


def test_a_backup_never_replaces_a_file(tmp_path: Path) -> None:
    with filled(tmp_path / "n.db") as notebook:
        notebook.backup(tmp_path / "copy.db")
        with pytest.raises(NotebookError, match="left alone"):
            notebook.backup(tmp_path / "copy.db")
        with Notebook(tmp_path / "copy.db") as copy:
            assert list(exported(copy)) == list(exported(notebook))


def test_a_notebook_of_the_first_version_goes_on_with_what_it_held(tmp_path: Path) -> None:
    path = tmp_path / "n.db"
    database = connect(path, MIGRATIONS[:1])
    database.execute(
        "INSERT INTO journal (time, judgement) VALUES ('2026-01-01T00:00:00+00:00', ?)",
        (JUDGEMENT.to_json(),),
    )
    database.close()
    with Notebook(path) as notebook:
        assert notebook.judgements() == {1: JUDGEMENT}
        notebook.add(Star((A,), is_starred=True))
    with pytest.raises(sqlite3.IntegrityError), sqlite3.connect(path) as raw:
        raw.execute("UPDATE journal SET act = ''")
    raw.close()


def test_effects_that_do_not_follow_from_the_journal_are_found_and_made_anew(
    tmp_path: Path,
) -> None:
    with filled(tmp_path / "n.db") as notebook:
        before = holding(notebook)
        notebook._db.execute("UPDATE effect SET value = '' WHERE facet = 'tag'")
        notebook._db.execute("DELETE FROM effect WHERE facet = 'clip'")
        assert notebook.faults() > 0
        notebook.replay()
        assert notebook.faults() == 0
        assert holding(notebook) == before


def test_of_what_stood_around_a_quotation_only_what_is_kept_is_taken() -> None:
    beside = {"prefix": "b" * 99 + "a", "suffix": "a" + "b" * 99}
    quotation = {"text": "levee", "start": 5, **beside}
    plain = {"kind": "note", "item": "n", "report": {"id": "a", "text": ""}, "note": "x"}
    act = from_json(json.dumps({**plain, "quotation": quotation}))
    assert isinstance(act, Note)
    assert act.quotation == Quotation("levee", 5, "b" * 31 + "a", "a" + "b" * 31)
