"""A collection: the reports under a folder, or in one file, with ids that stay.

`scan` walks without opening anything; `read` parses one file. Both are lazy, and neither ever
raises for what it finds: whatever is no report is `Skipped`, with the reason.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from articles.article import Article
from articles.clean import clean_line
from articles.collection.file_names import id_of, path_of
from articles.collection.files import File, Skipped
from articles.collection.safe_files import NotRegular, irregular, opened

if TYPE_CHECKING:  # the formats: whoever opens a collection may be about to read none of it
    from articles.collection.file_reading import Parse
    from articles.formats.draft import Draft

__all__ = ["Collection", "CollectionError", "File", "Skipped"]


class CollectionError(Exception):
    """The collection cannot be opened; the message is fit for a user."""


class Collection(NamedTuple):
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
    def _folder(self) -> Path:
        return self.root.parent if self.is_file else self.root

    @property
    def name(self) -> str:
        """What to call the collection: the last part of its path, made printable."""
        return id_of(self.root.name) or "/"

    def scan(self) -> Iterator[File | Skipped]:
        """Walk the collection in a fixed order, without reading any content."""
        if not self.is_file:
            from articles.collection.walk import walk  # noqa: PLC0415 - see above

            yield from walk(self.root)
            return
        try:
            status = self.root.stat()
        except OSError as error:
            yield Skipped(self.name, f"cannot be opened: {error.strerror}")
            return
        yield File(self.name, status.st_size, status.st_mtime_ns, status.st_ctime_ns)

    def digest(self, file_id: str) -> str:
        """SHA-256 of a file's bytes, in hex; empty if it cannot be read."""
        try:
            with (
                opened(self._folder, path_of(file_id)) as descriptor,
                os.fdopen(descriptor, "rb", closefd=False) as stream,
            ):
                return hashlib.file_digest(stream, "sha256").hexdigest()
        except (NotRegular, OSError):
            return ""

    def read(self, file: File, parse: "Parse") -> Iterator[Article | Skipped]:
        """Parse one file, report by report, as it is now.

        A file of many reports may give `Skipped` for some of them, under `path#record`.

        Args:
            file: Which.
            parse: Who parses it: `index.workers.exile` wherever anything is to be lost.
        """
        from articles.collection.file_reading import reports_in  # noqa: PLC0415 - see above

        yield from reports_in(self._folder, file.path, parse, any_name=self.is_file)

    def draft(self, file_id: str, report: str, parse: "Parse") -> "Draft | None":
        """What a file states as one of its reports, as it is now and not cleaned.

        Args:
            file_id: Which file.
            report: The report's id.
            parse: Who parses it.
        """
        from articles.collection.file_reading import drafts_in  # noqa: PLC0415 - see above

        with closing(drafts_in(self._folder, file_id, parse, any_name=self.is_file)) as drafts:
            found = (one for one in drafts if not isinstance(one, Skipped))
            return next((draft for identity, draft in found if identity == report), None)
