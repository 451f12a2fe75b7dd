"""Every format, told by name and by content, and what lies in one another."""

import bz2
import gzip
import io
import json
import lzma
import random
import struct
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import zstandard

from articles.formats import archives, compressed, opening
from articles.formats.draft import Draft, Fault
from articles.formats.opening import MOST_FAULTS, Loaded, contents, parsed

TEXT = "Council votes to rebuild bridge\n\nThe council voted on Monday to rebuild the bridge.\n"
RECORD = json.dumps({"title": "T", "text": "X"})


def read(content: str | bytes, name: str) -> list[Draft | Fault]:
    return list(contents(BytesIO(content.encode() if isinstance(content, str) else content), name))


def zipped(members: dict[str, str | bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, BytesIO(content))
    return made.getvalue()


@pytest.mark.parametrize(
    ("suffix", "pack"),
    [
        (".gz", gzip.compress),
        (".bz2", bz2.compress),
        (".xz", lzma.compress),
        (".zst", zstandard.ZstdCompressor().compress),
    ],
)
def test_packed_files_are_read_as_what_they_hold(suffix: str, pack: object) -> None:
    assert callable(pack)
    assert read(pack(RECORD.encode()), f"a.jsonl{suffix}") == [Draft("X", "T", number=1)]
    assert read(pack(TEXT.encode()), f"a.txt{suffix}") == [Draft(TEXT)]
    assert read(pack(TEXT.encode()), "a.txt") == [Draft(TEXT)]


@pytest.mark.parametrize(
    "pack", [gzip.compress, bz2.compress, lzma.compress, zstandard.ZstdCompressor().compress]
)
def test_what_was_packed_in_pieces_is_read_to_its_end(pack: object) -> None:
    assert callable(pack)
    pieces = b"".join(pack(f"{number} {TEXT}".encode()) for number in range(3))
    assert read(pieces, "a.txt.gz") == [Draft(f"0 {TEXT}1 {TEXT}2 {TEXT}")]


def test_zeros_between_and_after_the_streams_of_an_xz_are_nothing() -> None:
    padded = (lzma.compress(TEXT.encode()) + bytes(8)) * 2
    assert read(padded, "a.txt.xz") == [Draft(TEXT * 2)]
    assert read(padded + bytes(100_000), "a.txt.xz") == [Draft(TEXT * 2)]


@pytest.mark.parametrize(
    "pack", [gzip.compress, bz2.compress, lzma.compress, zstandard.ZstdCompressor().compress]
)
@pytest.mark.parametrize("behind", [b"m", b"\0\0more", b"more" * 50_000])
def test_what_follows_packed_data_costs_a_line_and_not_the_file(
    pack: Callable[[bytes], bytes], behind: bytes
) -> None:
    said = Fault("what follows the packed data is not read")
    assert read(pack(TEXT.encode()) * 2 + behind, "a.txt.gz") == [Draft(TEXT * 2), said]
    lines = pack(f"{RECORD}\n".encode() * 3_000)
    *drafts, last = read(lines + behind, "a.jsonl.gz")
    assert len(drafts) == 3_000
    assert last == said


@pytest.mark.parametrize("kind", [0x50, 0x5F])
def test_frames_of_zstandard_that_are_to_be_passed_over_are(kind: int) -> None:
    passed = bytes((kind,)) + b"\x2a\x4d\x18\x04\0\0\0info"
    packed = zstandard.ZstdCompressor().compress(TEXT.encode())
    assert read(passed + packed + passed + packed + passed, "a.txt") == [Draft(TEXT * 2)]


def test_what_few_bytes_of_zstandard_stand_for_is_never_there_at_once() -> None:
    packed = zstandard.ZstdCompressor(level=3).compress(bytes(200_000_000))
    tracemalloc.start()
    found = read(packed, "a.txt.zst")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == [Fault("Zstandard that grows more than 100 times")]
    assert peak < 80_000_000


def test_a_name_that_only_claims_to_be_packed_misleads_nobody() -> None:
    assert read(TEXT, "a.txt.gz") == [Draft(TEXT)]


def test_what_is_packed_more_than_once_is_refused() -> None:
    twice = gzip.compress(gzip.compress(TEXT.encode()))
    assert read(twice, "a.txt.gz") == [Fault("packed more than once")]


@pytest.mark.parametrize(
    "pack", [gzip.compress, bz2.compress, lzma.compress, zstandard.ZstdCompressor().compress]
)
def test_damage_in_a_packed_file_is_said_in_words(pack: object) -> None:
    assert callable(pack)
    (found,) = read(pack(TEXT.encode())[:-9], "a.txt.gz")
    assert isinstance(found, Fault)
    assert found.reason.startswith("damaged ")


def test_an_archive_gives_its_members_under_their_names() -> None:
    members: dict[str, str | bytes] = {
        "a/report.txt": TEXT,
        "many.jsonl": f"{RECORD}\n{RECORD}",
        "picture.jpg": b"\xff\xd8",
        "__MACOSX/a/._report.txt": "x",
    }
    assert read(zipped(members), "pile.zip") == [
        Draft(TEXT, within="a/report.txt"),
        Draft("X", "T", number=1, within="many.jsonl"),
        Draft("X", "T", number=2, within="many.jsonl"),
        Fault("no format of reports (.jpg)", within="picture.jpg"),
        Fault("system file", within="__MACOSX/a/._report.txt"),
    ]


def test_a_packed_tar_gives_its_members() -> None:
    packed = gzip.compress(tarred({"a.txt": TEXT.encode(), "b.txt": b""}))
    expected = [Draft(TEXT, within="a.txt"), Fault("empty", within="b.txt")]
    assert read(packed, "pile.tar.gz") == expected
    assert read(packed, "pile.tgz") == expected


def test_a_member_without_a_name_costs_itself_only() -> None:
    pile = zipped({"?.txt": TEXT, "b.txt": TEXT}).replace(b"?.txt", b"\0.txt")
    assert read(pile, "pile.zip") == [
        Fault("a member without a name"),
        Draft(TEXT, within="b.txt"),
    ]


def test_a_zip_with_a_name_that_is_no_text_is_damaged() -> None:
    pile = zipped({"ü.txt": TEXT}).replace("ü".encode(), b"\xff\xfe")
    assert read(pile, "pile.zip") == [Fault("damaged ZIP: the name of a member is no UTF-8")]


def test_archives_may_lie_in_one_another_three_deep() -> None:
    inner: bytes = zipped({"a.txt": TEXT})
    for depth in (1, 2):
        inner = tarred({f"{depth}.zip": inner}) if depth == 1 else zipped({f"{depth}.tar": inner})
    assert read(inner, "x.zip") == [Draft(TEXT, within="2.tar#1.zip#a.txt")]
    assert read(zipped({"x.zip": inner}), "y.zip") == [
        Fault("nested more than 3 deep", within="x.zip#2.tar#1.zip#a.txt")
    ]


def test_of_an_archive_with_too_many_members_it_is_said_how_many_are_not_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 1_000)
    members = {f"{n}.txt": TEXT.encode() for n in range(1_005)}
    for pile, name in ((zipped(dict(members)), "pile.zip"), (tarred(members), "pile.tar")):
        found = read(pile, name)
        assert len([item for item in found if isinstance(item, Draft)]) == 1_000
        assert found[-1] == Fault("archive of more than 1,000 members: 5 are not read; unpack it")


