"""A small report in every format: what mutations begin from."""

import bz2
import gzip
import io
import json
import lzma
import sqlite3
import tarfile
import zipfile

import zstandard

LINES = (
    "Council votes to rebuild bridge",
    "By Jane Doe",
    "LONDON, January 4, 2019 (Reuters) - The council voted on Monday to rebuild the bridge again.",
    "“We will not wait for the rain,” said Margaret Okafor, the mayor of Port Ellis.",
    "(Photo: AP)",
    "Okafor had asked the Northern River Authority for help three days ago.",
)
TEXT = "\n\n".join(LINES) + "\n"
_PARAGRAPHS = "".join(f"<p>{line}</p>" for line in LINES)
_PAGE = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Bridge | Gazette</title>'
    '<meta property="article:published_time" content="2019-01-04T10:00:00Z">'
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Bridge"}</script>'
    f"</head><body><nav><a href='/x'>Home</a></nav><article>{_PARAGRAPHS}</article></body></html>"
)
_RECORD = {
    "title": LINES[0], "text": TEXT, "date": "2019-01-04", "source": {"name": "Gazette"},
    "author": ["Jane Doe"], "url": "https://example.org/2019/01/04/bridge", "id": 7,
}  # fmt: skip
_FEED = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Gazette</title><item>'
    "<title>Bridge</title><link>https://example.org/b</link><guid>7</guid>"
    "<pubDate>Fri, 04 Jan 2019 10:00:00 GMT</pubDate>"
    f"<description><![CDATA[{_PARAGRAPHS}]]></description></item></channel></rss>"
)
_ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Gazette</title><entry><title>Bridge</title>'
    '<id>7</id><updated>2019-01-04T10:00:00Z</updated><content type="xhtml">'
    f'<div xmlns="http://www.w3.org/1999/xhtml">{_PARAGRAPHS}</div></content></entry></feed>'
)
_MAIL = (
    "From: =?utf-8?b?SmFuZSBEb2U=?= <jane@example.org>\n"
    "Subject: =?utf-8?q?Bridge_=E2=80=94_vote?=\n"
    "Date: Fri, 4 Jan 2019 10:00:00 +0000\nList-Id: Gazette <list.example.org>\n"
    'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
    "--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    f"{TEXT.replace('“', '=E2=80=9C').replace('”', '=E2=80=9D')}\n"
    f"--b\nContent-Type: text/html; charset=iso-8859-1\n\n{_PARAGRAPHS}\n"
    "--b\nContent-Type: text/csv\nContent-Disposition: attachment; filename*=utf-8''a%20b.csv\n"
    "Content-Transfer-Encoding: base64\n\ndGl0bGUsdGV4dApBLEIgYyBkLgo=\n"
    "--b\nContent-Type: message/rfc822\n\nSubject: Older\n\nThe bridge fell.\n--b--\n"
)
_SAVED = (
    "From: <Saved>\nSnapshot-Content-Location: https://example.org/b\nMIME-Version: 1.0\n"
    'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n'
    f"--b\nContent-Type: text/html; charset=utf-8\n\n{_PAGE}\n--b--\n"
)


def _zipped(members: dict[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2019, 1, 4, 0, 0, 0)), content, packing)
    return made.getvalue()


def _tar(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return made.getvalue()


def _book() -> bytes:
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<metadata><dc:title>Weekly</dc:title><dc:date>2019</dc:date></metadata><manifest>"
        '<item id="a" href="a.html" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    container = '<container><rootfile full-path="a.opf"/></container>'
    return _zipped({"META-INF/container.xml": container, "a.opf": package, "a.html": _PAGE})


def _word() -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in LINES)
    document = f'<w:document xmlns:w="{space}"><w:body>{lines}</w:body></w:document>'
    return _zipped({"word/document.xml": document})


def _open_document() -> bytes:
    spaces = "urn:oasis:names:tc:opendocument:xmlns"
    lines = "".join(f"<text:p>{line}<text:tab/></text:p>" for line in LINES)
    return _zipped(
        {
            "content.xml": f'<o:d xmlns:o="{spaces}:office:1.0" xmlns:text="{spaces}:text:1.0">'
            f"{lines}</o:d>"
        }
    )


def _pdf() -> bytes:
    shown = "".join(f"({line[:70]}) Tj 0 -14 Td " for line in LINES if line.isascii())
    stream = f"BT /F1 12 Tf 72 720 Td {shown} ET"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        "/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    made = "%PDF-1.4\n"
    for number, content in enumerate(objects, 1):
        made += f"{number} 0 obj\n{content}\nendobj\n"
    return f"{made}trailer<</Size 6/Root 1 0 R>>\n%%EOF".encode()


