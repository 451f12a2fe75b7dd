"""Generations of a library side by side; `CURRENT` names the one to be read.

A generation is made whole in its own folder before `CURRENT` points to it, so that there is always
either the old one or the new one.
"""

import re
import shutil
from pathlib import Path
from typing import Final

from index import durable

POINTER: Final = "CURRENT"
_NAME: Final = re.compile(r"gen-\d{6,}")


def current(folder: Path) -> Path | None:
    """The generation to be read; None if there is none."""
    try:
        name = (folder / POINTER).read_bytes().decode("ascii").strip()
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
    durable.replace(folder / POINTER, f"{generation.name}\n".encode())


def sweep(folder: Path) -> None:
    """Delete every generation but the current one; what cannot be deleted stays."""
    kept = current(folder)
    for path in _all(folder):
        if path != kept:
            shutil.rmtree(path, ignore_errors=True)


def _all(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if _NAME.fullmatch(path.name)]
