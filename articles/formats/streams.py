"""Streams that grow as they are read, and stop where that is out of all proportion."""

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO

from articles.formats.draft import LARGEST, MEGABYTE, Unreadable

if TYPE_CHECKING:
    from typing_extensions import Buffer

EXPANSION = 100
"""What grows more than so many times is a bomb, once it has given `EXPANSION_FROM` bytes."""
EXPANSION_FROM = MEGABYTE
MOST_MEMBERS = 100_000
"""Members of an archive that are looked at; how many more there are is said."""
MOST_PIECES = 10_000
"""Members of a document or book, nearly all of which are pictures."""


LONGEST_LINE = 12 * MEGABYTE
"""Bytes without the end of a line in what is read line by line, by readers that hold all of one."""


class Forward(io.RawIOBase):
    """What can only be read from its beginning to its end.

    Args:
        read: Gives the next bytes, at most as many as it is asked for; none at the end.
    """

    def __init__(self, read: Callable[[int], bytes]) -> None:
        super().__init__()
        self._next = read

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: "Buffer") -> int:
        """Fill a buffer, at least in part."""
        view = memoryview(buffer).cast("B")
        data = self._next(len(view))
        view[: len(data)] = data
        return len(data)


class Expanding(Forward):
    """What is inflated from a packed source, watched as it grows; headers are not believed.

    Args:
        inflate: Gives the next bytes, at most as many as it is asked for; none at the end.
        taken: How many packed bytes it has used up so far.
        what: What it is, for the reason.
    """

    def __init__(
        self, inflate: Callable[[int], bytes], taken: Callable[[], int], what: str
    ) -> None:
        super().__init__(inflate)
        self._taken = taken
        self._what = what
        self._given = 0

    def readinto(self, buffer: "Buffer") -> int:
        """Fill a buffer, at least in part.

        Raises:
            Unreadable: It has grown too much.
        """
        given = super().readinto(buffer)
        self._given += given
        if self._given > EXPANSION_FROM and self._given > EXPANSION * self._taken():
            raise Unreadable(f"{self._what} that grows more than {EXPANSION} times")
        return given


class Lined(Forward):
    """What has lines, and stops where one does not end: whoever reads lines holds all of one.

    Args:
        file: What is read.
    """

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file.read)
        self._open = 0

    def readinto(self, buffer: "Buffer") -> int:
        """Fill a buffer, at least in part.

        Raises:
            Unreadable: A line is longer than what is held at once.
        """
        given = super().readinto(buffer)
        end = bytes(memoryview(buffer).cast("B")[:given]).rfind(b"\n")
        self._open = self._open + given if end < 0 else given - end - 1
        if self._open > LONGEST_LINE:
            raise Unreadable(f"{LONGEST_LINE // MEGABYTE} MB without the end of a line")
        return given


def joined(head: bytes, file: BinaryIO) -> io.BufferedReader:
    """A file from its beginning, of which so much has been read already."""
    start = io.BytesIO(head)
    return io.BufferedReader(Forward(lambda size: start.read(size) or file.read(size)))


def whole(file: BinaryIO, largest: int = LARGEST) -> bytes:
    """All of a file.

    Raises:
        Unreadable: It is larger than that.
    """
    data = file.read(largest + 1)
    if len(data) > largest:
        raise Unreadable(f"larger than {largest // MEGABYTE} MB")
    return data
