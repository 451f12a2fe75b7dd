"""A library that is not what it was built from is found out, part by part."""

import sqlite3
from array import array
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from articles.collection.collection import Collection
from index.build.build import build
from index.catalogue.store import Catalogue
from index.engines.whoosh_engine import WhooshEngine
from index.library import manifest
from index.library.checkup import checkup
from index.library.library import Library

FLOOD = (
    "Flood in Port Ellis\n\nPORT ELLIS, March 3 - Mayor Ada Moreau said the river had"
    " taken the old bridge near the harbour.\n"
)


@pytest.fixture
def generation(tmp_path: Path) -> Path:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "flood.txt").write_text(FLOOD, "utf-8")
    for _ in build(Collection.open(reports), tmp_path / "library", jobs=0):
        pass
    return tmp_path / "library" / "gen-000001"


def faults(generation: Path) -> Iterator[tuple[str, str]]:
    """What is found, after the files were declared to be as they should be."""
    kept = manifest.read(generation)
    manifest.write(generation, kept._replace(files=manifest.files_of(generation, {})))
    yield from faults_as_sealed(generation)


def faults_as_sealed(generation: Path) -> Iterator[tuple[str, str]]:
    """What is found as it lies there."""
    with closing(Library.open(generation.parent)) as library:
        for seen in checkup(library):
            if not seen.is_sound:
                yield seen.part, seen.told


def take_from_text_index(generation: Path) -> None:
    with closing(Library.open(generation.parent)) as library:
        (number,) = library.catalogue.order_by_id()
    with closing(WhooshEngine.open(generation / "text", writable=True)) as engine:
        engine.update([], [number])


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


def test_a_whole_library_is_sound(generation: Path) -> None:
    assert dict(faults(generation)) == {}


def test_a_text_that_was_changed_is_found(generation: Path) -> None:
    change(generation / "catalogue.db", "UPDATE text SET text = replace(text, 'river', 'ocean')")
    assert dict(faults(generation))["texts"] == "flood.txt is not as it was read"


def test_a_mention_that_does_not_stand_in_its_text_is_found(generation: Path) -> None:
    change(
        generation / "mentions.db",
        "UPDATE mention SET start = start + 1, end = end + 1 WHERE form ="
        " (SELECT id FROM form WHERE surface = 'Ada Moreau')",
    )
    assert "does not say 'Ada Moreau'" in dict(faults(generation))["mentions"]


def test_a_report_that_the_text_index_lacks_is_found(generation: Path) -> None:
    take_from_text_index(generation)
    assert dict(faults(generation))["text index"] == "holds 0 of 1 reports"


def test_a_report_that_the_text_index_refused_is_no_fault_of_it(generation: Path) -> None:
    take_from_text_index(generation)
    change(generation / "catalogue.db", "UPDATE article SET refused = 'too many words'")
    assert dict(faults(generation)) == {}


def test_a_report_that_an_interrupted_build_has_not_indexed_yet_is_no_fault(
    generation: Path,
) -> None:
    manifest.write(generation, manifest.read(generation)._replace(files=None))
    take_from_text_index(generation)
    change(generation / "catalogue.db", "UPDATE article SET indexed_rev = 0")
    assert dict(faults_as_sealed(generation)) == {}


def test_a_word_is_not_cut_at_an_accent_to_be_looked_for(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "note.txt").write_text("ENTITÉ\n\ndans une entité\n", "utf-8")
    for _ in build(Collection.open(reports), tmp_path / "library", jobs=0):
        pass
    assert dict(faults_as_sealed(tmp_path / "library" / "gen-000001")) == {}


def test_a_report_that_a_build_takes_out_meanwhile_is_no_fault(
    generation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = Catalogue.order_by_id
    monkeypatch.setattr(Catalogue, "order_by_id", lambda self: array("I", [77, *numbers(self)]))
    assert list(faults(generation)) == []
