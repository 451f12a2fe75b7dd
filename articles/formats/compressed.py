"""Packed files: gzip, Zstandard, bzip2, xz; inflated as they are read, never all at once."""

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from functools import partial
from typing import BinaryIO, Protocol, cast

from articles.formats.draft import Unreadable
from articles.formats.loading import is_there, load
from articles.formats.registry import ZSTANDARD, how_to_get
from articles.formats.streams import Expanding

_MEMORY = 128 << 20
"""Bytes that a packer's window may take."""
_PIECE = 1 << 16
"""Bytes that are unpacked at a time."""
_GZIP = b"\x1f\x8b"
_BZIP2 = b"BZh"
_XZ = b"\xfd7zXZ\0"
_SIP = 1 << 10
"""Bytes of a Zstandard frame that are given to its library at a time: what comes of them it hands
over in one go, and four bytes may stand for 128 KiB."""


class Packed:
    """A packed file; which packing it is, its first bytes tell.

    Attributes:
        content: What it holds.

    Raises:
        Unreadable: What unpacks it is not installed.
    """

    def __init__(self, file: io.BufferedReader) -> None:
        head = file.peek(len(_XZ))
        if head.startswith(_GZIP):
            self._streams, what = _Streams(file, _Gzip, (_GZIP,)), "gzip"
        elif head.startswith(_BZIP2):
            self._streams, what = _Streams(file, bz2.BZ2Decompressor, (_BZIP2,)), "bzip2"
        elif head.startswith(_XZ):
            unpacker = partial(lzma.LZMADecompressor, memlimit=_MEMORY)
            self._streams, what = _Streams(file, unpacker, (_XZ,)), "xz"
        else:
            if not is_there("zstandard"):
                raise Unreadable(how_to_get("zstandard", "zst"))
            self._streams, what = _Streams(file, _Zstandard, ZSTANDARD), "Zstandard"
        read = _sound(self._streams.read, what)
        self.content = io.BufferedReader(Expanding(read, file.tell, what), _PIECE)

    def is_followed(self) -> bool:
        """Whether something else lies behind what is packed; known once that is read to its end."""
        return self._streams.is_followed


class _Unpacker(Protocol):
    """Unpacks one stream of a packed file."""

    @property
    def eof(self) -> bool:
        """Whether the stream has ended."""

    @property
    def needs_input(self) -> bool:
        """Whether nothing more can be said without more of the file."""

    @property
    def unused_data(self) -> bytes:
        """What was given to it and lies behind the end of the stream."""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """What comes of some more of the file, so many bytes at most."""


class _Gzip:
    """What unpacks one member of a gzip, as `lzma` and `bz2` do it for theirs."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)

    @property
    def eof(self) -> bool:
        return self._member.eof

    @property
    def needs_input(self) -> bool:
        return not self._member.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._member.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._member.decompress(self._member.unconsumed_tail + data, max_length)


class _Zstandard:
    """What unpacks one frame of a Zstandard file, as `lzma` and `bz2` do it for theirs."""

    def __init__(self) -> None:
        unpacker = load("zstandard").ZstdDecompressor(max_window_size=_MEMORY)
        self._frame = unpacker.decompressobj()
        self._packed = b""
        self._unpacked = b""

    @property
    def eof(self) -> bool:
        return bool(self._frame.eof) and not self._unpacked

    @property
    def needs_input(self) -> bool:
        return not self._packed and not self._unpacked

    @property
    def unused_data(self) -> bytes:
        return cast("bytes", self._frame.unused_data) + self._packed

    def decompress(self, data: bytes, max_length: int) -> bytes:
        self._packed += data
        while self._packed and not self._unpacked and not self._frame.eof:
            sip, self._packed = self._packed[:_SIP], self._packed[_SIP:]
            self._unpacked = self._frame.decompress(sip)
        given, self._unpacked = self._unpacked[:max_length], self._unpacked[max_length:]
        return given


class _Streams:
    """All streams of a packed file, one after the other, perhaps with zeros between and after.

    Python's own files of these kinds bound no memory (xz), refuse all because of what follows
    (gzip, as Zstandard's), or pass over it in silence (bzip2).

    Args:
        file: Where they are.
        begin: Makes what unpacks one.
        marks: How each may begin, all of one length.
    """

    def __init__(
        self, file: BinaryIO, begin: Callable[[], _Unpacker], marks: tuple[bytes, ...]
    ) -> None:
        self._file = file
        self._begin = begin
        self._marks = marks
        self._unpacker = begin()
        self.is_followed = False

    def read(self, size: int) -> bytes:
        """The next bytes, at most so many; none at the end."""
        data = b""
        while not data:
            packed = b""
            if self._unpacker.eof:
                packed = b"" if self.is_followed else self._next()
                if not packed:
                    return b""
                self._unpacker = self._begin()
            elif self._unpacker.needs_input:
                packed = self._file.read(_PIECE)
            is_over = not packed and self._unpacker.needs_input
            data = self._unpacker.decompress(packed, size)
            if is_over and not data and not self._unpacker.eof:
                raise EOFError("it breaks off")
        return data

    def _next(self) -> bytes:
        """The beginning of the next stream; empty if there is none."""
        begun = self._unpacker.unused_data.lstrip(b"\0")
        while len(begun) < len(self._marks[0]) and (more := self._file.read(_PIECE)):
            begun = (begun + more).lstrip(b"\0")
        if begun.startswith(self._marks):
            return begun
        self.is_followed = bool(begun)
        return b""


def _sound(read: Callable[[int], bytes], what: str) -> Callable[[int], bytes]:
    """The same, with damage said in words."""
    broken: tuple[type[Exception], ...] = (EOFError, OSError, zlib.error, lzma.LZMAError)
    if what == "Zstandard":
        broken = (*broken, load("zstandard").ZstdError)

    def checked(size: int) -> bytes:
        try:
            return read(size)
        except broken as error:
            raise Unreadable(f"damaged {what}: {error}") from error

    return checked
