"""Copies of a notebook, beside it: one before its tables change, one for each of the last days."""

import os
import sqlite3
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import Final

from index import durable
from index.notebook.checksums import look_through

DAYS: Final = 7
"""Daily copies that are kept."""
_LEFT: Final = 3600.0
"""Seconds after which nobody is still writing the draft of a copy."""


def keep(connection: sqlite3.Connection, path: Path, name: str) -> Path:
    """Keep a copy of an open notebook under a name; one of that name stays as it is.

    Raises:
        sqlite3.Error: It cannot be copied, or the copy came out damaged.
        OSError: The copy cannot be written.
    """
    copy = path.with_name(f"{path.name}.{name}.backup")
    if not copy.exists():
        write(connection, copy)
    return copy


def write(connection: sqlite3.Connection, copy: Path) -> None:
    """Write a copy, whole and checked or not at all; raises as `keep` does."""
    draft = copy.with_name(f"{copy.name}.{os.getpid()}.new")
    draft.unlink(missing_ok=True)
    try:
        connection.execute("VACUUM INTO ?", (str(draft),))
        draft.chmod(0o600)
        if not _is_sound(draft):
            raise sqlite3.DatabaseError("its backup came out damaged")
        durable.adopt(draft, copy)
    finally:
        draft.unlink(missing_ok=True)


def keep_daily(connection: sqlite3.Connection, path: Path, today: date) -> None:
    """Keep a copy for a day, if there is none yet; drop those of days long gone, and old drafts.

    Raises as `keep` does.
    """
    kept = keep(connection, path, today.isoformat())
    daily = sorted(path.parent.glob(f"{path.name}.[0-9]*-[0-9]*-[0-9]*.backup"))
    for old in daily[:-DAYS]:
        if old != kept:  # where the clock was ahead for a week, today is the oldest of days
            old.unlink(missing_ok=True)
    _sweep(path, kept.stat().st_mtime - _LEFT)


def _sweep(path: Path, until: float) -> None:
    """Drop drafts of copies that nobody has written to since then: whoever did was killed."""
    for draft in path.parent.glob(f"{path.name}.*.backup.*.new"):
        with suppress(FileNotFoundError):  # another process was quicker
            if draft.stat().st_mtime < until:
                draft.unlink()


def last_good(path: Path) -> Path | None:
    """The youngest copy that can be read; None if there is none."""
    copies = path.parent.glob(f"{path.name}.*.backup")
    youngest = sorted(copies, key=lambda copy: copy.stat().st_mtime, reverse=True)
    return next((copy for copy in youngest if _is_sound(copy)), None)


def _is_sound(copy: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)) as saved:
            look_through(saved)
    except sqlite3.Error:
        return False
    return True
