"""Building: the library says what the collection says, whatever happened to it in between."""

import gc
import json
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from in_time import at_most

from articles.collection.collection import Collection, File
from articles.collection.file_reading import Parse
from articles.collection.files import Skipped
from index.build.build import Progress, Summary, build
from index.build.plan import Former
from index.catalogue.store import Catalogue
from index.catalogue.writer import CatalogueWriter, Held
from index.library import generations, manifest
from index.library.errors import LibraryBusy, LibraryError, LibraryMissing
from index.library.library import Library
from index.library.lock import locked
from index.query.parser import parse
from index.search.pages import concordance
from index.search.search import Search

LEVEE = (
    "Levee breaks at Harrow Bend\n\nHARROW BEND, January 5, 2020 - The levee broke before dawn.\n\n"
    "Margaret Okafor, the governor, blamed the Northern River Authority.\n"
)
INQUIRY = (
    "Inquiry into levee announced\n\nGovernor Margaret Okafor announced an inquiry on Monday.\n\n"
    "Okafor said the levee had been inspected in spring.\n"
)
BRIDGE = "Bridge reopens\n\nThe old bridge at Port Ellis reopened after repairs by the army.\n"
BINARY = bytes(range(256)) * 4


class Pile:
    """A collection that changes, and its library."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "reports"
        self.folder.mkdir()
        self.place = folder / "library"
        self._age = 0

    def write(self, name: str, text: str | bytes) -> None:
        """Write a file, with a time of change of its own, long ago."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        self._age += 1
        os.utime(path, (1_500_000_000 + self._age, 1_500_000_000 + self._age))

    def steps(self, *, rebuild: bool = False) -> list[Progress]:
        return list(build(Collection.open(self.folder), self.place, jobs=0, rebuild=rebuild))

    def build(self, *, rebuild: bool = False) -> Summary:
        summary = self.steps(rebuild=rebuild)[-1].summary
        assert summary is not None
        return summary

    def state(self) -> dict[str, Any]:
        """All that the library says, without its numbers."""
        library = Library.open(self.place)
        try:
            return state(library)
        finally:
            library.close()

    def numbers(self) -> dict[str, int]:
        library = Library.open(self.place)
        rows = library.catalogue.rows(library.catalogue.order_by_id())
        library.close()
        return {row.id: row.number for row in rows}


def state(library: Library) -> dict[str, Any]:
    catalogue, mentions = library.catalogue, library.mentions
    ids = {row.number: row.id for row in catalogue.rows(catalogue.order_by_id())}
    return {
        "articles": [catalogue.article(number) for number in ids],
        "skipped": catalogue.skipped(),
        "found": {
            word: sorted(ids[number] for number in library.engine.search(parse(word)).numbers)
            for word in ("levee", "okafor", "bridge", "army")
        },
        "mentions": [
            (ids[number], one.start, one.end, one.surface, one.name)
            for number in ids
            for one in mentions.stored_mentions_in(number)
        ],
        "entities": sorted((one.name, one.mentions, one.articles) for one in mentions.entities()),
    }


@pytest.fixture
def pile(tmp_path: Path) -> Pile:
    made = Pile(tmp_path)
    made.write("a.txt", LEVEE)
    made.write("b.txt", INQUIRY)
    return made


