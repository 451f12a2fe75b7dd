"""Reading small files of the user's safely: in their place there may be a pipe or a device."""

import errno
import os
from pathlib import Path
from typing import Final

from articles.collection.safe_files import irregular

LARGEST: Final = 1_000_000
"""Bytes that such a file may have."""


def content(path: Path) -> bytes:
    """All of a file, or of what a link leads to: many keep their settings elsewhere.

    Raises:
        OSError: It cannot be read, is larger than it may be, or no file: a pipe is waited for, a
            device has no end.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    try:
        if kind := irregular(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, f"it is a {kind}")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            found = file.read(LARGEST + 1)
    finally:
        os.close(descriptor)
    if len(found) > LARGEST:
        raise OSError(errno.EFBIG, f"it is larger than {LARGEST // 1_000_000} MB")
    return found