def _web_archive() -> bytes:
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{_PAGE}".encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/b\r\n"
        "WARC-Date: 2019-01-04T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return (head.encode() + answer + b"\r\n\r\n") * 2


def _cache() -> bytes:
    """A database of newsboat."""
    with sqlite3.connect(":memory:") as database:
        database.executescript(
            "CREATE TABLE rss_feed (rssurl, title);"
            "CREATE TABLE rss_item (id INTEGER PRIMARY KEY, guid, title, author, url, pubDate,"
            " content, feedurl, deleted);"
            "INSERT INTO rss_feed VALUES ('https://example.org/f', 'Gazette');"
        )
        row = ("7", LINES[0], "Jane Doe", "https://example.org/b", 1_546_596_000, _PARAGRAPHS,
               "https://example.org/f", 0)  # fmt: skip
        database.execute(
            "INSERT INTO rss_item (guid, title, author, url, pubDate, content, feedurl, deleted)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
        return database.serialize()


def _jsons() -> dict[str, bytes]:
    item = {"id": 7, "title": "Bridge", "content_html": _PARAGRAPHS, "authors": [{"name": "J"}]}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Gazette", "items": [item]}
    return {
        "one.json": json.dumps(_RECORD).encode(),
        "array.json": json.dumps([_RECORD, _RECORD]).encode(),
        "wrapped.json": json.dumps({"articles": [_RECORD], "n": 1e3}).encode(),
        "feed.json": json.dumps(feed).encode(),
        "lines.jsonl": "".join(
            f"{json.dumps(_RECORD, ensure_ascii=is_ascii)}\n" for is_ascii in (True, False)
        ).encode(),
    }


def _texts() -> dict[str, bytes]:
    front = "title: 'Bridge'\ndate: 2019-01-04\ntags: [a, b]\nauthor: {name: Jane Doe}\n"
    stated = 'title = "Bridge"\ndate = 2019-01-04T10:00:00Z\ntags = ["a"]\n'
    table = "title,date,text\n" + f'Bridge,2019-01-04,"{TEXT}"\n' * 2
    message = _MAIL.replace("\nFrom ", "\n>From ")
    return {
        "plain.txt": TEXT.encode(),
        "wide.txt": TEXT.encode("utf-16"),
        "western.txt": TEXT.encode("cp1252"),
        "yaml.md": f"---\n{front}---\n# {TEXT}".encode(),
        "toml.md": f"+++\n{stated}+++\n# {TEXT}".encode(),
        "page.html": _PAGE.encode(),
        "declared.html": _PAGE.replace("utf-8", "windows-1252").encode("cp1252"),
        "table.csv": table.encode(),
        "table.tsv": table.replace(",", "\t").encode(),
        "feed.rss": _FEED.encode(),
        "feed.atom": _ATOM.encode(),
        "mail.eml": _MAIL.encode(),
        "saved.mht": _SAVED.encode(),
        "box.mbox": f"From a Fri Jan  4 10:00:00 2019\n{message}\n".encode() * 2,
    }


def _packed() -> dict[str, bytes]:
    text, page = TEXT.encode(), _PAGE.encode()
    inner: dict[str, str | bytes] = {"a.txt": text, "b/a.html": page}
    return {
        "packed.txt.gz": gzip.compress(text, mtime=0),
        "packed.txt.bz2": bz2.compress(text),
        "packed.html.xz": lzma.compress(page),
        "packed.jsonl.zst": zstandard.ZstdCompressor().compress(_jsons()["lines.jsonl"]),
        "archive.zip": _zipped({**inner, "c.zip": _zipped(inner)}),
        "bzip2.zip": _zipped(inner, zipfile.ZIP_BZIP2),
        "lzma.zip": _zipped(inner, zipfile.ZIP_LZMA),
        "archive.tar": _tar({"a.txt": text, "b.html": page}),
        "archive.tgz": gzip.compress(_tar({"a.txt": text}), mtime=0),
    }


def seeds() -> dict[str, bytes]:
    """Their contents by file name, in every format that is read."""
    documents = {
        "document.pdf": _pdf(),
        "book.epub": _book(),
        "word.docx": _word(),
        "open.odt": _open_document(),
        "web.warc": _web_archive(),
        "web.warc.gz": gzip.compress(_web_archive(), mtime=0),
        "cache.db": _cache(),
    }
    return {**_texts(), **_jsons(), **_packed(), **documents}
