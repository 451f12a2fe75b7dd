"""Where no more files may be open, what cannot be opened is not damaged.

SQLite does not say why it cannot open a file, so one looks whether the system would open others.
"""

import errno
import os
from contextlib import ExitStack
from typing import Final

_SOME: Final = 4
"""As many as SQLite may have wanted: a database, its log, what it shares of that, their folder."""


def are_too_few(error: Exception) -> bool:
    """Whether an error says that this process, or all of them together, may open no more files."""
    return getattr(error, "errno", None) in (errno.EMFILE, errno.ENFILE)


def require_some() -> None:
    """Make sure that some more files may be opened.

    Raises:
        OSError: They may not (`are_too_few`).
    """
    with ExitStack() as held:
        for _ in range(_SOME):
            descriptor = os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC)
            held.callback(os.close, descriptor)
