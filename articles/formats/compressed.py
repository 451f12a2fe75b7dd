"""Packed files: gzip, Zstandard, bzip2, xz; inflated as they are read, never all at once."""

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable
from functools import partial
from typing import BinaryIO, cast

from articles.formats.draft import Unreadable
from articles.formats.loading import is_there, load
from articles.formats.registry import how_to_get
from articles.formats.streams import Expanding

_MEMORY = 128 << 20
"""Bytes that a packer's window may take."""
_PIECE = 1 << 16
"""Bytes that are unpacked at a time."""


def inflated(file: io.BufferedReader) -> BinaryIO:
    """What a packed file holds; which packing it is, its first bytes tell.

    Raises:
        Unreadable: What unpacks it is not installed.
    """
    head = file.peek(6)
    if head.startswith(b"\x1f\x8b"):
        read: Callable[[int], bytes] = gzip.GzipFile(fileobj=file).read
        what = "gzip"
    elif head.startswith(b"BZh"):
        read, what = bz2.BZ2File(file).read, "bzip2"
    elif head.startswith(b"\xfd7zXZ"):
        read, what = _xz(file), "xz"
    else:
        read, what = _zstandard(file), "Zstandard"
    return io.BufferedReader(Expanding(_sound(read, what), file.tell, what), _PIECE)


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


def _zstandard(file: BinaryIO) -> Callable[[int], bytes]:
    if not is_there("zstandard"):
        raise Unreadable(how_to_get("zstandard", "zst"))
    unpacker = load("zstandard").ZstdDecompressor(max_window_size=_MEMORY)
    return cast(
        "Callable[[int], bytes]", unpacker.stream_reader(file, read_across_frames=True).read
    )


def _xz(file: BinaryIO) -> Callable[[int], bytes]:
    """All streams of an xz, with a bound on their memory, which `lzma.LZMAFile` has not."""
    stream = partial(lzma.LZMADecompressor, memlimit=_MEMORY)
    unpacker = stream()

    def read(size: int) -> bytes:
        nonlocal unpacker
        data = b""
        while not data:
            if unpacker.eof:
                packed = _next_stream(file, unpacker.unused_data)
                if not packed:
                    return b""
                unpacker = stream()
            else:
                packed = file.read(_PIECE) if unpacker.needs_input else b""
                if unpacker.needs_input and not packed:
                    raise EOFError("it breaks off")
            data = unpacker.decompress(packed, max_length=size)
        return data

    return read


def _next_stream(file: BinaryIO, after: bytes) -> bytes:
    """The beginning of what follows a stream, without the zeros that may pad it; empty if none."""
    while not (begun := after.lstrip(b"\0")):
        after = file.read(_PIECE)
        if not after:
            return b""
    return begun
