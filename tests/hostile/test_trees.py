"""A folder that is made to stall or lead astray whoever walks it: every name is accounted for.

GAZETTEER_SOAK walks a hundred thousand files instead of ten thousand.
"""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from articles.collection.collection import Collection, File, Skipped
from articles.formats.draft import Draft, Fault
from articles.formats.opening import Loaded
from index.build.build import build
from index.library.library import Library
from index.workers.exile import Exile

MANY = 100_000 if os.environ.get("GAZETTEER_SOAK") else 10_000
SECONDS = 15.0
"""Of the processor, in which so many files are walked."""
TERABYTE = 1 << 40
ODD = (b"a.txt", b"new\nline.txt", b"bad\xff.txt", b"\x1b]0;x\x07.txt", b"\xe2\x80\xae.txt")
WARC = (
    b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://example.org/\r\n"
    b"WARC-Date: 2019-01-04T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
    b"Content-Type: text/plain\r\nContent-Length: 8\r\n\r\nIt held.\r\n\r\n"
)
SPARSE = {
    "a.txt": (b"It held.\n", 0),
    "a.jsonl": (b'{"text": "It held."}\n', 1),
    "b.jsonl": (b"", 0),
    "a.json": (b'[{"text": "It held."},', 1),
    "a.csv": (b"text\nIt held.\n", 1),
    "a.mbox": (b"From a b\nSubject: a\n\nIt held.\n\nFrom a b\nSubject: a\n\n", 1),
    "b.mbox": (b"", 0),
    "a.warc": (WARC, 1),
    "b.warc": (b"", 0),
    "a.zip": (b"PK\x03\x04", 0),
    "a.tar": (b"", 0),
    "a.jsonl.gz": (b"", 0),
}
"""How a terabyte of nothing begins, and how many reports are in that beginning."""


@pytest.fixture(scope="module")
def parser() -> Iterator[Exile]:
    with closing(Exile()) as made:
        yield made


@pytest.mark.parametrize("name", SPARSE)
def test_a_sparse_terabyte_ends_and_what_stands_before_the_hole_is_read(
    parser: Exile, tmp_path: Path, name: str
) -> None:
    if name.endswith(".warc"):
        pytest.importorskip("warcio")
    begins, reports = SPARSE[name]
    with (tmp_path / name).open("wb") as file:
        file.write(begins)
        file.truncate(TERABYTE)
    with (tmp_path / name).open("rb") as file:
        found = [item for item in parser.parse(file.fileno(), name) if not isinstance(item, Loaded)]
    assert sum(isinstance(item, Draft) for item in found) == reports
    assert isinstance(found[-1], Fault)


def test_every_name_of_an_odd_tree_is_a_report_or_has_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree, library = tmp_path / "tree", tmp_path / "library"
    deep = tree.joinpath(*["d" * 100] * 30)
    deep.mkdir(parents=True)
    for name in ODD:
        (tree / os.fsdecode(name)).write_text("Water rose.")
    (deep / "deep.txt").write_text("It held.")
    os.mkfifo(tree / "pipe.txt")
    (tree / "loop").symlink_to(tree)
    (tree / "round.txt").symlink_to("round.txt")
    (tree / "null.txt").symlink_to("/dev/zero")
    with (tree / "huge.txt").open("wb") as file:
        file.truncate(TERABYTE)
    monkeypatch.chdir(tree)  # the path of a socket may not be long
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.txt")
    *_, last = build(Collection.open(tree), library, jobs=1)
    assert last.summary is not None
    assert last.summary.added == 6
    assert {one.path.rpartition("/")[2]: one.reason for one in last.summary.skipped} == {
        "pipe.txt": "named pipe",
        "loop": "link to what the collection has already",
        "round.txt": "broken link",
        "null.txt": "link out of the collection",
        "huge.txt": "larger than 20 MB",
        "socket.txt": "socket",
    }
    with closing(Library.open(library)) as opened:
        ids = [row.id for row in opened.catalogue.rows(opened.catalogue.order_by_id())]
    assert all(one.isprintable() for one in ids)


def test_many_files_in_one_folder_are_all_there_and_in_order(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    for number in range(MANY):
        (tree / f"{number:06}.txt").write_text("It held.")
    began = time.process_time()
    found = [one for one in Collection.open(tree).scan() if not isinstance(one, Skipped)]
    assert time.process_time() - began < SECONDS
    assert [one.path for one in found] == [f"{number:06}.txt" for number in range(MANY)]
    assert all(isinstance(one, File) and one.size == 8 for one in found)
