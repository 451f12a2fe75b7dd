"""A collection: the reports under a folder, or in one file, with ids that stay.

`scan` walks without opening anything; `read` parses one file. Both are lazy, and neither ever
raises for what it finds: whatever is no report is `Skipped`, with the reason.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from articles.article import Article
from articles.clean import clean_line
from articles.file_names import id_of, path_of
from articles.files import File, Skipped
from articles.formats.draft import MEGABYTE, Draft, Fault, Format
from articles.formats.registry import any_format_of, format_of
from articles.safe_files import NotRegular, irregular, opened
from articles.walk import walk

__all__ = ["Collection", "CollectionError", "File", "Skipped"]

LARGEST = 20 * MEGABYTE
"""A file that is one report, and larger than this, is none."""

_ATTEMPTS = 2
_LONGEST_RECORD_ID = 200


class CollectionError(Exception):
    """The collection cannot be opened; the message is fit for a user."""


class _Unsteady(Exception):
    """The file changed while it was read."""


@dataclass(frozen=True, slots=True)
class Collection:
    """The reports under a folder, or in a single file."""

    root: Path
    """The folder or file that was pointed at, links resolved."""
    is_file: bool

    @classmethod
    def open(cls, path: Path) -> "Collection":
        """Open the collection at `path`, a folder or a single file.

        Raises:
            CollectionError: If nothing readable is there, or it is neither file nor folder.
        """
        try:
            root = path.expanduser().resolve(strict=True)
            mode = root.stat().st_mode
        except (OSError, RuntimeError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "no such file or folder"
            raise CollectionError(f"{clean_line(str(path))}: {reason.lower()}") from error
        kind = irregular(mode)
        if kind not in {"", "folder"}:
            raise CollectionError(f"{clean_line(str(path))}: a {kind}, neither file nor folder")
        if not os.access(root, os.R_OK | (os.X_OK if kind else 0)):
            raise CollectionError(f"{clean_line(str(path))}: permission denied")
        return cls(root, is_file=not kind)

    @property
    def name(self) -> str:
        """What to call the collection: the last part of its path, made printable."""
        return id_of(self.root.name) or "/"

    def scan(self) -> Iterator[File | Skipped]:
        """Walk the collection in a fixed order, without reading any content."""
        if not self.is_file:
            yield from walk(self.root)
            return
        try:
            status = self.root.stat()
        except OSError as error:
            yield Skipped(self.name, f"cannot be opened: {error.strerror}")
            return
        yield File(self.name, status.st_size, status.st_mtime_ns)

    def digest(self, file_id: str) -> str:
        """SHA-256 of a file's bytes, in hex; empty if it cannot be read."""
        folder = self.root.parent if self.is_file else self.root
        try:
            with (
                opened(folder, path_of(file_id)) as descriptor,
                os.fdopen(descriptor, "rb", closefd=False) as stream,
            ):
                return hashlib.file_digest(stream, "sha256").hexdigest()
        except (NotRegular, OSError):
            return ""

    def read(self, file: File) -> Iterator[Article | Skipped]:
        """Parse one file, report by report, as it is now.

        A file of many reports may give `Skipped` for some of them, under `path#line`.
        """
        path = path_of(file.path)
        found = any_format_of(path) if self.is_file else format_of(path)
        if found is None:
            yield Skipped(file.path, "no format of reports")
            return
        try:
            yield from self._reports(file.path, path, found)
        except NotRegular as error:
            yield Skipped(file.path, str(error))
        except _Unsteady:
            yield Skipped(file.path, "changed while reading")
        except OSError as error:
            yield Skipped(file.path, f"cannot be read: {error.strerror or 'read error'}")

    def _reports(self, file_id: str, path: str, found: Format) -> Iterator[Article | Skipped]:
        folder = self.root.parent if self.is_file else self.root
        for _ in range(_ATTEMPTS):
            content = None
            with opened(folder, path) as descriptor:
                before = os.fstat(descriptor)
                with os.fdopen(descriptor, "rb", closefd=False) as stream:
                    if before.st_size > LARGEST:
                        yield from _large(file_id, found, stream)
                    else:
                        content = stream.read(LARGEST + 1)
                steady = _state(before) == _state(os.fstat(descriptor))
            if steady and content is not None:
                yield from _assembled(file_id, found.read(BytesIO(content)))
            if steady:
                return
            if content is None:  # what has been handed out cannot be taken back
                break
        raise _Unsteady


def _state(status: os.stat_result) -> tuple[int, int]:
    return status.st_size, status.st_mtime_ns


def _large(file_id: str, found: Format, stream: BinaryIO) -> Iterator[Article | Skipped]:
    """Read a file that is too large to hold; only one of many reports may be so large."""
    if found.streams:
        yield from _assembled(file_id, found.read(stream))
    else:
        yield Skipped(file_id, f"larger than {LARGEST // MEGABYTE} MB")


def _assembled(file_id: str, found: Iterator[Draft | Fault]) -> Iterator[Article | Skipped]:
    from articles.assemble import assemble  # noqa: PLC0415 - a reader opens, and reads nothing

    taken: set[str] = set()
    for item in found:
        if isinstance(item, Fault):
            place = f"{file_id}#{item.number}" if item.number else file_id
            yield Skipped(place, clean_line(item.reason))
        elif item.number:
            yield assemble(f"{file_id}#{_record(item, taken)}", item)
        else:
            yield assemble(file_id, item)


def _record(draft: Draft, taken: set[str]) -> str:
    """The record's own id, unless it is long or taken; else its line; never one given before."""
    own, number = clean_line(draft.record[: _LONGEST_RECORD_ID + 1]), str(draft.number)
    record = own if own and len(own) <= _LONGEST_RECORD_ID and own not in taken else number
    while record in taken:
        record += "+"
    taken.add(record)
    return record
