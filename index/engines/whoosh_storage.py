"""Where Whoosh keeps its files: a folder, private, written so that a power cut loses nothing.

Whoosh's commits are atomic against a killed process, but it never calls fsync. Here each file is
synced when it is closed, and the folder when the new table of contents has been renamed into place.
"""

import os
import re
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from index import durable
from index.engines.whoosh_guard import FileStorage, StructFile

_STALE: Final = re.compile(r"_MAIN_\d+\.toc\..+")
"""A table of contents that a killed process had not renamed yet; Whoosh leaves it for ever."""


class DurableStorage(FileStorage):  # type: ignore[misc]  # Whoosh is untyped
    """Files of one folder, mode 0600, synced; never mapped into memory.

    A mapped segment that is truncated kills the process (SIGBUS); read as a file it is an error.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), supports_mmap=False)
        self._written: list[Any] = []

    def list(self) -> list[str]:
        """The names in the folder; Whoosh takes one that cannot be read for one that is empty."""
        try:
            return [path.name for path in Path(self.folder).iterdir()]
        except FileNotFoundError:
            return []

    def create_file(self, name: str, **options: Any) -> Any:  # noqa: ANN401 - Whoosh's StructFile
        """Create a file that is on the disk once it is closed."""
        created = super().create_file(name, **options)
        os.fchmod(created.fileno(), 0o600)
        created.onclose = _sync
        self._written.append(created)
        return created

    def open_file(self, name: str, **options: Any) -> Any:  # noqa: ANN401 - Whoosh's StructFile
        """Open a file; a table of contents is read at once, as Whoosh leaves damaged ones open."""
        if name.endswith(".toc"):
            return StructFile(BytesIO(Path(self.folder, name).read_bytes()), name=name)
        return super().open_file(name, **options)

    def temp_storage(self, name: str | None = None) -> Any:  # noqa: ANN401 - Whoosh's FileStorage
        """A folder for files that do not outlive the commit, and need not be on the disk."""
        return _Scratch(self._written, str(Path(self.folder, name or "MAIN.tmp"))).create()

    def forget(self) -> None:
        """Close what a writer has left open; it has committed, or failed and will be swept."""
        for written in self._written:
            with suppress(OSError):
                written.file.close()
        self._written.clear()

    def rename_file(self, frm: str, to: str, safe: bool = False) -> None:  # noqa: FBT001, FBT002, RUF100 - as in the base class
        """Rename, and make the folder remember it."""
        super().rename_file(frm, to, safe=safe)
        durable.sync_names(Path(self.folder))

    def sweep(self) -> None:
        """Remove what killed writers left. Only the process that holds the writer's lock may."""
        folder = Path(self.folder)
        for path in folder.iterdir():
            if _STALE.fullmatch(path.name):
                path.unlink(missing_ok=True)
            elif path.name == "MAIN.tmp" and path.is_dir() and not path.is_symlink():
                for left in path.iterdir():
                    left.unlink(missing_ok=True)


class _Scratch(FileStorage):  # type: ignore[misc]  # Whoosh is untyped
    """Temporary files; each is added to `written`, to be closed whatever happens."""

    def __init__(self, written: list[Any], folder: str) -> None:
        super().__init__(folder, supports_mmap=False)
        self._written = written

    def create_file(self, name: str, **options: Any) -> Any:  # noqa: ANN401 - Whoosh's StructFile
        """Create a file."""
        created = super().create_file(name, **options)
        self._written.append(created)
        return created


def _sync(file: Any) -> None:  # noqa: ANN401 - Whoosh's StructFile
    """Bring a file's content to the disk; Whoosh calls it before it closes the file."""
    file.flush()
    os.fsync(file.fileno())
