"""What a format makes of a file: drafts of reports, faults, and members to be read next."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

MEGABYTE = 1_000_000
LARGEST = 20 * MEGABYTE
"""Bytes that are held at once: what is one report, and larger than this, is none."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One report as its file states it; nothing here has been cleaned yet."""

    text: str
    title: str = ""
    date: str = ""
    source: str = ""
    author: str = ""
    url: str = ""
    record: str = ""
    """In a file of many reports: the report's own id there."""
    number: int = 0
    """In a file of many reports: its line or place, from 1. 0 in a file that is one report."""
    within: str = ""
    """In an archive: the member that the report comes from; names of nested ones joined by `#`."""
    section: str = ""
    language: str = ""
    """As stated: `en-US`, `English`."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a file, or one record or member of it, gives no report."""

    reason: str
    number: int = 0
    """The line or place, from 1; 0 if the whole file is meant."""
    within: str = ""
    """In an archive: the member that is meant."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file within a file, to be read by its own format before the next one is asked for."""

    name: str
    """What it is called, not cleaned."""
    file: BinaryIO
    kind: str = ""
    """The suffix that tells its format, where its name does not."""
    url: str = ""
    """Where it was fetched from, if that is known."""


class Unreadable(Exception):
    """The rest of a file, or all of it, cannot be read; the message says why."""


Found = Draft | Fault | Member
Reader = Callable[[BinaryIO, str], Iterator[Found]]
"""Reads what one file of this name holds; bad content is a `Fault` or `Unreadable`."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that reports come in."""

    name: str
    """What it is called in a sentence."""
    module: str
    """The module that reads it, loaded when the first such file is read."""
    largest: int | None = LARGEST
    """Bytes that such a file may have; None where it is read piece by piece."""
    function: str = "read"
    """The `Reader` in that module."""
    needs: tuple[str, str] | None = None
    """A library that is not always there, and the extra that brings it."""
