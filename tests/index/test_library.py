"""A library on disk: where it lies, who may look into it, and what is refused."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from articles.collection.collection import Collection
from index import durable
from index.build.build import build
from index.build.writing import seal
from index.library import generations, manifest
from index.library.errors import (
    LibraryBusy,
    LibraryDamaged,
    LibraryError,
    LibraryMissing,
    damage_told,
)
from index.library.folder import check_private, place_of
from index.library.library import Library
from index.library.lock import Locked, locked
from index.mentions.schema import MentionsUnreadable
from index.mentions.store import MentionStore

REPORT = "Levee breaks\n\nThe levee at Harrow Bend broke before dawn, the army said.\n"


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(REPORT, "utf-8")
    os.utime(folder / "a.txt", (1_500_000_000, 1_500_000_000))
    return Collection.open(folder)


@pytest.fixture
def place(collection: Collection, tmp_path: Path) -> Path:
    """The folder of a library that has been built."""
    folder = place_of(collection.root, tmp_path / "libraries")
    list(build(collection, folder, jobs=0))
    return folder


def rebuild(collection: Collection, place: Path) -> None:
    list(build(collection, place, jobs=0, rebuild=True))


# Where it lies


def test_a_collection_has_one_place_however_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "link").symlink_to("reports")
    base = tmp_path / "base"
    plain = place_of(tmp_path / "reports", base)
    assert place_of(tmp_path / "link" / ".." / "reports", base) == plain
    assert place_of(tmp_path / "link", base) == plain
    assert plain.parent == base


def test_collections_of_one_name_have_different_places(tmp_path: Path) -> None:
    assert place_of(tmp_path / "a/reports", None) != place_of(tmp_path / "b/reports", None)


def test_a_place_has_a_readable_and_harmless_name(tmp_path: Path) -> None:
    name = place_of(tmp_path / "Été \x1b[31m/..leaks & co\n", None).name
    assert name.startswith("leaks-co-")
    assert place_of(Path("/"), None).name.startswith("root-")


def test_a_library_among_its_reports_is_no_report(collection: Collection) -> None:
    place = place_of(collection.root, collection.root / "kept")
    for rebuild in (False, False, True):
        *_, last = build(collection, place, jobs=0, rebuild=rebuild)
        summary = last.summary
        assert summary
        assert summary.added + summary.unchanged == 1
        (left_out,) = summary.skipped
        assert (left_out.path, left_out.reason) == (
            f"kept/{place.name}",
            "a library of this program, not reports",
        )


def test_by_default_libraries_lie_in_the_cache_folder(tmp_path: Path) -> None:
    assert place_of(tmp_path, None).is_relative_to(os.environ["XDG_CACHE_HOME"])


# Who may look into it


def test_nobody_else_may_look_into_a_library(place: Path) -> None:
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    for path in place.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_a_folder_open_to_others_is_closed_by_the_next_build(
    place: Path, collection: Collection
) -> None:
    place.chmod(0o777)
    list(build(collection, place, jobs=0))
    assert stat.S_IMODE(place.stat().st_mode) == 0o700


def test_building_leaves_the_mask_of_the_process_as_it_was(
    place: Path, collection: Collection
) -> None:
    before = os.umask(0o022)
    try:
        rebuild(collection, place)
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(before)


def test_a_link_is_no_library(place: Path, collection: Collection, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(place)
    with pytest.raises(LibraryError, match="is a link"):
        Library.open(tmp_path / "link")
    with pytest.raises(LibraryError, match="is a link"):
        list(build(collection, tmp_path / "link", jobs=0))


@pytest.mark.parametrize("name", ["CURRENT", "{}/manifest.json", "{}/text/a", "{}/mentions.db-wal"])
@pytest.mark.parametrize("plant", [os.mkfifo, lambda path: path.symlink_to("/nowhere")])
def test_what_is_neither_file_nor_folder_in_a_library_is_neither_waited_for_nor_followed(
    place: Path, collection: Collection, name: str, plant: Callable[[Path], None]
) -> None:
    planted = place / name.format(Library.open(place).generation.name)
    planted.unlink(missing_ok=True)
    plant(planted)
    with pytest.raises(LibraryError, match="no file or folder"):
        Library.open(place)
    with pytest.raises(LibraryError, match="no file or folder"):
        list(build(collection, place, jobs=0))


def test_the_library_of_another_collection_is_not_answered_from_and_built_anew(
    tmp_path: Path,
) -> None:
    places = []
    for name in ("ours", "theirs"):
        reports = tmp_path / name
        reports.mkdir()
        (reports / "a.txt").write_text(f"{name} {REPORT}")
        places.append(place_of(reports, tmp_path / "libraries"))
        list(build(Collection.open(reports), places[-1], jobs=0))
    ours, theirs = places
    shutil.rmtree(ours)
    theirs.rename(ours)
    with pytest.raises(LibraryDamaged, match="another collection"):
        Library.open(ours)
    list(build(Collection.open(tmp_path / "ours"), ours, jobs=0))
    with closing(Library.open(ours)) as library:
        assert library.manifest.collection == str(tmp_path / "ours")
        assert library.catalogue.count() == 1


def test_a_file_is_no_library(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryError, match="in the library's way"):
        Library.open(tmp_path / "file")


@pytest.mark.parametrize("made", ["link", "file", "other's", "pipe"])
def test_why_a_library_is_refused_is_seen_in_a_terminal_of_80_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: str
) -> None:
    place = tmp_path / "a-folder-of-libraries" / "reports-on-the-war-5f2e0c9b13aa"
    place.parent.mkdir()
    if made == "link":
        place.symlink_to(tmp_path)
    elif made == "file":
        place.touch()
    else:
        place.mkdir()
        os.mkfifo(place / "pipe")
    if made == "other's":
        monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    with pytest.raises(LibraryError) as refused:
        check_private(place)
    why, _, path = str(refused.value).partition(": ")
    assert len(why) < 80 // 2  # what is too long is cut in its middle
    assert Path(path).is_relative_to(place)


def test_the_folder_of_another_user_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    with pytest.raises(LibraryError, match="another user's library"):
        check_private(tmp_path)


def test_a_place_that_cannot_be_written_is_said_so(collection: Collection) -> None:
    with pytest.raises(LibraryError, match="cannot write the library"):
        list(build(collection, Path("/proc/no/library"), jobs=0))


# Opening


def test_a_folder_without_library_is_said_to_be_missing(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(LibraryMissing):
            Library.open(folder)


def test_a_pointer_out_of_the_library_is_not_followed(place: Path) -> None:
    (place / generations.POINTER).write_text("../elsewhere\n")
    with pytest.raises(LibraryMissing):
        Library.open(place)


def test_a_file_is_replaced_by_one_that_is_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "CURRENT"
    path.write_bytes(b"old")
    synced: list[tuple[str, bytes]] = []
    sync = os.fsync

    def watched(descriptor: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        synced.append((kind, path.read_bytes()))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    durable.replace(path, b"new")
    assert synced == [("file", b"old"), ("folder", b"new")]
    assert list(tmp_path.iterdir()) == [path]


def test_another_version_must_be_built_anew(place: Path) -> None:
    path = place / "gen-000001" / "manifest.json"
    path.write_text(path.read_text().replace(f'"format": {manifest.FORMAT}', '"format": 999'))
    with pytest.raises(LibraryDamaged, match="another version"):
        Library.open(place)


@pytest.mark.parametrize("name", ["catalogue.db", "mentions.db", "copies.db"])
def test_a_database_of_another_version_must_be_built_anew(
    place: Path, collection: Collection, name: str
) -> None:
    generation = place / "gen-000001"
    with closing(sqlite3.connect(generation / name)) as database:
        database.execute("PRAGMA user_version = 999")
    files = manifest.files_of(generation, {})
    manifest.write(generation, manifest.read(generation)._replace(files=files))
    with pytest.raises(LibraryDamaged, match="another version"):
        Library.open(place)
    notes = [step.note for step in build(collection, place, jobs=0)]
    assert any("building it anew" in note for note in notes)
    Library.open(place).close()


@pytest.mark.parametrize("content", ["", "[]", "null", '{"format": 1}', "\xff"])
def test_a_manifest_that_makes_no_sense_is_damage(place: Path, content: str) -> None:
    (place / "gen-000001" / "manifest.json").write_text(content, "latin-1")
    with pytest.raises(LibraryDamaged):
        Library.open(place)


def test_every_sealed_file_is_looked_at_when_opening(place: Path) -> None:
    generation = place / "gen-000001"
    files = manifest.read(generation).files
    assert files
    assert {"catalogue.db", "mentions.db"} < files.keys()
    for name in files:
        path = generation / name
        content = path.read_bytes()
        path.write_bytes(content + b"x")
        with pytest.raises(LibraryDamaged, match="damaged"):
            Library.open(place)
        path.write_bytes(content)
    Library.open(place).close()


def test_what_is_opened_once_more_is_looked_at_again_only_if_it_is_another_by_then(
    place: Path, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Path] = []
    fault = manifest.fault

    def look(generation: Path, files: manifest.Files) -> str:
        looked.append(generation)
        return fault(generation, files)

    monkeypatch.setattr(manifest, "fault", look)
    with closing(Library.open(place)) as library:
        with closing(library.again()) as again:
            assert again.edition == library.edition
            assert again.catalogue is not library.catalogue
            assert again.catalogue.rows([1]) == library.catalogue.rows([1])
        assert looked == [library.generation]
        rebuild(collection, place)
        del looked[:]
        with closing(library.again()) as again:
            assert looked == [again.generation]
            assert again.edition != library.edition


@pytest.fixture(params=["catalogue.db", "mentions.db", "text"])
def flipped(place: Path, request: pytest.FixtureRequest) -> Path:
    """A file of a library with one bit changed in its midst."""
    files = manifest.read(place / "gen-000001").files or {}
    name = max(
        (name for name in files if name.startswith(request.param)),
        key=lambda name: files[name].size,
    )
    path = place / "gen-000001" / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    return path


def test_one_flipped_bit_is_noticed_before_anything_is_answered(place: Path, flipped: Path) -> None:
    with pytest.raises(LibraryDamaged, match=f"{flipped.name} has changed"):
        Library.open(place)


def test_a_full_check_finds_a_flipped_bit_whatever_the_time_of_the_file(
    place: Path, flipped: Path
) -> None:
    generation = place / "gen-000001"
    files = manifest.read(generation).files or {}
    written = files[str(flipped.relative_to(generation))].changed
    os.utime(flipped, ns=(written, written))
    assert manifest.fault(generation, files) == ""
    assert flipped.name in manifest.fault(generation, files, thorough=True)


def test_a_library_that_was_only_touched_is_whole(place: Path) -> None:
    generation = place / "gen-000001"
    files = manifest.read(generation).files or {}
    for name in files:
        os.utime(generation / name)
    Library.open(place).close()


def test_the_checksums_of_a_library_that_was_only_touched_are_computed_no_more_after_an_update(
    place: Path, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    generation = place / "gen-000001"
    for name in manifest.read(generation).files or {}:
        os.utime(generation / name, (1_500_000_000, 1_500_000_000))
    computed: list[str] = []
    sum_of = manifest._sha256

    def watched(path: Path) -> str:
        computed.append(path.name)
        return sum_of(path)

    monkeypatch.setattr(manifest, "_sha256", watched)
    Library.open(place).close()
    assert "catalogue.db" in computed
    list(build(collection, place, jobs=0))
    computed.clear()
    Library.open(place).close()
    assert computed == []


def test_a_file_that_has_changed_is_not_sealed_again(place: Path, flipped: Path) -> None:
    before = manifest.read(place / "gen-000001")
    seal(place / "gen-000001", {})
    assert manifest.read(place / "gen-000001") == before


def test_a_reader_sees_a_rebuilt_library_after_refresh(place: Path, collection: Collection) -> None:
    with closing(Library.open(place)) as library:
        assert library.engine.count() == 1
        (collection.root / "b.txt").write_text(REPORT.replace("levee", "dam"), "utf-8")
        rebuild(collection, place)
        assert library.catalogue.count() == 1
        library.refresh()
        assert (library.catalogue.count(), library.engine.count()) == (2, 2)


def test_a_reader_keeps_what_it_has_of_a_library_where_the_rebuilt_one_cannot_be_opened(
    place: Path, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*_: object, **__: object) -> None:
        raise MentionsUnreadable("it is damaged")

    with closing(Library.open(place)) as library:
        (collection.root / "b.txt").write_text(REPORT.replace("levee", "dam"), "utf-8")
        rebuild(collection, place)
        before = library.manifest, library.generation, library.copies
        with monkeypatch.context() as patch:
            patch.setattr(MentionStore, "open", unreadable)
            with pytest.raises(LibraryDamaged):
                library.refresh()
        assert (library.manifest, library.generation, library.copies) == before
        assert (library.catalogue.count(), library.engine.count()) == (1, 1)


def test_a_reader_sees_an_update_after_refresh(place: Path, collection: Collection) -> None:
    with closing(Library.open(place)) as library:
        assert library.engine.count() == 1
        (collection.root / "b.txt").write_text(REPORT.replace("levee", "dam"), "utf-8")
        list(build(collection, place, jobs=0))
        library.refresh()
        assert (library.catalogue.count(), library.engine.count()) == (2, 2)


def test_a_reader_sees_a_library_that_was_deleted_and_built_again_in_the_same_place(
    place: Path, collection: Collection
) -> None:
    with closing(Library.open(place)) as library:
        before = library.state()
        (collection.root / "a.txt").write_text(REPORT.replace("levee", "dam"), "utf-8")
        shutil.rmtree(place)
        assert library.edition_now() == library.edition
        list(build(collection, place, jobs=0))
        assert library.edition_now() != library.edition
        library.refresh()
        assert library.edition_now() == library.edition
        assert "dam" in library.catalogue.article(1).text
        assert library.state() != before
        assert library.state()[1] == before[1]


def test_a_library_can_be_opened_while_it_is_written(
    place: Path, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.build.progress._FIRST_COMMIT", 0.0)
    monkeypatch.setattr("index.build.progress._LAST_COMMIT", 0.0)
    for name in "bcd":
        (collection.root / f"{name}.txt").write_text(REPORT + name, "utf-8")
    counts = []
    for progress in build(collection, place, jobs=0):
        if progress.committed:
            with closing(Library.open(place)) as library:
                counts.append((library.catalogue.count(), library.engine.count()))
    assert counts[-1] == (4, 4)
    assert all(kept == indexed for kept, indexed in counts)


# One writer


def test_a_lock_is_free_again_once_it_is_let_go(tmp_path: Path) -> None:
    for _ in range(2):
        with locked(tmp_path / "lock"):
            pass


def test_a_second_holder_is_told_who_is_the_first(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with locked(path), pytest.raises(Locked) as refused, locked(path):
        pass
    assert refused.value.pid == os.getpid()


def test_a_library_whose_database_is_locked_is_not_called_damaged(
    place: Path, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(place / "gen-000001" / "catalogue.db")) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, timeout=0.0))
        with pytest.raises(LibraryError, match="database is locked") as refused:
            Library.open(place)
        assert not isinstance(refused.value, LibraryDamaged)
        with pytest.raises(LibraryError, match="database is locked") as refused:
            list(build(collection, place, jobs=0))
        assert not isinstance(refused.value, LibraryDamaged)


@pytest.mark.parametrize(("is_locked", "told"), [(True, "locked)"), (False, "makes it anew")])
def test_only_what_is_damaged_is_to_be_rebuilt(place: Path, is_locked: bool, told: str) -> None:
    database = place / "gen-000001" / "catalogue.db"
    with closing(sqlite3.connect(database)) as other:
        if is_locked:
            other.execute("PRAGMA locking_mode = EXCLUSIVE")
            other.execute("BEGIN IMMEDIATE")
        else:
            database.write_bytes(b"no database" * 100)
        with closing(sqlite3.connect(database, timeout=0.0)) as reader:
            with pytest.raises(LibraryError) as refused, damage_told():
                reader.execute("SELECT * FROM sqlite_master")
            assert str(refused.value).endswith(told)


@pytest.fixture
def other_writer(place: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that holds the library's lock until it is killed."""
    code = (
        "import sys; from pathlib import Path; from index.library.lock import locked\n"
        "with locked(Path(sys.argv[1])): print('locked', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(place / "lock")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "locked\n"
        yield process
        process.kill()


def test_while_another_process_writes_one_can_only_read(
    place: Path, collection: Collection, other_writer: "subprocess.Popen[str]"
) -> None:
    with pytest.raises(LibraryBusy, match=f"process {other_writer.pid}"):
        rebuild(collection, place)
    with closing(Library.open(place)) as library:
        assert library.catalogue.count() == 1


def test_the_lock_of_a_killed_process_is_free(
    place: Path, collection: Collection, other_writer: "subprocess.Popen[str]"
) -> None:
    other_writer.kill()
    other_writer.wait()
    rebuild(collection, place)
    with closing(Library.open(place)) as library:
        assert library.catalogue.count() == 1