@pytest.fixture
def files_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that are read from now on."""
    read: list[str] = []
    original = Collection.read

    def spy(self: Collection, file: File, *parse: Parse) -> Iterator[Any]:
        read.append(file.path)
        return original(self, file, *parse)

    monkeypatch.setattr(Collection, "read", spy)
    return read


def test_reports_of_a_former_version_are_each_looked_at_once() -> None:
    """All of one content were looked through for each."""
    held = [Held(number, str(number), b"one and the same") for number in range(50_000)]
    with at_most(10.0, "50,000 reports of one content"):
        former, claimed = Former(held), []
        while not former.is_empty:
            claimed.append(former.alike(b"one and the same"))
    assert claimed == held
    assert former.alike(b"one and the same") is None


def test_nobody_lists_the_former_reports_for_each_new_one(
    pile: Pile, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [json.dumps({"text": f"Report {n} of the levee."}) for n in range(60)]
    pile.write("many.jsonl", "\n".join(lines))
    pile.build()
    asked, left = [], Former.left
    monkeypatch.setattr(Former, "left", lambda self: asked.append(self) or left(self))
    pile.write("many.jsonl", "\n".join(line.replace("levee", "dam") for line in lines))
    assert pile.build().updated == 60
    assert len(asked) == 2  # the file's, and those of all files that are gone


def test_a_first_build_adds_all(pile: Pile) -> None:
    summary = pile.build()
    assert (summary.added, summary.unchanged, summary.skipped) == (2, 0, ())
    assert pile.state()["found"]["levee"] == ["a.txt", "b.txt"]
    assert ("Margaret Okafor", 3, 2) in pile.state()["entities"]


def test_numbers_follow_the_scan(pile: Pile) -> None:
    pile.build()
    assert pile.numbers() == {"a.txt": 1, "b.txt": 2}


def test_unchanged_files_are_not_read_again(pile: Pile, files_read: list[str]) -> None:
    pile.build()
    files_read.clear()
    summary = pile.build()
    assert (summary.unchanged, files_read) == (2, [])


def test_a_build_without_changes_writes_nothing(pile: Pile) -> None:
    pile.build()
    (generation,) = pile.place.glob("gen-*")
    before = {path: path.stat().st_mtime_ns for path in generation.rglob("*") if path.is_file()}
    pile.build()
    after = {path: path.stat().st_mtime_ns for path in generation.rglob("*") if path.is_file()}
    assert before.items() <= after.items()


def test_added_changed_and_removed_reports_are_noticed(pile: Pile) -> None:
    pile.build()
    before = pile.numbers()
    pile.write("b.txt", BRIDGE)
    pile.write("c/d.txt", INQUIRY.replace("spring", "autumn"))
    (pile.folder / "a.txt").unlink()
    summary = pile.build()
    assert (summary.added, summary.updated, summary.removed) == (1, 1, 1)
    assert pile.state()["found"] == {
        "levee": ["c/d.txt"], "okafor": ["c/d.txt"], "bridge": ["b.txt"], "army": ["b.txt"],
    }  # fmt: skip
    assert pile.numbers()["b.txt"] == before["b.txt"]


def test_nothing_of_a_removed_report_is_left(pile: Pile) -> None:
    pile.build()
    for path in pile.folder.iterdir():
        path.unlink()
    assert pile.build().removed == 2
    after = pile.state()
    assert after["entities"] == after["mentions"] == after["articles"] == []


def test_an_updated_library_says_what_a_new_one_says(pile: Pile) -> None:
    pile.build()
    pile.write("a.txt", BRIDGE + LEVEE)
    pile.write("c.txt", BRIDGE)
    pile.write("bad.txt", BINARY)
    (pile.folder / "b.txt").rename(pile.folder / "z.txt")
    pile.build()
    updated = pile.state()
    pile.build(rebuild=True)
    assert updated == pile.state()


def test_a_renamed_report_keeps_its_number(pile: Pile) -> None:
    pile.build()
    before = pile.numbers()
    (pile.folder / "a.txt").rename(pile.folder / "moved.txt")
    summary = pile.build()
    assert (summary.renamed, summary.added, summary.removed) == (1, 0, 0)
    assert pile.numbers() == {"b.txt": before["b.txt"], "moved.txt": before["a.txt"]}


def test_a_copy_is_a_report_of_its_own(pile: Pile) -> None:
    pile.build()
    pile.write("copy.txt", LEVEE)
    assert pile.build().added == 1
    assert pile.state()["found"]["levee"] == ["a.txt", "b.txt", "copy.txt"]


def test_a_touched_report_is_unchanged(pile: Pile, files_read: list[str]) -> None:
    pile.build()
    files_read.clear()
    pile.write("a.txt", LEVEE)
    summary = pile.build()
    assert (files_read, summary.updated, summary.unchanged) == (["a.txt"], 0, 2)


def test_a_file_changed_just_before_it_was_read_is_read_again(
    pile: Pile, files_read: list[str]
) -> None:
    (pile.folder / "a.txt").write_text(LEVEE, "utf-8")
    pile.build()
    files_read.clear()
    pile.build()
    assert files_read == ["a.txt"]


def lines(*texts: str) -> str:
    return "".join(f'{{"title": "{text[:20]}", "text": "{text}"}}\n' for text in texts)


def test_records_that_move_within_a_file_keep_their_numbers(pile: Pile) -> None:
    texts = [f"The levee at gate {number} held." for number in range(5)]
    pile.write("many.jsonl", lines(*texts))
    pile.build()
    before = pile.numbers()
    pile.write("many.jsonl", lines("A bridge was closed.", *texts))
    summary = pile.build()
    after = pile.numbers()
    assert (summary.added, summary.updated, summary.removed) == (1, 0, 0)
    assert [after[f"many.jsonl#{n + 1}"] for n in range(1, 6)] == [
        before[f"many.jsonl#{n}"] for n in range(1, 6)
    ]


def test_one_changed_record_changes_one_report(pile: Pile) -> None:
    texts = [f"The levee at gate {number} held." for number in range(5)]
    pile.write("many.jsonl", lines(*texts))
    pile.build()
    pile.write("many.jsonl", lines(*texts[:2], "The bridge fell.", *texts[3:]))
    summary = pile.build()
    assert (summary.added, summary.updated, summary.removed) == (0, 1, 0)
    assert pile.state()["found"]["bridge"] == ["many.jsonl#3"]


def test_what_is_no_report_is_listed_and_not_tried_again(pile: Pile, files_read: list[str]) -> None:
    pile.write("bad.txt", BINARY)
    (skipped,) = pile.build().skipped
    files_read.clear()
    assert pile.build().skipped == (skipped,)
    assert (skipped.path, files_read) == ("bad.txt", [])


def test_a_skipped_file_is_tried_again_once_it_changes(pile: Pile) -> None:
    pile.write("bad.txt", BINARY)
    pile.build()
    pile.write("bad.txt", BRIDGE)
    summary = pile.build()
    assert (summary.added, summary.skipped) == (1, ())


def test_what_the_scan_leaves_out_is_listed_as_long_as_it_is_there(pile: Pile) -> None:
    pile.write(".hidden.txt", LEVEE)
    assert [one.path for one in pile.build().skipped] == [".hidden.txt"]
    (pile.folder / ".hidden.txt").unlink()
    assert pile.build().skipped == ()


def test_a_rebuild_replaces_the_library_at_its_end(pile: Pile) -> None:
    pile.build()
    for progress in build(Collection.open(pile.folder), pile.place, jobs=0, rebuild=True):
        if progress.summary is None:
            assert generations.current(pile.place) == pile.place / "gen-000001"
    assert generations.current(pile.place) == pile.place / "gen-000002"


def test_a_replaced_library_stays_for_its_readers_until_the_next_build(pile: Pile) -> None:
    pile.build()
    pile.build(rebuild=True)
    assert (pile.place / "gen-000001").exists()
    pile.build()
    assert [path.name for path in pile.place.glob("gen-*")] == ["gen-000002"]


def test_an_empty_collection_has_an_empty_library(tmp_path: Path) -> None:
    pile = Pile(tmp_path)
    pile.build()
    assert pile.state()["articles"] == []


def test_a_stopped_build_leaves_what_was_committed(
    pile: Pile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.build.progress._FIRST_COMMIT", 0.0)
    steps = build(Collection.open(pile.folder), pile.place, jobs=0)
    next(step for step in steps if step.committed)
    steps.close()
    assert [one.id for one in pile.state()["articles"]] == ["a.txt"]
    assert pile.build().added == 1


def test_two_builds_at_once_are_one_too_many(pile: Pile) -> None:
    pile.build()
    with locked(pile.place / "lock"), pytest.raises(LibraryBusy, match=str(os.getpid())):
        pile.build()


# Damage


@pytest.mark.parametrize("name", ["catalogue.db", "mentions.db", "manifest.json"])
@pytest.mark.parametrize("damage", ["deleted", "emptied", "overwritten"])
def test_a_damaged_library_is_built_anew(pile: Pile, name: str, damage: str) -> None:
    pile.build()
    before = pile.state()
    path = pile.place / "gen-000001" / name
    content = {"emptied": b"", "overwritten": b"x" * path.stat().st_size}
    path.unlink() if damage == "deleted" else path.write_bytes(content[damage])
    notes = [step.note for step in pile.steps() if step.note]
    assert len(notes) == 1
    assert "building it anew" in notes[0]
    assert pile.state() == before


def test_damage_that_only_the_summary_meets_is_damage_and_the_library_is_built_anew(
    pile: Pile, monkeypatch: pytest.MonkeyPatch
) -> None:
    pile.build()
    before = pile.state()
    skipped, met = Catalogue.skipped, []

    def damaged(catalogue: Catalogue) -> list[Skipped]:
        if not met:
            met.append(catalogue)
            raise sqlite3.DatabaseError("database disk image is malformed")
        return skipped(catalogue)

    monkeypatch.setattr(Catalogue, "skipped", damaged)
    steps = list(pile.steps())
    told = [step.note for step in steps if step.note]
    fault = "the library is damaged (database disk image is malformed); building it anew"
    assert (met != [], told) == (True, [fault])
    assert [step.summary.added for step in steps if step.summary] == [len(before["articles"])]
    assert pile.state() == before


def test_a_damaged_text_index_is_noticed(pile: Pile) -> None:
    pile.build()
    before = pile.state()
    largest = max((pile.place / "gen-000001/text").iterdir(), key=lambda path: path.stat().st_size)
    largest.write_bytes(largest.read_bytes()[:-1])
    assert "damaged" in next(step.note for step in pile.steps() if step.note)
    assert pile.state() == before


def test_a_lost_text_index_is_made_from_the_catalogue(pile: Pile, files_read: list[str]) -> None:
    """An interrupted build leaves no list of files, so nothing but the index itself tells."""
    pile.build()
    before = pile.state()
    generation = pile.place / "gen-000001"
    unseal(generation)
    for path in (generation / "text").iterdir():
        path.unlink()
    files_read.clear()
    pile.build()
    assert (pile.state(), files_read) == (before, [])


def unseal(generation: Path) -> None:
    """Make it look as if a build had been killed."""
    found = manifest.read(generation)
    manifest.write(generation, manifest.Manifest(found.collection, found.engine))


# Killed at any point

KILLED_AT = {
    "catalogue": "index.catalogue.writer.CatalogueWriter.commit",
    "mentions": "index.mentions.store.MentionStore.commit",
    "engine": "index.engines.whoosh_engine.WhooshEngine.update",
    "settled": "index.catalogue.writer.CatalogueWriter.settled",
    "manifest": "index.library.manifest.write",
    "pointer": "index.library.generations.publish",
}
SCRIPT = """
    import os, signal, sys
    from importlib import import_module
    from pathlib import Path
    import index.build.progress as timing
    from articles.collection.collection import Collection
    from index.build.build import build

    folder, place, path, when, which, rebuild = sys.argv[1:]
    timing._FIRST_COMMIT = timing._LAST_COMMIT = 0.0
    names = path.split(".")
    owner = import_module(".".join(names[:3]))
    for name in names[3:-1]:
        owner = getattr(owner, name)
    original, calls = getattr(owner, names[-1]), 0

    def deadly(*arguments, **keywords):
        global calls
        calls += 1
        if calls == int(which) and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*arguments, **keywords)
        if calls == int(which):
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, names[-1], deadly)
    list(build(Collection.open(Path(folder)), Path(place), jobs=0, rebuild=rebuild == "rebuild"))
