"""A temporary library, where the user's cache folder may not be written."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.library.folder import STAND_IN, default_base


@contextmanager
def standing_in(place: Path) -> Iterator[str]:
    """Have a private folder in place of the cache folder until the end, if nothing else will do.

    The notebook stays where it belongs: what cannot be kept there is refused, and never kept in
    what goes away.

    Args:
        place: What is wanted in the cache folder: read as it is, if it is there.

    Yields:
        What to tell the user; empty if the cache folder serves.
    """
    usual = default_base()
    if not place.is_relative_to(usual) or os.access(place, os.F_OK) or _can_be_made(place):
        yield ""
        return
    with tempfile.TemporaryDirectory(prefix="gazetteer-", ignore_cleanup_errors=True) as private:
        os.environ[STAND_IN] = private  # the processes that the reader starts go by it too
        try:
            yield f"{usual} cannot be written: the library is for this once; --library DIR keeps it"
        finally:
            del os.environ[STAND_IN]


def _can_be_made(folder: Path) -> bool:
    return os.access(nearest(folder), os.W_OK | os.X_OK)


def nearest(folder: Path) -> Path:
    """A folder, or that of those above it which is there, as far as we may look."""
    return next(path for path in (folder, *folder.parents) if os.access(path, os.F_OK))