def _mailbox(count: int) -> bytes:
    return b"".join(b"From a b\nSubject: %d\n\nIt held.\n\n" % n for n in range(count))


def _warc(count: int) -> bytes:
    record = (
        b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://example.org/%d\r\n"
        b"WARC-Date: 2019-01-04T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:%d>\r\n"
        b"Content-Type: text/plain\r\nContent-Length: 8\r\n\r\nIt held.\r\n\r\n"
    )
    return b"".join(record % (n, n) for n in range(count))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.mbox", _mailbox),
        ("a.warc", _warc),
        ("a.jsonl", lambda count: b'{"text": "It held."}\n' * count),
        ("a.json", lambda count: b"[" + b'{"text": "It held."},' * (count - 1) + b'{"text": "."}]'),
        ("a.csv", lambda count: b"text\n" + b"It held.\n" * count),
        ("a.zip", lambda count: zipped({f"{n}.txt": b"It held." for n in range(count)})),
        ("a.tar", lambda count: tarred({f"{n}.txt": b"It held." for n in range(count)})),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_container_of_many_reports_gives_them_all(
    name: str, content: Callable[[int], bytes]
) -> None:
    if name == "a.warc":
        pytest.importorskip("warcio")
    found = read(content(2_500), name)
    assert len(found) == 2_500
    assert all(isinstance(item, Draft) for item in found)


def test_a_link_or_sparse_file_in_a_tar_is_not_followed() -> None:
    made = BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.PAX_FORMAT) as archive:
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        pipe = tarfile.TarInfo("pipe.txt")
        pipe.type = tarfile.FIFOTYPE
        archive.addfile(pipe)
        sparse = tarfile.TarInfo("sparse.txt")
        sparse.pax_headers = {"GNU.sparse.map": "0,9", "GNU.sparse.size": "9", "size": "9"}
        sparse.size = 9
        archive.addfile(sparse, BytesIO(b"A report."))
    assert read(made.getvalue(), "a.tar") == [
        Fault("link", within="link.txt"),
        Fault("special file", within="pipe.txt"),
        Fault("sparse file", within="sparse.txt"),
    ]


def test_a_member_of_a_tar_that_is_larger_than_any_report_is_not_read() -> None:
    assert read(tarred({"a.txt": b"A report.\n" * 2_000_001, "b.txt": TEXT.encode()}), "a.tar") == [
        Fault("larger than 20 MB", within="a.txt"),
        Draft(TEXT, within="b.txt"),
    ]