"""


def build_and_die(pile: Pile, point: str, when: str, which: int, how: str = "update") -> int:
    """Build in another process that kills itself; its exit code."""
    command = [sys.executable, "-c", textwrap.dedent(SCRIPT), str(pile.folder), str(pile.place)]
    command += [KILLED_AT[point], when, str(which), how]
    return subprocess.run(command, check=False).returncode


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("point", KILLED_AT)
def test_a_killed_first_build_is_gone_on_with(pile: Pile, point: str, when: str) -> None:
    pile.write("c.txt", BRIDGE)
    assert build_and_die(pile, point, when, 1) == -signal.SIGKILL
    pile.build()
    resumed = pile.state()
    pile.build(rebuild=True)
    assert resumed == pile.state()


@pytest.mark.parametrize("which", [1, 2])
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("point", ["catalogue", "mentions", "engine", "settled"])
def test_a_killed_update_is_gone_on_with(pile: Pile, point: str, when: str, which: int) -> None:
    pile.write("c.txt", INQUIRY.replace("levee", "bridge"))
    pile.build()
    pile.write("a.txt", BRIDGE)
    pile.write("d.txt", LEVEE)
    (pile.folder / "c.txt").unlink()
    assert build_and_die(pile, point, when, which) == -signal.SIGKILL
    pile.build()
    resumed = pile.state()
    pile.build(rebuild=True)
    assert resumed == pile.state()


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("point", ["catalogue", "mentions", "engine", "settled"])
def test_a_killed_update_shows_only_mentions_of_the_text_that_it_shows(
    pile: Pile, point: str, when: str
) -> None:
    pile.build()
    pile.write("a.txt", f"A word in front.\n\n{LEVEE}")
    assert build_and_die(pile, point, when, 1) == -signal.SIGKILL
    library = Library.open(pile.place)
    for number in library.catalogue.order_by_id():
        text = library.catalogue.article(number).text
        for mention in library.mentions_in(number):
            assert text[mention.start : mention.end] == mention.surface
        for entity in library.mentions.entities():
            surfaces = {alias.surface for alias in library.mentions.aliases(entity.id)}
            found = concordance(library, Search(library), [number], entity=entity.id)
            assert {line.key for line in found} <= surfaces
    library.close()


@pytest.mark.parametrize("point", ["catalogue", "engine", "pointer"])
def test_a_killed_rebuild_leaves_the_library_as_it_was(pile: Pile, point: str) -> None:
    pile.build()
    before = pile.state()
    assert build_and_die(pile, point, "before", 1, "rebuild") == -signal.SIGKILL
    assert pile.state() == before
    pile.build(rebuild=True)
    assert pile.state() == before
    pile.build()
    assert len(list(pile.place.glob("gen-*"))) == 1


def test_a_killed_first_build_leaves_no_library_or_a_whole_one(pile: Pile) -> None:
    build_and_die(pile, "engine", "before", 1)
    with pytest.raises(LibraryMissing):
        Library.open(pile.place)


def test_what_a_killed_build_committed_is_not_read_again(pile: Pile, files_read: list[str]) -> None:
    pile.write("c.txt", BRIDGE)
    assert build_and_die(pile, "engine", "before", 3) == -signal.SIGKILL
    pile.build()
    assert Counter(files_read) == {}


def test_a_power_cut_that_cost_the_catalogue_its_last_commit_is_noticed(pile: Pile) -> None:
    """The text index is synced at each commit, the catalogue is not."""
    pile.build()
    generation = pile.place / "gen-000001"
    unseal(generation)
    catalogue = CatalogueWriter.open(generation / "catalogue.db", writable=True)
    catalogue.begin()
    number = catalogue.number("b.txt")
    assert number is not None
    catalogue.remove([number])
    catalogue.drop_file("b.txt")
    catalogue.settled([], [number], {})
    catalogue.close()
    (pile.folder / "b.txt").unlink()
    pile.build()
    assert pile.state()["found"]["levee"] == ["a.txt"]


def test_a_build_leaves_the_interpreter_as_it_was(pile: Pile) -> None:
    before = gc.get_threshold()
    steps = build(Collection.open(pile.folder), pile.place, jobs=0)
    next(steps)
    during = gc.get_threshold()
    steps.close()

    assert (gc.get_threshold(), during > before) == (before, True)


def test_a_skipped_file_is_read_again_only_if_that_is_asked(
    pile: Pile, files_read: list[str]
) -> None:
    pile.write("bad.txt", BINARY)
    pile.build()
    files_read.clear()
    assert [one.path for one in pile.build().skipped] == ["bad.txt"]
    assert files_read == []
    steps = list(build(Collection.open(pile.folder), pile.place, jobs=0, retry=True))
    assert files_read == ["bad.txt"]
    assert steps[-1].summary is not None
    assert [one.path for one in steps[-1].summary.skipped] == ["bad.txt"]


def test_a_text_index_that_stays_wrong_is_told_and_not_sealed(
    pile: Pile, monkeypatch: pytest.MonkeyPatch
) -> None:
    pile.write("levee.txt", LEVEE)
    generation = pile.place / "gen-000001"
    with monkeypatch.context() as patched:
        patched.setattr("index.engines.whoosh_engine.WhooshEngine.count", lambda engine: 7)
        with pytest.raises(LibraryError, match="does not hold what it was given"):
            pile.build()
        assert manifest.read(generation).files is None
    pile.build()
    assert manifest.read(generation).files
    with closing(Library.open(pile.place)) as library:
        assert library.engine.count() == library.catalogue.count() > 0
