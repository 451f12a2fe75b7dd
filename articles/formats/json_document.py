"""JSON documents: an array of reports, one report, or an answer that wraps an array of them."""

import codecs
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from articles.formats import jsonl
from articles.formats.decoding import NotText, decode
from articles.formats.draft import LARGEST, MEGABYTE, Draft, Fault, Found
from articles.formats.loading import load
from articles.formats.records import drafted, records_in
from articles.formats.streams import joined

_CHUNK = 1 << 18
_SPACE = re.compile(r"[\s,]*")
_FEED = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/")


def read(file: BinaryIO, _: str = "") -> Iterator[Found]:
    """Read a document; only an array may be larger than what is held at once."""
    head = file.read(LARGEST + 1)
    if len(head) > LARGEST:
        yield from _long(head, file)
        return
    try:
        text = decode(head).strip()
    except NotText as error:
        yield Fault(str(error))
        return
    if not text:
        yield Fault("empty")
        return
    try:
        document = jsonl.parsed(text)
    except ValueError as error:
        yield from _lines_after_all(text, str(error))
        return
    if isinstance(document, dict) and _FEED.match(str(document.get("version"))):
        yield from load("articles.formats.feeds").json_feed(document)
        return
    yield from _reports(document)


def _reports(document: object) -> Iterator[Draft | Fault]:
    found = records_in(document)
    if len(found) == 1 and found[0] is document:
        one = drafted(found[0], 1)
        yield (
            replace(one, number=0) if isinstance(one, Fault) else replace(one, record="", number=0)
        )
        return
    if not found:
        yield Fault("JSON without a report: no object in it has a text")
    for number, record in enumerate(found, 1):
        yield drafted(record, number)


def _lines_after_all(text: str, reason: str) -> Iterator[Draft | Fault]:
    """What is no one document may be one a line."""
    if _are_lines(text):
        yield from jsonl.read(io.BytesIO(text.encode("utf-8", "surrogatepass")))
    else:
        yield Fault(reason)


def _are_lines(text: str) -> bool:
    """Whether the first line is an object by itself, be that a report or not."""
    first, _, rest = text.partition("\n")
    try:
        return bool(rest) and isinstance(jsonl.parsed(first), dict)
    except ValueError:
        return False


def _long(head: bytes, file: BinaryIO) -> Iterator[Draft | Fault]:
    """A file that is too large to hold: an array, one report after the other, or lines."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
    text = decoder.decode(head).lstrip()
    if text.startswith("["):
        yield from _array(text[1:], decoder, file)
    elif _are_lines(text):
        del text
        yield from jsonl.read(joined(head, file))
    elif text.startswith("{"):
        yield Fault(f"a JSON document larger than {LARGEST // MEGABYTE} MB that is no array")
    else:
        yield Fault(f"larger than {LARGEST // MEGABYTE} MB, and neither array nor lines")


def _array(
    text: str, decoder: codecs.IncrementalDecoder, file: BinaryIO
) -> Iterator[Draft | Fault]:
    """The reports of an array of which `text` is the beginning."""
    scan = json.JSONDecoder(parse_constant=lambda _: None).raw_decode
    number, at, asked = 0, 0, _CHUNK
    while True:
        at = _SPACE.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing too
        try:
            record, at = scan(text, at)
        except (ValueError, RecursionError):
            more = b"" if text.startswith("]", at) else file.read(asked)
            if not more or len(text) - at > LARGEST:
                break
            # twice as much each time, lest a long record be looked at again and again
            text, at, asked = text[at:] + decoder.decode(more), 0, 2 * asked
            continue
        number, asked = number + 1, _CHUNK
        if isinstance(record, dict):
            yield drafted(record, number)
        else:
            yield Fault("not a report: no JSON object", number)
    if not text.startswith("]", at):
        yield Fault("the array breaks off, or is no JSON from here on", number + 1)
