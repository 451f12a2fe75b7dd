"""The tantivy engine on disk: exact, followed by readers, and not fooled by damaged files."""

import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from index.engines import tantivy_search
from index.engines.engine import Cancelled, Document, EngineDamaged, EngineError
from index.engines.tantivy_engine import TantivyEngine
from index.engines.tantivy_guard import damage, tantivy
from index.engines.tantivy_schema import SCHEMA
from index.query.parser import parse


def report(number: int, text: str = "A quiet day in Raqqa.") -> Document:
    return Document(number, "", "", "", f"{number}.txt", text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "text"


@pytest.fixture
def engine(folder: Path) -> Iterator[TantivyEngine]:
    made = TantivyEngine.create(folder)
    made.update([report(number) for number in range(20)])
    made.update([], remove=[7])
    yield made
    made.close()


def found(folder: Path, query: str = "raqqa") -> list[int]:
    reader = TantivyEngine.open(folder)
    numbers = sorted(reader.search(parse(query)).numbers)
    reader.close()
    return numbers


def test_what_was_committed_is_found_by_others(engine: TantivyEngine, folder: Path) -> None:
    assert found(folder) == [number for number in range(20) if number != 7]


def test_an_open_reader_sees_a_commit_when_it_refreshes(
    engine: TantivyEngine, folder: Path
) -> None:
    reader = TantivyEngine.open(folder)
    engine.update([report(99)])
    assert reader.count() == 19

    reader.refresh()

    assert reader.count() == 20
    assert 99 in reader.search(parse("raqqa")).numbers


def test_a_reader_goes_on_while_its_segments_are_merged_away(folder: Path) -> None:
    writer = TantivyEngine.create(folder)
    writer.update([report(0)])
    reader = TantivyEngine.open(folder)
    for number in range(1, 12):
        writer.update([report(number)])

    assert list(reader.search(parse("raqqa")).numbers) == [0]
    reader.refresh()
    assert reader.count() == 12


def test_small_segments_are_merged(folder: Path) -> None:
    writer = TantivyEngine.create(folder)
    for number in range(20):
        writer.update([report(number)])

    assert len(list(folder.glob("*.term"))) < 12


def test_a_reader_does_not_write(engine: TantivyEngine, folder: Path) -> None:
    with pytest.raises(EngineError, match="reading only"):
        TantivyEngine.open(folder).update([report(1)])


def test_two_cannot_write_at_once(engine: TantivyEngine, folder: Path) -> None:
    writing = tantivy.Index(SCHEMA, str(folder)).writer(15_000_000, 1)

    with pytest.raises(EngineError, match="another process"):
        engine.update([report(1)])

    del writing


def test_an_index_is_never_created_over_another(engine: TantivyEngine, folder: Path) -> None:
    with pytest.raises(EngineError, match="not empty"):
        TantivyEngine.create(folder)


def test_what_is_no_index_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(EngineDamaged, match="rebuild the library"):
        TantivyEngine.open(tmp_path / "missing")
    (tmp_path / "meta.json").write_text("{}")
    with pytest.raises(EngineDamaged, match="rebuild the library"):
        TantivyEngine.open(tmp_path)


@pytest.mark.parametrize("suffix", ["term", "idx", "pos", "store", "fast", "fieldnorm", "del"])
@pytest.mark.parametrize("harm", ["flipped", "cut", "gone", "empty"])
def test_a_damaged_file_is_damage_and_never_an_answer(
    engine: TantivyEngine, folder: Path, tmp_path: Path, suffix: str, harm: str
) -> None:
    harmed = tmp_path / "harmed"
    shutil.copytree(folder, harmed)
    segments = (harmed / "meta.json").read_text().replace("-", "")
    (path,) = (path for path in harmed.glob(f"*.{suffix}") if path.name[:32] in segments)
    content = bytearray(path.read_bytes())
    if harm == "gone":
        path.unlink()
    elif harm == "flipped":
        content[len(content) // 3] ^= 0x40
        path.write_bytes(content)
    else:
        path.write_bytes(content[: len(content) // 2 if harm == "cut" else 0])

    with pytest.raises(EngineDamaged):
        found(harmed)


def test_a_list_of_segments_that_is_no_list_is_damage(engine: TantivyEngine, folder: Path) -> None:
    (folder / "meta.json").write_text('{"segments": 3}')

    with pytest.raises(EngineDamaged):
        found(folder)


def test_a_closed_engine_answers_nothing(engine: TantivyEngine) -> None:
    engine.close()

    with pytest.raises(EngineError, match="closed"):
        engine.search(parse("raqqa"))


@pytest.mark.parametrize("query", ["a*", '"a2* b2*"', '"b* a*"~3', "in:caption a*"])
def test_no_prefix_is_too_broad(folder: Path, query: str) -> None:
    many = " ".join(f"a{number} b{number}" for number in range(20_000))
    engine = TantivyEngine.create(folder)
    engine.update([report(1, many), report(2, "nothing of it")])

    expected = [] if query.startswith("in:") else [1]
    matches = engine.search(parse(query))

    assert (list(matches.numbers), matches.note) == (expected, "")


def test_a_panic_is_damage() -> None:
    """What Rust raises where a file is damaged is no `Exception`, and has no name to import."""
    panic = type("PanicException", (BaseException,), {})
    with pytest.raises(EngineDamaged, match="rebuild"), damage("reading the text index"):
        raise panic("index out of bounds")
    with pytest.raises(KeyboardInterrupt), damage("reading the text index"):
        raise KeyboardInterrupt


def test_a_search_under_way_is_given_up_whatever_it_still_does(
    engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.update([Document(1, "Levee breaks", "", "", "1.txt", "The levee broke.")])
    begun, over = threading.Event(), threading.Event()
    with ThreadPoolExecutor(1) as threads:

        class Busy:
            """Has something else to do before it searches."""

            def submit(self, *_: object, **__: object) -> Future[bool]:
                begun.set()
                return threads.submit(over.wait, 5)

        monkeypatch.setattr(tantivy_search, "_threads", Busy)
        try:
            with pytest.raises(Cancelled):
                engine.search(parse("levee"), begun.is_set)
        finally:
            over.set()
