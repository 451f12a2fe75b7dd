"""A collection: the reports under a folder, or in one file, with ids that stay.

`scan` walks without opening anything; `read` parses one file. Both are lazy, and neither ever
raises for what it finds: whatever is no report is `Skipped`, with the reason.
"""

import hashlib
import os
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Protocol

from articles.article import Article
from articles.clean import clean_line
from articles.file_names import id_of, path_of
from articles.files import File, Skipped
from articles.formats.draft import Draft, Fault
from articles.formats.opening import Loaded, parsed
from articles.safe_files import NotRegular, irregular, opened
from articles.walk import walk

__all__ = ["Collection", "CollectionError", "File", "Skipped"]

_ATTEMPTS = 2
_LONGEST_RECORD_ID = 200


class Parse(Protocol):
    """Reads an open file, as `articles.formats.opening.parsed` does, perhaps in another process."""

    def __call__(
        self, descriptor: int, name: str, *, any_name: bool
    ) -> Generator[Loaded | Draft | Fault, None, None]:
        """Read it."""
        ...


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

    def read(self, file: File, parse: Parse = parsed) -> Iterator[Article | Skipped]:
        """Parse one file, report by report, as it is now.

        A file of many reports may give `Skipped` for some of them, under `path#record`.

        Args:
            file: Which.
            parse: Who parses it.
        """
        try:
            yield from self._reports(file.path, path_of(file.path), parse)
        except NotRegular as error:
            yield Skipped(file.path, str(error))
        except _Unsteady:
            yield Skipped(file.path, "changed while reading")
        except OSError as error:
            yield Skipped(file.path, f"cannot be read: {error.strerror or 'read error'}")

    def _reports(self, file_id: str, path: str, parse: Parse) -> Iterator[Article | Skipped]:
        folder = self.root.parent if self.is_file else self.root
        name = path.rpartition("/")[2]
        for _ in range(_ATTEMPTS):
            with opened(folder, path) as descriptor:
                before = _state(descriptor)
                with closing(parse(descriptor, name, any_name=self.is_file)) as found:
                    first = next(found, None)
                    is_loaded = isinstance(first, Loaded)
                    if is_loaded and _state(descriptor) != before:
                        continue
                    yield from _assembled(file_id, chain([first] if first else [], found))
                if is_loaded or _state(descriptor) == before:
                    return
            break  # what has been handed out cannot be taken back
        raise _Unsteady


def _state(descriptor: int) -> tuple[int, int]:
    status = os.fstat(descriptor)
    return status.st_size, status.st_mtime_ns


def _assembled(
    file_id: str, found: Iterable[Loaded | Draft | Fault]
) -> Iterator[Article | Skipped]:
    from articles.assemble import assemble  # noqa: PLC0415 - a reader opens, and reads nothing

    taken: set[str] = set()
    for item in found:
        if isinstance(item, Fault):
            places = (clean_line(item.within), str(item.number) if item.number else "")
            yield Skipped("#".join(filter(None, (file_id, *places))), clean_line(item.reason))
        elif isinstance(item, Draft):
            record = _record(item, taken) if item.number or item.within else ""
            yield assemble(f"{file_id}#{record}" if record else file_id, item)


def _record(draft: Draft, taken: set[str]) -> str:
    """The record's own id, unless it is long or taken; else its line; never one given before."""
    within, own = (_short(name) for name in (draft.within, draft.record))
    number = str(draft.number) if draft.number else ""
    named, counted = ("#".join(filter(None, (within, last))) for last in (own or number, number))
    record = named if named and named not in taken else counted or number
    while not record or record in taken:
        record += "+"
    taken.add(record)
    return record


def _short(name: str) -> str:
    """A name as one clean line; empty if it is too long for an id."""
    line = clean_line(name[: _LONGEST_RECORD_ID + 1])
    return line if len(line) <= _LONGEST_RECORD_ID else ""