def test_a_member_that_grows_too_much_costs_only_itself() -> None:
    found = read(zipped({"bomb.txt": "A" * 30_000_000, "good.txt": TEXT}), "pile.zip")
    assert found == [
        Fault("member that grows more than 100 times", within="bomb.txt"),
        Draft(TEXT, within="good.txt"),
    ]


def test_an_archive_that_lies_about_its_sizes_is_not_believed() -> None:
    """Its member claims to be as large packed as it is unpacked: two gigabytes."""
    other = random.Random(1).randbytes(100_000)
    archive = zipped({"bomb.txt": "A" * 15_000_000, "other.bin": other})
    for mark, place in ((b"PK\x03\x04", 18), (b"PK\x01\x02", 20)):
        at = archive.index(mark) + place
        archive = archive[:at] + struct.pack("<II", 0x7FFFFFFF, 0x7FFFFFFF) + archive[at + 8 :]
    assert read(archive, "pile.zip")[0] == Fault(
        "member that grows more than 100 times", within="bomb.txt"
    )


def test_not_every_record_of_a_broken_file_gets_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("{\n" * 1_500 + RECORD, "utf-8")
    with path.open("rb") as file:
        found = [item for item in parsed(file.fileno(), path.name) if not isinstance(item, Loaded)]
    assert len(found) == MOST_FAULTS + 2
    assert isinstance(found[-2], Draft)
    assert found[-1] == Fault("500 more records or members that give no report")


def test_unpacking_takes_so_much_memory_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    unsaid = zstandard.ZstdCompressor(
        level=19
    ).compressobj()  # how much it is, is not said in front
    packed = {
        "a.txt.xz": lzma.compress(TEXT.encode()),
        "a.txt.zst": unsaid.compress(TEXT.encode()) + unsaid.flush(),
    }
    for name, content in packed.items():
        assert read(content, name) == [Draft(TEXT)]
    monkeypatch.setattr(compressed, "_MEMORY", 1 << 20)
    for name, content in packed.items():
        (found,) = read(content, name)
        assert isinstance(found, Fault)
        assert "memory" in found.reason.lower()


def test_a_further_stream_takes_no_more_memory_than_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    packed = lzma.compress(TEXT.encode(), preset=0) + lzma.compress(TEXT.encode())
    assert read(packed, "a.txt.xz") == [Draft(TEXT * 2)]
    monkeypatch.setattr(compressed, "_MEMORY", 1 << 20)
    (found,) = read(packed, "a.txt.xz")
    assert isinstance(found, Fault)
    assert "memory" in found.reason.lower()


def test_a_locked_member_says_so() -> None:
    data = bytearray(zipped({"a.txt": TEXT}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert read(bytes(data), "a.zip") == [Fault("needs a password", within="a.txt")]


def test_a_damaged_archive_says_so() -> None:
    (found,) = read(zipped({"a.txt": TEXT})[:-30], "a.zip")
    assert isinstance(found, Fault)
    assert found.reason.startswith("damaged ZIP")


def test_a_tar_that_breaks_off_gives_what_came_before() -> None:
    whole = tarred({"a.txt": TEXT.encode(), "b.txt": TEXT.encode() * 50})
    assert read(whole[:2_100], "a.tar") == [
        Draft(TEXT, within="a.txt"),
        Fault("damaged in the archive: unexpected end of data", within="b.txt"),
        Fault("damaged TAR: unexpected end of data"),
    ]


def test_a_text_longer_than_any_report_is_refused() -> None:
    long = "word " * 4_100_000
    packed = io.BytesIO(gzip.compress((long + json.dumps({})).encode(), 1))
    found = list(contents(packed, "a.txt.gz"))
    assert [type(item) for item in found] == [Fault]


def test_whatever_format_gives_it_no_text_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each format has bounds of its own; this is the last, and holds for all of them."""
    monkeypatch.setattr(opening, "LONGEST_TEXT", len(TEXT) - 1)
    lines = f"{json.dumps({'text': TEXT})}\n{RECORD}"
    assert read(TEXT, "a.txt") == [Fault("text longer than 0 MB")]
    assert read(lines, "a.jsonl") == [
        Fault("text longer than 0 MB", 1),
        Draft("X", "T", number=2),
    ]


def test_a_text_of_more_lines_than_any_report_is_refused() -> None:
    assert read("A\n" * 500_001, "a.txt") == [Fault("text of more than 500,000 lines")]
    assert read("A\n" * 500_000, "a.txt") == [Draft("A\n" * 500_000)]


def test_a_library_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.formats.opening.is_there", lambda _: False)
    reason = "needs pypdfium2: pip install 'gazetteer[pdf]'"
    assert read(b"%PDF-1.4", "a.pdf") == [Fault(reason)]
