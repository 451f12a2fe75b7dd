"""Times that cannot be: no change of a report is missed for them, and none is read for ever."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from articles.collection.collection import Collection, File
from index.anchors import Ref
from index.build import plan
from index.build.build import build
from index.library import manifest
from index.library.library import Library
from index.notebook import backups
from index.notebook.acts import Facet, Tag
from index.notebook.notebook import Notebook
from index.notebook.schema import connect
from index.query.parser import parse

DAY = 86_400 * 10**9
SECOND = 10**9
TIMES = {
    "1969": -(10**9) * 3_600,
    "the epoch": 0,
    "just before it": -1,
    "2038": (2**31 + 60) * 10**9,
    "2106": (2**32 + 60) * 10**9,
}
"""Nanoseconds since the epoch."""


class Pile:
    """A collection of one report, and its library."""

    def __init__(self, folder: Path) -> None:
        self.reports, self.library = folder / "reports", folder / "library"
        self.reports.mkdir()
        self.read: list[str] = []

    def write(self, word: str, when: int) -> None:
        path = self.reports / "a.txt"
        path.write_text(f"Levee breaks\n\nThe levee broke {word} dawn.\n", "utf-8")
        os.utime(path, ns=(when, when))

    def build(self) -> int:
        """How many files were read."""
        self.read.clear()
        list(build(Collection.open(self.reports), self.library, jobs=0))
        return len(self.read)

    def says(self, word: str) -> bool:
        with closing(Library.open(self.library)) as library:
            return bool(library.engine.search(parse(word)).numbers)


@pytest.fixture
def pile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pile:
    made = Pile(tmp_path)
    original = Collection.read

    def spy(self: Collection, file: File, *parsing: object) -> Iterator[object]:
        made.read.append(file.path)
        return original(self, file, *parsing)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(Collection, "read", spy)
    return made


def stepped(monkeypatch: pytest.MonkeyPatch, by: int) -> None:
    """Let the clock of the build go before, or after, that of the files."""
    made = plan.Plan

    def later(begun_ns: int, **what: set[str]) -> plan.Plan:
        return made(**what, begun_ns=begun_ns + by)

    monkeypatch.setattr(plan, "Plan", later)


@pytest.mark.parametrize("when", TIMES.values(), ids=TIMES)
def test_a_report_of_any_time_is_read_once_and_again_when_it_changes(pile: Pile, when: int) -> None:
    pile.write("before", when)
    assert [pile.build(), pile.build()] == [1, 0]
    pile.write("shortly before", when)  # at the same time, longer
    assert pile.build() == 1
    assert pile.says("shortly")
    pile.write("shortly behind", when + 10**9)  # as long, a second later
    assert pile.build() == 1
    assert pile.says("behind")


def test_what_changes_within_a_tick_of_the_clock_is_noticed(pile: Pile) -> None:
    now = time.time_ns()
    pile.write("before", now)
    assert pile.build() == 1
    pile.write("behind", now)  # of the same length and time
    assert pile.build() == 1
    assert pile.says("behind")


@pytest.mark.parametrize("when", TIMES.values(), ids=TIMES)
@pytest.mark.parametrize("replaced", [False, True], ids=["written over", "replaced"])
def test_new_content_of_the_same_length_and_time_is_noticed(
    pile: Pile, when: int, *, replaced: bool
) -> None:
    """Whoever sets the time of a file back cannot set back when the system says it changed."""
    pile.write("before", when)
    assert [pile.build(), pile.build()] == [1, 0]
    if replaced:
        (pile.reports / "a.txt").rename(pile.reports / "former")
    pile.write("behind", when)
    (pile.reports / "former").unlink(missing_ok=True)
    assert [pile.build(), pile.build()] == [1, 0]
    assert pile.says("behind")


def test_what_changes_of_a_file_but_its_content_costs_one_reading(pile: Pile) -> None:
    pile.write("before", 0)
    pile.build()
    (pile.reports / "a.txt").chmod(0o600)
    assert [pile.build(), pile.build()] == [1, 0]


def test_a_library_that_kept_fewer_times_is_gone_on_with(pile: Pile) -> None:
    pile.write("before", 0)
    pile.build()
    generation = pile.library / "gen-000001"
    with closing(sqlite3.connect(generation / "catalogue.db")) as former:
        former.execute("ALTER TABLE file DROP COLUMN changed_ns")
    files = manifest.files_of(generation, {})
    manifest.write(generation, manifest.read(generation)._replace(files=files))
    assert [pile.build(), pile.build()] == [1, 0]
    assert pile.says("before")
    with closing(Library.open(pile.library)) as library:
        assert library.generation == generation


@pytest.mark.parametrize("by", [DAY, -DAY])
def test_a_clock_that_is_stepped_makes_nothing_be_missed_or_read_for_ever(
    pile: Pile, monkeypatch: pytest.MonkeyPatch, by: int
) -> None:
    now = time.time_ns()
    pile.write("before", now - DAY // 2)
    pile.build()
    with monkeypatch.context() as patch:
        stepped(patch, by)
        assert pile.build() == 0
        pile.write("behind", now + by)
        assert pile.build() == 1
        assert pile.says("behind")
    pile.write("beside", now)
    assert pile.build() == 1
    assert pile.says("beside")
    stepped(monkeypatch, 2 * DAY)
    pile.build()
    assert pile.build() == 0


@pytest.mark.parametrize("after", [-1, 30, 59.9])
def test_a_file_that_has_changed_since_a_long_scan_began_is_read_again(after: float) -> None:
    begun = time.time_ns() - 60 * SECOND
    file = File("a.txt", 6, begun + int(after * SECOND), 0)
    made = plan.plan([file], {}, set(), begun)
    assert plan.plan([file], {file.path: made.to_keep(file)}, set(), begun).read == [file]


@pytest.mark.parametrize("by", [10**9, -(10**9)])
def test_a_clock_that_is_set_during_a_build_changes_nothing_of_how_long_that_took(
    pile: Pile, monkeypatch: pytest.MonkeyPatch, by: int
) -> None:
    pile.write("before", 0)
    begun, clock = time.monotonic(), time.time
    summary = None
    for step in build(Collection.open(pile.reports), pile.library, jobs=0):
        monkeypatch.setattr(time, "time", lambda: clock() + by)
        summary = step.summary or summary
    assert summary is not None
    taken = time.monotonic() - begun
    with closing(Library.open(pile.library)) as library:
        told = library.catalogue.meta("milliseconds") / 1000
    assert 0 < told <= summary.seconds <= taken


def test_acts_stand_in_the_order_in_which_they_were_done_whatever_the_clock_said(
    tmp_path: Path,
) -> None:
    with Notebook(tmp_path / "n.db") as notebook:
        for time_, tag in (("2106-01-01", "first"), ("1969-12-31", "second"), ("2026-01-01", "x")):
            with notebook.writing():
                notebook.put(f"{time_}T00:00:00+00:00", Tag((Ref("a.txt", ""),), (tag,)))
        assert notebook.undo()
        assert [one.item for one in notebook.holding(Facet.TAG)] == ["first", "second"]


def test_copies_from_a_clock_that_was_ahead_do_not_cost_today_its_own(tmp_path: Path) -> None:
    path = tmp_path / "n.db"
    with closing(connect(path)) as database:
        for day in range(1, 10):
            backups.keep_daily(database, path, date(2106, 1, day))
        today = datetime.now(UTC).date()
        backups.keep_daily(database, path, today)
    copy = tmp_path / f"n.db.{today.isoformat()}.backup"
    with closing(sqlite3.connect(copy)) as saved:
        assert saved.execute("SELECT count(*) FROM journal").fetchone() == (0,)
    assert len(list(tmp_path.glob("*.backup"))) <= backups.DAYS + 1
