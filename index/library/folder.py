"""Where a library lies, and that its folder is ours alone.

A library holds what was read in its collection, so nobody else may look into its folder.
"""

import hashlib
import os
import re
import stat
from pathlib import Path
from typing import Final

import platformdirs

from index.library.errors import LibraryError

STAND_IN: Final = "GAZETTEER_STAND_IN"
"""In the environment: a folder in place of the user's cache folder, which may not be written."""

_NAMED: Final = re.compile(r"-([0-9a-f]{12})\Z")
"""How the name of a library's folder says what collection it is of, where `place_of` gave it."""


def default_base() -> Path:
    """Where libraries are kept unless the user says otherwise: in the user's cache folder."""
    stands_in = os.environ.get(STAND_IN)
    return (
        Path(stands_in) if stands_in else platformdirs.user_cache_path("gazetteer")
    ) / "libraries"


def place_of(collection_root: Path, base: Path | None) -> Path:
    """The folder of a collection's library: a readable name, and a hash of the resolved path.

    Args:
        collection_root: The folder or file of reports.
        base: Where libraries are kept; None for the user's cache folder.
    """
    root = collection_root.expanduser().resolve()
    name = re.sub(r"[^\w.-]+", "-", root.name, flags=re.ASCII).strip("-.")[:40]
    return (
        base.expanduser().resolve() if base else default_base()
    ) / f"{name or 'root'}-{_digest(root)}"


def _digest(root: str | Path) -> str:
    """What stands for a collection in the name of its library's folder."""
    return hashlib.sha256(os.fsencode(root)).hexdigest()[:12]


def check_private(folder: Path) -> None:
    """Make sure that a library's folder is ours alone to change.

    Raises:
        LibraryError: It is a link, no folder, or belongs to somebody else; or something in it is
            neither file nor folder: a pipe would be waited for, a link leads out.
        FileNotFoundError: It is not there.
        OSError: It cannot be looked at.
    """
    status = folder.lstat()
    if stat.S_ISLNK(status.st_mode):
        raise LibraryError(f"the library is a link, not a folder: {folder}")
    if not stat.S_ISDIR(status.st_mode):
        raise LibraryError(f"in the library's way, no folder: {folder}")
    if status.st_uid != os.geteuid():
        raise LibraryError(f"another user's library; use --library: {folder}")
    if odd := _odd(folder):
        raise LibraryError(f"in the library, no file or folder: {odd}")


def _odd(folder: str | Path, depth: int = 3) -> str:
    """What lies in a folder of a library and is neither file nor folder; empty if nothing does."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not entry.is_dir(follow_symlinks=False):
                    if not entry.is_file(follow_symlinks=False):
                        return entry.path
                elif depth and (odd := _odd(entry.path, depth - 1)):
                    return odd
    except FileNotFoundError:  # a build has just swept it
        pass
    return ""


def is_of_another(folder: Path, collection: str) -> bool:
    """Whether a folder has the name that `place_of` gives that of another collection."""
    named = _NAMED.search(folder.name)
    return named is not None and named[1] != _digest(collection)
