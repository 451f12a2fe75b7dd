"""Web archives: the pages, texts and documents that a crawler kept (WARC, WET, ARC)."""

import re
from collections.abc import Iterator
from io import BufferedReader, BytesIO
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]  # no types
from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]  # the same
from warcio.recordloader import ArcWarcRecord  # type: ignore[import-untyped]  # the same

from articles.formats.draft import LARGEST, MEGABYTE, Fault, Member, Unreadable
from articles.formats.streams import Lined

_KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/json": ".json",
    "application/epub+zip": ".epub",
}
_BEGINNINGS = (b"WARC/", b"filedesc:", b"\x1f\x8b")
_OTHER = re.compile(r"^(?:robots\.txt|dns:|metadata:|whois:)|/robots\.txt$")


def read(file: BinaryIO, _: str = "") -> Iterator[Member | Fault]:
    """Read an archive; pictures, scripts and failed requests in it are passed over."""
    lined = BufferedReader(Lined(file))
    head = lined.peek(16).lstrip()
    if head and not head.startswith(_BEGINNINGS):
        yield Fault("no web archive: it begins with no record")
        return
    given = False
    try:
        for record in ArchiveIterator(lined, arc2warc=True, no_record_parse=False):
            for member in _member(record):
                given = True
                yield member
    except ArchiveLoadFailed as error:
        raise Unreadable(f"damaged web archive: {error}") from error
    if not given:
        yield Fault("web archive without pages")


def _member(record: ArcWarcRecord) -> Iterator[Member | Fault]:
    if record.rec_type not in {"response", "resource", "conversion"}:
        return
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    headers = record.http_headers
    if headers is not None and not str(headers.get_statuscode()).startswith("200"):
        return
    stated = headers.get_header("Content-Type") if headers is not None else None
    stated = stated or record.rec_headers.get_header("Content-Type") or ""
    kind = _KINDS.get(stated.partition(";")[0].strip().lower())
    if kind is None or _OTHER.search(url):
        return
    if headers is not None and "br" in str(headers.get_header("Content-Encoding")).lower():
        yield Fault("packed with Brotli", within=url)
        return
    content = record.content_stream().read(LARGEST + 1)
    if len(content) > LARGEST:
        yield Fault(f"larger than {LARGEST // MEGABYTE} MB", within=url)
    else:
        yield Member(url or "page", BytesIO(content), kind=kind, url=url)
