"""A library has the engine that was asked for, keeps it, and changes it without reading again."""

import builtins
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

from articles.collection.collection import Collection
from index.build.build import Progress, build
from index.engines.choice import ENGINES, kind
from index.engines.engine import EngineDamaged, EngineError
from index.library.errors import LibraryError
from index.library.library import Library
from index.query.parser import parse
from tui.cli import arguments


@pytest.fixture
def reports(tmp_path: Path) -> Collection:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text("Levee breaks\n\nThe levee at Harrow Bend broke before dawn.\n")
    (folder / "b.txt").write_text("Bridge reopens\n\nThe old bridge reopened on Monday.\n")
    for path in folder.iterdir():
        os.utime(path, (1_500_000_000, 1_500_000_000))  # what has just changed may change again
    return Collection.open(folder)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "library"


def built(reports: Collection, place: Path, engine: str | None = None) -> list[Progress]:
    return list(build(reports, place, jobs=0, engine=engine))


def engine_and_found(place: Path) -> tuple[str, str, int]:
    library = Library.open(place)
    found = library.engine.search(parse("levee")).numbers
    answer = library.manifest.engine, library.engine.name, len(found)
    library.close()
    return answer


def notes(steps: list[Progress]) -> list[str]:
    return [step.note for step in steps if step.note]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_library_has_the_engine_that_was_asked_for_and_keeps_it(
    reports: Collection, place: Path, engine: str
) -> None:
    built(reports, place, engine)
    assert engine_and_found(place) == (engine, engine, 1)

    (Path(reports.root) / "c.txt").write_text("Levee mended\n\nThe levee was mended.\n")

    assert notes(built(reports, place)) == []
    assert engine_and_found(place) == (engine, engine, 2)


def test_with_another_engine_the_text_is_indexed_anew_but_no_report_is_read(
    reports: Collection, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(reports, place)
    monkeypatch.setattr(Collection, "read", _never)

    assert notes(built(reports, place, "tantivy")) == [
        "tantivy is to search the text, not whoosh; indexing it anew"
    ]
    assert engine_and_found(place) == ("tantivy", "tantivy", 1)
    assert notes(built(reports, place)) == []
    assert engine_and_found(place) == ("tantivy", "tantivy", 1)


def _never(*_: object) -> None:
    raise AssertionError("a report was read")


def test_an_open_library_follows_a_change_of_engine(reports: Collection, place: Path) -> None:
    built(reports, place)
    library = Library.open(place)
    assert library.engine.name == "whoosh"

    built(reports, place, "tantivy")
    library.refresh()

    assert library.engine.name == "tantivy"
    assert len(library.engine.search(parse("levee")).numbers) == 1
    library.close()


@pytest.mark.parametrize(("engine", "other"), [ENGINES, ENGINES[::-1]])
def test_an_index_of_another_kind_is_no_index(tmp_path: Path, engine: str, other: str) -> None:
    kind(engine).create(tmp_path / "text").close()

    with pytest.raises(EngineDamaged):
        kind(other).open(tmp_path / "text")


def test_an_engine_that_there_is_not_is_refused_by_name() -> None:
    with pytest.raises(EngineError, match="no engine 'lucene'; there are whoosh and tantivy"):
        kind("lucene")


def test_a_missing_extra_is_named_before_anything_is_touched(
    reports: Collection, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(reports, place)
    real = builtins.__import__

    def without(name: str, *others: object, **named: object) -> ModuleType:
        if name == "tantivy":
            raise ModuleNotFoundError(name)
        return real(name, *others, **named)

    for name in [name for name in sys.modules if name.startswith("index.engines.tantivy")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "tantivy", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)

    with pytest.raises(LibraryError, match=r"pip install 'gazetteer\[fast\]'"):
        built(reports, place, "tantivy")

    assert engine_and_found(place) == ("whoosh", "whoosh", 1)


def test_the_command_line_offers_every_engine() -> None:
    assert arguments.ENGINES == ENGINES
