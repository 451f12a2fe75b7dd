"""What crosses the border between a parser in exile and us: frames of JSON, checked field by field.

A frame is the length of its content (4 bytes, big-endian) and a JSON array: a word that says what
it is, and its fields. Whoever sends it may have been taken over by a file, so nothing is believed
of which kind and length have not been looked at, and nothing in it can be code.
"""

import json
import socket
from collections.abc import Callable
from dataclasses import fields, replace
from struct import Struct
from typing import Final, NoReturn

from articles.formats.draft import Draft, Fault
from articles.formats.opening import LONGEST_TEXT, Loaded

LENGTH: Final = Struct("!I")
LONGEST: Final = 20 * 10**6
"""Bytes of a frame."""
_CHUNK: Final = 1 << 16
_PIECE: Final = 1 << 16
"""Characters of a text that cross at once."""

READY: Final = "ready"
LOADED: Final = "loaded"
DRAFT: Final = "draft"
FAULT: Final = "fault"
TEXT: Final = "text"
"""A piece of the text of the draft that follows."""
END: Final = "end"
MORE: Final = "more"
"""It lacks a module, or time of the processor, and cannot have it any more; another one may."""
FULL: Final = "full"
"""It ran out of memory."""

_TEXTS: Final = tuple(field.name for field in fields(Draft) if field.name != "number")


def _refused(constant: str) -> NoReturn:
    raise ValueError(constant)


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False)
_DECODER: Final = json.JSONDecoder(parse_constant=_refused)


class Nonsense(Exception):
    """What was received is no answer."""


def encoded(kind: str, *values: object) -> bytes:
    """A frame as bytes."""
    content = _ENCODER.encode([kind, *values]).encode("utf-8", "surrogatepass")
    return LENGTH.pack(len(content)) + content


def of_item(item: Loaded | Draft | Fault) -> bytes:
    """What was parsed, as a frame; that of a long text comes after the pieces of the text."""
    if isinstance(item, Loaded):
        return encoded(LOADED)
    if isinstance(item, Fault):
        return encoded(FAULT, item.reason[:1000], item.number, item.within[:1000])
    text, pieces = item.text, []
    if len(text) > _PIECE:
        starts = range(0, len(text), _PIECE)
        pieces = [encoded(TEXT, text[start : start + _PIECE]) for start in starts]
        item = replace(item, text="")
    frame = encoded(DRAFT, *(getattr(item, name) for name in _TEXTS), item.number)
    if sum(map(len, pieces)) + len(frame) > LONGEST:
        reason = f"text longer than {LONGEST_TEXT // 10**6} MB"
        return encoded(FAULT, reason, item.number, item.within[:1000])
    return b"".join((*pieces, frame))


class Incoming:
    """What comes in from one parser, cut into frames.

    Args:
        connection: Where it comes in.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._waiting = bytearray()

    def _has_frame(self) -> bool:
        if len(self._waiting) < LENGTH.size:
            return False
        (size,) = LENGTH.unpack_from(self._waiting)
        return bool(size > LONGEST or len(self._waiting) >= LENGTH.size + size)

    def take(self, wait: Callable[[socket.socket], None]) -> tuple[str, list[object]]:
        """The next frame: what it is, and its fields.

        Args:
            wait: Waits until something comes in, as long as it has patience.

        Raises:
            EOFError: The other side is gone.
            Nonsense: It is no frame.
            TimeoutError: It does not come in time.
        """
        while not self._has_frame():
            wait(self._connection)
            some = self._connection.recv(_CHUNK)
            if not some:
                raise EOFError
            self._waiting += some
        (size,) = LENGTH.unpack_from(self._waiting)
        if size > LONGEST:
            raise Nonsense("a frame that is too long")
        end = LENGTH.size + size
        try:
            # a text may be long: no more copies of it than there have to be
            with memoryview(self._waiting) as waiting:
                content = str(waiting[LENGTH.size : end], "utf-8", "surrogatepass")
        except ValueError as error:
            raise Nonsense("no text") from error
        del self._waiting[:end]
        return _frame(content)


def _frame(content: str) -> tuple[str, list[object]]:
    try:
        frame = _DECODER.decode(content)
    except (ValueError, RecursionError) as error:
        raise Nonsense("no JSON") from error
    if not isinstance(frame, list) or not frame or not isinstance(frame[0], str):
        raise Nonsense("no frame")
    return frame[0], frame[1:]


def piece_of(values: list[object]) -> str:
    """A piece of a text.

    Raises:
        Nonsense: It is none.
    """
    if len(values) != 1 or not values[0]:
        raise Nonsense("no piece")
    return _text(values[0])


def item_of(kind: str, values: list[object], text: str = "") -> Loaded | Draft | Fault:
    """What a frame says was parsed.

    Args:
        kind: What the frame says that it is.
        values: Its fields.
        text: That of the draft, where it came in pieces.

    Raises:
        Nonsense: Its fields are not what they should be.
    """
    if kind == LOADED and not values:
        return Loaded()
    if kind == FAULT and len(values) == 3:
        reason, number, within = values
        return Fault(_text(reason), _number(number), _text(within))
    if kind == DRAFT and len(values) == len(_TEXTS) + 1:
        *texts, number = values
        said = dict(zip(_TEXTS, map(_text, texts), strict=True))
        return Draft(number=_number(number), **said | ({"text": text} if text else {}))
    raise Nonsense("an unknown frame")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Nonsense("no text")
    return value


def _number(value: object) -> int:
    if type(value) is not int or not 0 <= value < 1 << 53:
        raise Nonsense("no number")
    return value
