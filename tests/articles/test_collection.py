"""What a folder of friendly and unfriendly things is made of."""

import gzip
import io
import json
import os
import socket
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from bound import bound

from articles.article import Article
from articles.collection.collection import Collection, CollectionError, File, Skipped
from articles.formats.opening import parsed

TEXT = "Council votes to rebuild bridge\n\nThe council voted on Monday to rebuild the bridge.\n"


def write(folder: Path, name: str | bytes, content: str | bytes = TEXT) -> None:
    """Put a file into the folder, with any folders on the way."""
    path = os.path.join(os.fsencode(folder), os.fsencode(name))  # noqa: PTH118 - names are bytes here
    os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - the same
    with open(path, "wb") as file:  # noqa: PTH123 - the same
        file.write(content.encode() if isinstance(content, str) else content)


def read_all(folder: Path) -> tuple[dict[str, Article], dict[str, str]]:
    """Reports by id, and reasons by path, of a whole collection."""
    collection = Collection.open(folder)
    articles: dict[str, Article] = {}
    reasons: dict[str, str] = {}
    for found in collection.scan():
        for item in [found] if isinstance(found, Skipped) else collection.read(found, parsed):
            if isinstance(item, Article):
                assert item.id not in articles
                articles[item.id] = item
            else:
                assert item.path not in reasons
                reasons[item.path] = item.reason
    return articles, reasons


def scanned(folder: Path) -> list[str]:
    return [found.path for found in Collection.open(folder).scan() if isinstance(found, File)]


def test_files_come_sorted_by_name_folder_by_folder(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "c.md", "a.txt", "plain"):
        write(tmp_path, name)
    assert scanned(tmp_path) == ["a.txt", "b.txt", "c.md", "plain", "a/z.txt", "a/b/c.txt"]


def test_a_report_is_read_whole(tmp_path: Path) -> None:
    write(tmp_path, "2019-01-04-bridge.txt", TEXT.replace("\n", "\r\n"))
    (article,) = read_all(tmp_path)[0].values()
    assert (article.text, article.title) == (TEXT, "Council votes to rebuild bridge")
    assert article.date is not None
    assert article.date.value == "2019-01-04"


def test_text_and_metadata_are_clean(tmp_path: Path) -> None:
    record = {
        "title": "Red\x1b[31m\nalert",
        "author": "\u202eeoD",
        "text": "Bridge\x00 gone.\ud800",
    }
    write(tmp_path, "a.jsonl", json.dumps(record))
    article = read_all(tmp_path)[0]["a.jsonl#1"]
    assert (article.title, article.author) == ("Red␛[31m alert", "\ufffdeoD")
    assert article.text == "Bridge␀ gone.\ufffd"


def test_a_single_file_is_a_collection(tmp_path: Path) -> None:
    write(tmp_path, "bridge.log")
    collection = Collection.open(tmp_path / "bridge.log")
    (file,) = collection.scan()
    assert isinstance(file, File)
    assert [item.id for item in collection.read(file, parsed) if isinstance(item, Article)] == [
        "bridge.log"
    ]
    assert collection.name == "bridge.log"


def test_a_collection_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="no such file or"):
        Collection.open(tmp_path / "nowhere")


def test_a_pipe_is_no_collection(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CollectionError, match="named pipe"):
        Collection.open(tmp_path / "pipe")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (".a.txt.swp", "editor swap or backup file"),
        ("a.txt~", "editor swap or backup file"),
        ("#a.txt#", "editor swap or backup file"),
        ("4913", "editor swap or backup file"),
        (".hidden.txt", "hidden file"),
        ("a.png", "no format of reports (.png)"),
        ("a.png.gz", "no format of reports (.png.gz)"),
        ("empty.txt", "empty"),
    ],
)
def test_what_is_no_report_is_skipped_with_its_reason(
    tmp_path: Path, name: str, reason: str
) -> None:
    write(tmp_path, name, "" if name == "empty.txt" else TEXT)
    assert read_all(tmp_path) == ({}, {name: reason})


def test_a_hidden_folder_is_skipped_as_one(tmp_path: Path) -> None:
    write(tmp_path, ".git/a.txt")
    assert read_all(tmp_path) == ({}, {".git": "hidden folder"})


def test_a_library_is_left_out_in_one_line_and_what_only_looks_like_one_is_read(
    tmp_path: Path,
) -> None:
    for name in ("CURRENT", "lock", "gen-000001/manifest.json", "gen-000001/text/a.txt"):
        write(tmp_path, f"library/{name}")
        write(tmp_path, f"alike/{name}")
    write(tmp_path, "alike/report.txt")
    write(tmp_path, "gen-000001/report.txt")
    write(tmp_path, "lock")
    articles, reasons = read_all(tmp_path)
    assert {"alike/report.txt", "alike/CURRENT", "gen-000001/report.txt", "lock"} <= set(articles)
    assert not any(one.startswith("library/") for one in [*articles, *reasons])
    assert reasons["library"] == "a library of this program, not reports"


