"""What a format makes of a file: drafts of reports, and faults."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

MEGABYTE = 1_000_000


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
    """In a file of many reports: its line, from 1. 0 in a file that is one report."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a file, or one line of it, gives no report."""

    reason: str
    number: int = 0
    """The line, from 1; 0 if the whole file is meant."""


Reader = Callable[[BinaryIO], Iterator[Draft | Fault]]
"""Reads what one file holds; bad content is a `Fault`, never an exception."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that reports come in."""

    name: str
    read: Reader
    streams: bool = False
    """Whether it is read piece by piece, so that a file may be larger than one report."""
