"""Writes files that are made to crash, fill or stall whoever parses them.

    python tests/hostile/bombs.py FOLDER [--seed 1]

Each does one thing, named in its file name; the seed varies what does not matter, such as the text
around it. They are harmless on disk (70 MB in all) and dangerous to open with other programs.
"""

import argparse
import base64
import bz2
import gzip
import io
import lzma
import random
import sqlite3
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import zstandard

Bomb = Callable[[random.Random], bytes]
_WORDS = ("council", "voted", "bridge", "flood", "river", "said", "Monday", "governor", "rebuild")


def prose(chance: random.Random, words: int = 60) -> str:
    """Some words that look like a report."""
    return " ".join(chance.choice(_WORDS) for _ in range(words)) + "."


def page(chance: random.Random, inside: str, head: str = "") -> bytes:
    """A page with a report, and something in it."""
    paragraphs = "".join(f"<p>{prose(chance)}</p>" for _ in range(4))
    return (
        f"<!DOCTYPE html><html><head><title>Bridge</title>{head}</head><body><article>"
        f"{paragraphs}{inside}</article></body></html>"
    ).encode()


def pages() -> Iterator[tuple[str, Bomb]]:
    """Pages that take a parser's time with the square of something, or its stack."""
    attributes = " ".join(f"a{n}=1" for n in range(200_000))
    yield "attributes.html", lambda c: page(c, f"<p {attributes}>x</p>")
    yield "open-tags.html", lambda c: page(c, "<a " * 100_000)
    yield "comments.html", lambda c: page(c, "<!--" * 50_000)
    yield "close-tags.html", lambda c: page(c, "</a" * 100_000)
    yield "sections.html", lambda c: page(c, "<![CDATA[" * 50_000)
    yield "nested-blocks.html", lambda c: page(c, "<div>" * 1_000_000)
    yield "nested-tables.html", lambda c: page(c, "<table><tr><td>" * 1_900)
    yield "nested-inline.html", lambda c: page(c, "<b><i>" * 9_000 + prose(c))
    yield "nested-fonts.html", lambda c: page(c, "<font><p>" * 9_000)
    yield "links.html", lambda c: page(c, "<a href='/x'>x</a> " * 19_000)
    yield "list.html", lambda c: page(c, "<ul>" + "<li>a" * 19_000)
    yield "entities.html", lambda c: page(c, "&amp;&#x" * 500_000)
    yield "long-word.html", lambda c: page(c, "<p>" + "x" * 6_000_000 + "</p>")
    yield "title.html", lambda c: page(c, "", f"<title>{'t ' * 3_000_000}</title>")
    deep = '{"a":' * 100_000
    told = f"<script type='application/ld+json'>{deep}</script>"
    yield "metadata.html", lambda c: page(c, "", told)
    dates = "".join(f"<time datetime='{n}-13-45'>1.1.{n}</time>" for n in range(9_000))
    yield "dates.html", lambda c: page(c, dates)


def feeds() -> Iterator[tuple[str, Bomb]]:
    """XML that multiplies, reaches out, or nests."""

    def rss(doctype: str, inside: str) -> Bomb:
        return lambda c: (
            f"<?xml version='1.0'?>{doctype}<rss version='2.0'><channel><title>G</title><item>"
            f"<title>{inside}</title><description>{prose(c)}</description></item></channel></rss>"
        ).encode()

    laughs = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))
    yield "laughs.xml", rss(f"<!DOCTYPE r [<!ENTITY l0 'ha'>{laughs}]>", "&l11;")
    yield "quadratic.xml", rss(f"<!DOCTYPE r [<!ENTITY a '{'a' * 60_000}'>]>", "&a;" * 20_000)
    yield "outside.xml", rss("<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>", "&x;")
    yield "remote.xml", rss("<!DOCTYPE r SYSTEM 'http://127.0.0.1:9/x.dtd'>", "x")
    yield "deep.xml", rss("", "<a>" * 1_000_000)
    items = "<item><title>a</title></item>" * 100_000
    yield "items.xml", lambda c: f"<rss version='2.0'><channel>{items}</channel></rss>".encode()
    yield "markup.xml", rss("", "&lt;b&gt;" * 200_000)