def test_notebooks_are_left_out_in_one_line_and_what_only_looks_like_some_is_read(
    tmp_path: Path,
) -> None:
    kept = "leaks-0123456789ab.db"
    for name in (kept, f"{kept}-wal", f"{kept}.2026-11-28.backup", f"{kept}.v2.backup"):
        write(tmp_path, f"kept/notebooks/{name}")
        write(tmp_path, f"alike/notebooks/{name}")
    write(tmp_path, "alike/notebooks/report.txt")
    write(tmp_path, f"other/{kept}")
    articles, reasons = read_all(tmp_path)
    assert "alike/notebooks/report.txt" in articles
    assert not any(one.startswith("kept/notebooks/") for one in [*articles, *reasons])
    assert reasons["kept/notebooks"] == "notebooks of this program, not reports"
    assert {f"alike/notebooks/{kept}", f"other/{kept}"} <= set(reasons)


def test_links_are_never_followed(tmp_path: Path) -> None:
    write(tmp_path, "in/a.txt")
    write(tmp_path, "out/secret.txt")
    inside = tmp_path / "in"
    (inside / "double.txt").symlink_to("a.txt")
    (inside / "escape.txt").symlink_to("../out/secret.txt")
    (inside / "escape").symlink_to("../out")
    (inside / "loop").symlink_to("loop")
    (inside / "up").symlink_to(".")
    (inside / "gone.txt").symlink_to("gone")
    (inside / "zero.txt").symlink_to("/dev/zero")
    articles, reasons = read_all(inside)
    assert list(articles) == ["a.txt"]
    assert reasons == {
        "double.txt": "link to what the collection has already",
        "escape.txt": "link out of the collection",
        "escape": "link out of the collection",
        "loop": "broken link",
        "up": "link to what the collection has already",
        "gone.txt": "broken link",
        "zero.txt": "link out of the collection",
    }


def test_a_folder_that_became_a_link_since_the_scan_is_not_entered(tmp_path: Path) -> None:
    write(tmp_path, "in/sub/a.txt")
    write(tmp_path, "out/a.txt", "A secret that must not be read.")
    collection = Collection.open(tmp_path / "in")
    (file,) = collection.scan()
    assert isinstance(file, File)
    (tmp_path / "in/sub").rename(tmp_path / "moved")
    (tmp_path / "in/sub").symlink_to("../out")
    (item,) = collection.read(file, parsed)
    assert isinstance(item, Skipped)


def test_a_file_that_became_a_link_since_the_scan_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, "in/a.txt")
    write(tmp_path, "out.txt", "A secret that must not be read.")
    collection = Collection.open(tmp_path / "in")
    (file,) = collection.scan()
    assert isinstance(file, File)
    (tmp_path / "in/a.txt").unlink()
    (tmp_path / "in/a.txt").symlink_to("../out.txt")
    (item,) = collection.read(file, parsed)
    assert isinstance(item, Skipped)
    assert collection.digest(file.path) == ""


def test_what_has_no_content_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket.txt"))
        assert read_all(tmp_path)[1] == {"pipe.txt": "named pipe", "socket.txt": "socket"}


def test_a_file_that_became_a_pipe_since_the_scan_does_not_block(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    collection = Collection.open(tmp_path)
    (file,) = collection.scan()
    assert isinstance(file, File)
    (tmp_path / "a.txt").unlink()
    os.mkfifo(tmp_path / "a.txt")
    assert list(collection.read(file, parsed)) == [Skipped("a.txt", "named pipe")]


def test_a_file_that_vanished_since_the_scan_is_skipped(tmp_path: Path) -> None:
    assert list(Collection.open(tmp_path).read(File("a.txt", 1, 1, 1), parsed)) == [
        Skipped("a.txt", "cannot be read: No such file or directory")
    ]


def test_a_huge_sparse_file_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(1 << 40)
    assert read_all(tmp_path)[1] == {"huge.txt": "larger than 20 MB"}


def test_names_that_cannot_be_shown_stay_apart(tmp_path: Path) -> None:
    names = [b"bad\xff.txt", b"bad\xfe.txt", b"new\nline.txt", b"\x1b[31mred.txt", b"tab\t.txt"]
    for name in names:
        write(tmp_path, name)
    write(tmp_path, r"bad\xff.txt")
    articles, reasons = read_all(tmp_path)
    assert set(articles) == {
        r"bad\xff.txt",
        r"bad\xfe.txt",
        r"bad\x5cxff.txt",
        r"new\x0aline.txt",
        r"\x1b[31mred.txt",
        r"tab\x09.txt",
    }
    assert reasons == {}


READ = """
import json, sys
from pathlib import Path
from articles.formats.opening import parsed
from articles.collection.collection import Collection, File, Skipped
collection = Collection.open(Path(sys.argv[1]))
found = list(collection.scan())
for file in [one for one in found if isinstance(one, File)]:
    found += collection.read(file, parsed)
print(json.dumps({one.path: one.reason for one in found if isinstance(one, Skipped)}))
"""


def test_what_may_not_be_read_is_reported(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "b.txt")
    write(tmp_path, "locked/b.txt")
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "locked").chmod(0)
    command = bound([sys.executable, "-c", READ, str(tmp_path)])
    try:
        done = subprocess.run(command, capture_output=True, check=True)
    finally:
        (tmp_path / "locked").chmod(0o700)
    assert json.loads(done.stdout) == {
        "a.txt": "cannot be read: Permission denied",
        "locked": "cannot be opened: Permission denied",
    }


