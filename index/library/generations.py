"""Generations of a library side by side; `CURRENT` names the one to be read.

A generation is made whole in its own folder before `CURRENT` points to it, so that there is always
either the old one or the new one.
"""

import os
import re
import shutil
from pathlib import Path
from typing import Final

POINTER: Final = "CURRENT"
_NAME: Final = re.compile(r"gen-\d{6,}")


def current(folder: Path) -> Path | None:
    """The generation to be read; None if there is none."""
    try:
        name = (folder / POINTER).read_text("ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return folder / name if _NAME.fullmatch(name) else None


def fresh(folder: Path) -> Path:
    """Make the folder of a new generation."""
    numbers = [int(path.name.partition("-")[2]) for path in _all(folder)]
    made = folder / f"gen-{max(numbers, default=0) + 1:06}"
    made.mkdir(mode=0o700)
    return made


def publish(generation: Path) -> None:
    """Let `CURRENT` name this generation, atomically and durably."""
    folder = generation.parent
    replace(folder / POINTER, f"{generation.name}\n".encode())


def sweep(folder: Path) -> None:
    """Delete every generation but the current one; what cannot be deleted stays."""
    kept = current(folder)
    for path in _all(folder):
        if path != kept:
            shutil.rmtree(path, ignore_errors=True)


def replace(path: Path, content: bytes) -> None:
    """Give a file new content: whoever reads sees the old or the new one, also after a crash."""
    draft = path.with_name(path.name + ".new")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync(path.parent)


def sync(folder: Path) -> None:
    """Have the names in a folder be on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _all(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if _NAME.fullmatch(path.name)]
