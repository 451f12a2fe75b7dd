"""Files, and their names, that are on the disk: also after a crash or a power cut."""

import os
from pathlib import Path


def replace(path: Path, content: bytes) -> None:
    """Give a file new content: whoever reads sees the old or the new one, also after a crash."""
    draft = path.with_name(path.name + ".new")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_names(path.parent)


def adopt(draft: Path, path: Path) -> None:
    """Give a file that somebody else has written its name, in place of what had it."""
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.replace(path)
    sync_names(path.parent)


def sync_names(folder: Path) -> None:
    """Have the names in a folder be on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
