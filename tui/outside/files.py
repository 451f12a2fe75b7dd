"""Files that the user asks for: whole or not at all, and never over another."""

import errno
import os
import tempfile
from pathlib import Path
from typing import Final

_NO_LINKS: Final = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}
"""What file systems say that have no hard links."""


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet.

    Raises:
        FileExistsError: It is there; it was left alone.
        OSError: It cannot be written.
        ValueError: It cannot be a name.
    """
    # Not called after it: names may be as long as the system lets.
    descriptor, name = tempfile.mkstemp(prefix=".gazetteer-", suffix=".new", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        _name(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _name(draft: Path, path: Path) -> None:
    """Give a whole file its name; a link fails where a renaming would replace what is there."""
    try:
        os.link(draft, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        path.touch(exist_ok=False)  # from here on the name is ours
        draft.replace(path)
