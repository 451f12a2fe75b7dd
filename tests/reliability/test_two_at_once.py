"""Two at one collection: one writes at a time, both see a whole library, no note is lost."""

import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from holders import holding
from pseudo_terminal import Terminal

from index.library.checkup import checkup
from index.library.errors import LibraryMissing
from index.library.folder import place_of
from index.library.library import LOCK, Library
from index.notebook.acts import Facet
from index.notebook.file import notebook_of
from index.notebook.notebook import Notebook
from index.query.parser import parse

TIMES = int(os.environ.get("GAZETTEER_TIMES", "20"))
"""How often each of two writes, and how many libraries they race to make; in a soak 200 times."""
BOTH = """
    import sys, time
    from pathlib import Path
    from articles.collection.collection import Collection
    from index.build.build import build
    from index.library.errors import LibraryBusy
    from index.library.folder import place_of
    from index.anchors import Ref
    from index.notebook.acts import Tag
    from index.notebook.file import notebook_of
    from index.notebook.notebook import Notebook

    reports, base, own, times = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])

    def brought_up_to_date(place):
        while True:
            try:
                return list(build(Collection.open(reports), place, jobs=0))
            except LibraryBusy:
                time.sleep(0.002)
"""
COMMITS = """
    for number in range(times):
        (reports / f"{own}{number}.txt").write_text(f"Gate {own}{number} holds\\n\\nIt held.\\n")
        brought_up_to_date(place_of(reports, base))
        with Notebook(notebook_of(reports, base)) as notebook:
            notebook.add(Tag((Ref(f"{own}{number}.txt", ""),), (f"{own}{number}",)))
"""
RACES = """
    for number in range(times):
        brought_up_to_date(base / str(number))
"""


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "levee.txt").write_text("Levee breaks\n\nThe levee held until dawn.\n", "utf-8")
    return folder


def two(code: str, reports: Path, base: Path) -> Iterator[None]:
    """Let two processes do the same at once; yields again and again until both are done."""
    command = [sys.executable, "-c", textwrap.dedent(BOTH) + textwrap.dedent(code), reports, base]
    both = [subprocess.Popen([*command, own, str(TIMES)]) for own in "ab"]
    try:
        while any(one.poll() is None for one in both):
            yield
        assert [one.returncode for one in both] == [0, 0]
    finally:
        for one in both:
            one.kill()
            one.wait()


def sound(place: Path) -> bool:
    with closing(Library.open(place)) as library:
        return all(one.is_sound for one in checkup(library))


def test_two_that_write_lose_nothing_and_a_reader_sees_a_whole_library(
    reports: Path, tmp_path: Path
) -> None:
    place, seen = place_of(reports, tmp_path / "base"), [0]
    for _ in two(COMMITS, reports, tmp_path / "base"):
        with suppress(LibraryMissing), closing(Library.open(place)) as library:
            found = set(library.engine.search(parse("held")).numbers)
            numbers = library.catalogue.order_by_id()
            assert found <= set(numbers)
            assert all("held" in library.catalogue.article(number).text for number in numbers)
            seen.append(len(numbers))
    assert seen == sorted(seen)
    assert len(set(seen)) > 2
    assert sound(place)
    names = [f"{own}{number}" for own in "ab" for number in range(TIMES)]
    with closing(Library.open(place)) as library:
        assert library.catalogue.count() == 1 + len(names)
        assert len(library.engine.search(parse("gate")).numbers) == len(names)
    with Notebook(notebook_of(reports, tmp_path / "base")) as notebook:
        assert sorted(one.item for one in notebook.holding(Facet.TAG)) == sorted(names)
        assert notebook.faults() == 0


def test_two_that_race_to_make_a_library_make_one(reports: Path, tmp_path: Path) -> None:
    for _ in two(RACES, reports, tmp_path / "base"):
        pass
    for number in range(TIMES):
        assert sound(tmp_path / "base" / str(number))


def test_the_reader_says_who_writes_and_takes_over_when_that_one_is_killed(
    reports: Path, tmp_path: Path
) -> None:
    base = tmp_path / "base"
    command = [sys.executable, "-m", "tui.cli", "--library", str(base)]
    subprocess.run([*command, "index", reports], check=True, capture_output=True)
    with holding(place_of(reports, base) / LOCK) as writer:
        (reports / "bridge.txt").write_text("Bridge reopens\n\nThe bridge held.\n", "utf-8")
        terminal = Terminal([*command, str(reports)], columns=120, rows=30)
        try:
            terminal.wait_for(f"read-only while process {writer.pid} writes the library")
            assert "Levee breaks" in terminal.screen()
            writer.kill()
            terminal.wait_for("Bridge reopens")
            terminal.wait_until(lambda screen: "read-only" not in screen, "an end of waiting")
            (reports / "school.txt").write_text("School closed\n\nThe roof held.\n", "utf-8")
            subprocess.run([*command, "index", reports], check=True, capture_output=True)
            terminal.wait_for("School closed")
        finally:
            terminal.close()
