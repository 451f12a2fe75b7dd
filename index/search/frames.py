"""How the reader and its search process talk: frames over pipes.

A frame is the length of a header and of a body (4 bytes each, big-endian), the header (a JSON
object) and the body (an array of unsigned 4-byte numbers, in the machine's byte order). A million
numbers are 4 MB and are never parsed one by one.
"""

import json
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from struct import Struct
from typing import Any, Final

from articles.article import Span

PREAMBLE: Final = Struct("!II")
LONGEST: Final = 256 * 2**20
"""Bytes of a frame's body; a longer one is not believed."""


class BrokenFrame(Exception):
    """What was received is no frame: the other side is not what it should be."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One message."""

    header: Mapping[str, Any]
    numbers: "array[int]" = field(default_factory=lambda: array("I"))


def encode(header: Mapping[str, Any], numbers: Sequence[int] = ()) -> bytes:
    """A frame as bytes."""
    head = json.dumps(header).encode()
    body = (numbers if isinstance(numbers, array) else array("I", numbers)).tobytes()
    return PREAMBLE.pack(len(head), len(body)) + head + body


class Decoder:
    """Cuts what comes in into frames."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def feed(self, data: bytes) -> Iterator[Frame]:
        """Take bytes; the frames that they complete.

        Raises:
            BrokenFrame: If they are no frames.
        """
        self._waiting += data
        while len(self._waiting) >= PREAMBLE.size:
            head, body = PREAMBLE.unpack_from(self._waiting)
            if head > LONGEST or body > LONGEST or body % 4:
                raise BrokenFrame("the search process sent what is no answer")
            end = PREAMBLE.size + head + body
            if len(self._waiting) < end:
                return
            frame = bytes(self._waiting[:end])
            del self._waiting[:end]
            yield _decoded(frame, PREAMBLE.size + head)


def _decoded(frame: bytes, body: int) -> Frame:
    try:
        header = json.loads(frame[PREAMBLE.size : body])
    except (ValueError, RecursionError):
        raise BrokenFrame("the search process sent what is no answer") from None
    if not isinstance(header, dict):
        raise BrokenFrame("the search process sent what is no answer")
    numbers = array("I")
    numbers.frombytes(frame[body:])
    return Frame(header, numbers)


def pack_hits(found: Mapping[int, Sequence[Span]]) -> list[int]:
    """Hits as numbers: for each report its number, how many spans, and their starts and ends."""
    packed: list[int] = []
    for number, spans in found.items():
        packed += (number, len(spans))
        for span in spans:
            packed += span
    return packed


def unpack_hits(packed: Sequence[int]) -> dict[int, list[Span]]:
    """The hits that `pack_hits` made into numbers."""
    found: dict[int, list[Span]] = {}
    at = 0
    while at < len(packed):
        number, count = packed[at], packed[at + 1]
        spans = packed[at + 2 : at + 2 + 2 * count]
        found[number] = [Span(*pair) for pair in zip(spans[::2], spans[1::2], strict=True)]
        at += 2 + 2 * count
    return found


def are_hits(packed: Sequence[int]) -> bool:
    """Whether numbers are such that `pack_hits` makes."""
    at = 0
    while at + 1 < len(packed):
        at += 2 + 2 * packed[at + 1]
    return at == len(packed)