@pytest.mark.parametrize(
    "name", ["a folder in a folder", "報" * 80], ids=["of ASCII", "of three bytes a letter"]
)
def test_paths_may_be_longer_than_the_system_takes(tmp_path: Path, name: str) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(300):
        os.mkdir(name, dir_fd=here)
        deeper = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    with open(os.open("a.txt", os.O_WRONLY | os.O_CREAT, dir_fd=here), "w") as file:  # noqa: PTH123 - a descriptor
        file.write(TEXT)
    os.close(here)
    (article,) = read_all(tmp_path)[0].values()
    assert article.id == f"{name}/" * 300 + "a.txt"


def test_a_file_that_changes_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.txt")
    changes = iter([True, False])
    _change_while_reading(monkeypatch, tmp_path / "a.txt", changes)
    articles, reasons = read_all(tmp_path)
    assert (len(articles), reasons) == (1, {})
    assert articles["a.txt"].text.endswith("More.")


def test_a_file_that_keeps_changing_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.txt")
    _change_while_reading(monkeypatch, tmp_path / "a.txt", iter([True, True]))
    assert read_all(tmp_path) == ({}, {"a.txt": "changed while reading"})


def _change_while_reading(
    monkeypatch: pytest.MonkeyPatch, path: Path, changes: Iterator[bool]
) -> None:
    """Append to the file just after each reading of it, as long as `changes` says so."""

    class Changing(io.BufferedReader):
        def read(self, size: int | None = -1, /) -> bytes:
            content = super().read(size)
            if next(changes):
                status = path.stat()
                with path.open("a") as file:
                    file.write("More.")
                os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1_000_000))
            return content

    monkeypatch.setattr(
        "articles.collection.collection.os.fdopen",
        lambda descriptor, mode, closefd: Changing(io.FileIO(descriptor, closefd=closefd)),
    )


def test_records_keep_their_own_ids_if_they_are_unique(tmp_path: Path) -> None:
    lines = [{"id": "x", "text": "One."}, {"id": "x", "text": "Two."}, {"text": "Three."}]
    lines += [{"id": 3, "text": "Four."}, {"id": "y\n#z", "text": "Five."}]
    write(tmp_path, "a.jsonl", "\n".join(map(json.dumps, lines)))
    assert list(read_all(tmp_path)[0]) == [
        "a.jsonl#x",
        "a.jsonl#2",
        "a.jsonl#3",
        "a.jsonl#4",
        "a.jsonl#y #z",
    ]


def test_members_of_one_name_are_told_apart_by_short_names(tmp_path: Path) -> None:
    others = ["a.txt+", "a.txt+5", "a.txt+6+", "b.txt+++"]
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that are there already
        for number, name in enumerate([*others, *["a.txt"] * 300, *["b.txt"] * 6, "a.txt+5"]):
            archive.writestr(name, f"Report {number}")
    ids = list(read_all(tmp_path)[0])
    assert len(ids) == len(set(ids)) == 311
    assert ids[4:9] == [f"a.zip#a.txt{end}" for end in ("", "++", "+++", "+4", "+6")]
    assert ids[304:310] == [f"a.zip#b.txt{end}" for end in ("", "+", "++", "+4", "+5", "+6")]
    assert max(map(len, ids)) == len("a.zip#a.txt+301")


def test_a_bad_line_costs_only_itself(tmp_path: Path) -> None:
    lines = ['{"text": "One."}', "{", "", "[1]", '{"title": "No text"}', '{"text": "Six."}']
    write(tmp_path, "a.jsonl.gz", gzip.compress("\n".join(lines).encode()))
    articles, reasons = read_all(tmp_path)
    assert list(articles) == ["a.jsonl.gz#1", "a.jsonl.gz#6"]
    assert list(reasons) == ["a.jsonl.gz#2", "a.jsonl.gz#4", "a.jsonl.gz#5"]


def test_a_page_named_as_text_is_read_as_a_page(tmp_path: Path) -> None:
    sentences = "".join(f"<p>The council voted on day {day} to rebuild it.</p>" for day in range(9))
    page = f"<!DOCTYPE html><html><body><article>{sentences}</article></body></html>"
    write(tmp_path, "a.txt", page)
    assert "<p>" not in read_all(tmp_path)[0]["a.txt"].text
