"""A build among others: killed with its workers, watched by readers, its collection changing."""

import json
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import IO, Any

import pytest

from articles.collection.collection import Collection
from index.build.build import build
from index.catalogue.store import GONE, Sort
from index.library.errors import LibraryBusy
from index.library.library import Library
from index.query.parser import parse

RECORDS = 200
FILES = 40
SCRIPT = """
    import sys
    from pathlib import Path
    import index.build.progress as timing
    from articles.collection.collection import Collection
    from index.build.build import build

    timing._FIRST_COMMIT = timing._LAST_COMMIT = 0.0
    for progress in build(Collection.open(Path(sys.argv[1])), Path(sys.argv[2]), jobs=2):
        if progress.committed:
            print(progress.reports, flush=True)
"""


def text(number: int) -> str:
    return f"Gate {number} holds\n\nMargaret Okafor said gate number {number} had held in Raqqa.\n"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Small files, and one with many records."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(FILES):
        write(folder / f"{number:02}.txt", text(number))
    lines = [json.dumps({"title": f"Gate {n}", "text": text(n)}) for n in range(RECORDS)]
    write(folder / "many.jsonl", "\n".join(lines))
    return folder


def write(path: Path, content: str) -> None:
    """Write a file that was last changed long ago, each time at another moment."""
    before = path.stat().st_mtime_ns if path.exists() else 10**18
    path.write_text(content, "utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))


@contextmanager
def building(reports: Path, place: Path) -> Iterator["subprocess.Popen[str]"]:
    """A build with workers in another process, which says when it has committed."""
    command = [sys.executable, "-c", textwrap.dedent(SCRIPT), str(reports), str(place)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def lines(process: "subprocess.Popen[str]") -> IO[str]:
    assert process.stdout is not None
    return process.stdout


def said(place: Path) -> dict[str, Any]:
    """What a library says, without its numbers."""
    with closing(Library.open(place)) as library:
        catalogue, mentions = library.catalogue, library.mentions
        ids = {row.number: row.id for row in catalogue.rows(catalogue.order_by_id())}
        return {
            "texts": {name: catalogue.article(number).text for number, name in ids.items()},
            "found": sorted(ids[one] for one in library.engine.search(parse("okafor")).numbers),
            "entities": sorted(
                (one.name, one.mentions, one.articles) for one in mentions.entities()
            ),
        }


def finished(reports: Path, place: Path) -> dict[str, Any]:
    """Bring a library up to date, in this process; what it says then."""
    for _ in build(Collection.open(reports), place, jobs=0):
        pass
    return said(place)


@pytest.mark.parametrize("commits", [1, 4])
def test_a_build_killed_with_its_workers_is_gone_on_with(
    reports: Path, tmp_path: Path, commits: int
) -> None:
    with building(reports, tmp_path / "library") as process:
        for _ in range(commits):
            assert lines(process).readline()
        process.send_signal(signal.SIGKILL)
    with closing(Library.open(tmp_path / "library")) as library:
        assert library.catalogue.count() > 0

    assert finished(reports, tmp_path / "library") == finished(reports, tmp_path / "anew")


def consistent(library: Library) -> int:
    """Hold the three stores of a library against each other; how many reports it has."""
    found = set(library.engine.search(parse("okafor")).numbers)
    named = library.mentions.find("Margaret Okafor")
    mentioned = library.mentions.articles_of(named[0].id) if named else set()
    numbers = library.catalogue.order(Sort.DATE)
    assert found | mentioned <= set(numbers)
    assert all(row.title != GONE for row in library.catalogue.rows(numbers))
    for number in list(numbers)[-3:]:
        assert "Okafor said gate" in library.catalogue.article(number).text
    return len(numbers)


def test_two_readers_see_a_whole_library_all_through_a_build(reports: Path, tmp_path: Path) -> None:
    place, readers = tmp_path / "library", list[Library]()
    counts: list[list[int]] = [[], []]
    with building(reports, place) as process, ExitStack() as opened:
        for _ in lines(process):
            if not readers:
                readers = [opened.enter_context(closing(Library.open(place))) for _ in range(2)]
            for reader, seen in zip(readers, counts, strict=True):
                reader.refresh()
                seen.append(consistent(reader))
        assert process.wait() == 0
        for reader, seen in zip(readers, counts, strict=True):
            reader.refresh()
            assert seen == sorted(seen)
            assert consistent(reader) == FILES + RECORDS


def test_a_collection_that_changes_during_a_build_is_read_as_it_was_or_as_it_is(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files are appended to, replaced, removed and added while others are read."""
    monkeypatch.setattr("index.build.progress._FIRST_COMMIT", 0.0)
    monkeypatch.setattr("index.build.progress._LAST_COMMIT", 0.0)
    longer = text(5) + "\nThe army said it would stay.\n"
    place = tmp_path / "library"
    steps = build(Collection.open(reports), place, jobs=0)
    commits = (step for step in steps if step.committed)
    for change in (
        lambda: write(reports / "00.txt", text(0) + "\nIt has been read before.\n"),
        lambda: write(reports / "05.txt", longer),
        (reports / "39.txt").unlink,
        lambda: write(reports / "38.txt", text(380)),
        lambda: write(reports / "new.txt", text(1000)),
    ):
        next(commits)
        change()
    for _ in commits:
        pass

    texts = said(place)["texts"]
    assert texts["00.txt"] == text(0)
    assert texts["05.txt"] == longer
    assert texts["38.txt"] == text(380)
    assert "39.txt" not in texts
    assert finished(reports, place) == finished(reports, tmp_path / "anew")


def test_a_second_build_says_which_process_holds_the_library(reports: Path, tmp_path: Path) -> None:
    with building(reports, tmp_path / "library") as process:
        assert lines(process).readline()
        with pytest.raises(LibraryBusy, match=f"process {process.pid}"):
            next(build(Collection.open(reports), tmp_path / "library", jobs=0))
