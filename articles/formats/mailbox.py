"""Mailboxes (mbox): many messages in one file, each after a line that begins with `From `."""

from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from articles.formats.draft import LARGEST, MEGABYTE, Fault, Member, Unreadable

_MARK = b"From "
_ENDLESS = 10 * LARGEST
"""Bytes after which nobody waits for the end of a message any more."""


def read(file: BinaryIO, _: str = "") -> Iterator[Member | Fault]:
    """Read a mailbox; its messages are called by their number."""
    number, size = 0, 0
    lines: list[bytes] = []
    follows_empty = True
    while line := file.readline(LARGEST):
        if follows_empty and line.startswith(_MARK):
            yield from _message(lines, size, number)
            lines, size = [], 0
            number += 1
        elif number:
            size += len(line)
            if size > _ENDLESS:
                raise Unreadable(f"a message larger than {_ENDLESS // MEGABYTE} MB")
            if size <= LARGEST:
                lines.append(line[1:] if line.startswith(b">From ") else line)
        elif line.strip():
            yield Fault("not a mailbox: it does not begin with 'From '")
            return
        follows_empty = not line.strip()
    yield from _message(lines, size, number)
    if not number:
        yield Fault("empty")


def _message(lines: list[bytes], size: int, number: int) -> Iterator[Member | Fault]:
    if size > LARGEST:
        yield Fault(f"a message larger than {LARGEST // MEGABYTE} MB", number)
    elif number and not any(map(bytes.strip, lines)):
        yield Fault("empty", number)
    elif number:
        yield Member(str(number), BytesIO(b"".join(lines)), kind=".eml")
