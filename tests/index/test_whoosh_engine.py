"""The Whoosh engine on disk: durable, private, and never fooled by what lies in its folder."""

import gc
import os
import pickle
from collections.abc import Iterator
from pathlib import Path
from stat import S_IMODE

import pytest

from index.engines import whoosh_storage, whoosh_words
from index.engines.engine import Document, EngineDamaged, EngineError, Refused
from index.engines.whoosh_engine import WhooshEngine
from index.engines.whoosh_guard import TOC, FileIndex, Schema, loads, whoosh_index
from index.engines.whoosh_schema import SCHEMA
from index.engines.whoosh_segment import Segment
from index.engines.whoosh_storage import DurableStorage
from index.engines.whoosh_writer import BatchWriter
from index.query.parser import parse


def report(number: int, text: str = "A quiet day in Raqqa.") -> Document:
    return Document(number, "", "", "", f"{number}.txt", text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "text"


@pytest.fixture
def engine(folder: Path) -> Iterator[WhooshEngine]:
    made = WhooshEngine.create(folder)
    made.update([report(number) for number in range(20)])
    yield made
    made.close()


def found(folder: Path, query: str = "raqqa") -> list[int]:
    reader = WhooshEngine.open(folder)
    try:
        return sorted(reader.search(parse(query)).numbers)
    finally:
        reader.close()


class Trap:
    """Runs code when it is unpickled."""

    def __init__(self, sprung: Path) -> None:
        self.sprung = sprung

    def __reduce__(self) -> object:
        return os.mkdir, (str(self.sprung),)


@pytest.fixture
def trap(tmp_path: Path) -> Trap:
    return Trap(tmp_path / "sprung")


def test_what_was_committed_is_found_by_others(engine: WhooshEngine, folder: Path) -> None:
    assert found(folder) == list(range(20))


def test_an_open_reader_sees_a_commit_when_it_refreshes(engine: WhooshEngine, folder: Path) -> None:
    reader = WhooshEngine.open(folder)
    engine.update([report(99)], remove=range(20))

    assert reader.count() == 20
    reader.refresh()
    assert list(reader.search(parse("raqqa")).numbers) == [99]
    reader.close()


def test_a_reader_goes_on_while_its_segments_are_merged_away(
    engine: WhooshEngine, folder: Path
) -> None:
    reader = WhooshEngine.open(folder)
    for number in range(100, 130):
        engine.update([report(number)])

    assert len(reader.search(parse("raqqa")).numbers) == 20
    reader.refresh()
    assert len(reader.search(parse("raqqa")).numbers) == 50
    reader.close()


def test_a_segment_of_which_only_a_part_is_removed_yet_is_not_read(
    engine: WhooshEngine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its missing columns would be taken for ones that have only defaults: for reports 0."""
    exists, written = DurableStorage.file_exists, list[str]()

    def merged_meanwhile(storage: DurableStorage, name: str) -> bool:
        if name.endswith(".number.col") and not written:
            written.append(name)
            engine.update([], range(19))
            (folder / name).unlink(missing_ok=True)
        return bool(exists(storage, name))

    def slowly(_: DurableStorage, name: str) -> None:
        """Whatever is to be removed is still there."""

    monkeypatch.setattr(DurableStorage, "file_exists", merged_meanwhile)
    monkeypatch.setattr(DurableStorage, "delete_file", slowly)
    assert found(folder) == [19]
    assert written


def test_small_segments_are_merged(folder: Path) -> None:
    engine = WhooshEngine.create(folder)
    for number in range(60):
        engine.update([report(number)])
    engine.close()

    assert len(list(folder.glob("*.trm"))) < 10
    assert found(folder) == list(range(60))


def test_what_is_mostly_deleted_is_merged_away(engine: WhooshEngine, folder: Path) -> None:
    engine.update([], remove=range(19))

    assert found(folder) == [19]
    assert [list(segment.numbers) for segment in engine._segments.values()] == [[19]]


def test_every_file_is_synced_before_the_commit_shows(
    engine: WhooshEngine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: set[str] = set()
    unsynced: list[str] = []
    sync, rename = os.fsync, os.rename

    def watched_sync(descriptor: int) -> None:
        synced.add(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        sync(descriptor)

    def watched_rename(source: str, target: str) -> None:
        unsynced.extend(
            path.name for path in folder.glob("MAIN_*") if path.name not in synced | old
        )
        synced.add(Path(source).name)
        rename(source, target)

    old = {path.name for path in folder.iterdir()}
    monkeypatch.setattr(os, "fsync", watched_sync)
    monkeypatch.setattr(os, "rename", watched_rename)
    engine.update([report(50)])

    assert unsynced == []
    assert folder.name in synced
    assert any(name.endswith(".trm") for name in synced)
    assert any(".toc." in name for name in synced)


def test_files_are_for_the_user_only(engine: WhooshEngine, folder: Path) -> None:
    assert S_IMODE(folder.stat().st_mode) == 0o700
    written = [*folder.glob("*.toc"), *folder.glob("*.trm"), *folder.glob("*.pst")]
    assert {S_IMODE(path.stat().st_mode) for path in written} == {0o600}


def test_an_index_is_never_created_over_another(engine: WhooshEngine, folder: Path) -> None:
    with pytest.raises(EngineError, match="not empty"):
        WhooshEngine.create(folder)

    assert found(folder) == list(range(20))


def test_a_folder_without_an_index_is_said_to_be_one(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(EngineDamaged, match="there is no text index"):
            WhooshEngine.open(folder)


def test_a_reader_does_not_write(engine: WhooshEngine, folder: Path) -> None:
    reader = WhooshEngine.open(folder)
    with pytest.raises(EngineError, match="for reading only"):
        reader.update([report(1)])
    reader.close()


def test_two_cannot_write_at_once(engine: WhooshEngine, folder: Path) -> None:
    writer = BatchWriter(FileIndex(DurableStorage(folder), SCHEMA, "MAIN"))
    with pytest.raises(EngineError, match="another process"):
        engine.update([report(50)])
    writer.cancel()

    engine.update([report(50)])
    assert engine.count() == 21


def test_a_writer_sweeps_up_after_a_killed_one(engine: WhooshEngine, folder: Path) -> None:
    stale = folder / "_MAIN_18.toc.1700000000.5"
    stale.write_bytes(b"half")
    (folder / "MAIN.tmp").mkdir(exist_ok=True)
    (folder / "MAIN.tmp" / "abc.ctmp").write_bytes(b"half")

    WhooshEngine.open(folder).close()
    assert stale.exists()
    WhooshEngine.open(folder, writable=True).close()
    assert not stale.exists()
    assert not list(folder.glob("MAIN.tmp/*"))


def test_a_report_that_whoosh_cannot_take_does_not_take_its_batch_along(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = BatchWriter.add_report

    def poisoned(writer: BatchWriter, fields: object) -> None:
        if fields.number == 51:  # type: ignore[attr-defined]  # what Whoosh would choke on
            writer._start_document(51, {})
            raise AssertionError("not to be indexed")
        take(writer, fields)  # type: ignore[arg-type]  # as above

    monkeypatch.setattr(BatchWriter, "add_report", poisoned)
    with pytest.raises(Refused) as refused:
        engine.update([report(50), report(51, "poison"), report(52)], remove=[0])

    assert refused.value.reasons == {51: "cannot be indexed (AssertionError)"}
    assert sorted(engine.search(parse("raqqa")).numbers) == [*range(1, 20), 50, 52]
    assert list(engine.search(parse("poison")).numbers) == []


def test_the_former_version_of_a_refused_report_stays(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def poisoned(writer: BatchWriter, fields: object) -> None:
        raise TypeError

    monkeypatch.setattr(BatchWriter, "add_report", poisoned)
    with pytest.raises(Refused):
        engine.update([report(3, "a new version")])

    assert 3 in engine.search(parse("raqqa")).numbers


def test_a_full_disk_leaves_the_index_as_it_was(
    engine: WhooshEngine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(file: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(whoosh_storage, "_sync", full)
        with pytest.raises(EngineError, match="No space left"):
            engine.update([report(50)], remove=[1])

    assert found(folder) == list(range(20))
    engine.update([report(50)])
    assert 50 in found(folder)


def test_a_planted_schema_is_not_run(engine: WhooshEngine, folder: Path, trap: Trap) -> None:
    _plant(folder, pickle.dumps(trap, 2), [])

    assert found(folder, "raqqa") == []
    assert not trap.sprung.exists()


def test_a_planted_list_of_segments_is_not_run(
    engine: WhooshEngine, folder: Path, trap: Trap
) -> None:
    _plant(folder, b"", trap)

    with pytest.raises(EngineDamaged, match="opening the text index failed"):
        WhooshEngine.open(folder)
    assert not trap.sprung.exists()


def test_a_planted_table_of_an_older_format_is_not_run(
    engine: WhooshEngine, folder: Path, trap: Trap
) -> None:
    for version in (-110, -109, -108):
        _plant(folder, pickle.dumps(trap, 2), trap, version)
        with pytest.raises(EngineDamaged):
            WhooshEngine.open(folder)
    assert not trap.sprung.exists()


def test_whoosh_itself_runs_nothing_that_is_planted(
    engine: WhooshEngine, folder: Path, trap: Trap
) -> None:
    """Asked to read the schema that lies there, as the engine never does."""
    for version in (-111, -110):
        _plant(folder, pickle.dumps(trap, 2), [], version)
        with pytest.raises((pickle.UnpicklingError, whoosh_index.IndexVersionError)):
            TOC.read(DurableStorage(folder), "MAIN")
        assert not trap.sprung.exists()


@pytest.mark.parametrize("place", [0, 1], ids=["info", "data"])
def test_a_planted_posting_block_is_not_run(folder: Path, trap: Trap, place: int) -> None:
    engine = WhooshEngine.create(folder)
    engine.update([report(1, "onlyword")])
    engine.close()
    _replace_pickle(next(folder.glob("*.pst")), place, pickle.dumps(trap, 4))

    reader = WhooshEngine.open(folder)
    for query in ("onlyword", "path:txt", "path:1"):
        try:
            reader.search(parse(query))
        except EngineDamaged:
            continue
    reader.close()
    assert not trap.sprung.exists()


@pytest.mark.parametrize(
    "name", ["os.system", "builtins.eval", "whoosh.util.loading.RenamingUnpickler"]
)
def test_names_that_an_index_does_not_need_are_refused(name: str) -> None:
    module, _, attribute = name.rpartition(".")

    with pytest.raises(pickle.UnpicklingError):
        loads(f"c{module}\n{attribute}\n.".encode())


def test_old_pickles_cannot_choose_their_codec() -> None:
    with pytest.raises(pickle.UnpicklingError):
        loads(pickle.dumps(b"\xff", 2).replace(b"latin1", b"rot_13"))
    assert loads(pickle.dumps(b"\xff", 2)) == b"\xff"


@pytest.mark.parametrize("part", ["*.trm", "*.pst", "*.toc", "*number.col"])
@pytest.mark.parametrize("kept", [0.0, 0.5, 0.9])
def test_a_truncated_file_is_damage_or_harmless(
    engine: WhooshEngine, folder: Path, part: str, kept: float
) -> None:
    for path in folder.glob(part):
        os.truncate(path, int(path.stat().st_size * kept))

    message, numbers = "rebuild", []
    try:
        numbers = found(folder, "raqqa")
    except EngineDamaged as damage:
        message = str(damage)

    assert "rebuild" in message
    assert len(numbers) <= 20


def test_a_missing_segment_is_damage(engine: WhooshEngine, folder: Path) -> None:
    next(folder.glob("*.pst")).unlink()

    with pytest.raises(EngineDamaged, match="missing"):
        WhooshEngine.open(folder)


def test_an_expansion_that_is_cut_says_so(folder: Path) -> None:
    engine = WhooshEngine.create(folder)
    engine.update([report(1, " ".join(f"ab{number}" for number in range(1500)))])

    assert engine.search(parse("ab*")).note == "ab* is the 1,000 most frequent of 1,500 words"
    assert engine.search(parse("ab1*")).note == ""
    engine.close()


def test_no_more_is_read_for_a_prefix_than_its_most_frequent_words_have(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whoosh_words, "MOST_POSTINGS", (5, 7, 100))
    engine = WhooshEngine.create(folder)
    engine.update([report(number, f"absent able ab{number} zero") for number in range(3)])

    assert engine.search(parse("a*")).note == "a* is the 1 most frequent of 5 words"
    assert engine.search(parse("ab*")).note == "ab* is the 3 most frequent of 5 words"
    assert engine.search(parse("zer*")).note == ""
    assert len(engine.search(parse("a*")).numbers) == 3
    engine.close()


def test_what_words_stand_for_is_not_kept_for_ever(engine: WhooshEngine) -> None:
    before = 0
    for number in range(400):
        if number == 200:
            gc.collect()
            before = len(gc.get_objects())
        engine.search(parse(f"raq{number}*"))
    gc.collect()
    assert len(gc.get_objects()) - before < 200  # one each would be more


def test_the_folder_can_be_read_by_whoosh_itself(engine: WhooshEngine, folder: Path) -> None:
    reader = FileIndex(DurableStorage(folder), SCHEMA, "MAIN").reader()

    assert reader.doc_count() == 20
    assert reader.doc_frequency("text", b"raqqa") == 20
    assert list(reader.postings("text", b"raqqa").all_ids()) == list(range(20))
    reader.close()


def test_segments_know_the_numbers_of_their_reports(engine: WhooshEngine) -> None:
    (segment,) = engine._segments.values()

    assert isinstance(segment, Segment)
    assert list(segment.numbers) == list(range(20))


def _plant(folder: Path, schema: bytes, segments: object, version: int = -111) -> None:
    """Write a table of contents that Whoosh takes for the newest."""
    toc = DurableStorage(folder).create_file("_MAIN_999.toc")
    for size in (4, 8, 4):
        toc.write_varint(size)
    toc.write_int(-12345)
    toc.write_int(version)
    for number in (2, 7, 4):
        toc.write_varint(number)
    toc.write_string(schema)
    toc.write_int(999)
    toc.write_int(0)
    toc.write_pickle(segments)
    toc.close()


def _replace_pickle(path: Path, place: int, planted: bytes) -> None:
    """Replace the first (info) or second (data) pickle of every one-block posting list."""
    data = path.read_bytes()
    start = data.index(pickle.PROTO)
    for _ in range(place):
        start = data.index(pickle.PROTO, start + 1)
    path.write_bytes(data[:start] + planted + data[start + len(planted) :])


def test_the_current_version_of_the_format_is_the_one_planted_above() -> None:
    assert whoosh_index._CURRENT_TOC_VERSION == -111
    assert isinstance(SCHEMA, Schema)
