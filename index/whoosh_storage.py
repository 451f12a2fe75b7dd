"""Where Whoosh keeps its files: a folder, private, written so that a power cut loses nothing.

Whoosh's commits are atomic against a killed process, but it never calls fsync. Here each file is
synced when it is closed, and the folder when the new table of contents has been renamed into place.
"""

import os
import re
from pathlib import Path
from typing import Any, Final

from index.whoosh_guard import FileStorage

_STALE: Final = re.compile(r"_MAIN_\d+\.toc\..+")
"""A table of contents that a killed process had not renamed yet; Whoosh leaves it for ever."""


class DurableStorage(FileStorage):  # type: ignore[misc]  # Whoosh is untyped
    """Files of one folder, mode 0600, synced; never mapped into memory.

    A mapped segment that is truncated kills the process (SIGBUS); read as a file it is an error.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), supports_mmap=False)

    def create_file(self, name: str, **options: Any) -> Any:  # noqa: ANN401 - Whoosh's StructFile
        """Create a file that is on the disk once it is closed."""
        created = super().create_file(name, **options)
        os.fchmod(created.fileno(), 0o600)
        created.onclose = _sync
        return created

    def rename_file(self, frm: str, to: str, safe: bool = False) -> None:  # noqa: FBT001, FBT002, RUF100 - as in the base class
        """Rename, and make the folder remember it."""
        super().rename_file(frm, to, safe=safe)
        sync_folder(Path(self.folder))

    def sweep(self) -> None:
        """Remove what killed writers left. Only the process that holds the writer's lock may."""
        folder = Path(self.folder)
        for path in folder.iterdir():
            if _STALE.fullmatch(path.name):
                path.unlink(missing_ok=True)
            elif path.name == "MAIN.tmp" and path.is_dir() and not path.is_symlink():
                for left in path.iterdir():
                    left.unlink(missing_ok=True)


def _sync(file: Any) -> None:  # noqa: ANN401 - Whoosh's StructFile
    """Bring a file's content to the disk; Whoosh calls it before it closes the file."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
