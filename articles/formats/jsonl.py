"""JSON Lines: one report a line, plain or gzipped. A bad line costs only itself."""

import codecs
import gzip
import json
import zlib
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from articles.formats.draft import MEGABYTE, Draft, Fault

LONGEST_LINE = 20 * MEGABYTE
EXPANSION = 100
"""A gzip that grows more than this is a bomb, once it has given `EXPANSION_FROM` bytes."""
EXPANSION_FROM = MEGABYTE

_CHUNK = 65_536
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "maintext", "body", "content", "article", "article_text", "full_text",
             "fulltext", "bodyText", "articleBody"),
    "title": ("title", "headline", "webTitle"),
    "date": ("date", "published", "publishedAt", "published_at", "date_publish", "datePublished",
             "publish_date", "pub_date", "pubDate", "publication_date", "published_time",
             "webPublicationDate", "timestamp", "created_at"),
    "source": ("source", "source_domain", "source_name", "publisher", "outlet", "publication",
               "site", "sitename", "domain"),
    "author": ("author", "authors", "byline", "creator"),
    "url": ("url", "link", "canonical_url", "webUrl", "permalink"),
    "record": ("id", "_id", "uuid", "guid", "article_id"),
}  # fmt: skip
"""Field of a draft: the names it goes by in the wild, most telling first."""


class _Bomb(Exception):
    """A gzip that grows out of all proportion."""


def read(file: BinaryIO) -> Iterator[Draft | Fault]:
    """Read one report a line; gzip is told by its first bytes, not by the name."""
    number = 0
    try:
        for number, line in enumerate(_lines(_inflated(file)), 1):
            if line is None:
                yield Fault(f"line longer than {LONGEST_LINE // MEGABYTE} MB", number)
            elif line.strip():
                yield _report(line, number)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Fault(f"damaged gzip: {error}", number + 1)
    except _Bomb:
        yield Fault(f"gzip that grows more than {EXPANSION} times", number + 1)


def _inflated(file: BinaryIO) -> Iterator[bytes]:
    """The file in chunks of UTF-8, inflated if it is a gzip."""
    first = file.read(2)
    file.seek(0)
    if first in _UTF16_MARKS:
        wide = iter(partial(file.read, _CHUNK), b"")
        yield from (text.encode() for text in codecs.iterdecode(wide, "utf-16", "replace"))
        return
    if first != b"\x1f\x8b":
        while chunk := file.read(_CHUNK):
            yield chunk
        return
    given = 0
    with gzip.GzipFile(fileobj=file) as inflating:
        while chunk := inflating.read(_CHUNK):
            given += len(chunk)
            if given > EXPANSION_FROM and given > EXPANSION * file.tell():
                raise _Bomb
            yield chunk


def _lines(chunks: Iterator[bytes]) -> Iterator[bytes | None]:
    """Split at LF alone (U+2028 may stand raw inside JSON); None for a line that is too long."""
    pieces: list[bytes] = []
    size = 0
    for chunk in chunks:
        *ended, rest = chunk.split(b"\n")
        for line in ended:
            whole, total = b"".join([*pieces, line]), size + len(line)
            pieces, size = [], 0
            yield whole if total <= LONGEST_LINE else None
        size += len(rest)
        if size <= LONGEST_LINE:
            pieces.append(rest)
    if size:
        yield b"".join(pieces) if size <= LONGEST_LINE else None


def _report(line: bytes, number: int) -> Draft | Fault:
    try:
        record = json.loads(line, parse_constant=lambda _: None)
    except RecursionError:
        return Fault("nested too deeply", number)
    except ValueError as error:
        return Fault(_why(error), number)
    if not isinstance(record, dict):
        return Fault("not a report: the line is no JSON object", number)
    fields = {field: _first(record, names) for field, names in _NAMES.items()}
    if not fields["text"].strip():
        return Fault("no text", number)
    return Draft(number=number, **fields)


def _why(error: ValueError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8"
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON: {error.msg} at character {error.pos + 1}"
    return f"not JSON: {error}"  # a number of more digits than Python reads


def _first(record: dict[str, object], names: tuple[str, ...]) -> str:
    """The first of these fields that says anything."""
    return next((found for name in names if (found := _words(record.get(name))).strip()), "")


def _words(value: object) -> str:
    """A value as text: NewsAPI's `{"name": …}` and lists of authors included."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_words(item) for item in value if _is_plain(item))))
    if isinstance(value, dict):
        name = value.get("name")
        return name if isinstance(name, str) else ""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _is_plain(item: object) -> bool:
    return isinstance(item, str | dict)
