"""Where no more files may be open, that is said; nothing is taken for damaged, or made anew."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from itertools import count
from pathlib import Path

import pytest

from articles.collection.collection import Collection
from index.build.build import build
from index.engines.engine import EngineDamaged, EngineError
from index.library import manifest
from index.library.errors import LibraryDamaged, LibraryError
from index.library.library import Library
from index.query.parser import parse

SAID = "Too many open files"


@contextmanager
def only(more: int) -> Iterator[None]:
    """So many more files may be open than there are now."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with ExitStack() as held:
        for _ in range(more):  # takes the lowest numbers, which stand between those in use
            held.callback(os.close, os.open(os.devnull, os.O_RDONLY))
        lowest = os.open(os.devnull, os.O_RDONLY)
        os.close(lowest)
    resource.setrlimit(resource.RLIMIT_NOFILE, (lowest, most[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, most)


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_a_sound_library_is_not_called_damaged(tmp_path: Path, engine: str) -> None:
    reports, place = tmp_path / "reports", tmp_path / "library"
    reports.mkdir()
    (reports / "a.txt").write_text("The levee broke.\n", "utf-8")
    list(build(Collection.open(reports), place, jobs=0, engine=engine))
    refusals: list[tuple[type[Exception], str]] = []
    for more in count():
        (reports / "a.txt").write_text(f"The levee broke {more} times.\n", "utf-8")
        with only(more):
            built, found = tried(reports, place, refusals)
        assert not any(built)
        if found:
            break
    assert len(refusals) > 10
    assert all(SAID in said for _, said in refusals)
    assert not {kind for kind, _ in refusals} & {LibraryDamaged, EngineDamaged}
    assert [path.name for path in place.glob("gen-*")] == ["gen-000001"]


def tried(
    reports: Path, place: Path, refusals: list[tuple[type[Exception], str]]
) -> tuple[list[str], list[int]]:
    """What a build tells; and what is found, if there are files enough for both."""
    notes: list[str] = []
    before = len(refusals)
    try:
        notes += [step.note for step in build(Collection.open(reports), place, jobs=0)]
    except LibraryError as error:
        refusals.append((type(error), str(error)))
    try:
        with closing(Library.open(place)) as library:
            found = list(library.engine.search(parse("levee")).numbers)
    except (LibraryError, EngineError) as error:
        refusals.append((type(error), str(error)))
    return notes, found if len(refusals) == before else []


def test_a_manifest_that_cannot_be_opened_is_no_damage(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The levee broke.\n", "utf-8")
    list(build(Collection.open(tmp_path / "a.txt"), tmp_path / "library", jobs=0))
    generation = tmp_path / "library" / "gen-000001"
    files = manifest.read(generation).files
    assert files
    with only(0), pytest.raises(OSError, match=SAID):
        manifest.read(generation)
    with only(0), pytest.raises(OSError, match=SAID):
        manifest.fault(generation, files, thorough=True)


def limited(limit: str, *words: str) -> "subprocess.CompletedProcess[str]":
    """What a command comes to under `ulimit`."""
    line = ["sh", "-c", f'ulimit {limit}; exec "$@"', "sh", sys.executable, "-m", "tui.cli"]
    return subprocess.run([*line, *words], capture_output=True, text=True, check=False)


def test_with_too_few_files_nothing_is_begun_and_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The levee broke.\n", "utf-8")
    for command in ("search", "index", "doctor", "read"):
        asked = ["levee"] if command == "search" else []
        done = limited("-n 20", command, str(tmp_path), *asked, "--library", str(tmp_path / "l"))
        assert done.returncode == 3
        assert done.stdout == ""
        assert done.stderr.count("\n") == 1
        assert "may have 20 files open, and needs 64; 'ulimit -n' says how many" in done.stderr
    assert not (tmp_path / "l").exists()


def test_as_many_files_are_open_as_the_system_lets(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The levee broke.\n", "utf-8")
    done = limited("-S -n 14", "search", str(tmp_path), "levee", "--library", str(tmp_path / "l"))
    assert done.returncode == 0
    assert "a.txt" in done.stdout
