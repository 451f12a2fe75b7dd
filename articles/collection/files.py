"""What a collection is made of: files, and what gives no report."""

from typing import NamedTuple


class File(NamedTuple):
    """A file that reports may be read from, as it was when it was last looked at."""

    path: str
    """Its id: its path relative to the collection, made printable."""
    size: int
    """Bytes."""
    modified_ns: int
    changed_ns: int
    """When content, name or rights last changed by the clock of the system; no program sets it."""


class Skipped(NamedTuple):
    """A file, folder or record that gives no report, and why. Both are one clean line."""

    path: str
    reason: str