def data() -> Iterator[tuple[str, Bomb]]:
    """JSON, tables and front matter."""
    yield "deep.json", lambda c: b"[" * 200_000
    yield "deep-lines.jsonl", lambda c: b'{"text":' * 100_000 + b"\n" + b'{"text": "x"}'
    yield "digits.json", lambda c: b'{"text": "x", "n": ' + b"1" * 1_000_000 + b"}"
    yield (
        "not-a-number.jsonl",
        lambda c: b'{"text": "x", "date": NaN, "title": -Infinity, "id": 1e999}',
    )
    yield "surrogates.jsonl", lambda c: b'{"text": "\\ud800\\udfff\\ud800", "title": "\\udc80"}'
    keys = ",".join(f'"k{n}":1' for n in range(900_000))
    yield "keys.json", lambda c: f'{{"text": "x", {keys}}}'.encode()
    yield "numbers.json", lambda c: b"[" + b"1," * 9_000_000 + b"1]"
    yield "empty-objects.json", lambda c: b"[" + b"{}," * 2_000_000 + b"{}]"
    yield "columns.csv", lambda c: b"text" + b",c" * 2_000_000 + b"\n" + b"x" + b",1" * 2_000_000
    yield "open-quote.csv", lambda c: b'title,text\n"T","' + b"x\n" * 9_000_000
    laughs = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 20))
    yield "laughs.md", lambda c: f"---\nl0: &l0 ha\n{laughs}---\n{prose(c)}".encode()
    yield "deep.md", lambda c: b"---\na: " + b"[" * 60_000 + b"\n---\nx"
    yield "line.txt", lambda c: (prose(c) * 45_000).encode()
    yield "marks.txt", lambda c: ("a" + "\u0301" * 4_000_000).encode()
    yield "short-lines.txt", lambda c: b"A\n" * 5_000_000


def mails() -> Iterator[tuple[str, Bomb]]:
    """Headers and parts."""
    yield "words.eml", lambda c: b"Subject: " + b"=?utf-8?q?a?= " * 20_000 + b"\n\nx"
    yield "folded.eml", lambda c: b"Subject: a\n" + b" b\n" * 300_000 + b"\nx"
    yield "brackets.eml", lambda c: b"From: " + b"(" * 20_000 + b"\nSubject: a\n\nx"
    yield "headers.eml", lambda c: b"X-A: b\n" * 500_000 + b"\nx"
    parts = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(5_000)
    )
    yield "parts.eml", lambda c: f"Subject: a\n{parts}\nx".encode()
    inner = "Content-Type: message/rfc822\n\nSubject: a\n" * 2_000
    yield "nested.eml", lambda c: f"Subject: a\n{inner}\nx".encode()
    wide = 'Content-Type: multipart/mixed; boundary="b"\n\n' + "--b\n\nx\n" * 100_000
    yield "wide.eml", lambda c: f"Subject: a\n{wide}".encode()
    packed = base64.b64encode(zipped("bomb.txt", b"A" * 50_000_000)).decode()
    yield (
        "attached.eml",
        lambda c: (
            "Subject: a\nContent-Type: application/zip\nContent-Transfer-Encoding: base64\n"
            f'Content-Disposition: attachment; filename="a.zip"\n\n{packed}'
        ).encode(),
    )
    yield "messages.mbox", lambda c: b"From a b\n\n" * 300_000


