"""A file is read by its format, and what it contains by theirs; always with an end and a reason."""

import io
import os
import struct
import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from articles.formats.draft import LARGEST, MEGABYTE, Draft, Fault, Format, Member, Unreadable
from articles.formats.loading import is_there, load
from articles.formats.registry import (
    COMPRESSED,
    PLAIN,
    format_of,
    how_to_get,
    is_packed,
    suffix_of,
    told_by_content,
    unpacked,
)

DEEPEST = 3
"""How deep containers may lie in one another."""
LONGEST_TEXT = LARGEST
"""Characters that one report may have."""
MOST_LINES = 500_000
"""Lines that one report may have; each is a paragraph that somebody has to look at."""
MOST_FAULTS = 1000
"""Records of one file that are each given a reason why they are no report."""

_HEAD = 4096
_BROKEN = (
    ArithmeticError, AssertionError, AttributeError, EOFError, ImportError, LookupError,
    NotImplementedError, OSError, RecursionError, RuntimeError, SyntaxError, TypeError, ValueError,
    struct.error, zlib.error,
)  # fmt: skip
"""What a library may raise over broken content; the file is at fault, not the run."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """All of a file is in memory: it may change from now on."""


def parsed(
    descriptor: int, name: str, *, any_name: bool = False
) -> Generator[Loaded | Draft | Fault, None, None]:
    """Read an open file.

    Args:
        descriptor: The file, open for reading, at its start; it stays open.
        name: What it is called; its suffix tells its format.
        any_name: Whether it is to be read whatever it is called.

    Yields:
        First `Loaded`, unless the file is read piece by piece; then what is in it.
    """
    named = format_of(name) or (PLAIN if any_name else None)
    if named is None:
        yield Fault(f"no format of reports ({suffix_of(name)})")
        return
    size = os.fstat(descriptor).st_size
    with os.fdopen(descriptor, "rb", closefd=False) as stream:
        found = told_by_content(named, stream.peek(_HEAD))
        if found.largest is not None and size > found.largest:
            yield Fault(f"larger than {found.largest // MEGABYTE} MB")
        elif size > LARGEST:
            yield from _sparing(contents(stream, name, any_name=any_name))
        else:
            content = stream.read(LARGEST + 1)
            yield Loaded()
            yield from _sparing(contents(io.BytesIO(content), name, any_name=any_name))


def _sparing(found: Iterator[Draft | Fault]) -> Iterator[Draft | Fault]:
    """The same, with a bound on what is said of records that give no report."""
    faults = 0
    for item in found:
        faults += isinstance(item, Fault)
        if faults <= MOST_FAULTS or isinstance(item, Draft):
            yield item
    if faults > MOST_FAULTS:
        yield Fault(f"{faults - MOST_FAULTS:,} more records or members that give no report")


def contents(
    file: BinaryIO, name: str, *, any_name: bool = False, depth: int = 0
) -> Iterator[Draft | Fault]:
    """Everything that a file gives, whatever lies in it.

    Args:
        file: Its content; read in one go unless its format is read piece by piece.
        name: What it is called.
        any_name: Whether it is to be read whatever it is called.
        depth: In how many containers it lies.
    """
    named = format_of(name) or (PLAIN if any_name else None)
    if named is None:
        yield Fault(f"no format of reports ({suffix_of(name)})")
        return
    stream, found = peekable(file), named
    try:
        found = told_by_content(named, stream.peek(_HEAD))
        yield from _read(found, stream, name, depth)
    except Unreadable as error:
        yield Fault(str(error))
    except _BROKEN as error:
        yield Fault(f"{found.name} that cannot be read ({type(error).__name__})")


def _read(
    found: Format, stream: io.BufferedReader, name: str, depth: int
) -> Iterator[Draft | Fault]:
    if found.needs is not None and not is_there(found.needs[0]):
        yield Fault(how_to_get(*found.needs))
        return
    if found is COMPRESSED:
        yield from _inflated(stream, unpacked(name), depth)
        return
    reader = getattr(load(f"articles.formats.{found.module}"), found.function)
    given = False
    for item in reader(stream, name):
        given = True
        if isinstance(item, Member):
            yield from _member(item, depth + 1)
        elif isinstance(item, Draft) and (reason := _excess(item.text)):
            yield Fault(reason, item.number)
        else:
            yield item
    if not given:
        yield Fault(f"{found.name} without any report")


def _excess(text: str) -> str:
    """What a text has too much of to be one report; empty if it is fit."""
    if len(text) > LONGEST_TEXT:
        return f"text longer than {LONGEST_TEXT // MEGABYTE} MB"
    return f"text of more than {MOST_LINES:,} lines" if text.count("\n") > MOST_LINES else ""


def _inflated(stream: io.BufferedReader, name: str, depth: int) -> Iterator[Draft | Fault]:
    """What a packed file holds; the file itself if only its name says that it is packed."""
    if not is_packed(stream.peek(_HEAD)):
        yield from contents(stream, name, any_name=True, depth=depth)
        return
    packed = load("articles.formats.compressed").Packed(stream)
    if is_packed(packed.content.peek(_HEAD)):
        raise Unreadable("packed more than once")
    yield from contents(packed.content, name, any_name=True, depth=depth)
    if packed.is_followed():
        yield Fault("what follows the packed data is not read")


def _member(member: Member, depth: int) -> Iterator[Draft | Fault]:
    """What a member gives, each under its name."""
    if depth > DEEPEST:
        yield Fault(f"nested more than {DEEPEST} deep", within=member.name)
        return
    named = member.name if not member.kind else f"member{member.kind}"
    for item in contents(member.file, named, depth=depth):
        within = f"{member.name}#{item.within}" if item.within else member.name
        if isinstance(item, Draft):
            yield replace(item, within=within, url=item.url or member.url)
        else:
            yield replace(item, within=within)


def peekable(file: BinaryIO) -> io.BufferedReader:
    """The same file, of which one may look at the beginning without taking it."""
    if isinstance(file, io.BufferedReader):
        return file
    return io.BufferedReader(file)  # type: ignore[arg-type]  # all it asks of one, every file has
