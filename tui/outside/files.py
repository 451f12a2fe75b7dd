"""Files that the user asks for: whole or not at all, and never over another."""

import os
from pathlib import Path


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet.

    Raises:
        FileExistsError: It is there; it was left alone.
        OSError: It cannot be written.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with draft.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        # A link fails where a renaming would replace what is there.
        os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)