def zipped(name: str, content: bytes) -> bytes:
    """A ZIP of one member."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


def packed() -> Iterator[tuple[str, Bomb]]:
    """What grows when it is unpacked."""
    large = bytes(150_000_000)
    yield "grows.txt.gz", lambda c: gzip.compress(large, 6)
    yield "grows-twice.txt.gz", lambda c: gzip.compress(gzip.compress(large, 6), 6)
    yield "grows.txt.bz2", lambda c: bz2.compress(bytes(40_000_000))
    yield "grows.txt.xz", lambda c: lzma.compress(bytes(40_000_000), preset=0)
    yield "grows.jsonl.zst", lambda c: zstandard.ZstdCompressor().compress(large)
    yield "window.txt.zst", lambda c: b"\x28\xb5\x2f\xfd\x00\xa8" + b"\0" * 20
    yield "grows.zip", lambda c: zipped("a.txt", large)
    yield "lies.zip", lambda c: _lying(zipped("a.txt", bytes(30_000_000)))
    yield "overlaps.zip", lambda c: _overlapping()
    yield "members.zip", lambda c: _many_members()
    yield "nested.zip", lambda c: _nested()
    yield "sparse.tar", lambda c: _sparse()
    yield "long-name.tar", lambda c: _long_name()
    yield "members.tar.gz", lambda c: gzip.compress(_many_in_tar(), 1)


def _lying(archive: bytes) -> bytes:
    """The sizes of its member halved, tenfold, or nonsense, in both headers."""
    for mark, place in ((b"PK\x03\x04", 18), (b"PK\x01\x02", 20)):
        at = archive.index(mark) + place
        archive = archive[:at] + struct.pack("<II", 0x7FFFFFFF, 100) + archive[at + 8 :]
    return archive


def _overlapping() -> bytes:
    """Two hundred names for one member."""
    one = zipped("000.txt", bytes(9_000_000))
    at = one.index(b"PK\x01\x02")
    directory = one[at : one.index(b"PK\x05\x06")]
    entries = b"".join(directory.replace(b"000.txt", f"{n:03}.txt".encode()) for n in range(200))
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 200, 200, len(entries), at, 0)
    return one[:at] + entries + end


def _many_members() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(40_000):
            archive.writestr(f"{number}.txt", b"x")
    return made.getvalue()


def _nested() -> bytes:
    content = zipped("a.txt", b"A report.")
    for _ in range(30):
        content = zipped("a.zip", content)
    return content


def _sparse() -> bytes:
    """A file of a terabyte that takes no room."""
    info = tarfile.TarInfo("a.txt")
    info.type = tarfile.GNUTYPE_SPARSE
    header = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    header[386:410] = b"00000000000\000000000000\0"
    header[483:495] = b"77777777777\0"
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header) + bytes(1024)


def _long_name() -> bytes:
    info = tarfile.TarInfo("a" * 8_000_000)
    return info.tobuf(tarfile.PAX_FORMAT) + bytes(1024)


def _many_in_tar() -> bytes:
    one = tarfile.TarInfo("a.txt").tobuf()
    return one * 100_000 + bytes(1024)


def documents() -> Iterator[tuple[str, Bomb]]:
    """Office files, books, PDF, web archives, databases."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

    def docx(inside: str, before: str = "") -> bytes:
        return zipped("word/document.xml", f"{before}<w:d {space}>{inside}</w:d>".encode())

    yield "grows.docx", lambda c: docx("<w:p><w:t>" + "A" * 100_000_000 + "</w:t></w:p>")
    yield "deep.docx", lambda c: docx("<w:p>" * 900_000)
    yield (
        "runs.docx",
        lambda c: docx(
            "<w:p>" + "".join(f"<w:t>{c.random()}</w:t>" for _ in range(400_000)) + "</w:p>"
        ),
    )
    yield (
        "laughs.docx",
        lambda c: docx("&b;", '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'),
    )
    yield "grows.epub", lambda c: _book("A" * 60_000_000, 1)
    yield "order.epub", lambda c: _book(prose(c), 300_000)
    yield "grows.pdf", lambda c: _pdf(zlib.compress(b"(A) Tj " * 30_000_000, 9))
    yield "loop.pdf", lambda c: _pdf(b"", kids="2 0 R 2 0 R")
    yield (
        "pages.pdf",
        lambda c: _pdf(zlib.compress(b"BT /F1 9 Tf (A) Tj ET"), "3 0 R " * 500_000),
    )
    yield (
        "arrays.pdf",
        lambda c: b"%PDF-1.4\n1 0 obj\n" + b"[" * 3_000_000 + b"\ntrailer<<>>",
    )
    yield "grows.warc.gz", lambda c: gzip.compress(_record(b"A" * 100_000_000), 6)
    yield (
        "coded.warc",
        lambda c: _record(gzip.compress(bytes(100_000_000)), "Content-Encoding: gzip\r\n"),
    )
    yield (
        "lies.warc",
        lambda c: _record(b"A").replace(b"Content-Length: ", b"Content-Length: 9999999"),
    )
    yield "records.warc", lambda c: _record(page(c, "")) * 3_000
    yield "view.db", lambda c: _database()


def _book(text: str, chapters: int) -> bytes:
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.html"'
        ' media-type="text/html"/></manifest><spine>'
        + '<itemref idref="a"/>' * chapters
        + "</spine></package>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("META-INF/container.xml", '<c><r full-path="a.opf"/></c>')
        archive.writestr("a.opf", package)
        archive.writestr("a.html", f"<p>{text * 4}</p>")
    return made.getvalue()


def _pdf(stream: bytes, kids: str = "3 0 R") -> bytes:
    count = kids.count("R")
    return (
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n"
        + f"<</Type/Pages/Kids[{kids}]/Count {count}>>\nendobj\n3 0 obj\n".encode()
        + b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F1"
        + b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>\nendobj\n4 0 obj\n"
        + f"<</Length {len(stream)}/Filter/FlateDecode>>stream\n".encode()
        + stream
        + b"\nendstream\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


def _record(content: bytes, header: str = "") -> bytes:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{header}\r\n".encode() + content
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/\r\n"
        b"WARC-Date: 2019-01-04T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        b"Content-Type: application/http\r\nContent-Length: " + str(len(http)).encode()
    ) + b"\r\n\r\n" + http + b"\r\n\r\n"  # fmt: skip


def _database() -> bytes:
    """Tables of newsboat, of which one is a view that never ends."""
    with sqlite3.connect(":memory:") as database:
        database.executescript("""
            CREATE TABLE rss_feed (rssurl, title);
            CREATE TABLE other (x);
            CREATE VIEW rss_item AS
                WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n)
                SELECT id, '' guid, 't' title, '' author, '' url, 0 pubDate, 'c' content,
                '' feedurl, 0 deleted FROM n;
        """)
        return database.serialize()


def bombs() -> Iterator[tuple[str, Bomb]]:
    """All of them: a file name, and what makes the content."""
    for some in (pages, feeds, data, mails, packed, documents):
        yield from some()


def main() -> None:
    """Write them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for number, (name, make) in enumerate(bombs(), 1):
        content = make(random.Random(f"{arguments.seed} {name}"))
        (arguments.folder / f"{number:02} {name}").write_bytes(content)


if __name__ == "__main__":
    main()
