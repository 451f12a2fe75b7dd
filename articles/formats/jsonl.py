"""JSON Lines: one report a line. A bad line costs only itself."""

import codecs
import json
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from articles.formats.draft import MEGABYTE, Draft, Fault, Unreadable
from articles.formats.records import drafted

LONGEST_LINE = 20 * MEGABYTE

_ENDLESS = 10 * LONGEST_LINE
"""Bytes after which nobody waits for the end of a line any more."""
_CHUNK = 65_536
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read(file: BinaryIO, _: str = "") -> Iterator[Draft | Fault]:
    """Read one report a line."""
    number = 0
    try:
        for number, line in enumerate(_lines(_chunks(file)), 1):
            if line is None:
                yield Fault(f"line longer than {LONGEST_LINE // MEGABYTE} MB", number)
            elif line.strip():
                yield _report(line, number)
    except Unreadable as error:
        yield Fault(str(error), number + 1)
        return
    if not number:
        yield Fault("empty")


def parsed(text: str | bytes) -> object:
    """A JSON value; numbers that are none (`NaN`) are nothing.

    Raises:
        ValueError: It is no JSON, or nested too deeply; the message says which.
    """
    try:
        return json.loads(text, parse_constant=lambda _: None)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    except UnicodeDecodeError:
        raise ValueError("not UTF-8") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at character {error.pos + 1}") from None
    except ValueError as error:  # a number of more digits than Python reads
        raise ValueError(f"not JSON: {error}") from None


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    """The file in chunks of UTF-8."""
    chunks = iter(partial(file.read, _CHUNK), b"")
    first = next(chunks, b"")
    if first.startswith(_UTF16_MARKS):
        wide = (chunk for some in ((first,), chunks) for chunk in some)
        yield from (text.encode() for text in codecs.iterdecode(wide, "utf-16", "replace"))
        return
    yield first.removeprefix(codecs.BOM_UTF8)
    yield from chunks


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
        if size > _ENDLESS:
            raise Unreadable(f"{_ENDLESS // MEGABYTE} MB without the end of a line")
        if size <= LONGEST_LINE:
            pieces.append(rest)
    if size:
        yield b"".join(pieces) if size <= LONGEST_LINE else None


def _report(line: bytes, number: int) -> Draft | Fault:
    try:
        record = parsed(line)
    except ValueError as error:
        return Fault(str(error), number)
    if not isinstance(record, dict):
        return Fault("not a report: the line is no JSON object", number)
    return drafted(record, number)
