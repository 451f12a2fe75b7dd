"""Archives: ZIP and TAR, each member read by its own format."""

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from io import BufferedReader, BytesIO
from typing import BinaryIO

from articles.formats.draft import LARGEST, MEGABYTE, Fault, Format, Member, Unreadable
from articles.formats.registry import format_of, suffix_of
from articles.formats.streams import MOST_MEMBERS, Expanding, Forward, whole

_LARGEST_HELD = 100 * MEGABYTE
"""Bytes of an archive in an archive: it is looked at from its end, so all of it is held."""
_SYSTEM = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def read_zip(file: BinaryIO, _: str = "") -> Iterator[Member | Fault]:
    """Read a ZIP."""
    with opened_zip(file) as archive:
        # `is_dir` ends over a member without a name, which anybody can make
        members = [info for info in archive.infolist() if not info.filename.endswith("/")]
        for info in members[:MOST_MEMBERS]:
            reason = _unwanted(info.filename) or ("needs a password" if info.flag_bits & 1 else "")
            if reason:
                yield Fault(reason, within=info.filename)
                continue
            try:
                yield Member(info.filename, inflated(archive, info))
            except (zipfile.BadZipFile, NotImplementedError) as error:
                yield Fault(f"damaged in the archive: {error}", within=info.filename)
    if len(members) > MOST_MEMBERS:
        yield _left_out(len(members) - MOST_MEMBERS)


def read_tar(file: BinaryIO, _: str = "") -> Iterator[Member | Fault]:
    """Read a TAR, from its beginning to its end."""
    number = 0
    try:
        with tarfile.open(fileobj=file, mode="r|") as archive:
            for info in archive:
                archive.members.clear()  # type: ignore[attr-defined]  # it would keep every one
                if info.isdir():
                    continue
                number += 1
                if number <= MOST_MEMBERS:
                    yield _tar_member(archive, info)
    except (tarfile.TarError, EOFError) as error:
        raise Unreadable(f"damaged TAR: {error}") from error
    if number > MOST_MEMBERS:
        yield _left_out(number - MOST_MEMBERS)


def _tar_member(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Member | Fault:
    content = archive.extractfile(info) if info.isreg() and not info.issparse() else None
    if content is None:
        kind = "sparse file" if info.issparse() else "link" if info.islnk() or info.issym() else ""
        return Fault(kind or "special file", within=info.name)
    reason = _unwanted(info.name)
    found = format_of(info.name)
    if not reason and found is not None and not _streams(found) and info.size > LARGEST:
        reason = f"larger than {LARGEST // MEGABYTE} MB"
    if reason:
        return Fault(reason, within=info.name)

    def read(size: int) -> bytes:
        try:
            return content.read(size)
        except tarfile.TarError as error:
            raise Unreadable(f"damaged in the archive: {error}") from error

    return Member(info.name, BufferedReader(Forward(read)))


def _streams(found: Format) -> bool:
    return found.largest is None


def _left_out(more: int) -> Fault:
    reason = f"archive of more than {MOST_MEMBERS:,} members: {more:,} are not read; unpack it"
    return Fault(reason)


def _unwanted(name: str) -> str:
    """Why a member is passed over whatever it holds; empty if it is not."""
    if not name:
        return "a member without a name"
    if any(part in name for part in _SYSTEM):
        return "system file"
    if name.rpartition("/")[2].startswith("."):
        return "hidden file"
    return "" if format_of(name) else f"no format of reports ({suffix_of(name)})"


def opened_zip(file: BinaryIO) -> zipfile.ZipFile:
    """Open a ZIP for reading.

    Raises:
        Unreadable: It is damaged, or lies in another archive and is too large to hold.
    """
    try:
        return zipfile.ZipFile(file if file.seekable() else BytesIO(whole(file, _LARGEST_HELD)))
    except zipfile.BadZipFile as error:
        raise Unreadable(f"damaged ZIP: {error}") from error
    except UnicodeDecodeError as error:
        raise Unreadable("damaged ZIP: the name of a member is no UTF-8") from error


def inflated(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    """A member's content, watched as it grows.

    Raises:
        zipfile.BadZipFile: The member is damaged.
        NotImplementedError: It is packed in a way that nobody uses.
    """
    stream = archive.open(info)
    # a header may say anything, but nothing is larger than the archive itself
    taken = max(min(info.compress_size, archive.start_dir), 1)

    def read(size: int) -> bytes:
        try:
            return stream.read(size)
        except (zipfile.BadZipFile, EOFError, lzma.LZMAError, zlib.error) as error:
            raise Unreadable(f"damaged in the archive: {error}") from error

    return BufferedReader(Expanding(read, lambda: taken, "member"), 1 << 16)


def member(archive: zipfile.ZipFile, name: str) -> bytes:
    """All of one member of a book.

    Raises:
        Unreadable: It is not there, damaged, or too large.
    """
    try:
        info = archive.getinfo(name)
    except KeyError as error:
        raise Unreadable("damaged: it is not there") from error
    if info.flag_bits & 1:
        raise Unreadable("needs a password")
    try:
        return whole(inflated(archive, info))
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise Unreadable(f"damaged: {error}") from error
