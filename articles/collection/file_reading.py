"""The reports in one file of a collection, as it is now."""

import os
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Protocol

from articles.article import Article
from articles.assemble import assemble
from articles.clean import clean_line
from articles.collection.file_names import path_of
from articles.collection.files import Skipped
from articles.collection.safe_files import NotRegular, opened
from articles.formats.draft import Draft, Fault
from articles.formats.opening import Loaded

_ATTEMPTS = 2
_LONGEST_RECORD_ID = 200
_PLUSES = 3
"""Records of one name that are told apart by as many signs; ids stay, and they always were."""

Stated = tuple[str, Draft]
"""A report's id, and what its file states."""


class Parse(Protocol):
    """Reads an open file, as `articles.formats.opening.parsed` does, perhaps in another process."""

    def __call__(
        self, descriptor: int, name: str, *, any_name: bool
    ) -> Generator[Loaded | Draft | Fault, None, None]:
        """Read it."""
        ...


class _Unsteady(Exception):
    """The file changed while it was read."""


def reports_in(
    folder: Path, file_id: str, parse: Parse, *, any_name: bool
) -> Iterator[Article | Skipped]:
    """Parse a file, report by report; see `drafts_in`."""
    for found in drafts_in(folder, file_id, parse, any_name=any_name):
        yield found if isinstance(found, Skipped) else assemble(*found)


def drafts_in(
    folder: Path, file_id: str, parse: Parse, *, any_name: bool
) -> Generator[Stated | Skipped, None, None]:
    """Parse a file into drafts of reports, of which nothing has been cleaned yet but their ids.

    Args:
        folder: The folder of the collection.
        file_id: Which file of it.
        parse: Who parses it.
        any_name: Whether it is read whatever it is called.
    """
    try:
        yield from _drafts(folder, file_id, parse, any_name=any_name)
    except NotRegular as error:
        yield Skipped(file_id, str(error))
    except _Unsteady:
        yield Skipped(file_id, "changed while reading")
    except OSError as error:
        yield Skipped(file_id, f"cannot be read: {error.strerror or 'read error'}")


def _drafts(
    folder: Path, file_id: str, parse: Parse, *, any_name: bool
) -> Iterator[Stated | Skipped]:
    path = path_of(file_id)
    name = path.rpartition("/")[2]
    for _ in range(_ATTEMPTS):
        with opened(folder, path) as descriptor:
            before = _state(descriptor)
            with closing(parse(descriptor, name, any_name=any_name)) as found:
                first = next(found, None)
                is_loaded = isinstance(first, Loaded)
                if is_loaded and _state(descriptor) != before:
                    continue
                yield from _named(file_id, chain([first] if first else [], found))
            if is_loaded or _state(descriptor) == before:
                return
        break  # what has been handed out cannot be taken back
    raise _Unsteady


def _state(descriptor: int) -> tuple[int, int, int]:
    status = os.fstat(descriptor)
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _named(file_id: str, found: Iterable[Loaded | Draft | Fault]) -> Iterator[Stated | Skipped]:
    names = _Names()
    for item in found:
        if isinstance(item, Fault):
            places = (clean_line(item.within), str(item.number) if item.number else "")
            yield Skipped("#".join(filter(None, (file_id, *places))), clean_line(item.reason))
        elif isinstance(item, Draft):
            record = names.of(item) if item.number or item.within else ""
            yield (f"{file_id}#{record}" if record else file_id), item


class _Names:
    """The names of the records of one file, no two of which are the same."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._again: Counter[str] = Counter()

    def of(self, draft: Draft) -> str:
        """The record's own id, unless it is long or taken; else its line; else with a number."""
        within, own = (_short(name) for name in (draft.within, draft.record))
        number = str(draft.number) if draft.number else ""
        named, counted = ("#".join(filter(None, (within, x))) for x in (own or number, number))
        name = named if named and named not in self._taken else self._free(counted)
        self._taken.add(name)
        return name

    def _free(self, name: str) -> str:
        """This name if nobody has it, else `name+`, `name++`, `name+++`, `name+4` and so on."""
        free = name
        while not free or free in self._taken:
            # A count for each name: whoever tries all numbers anew takes their square.
            self._again[name] += 1
            again = self._again[name]
            free = name + ("+" * again if again <= _PLUSES else f"+{again}")
        return free


def _short(name: str) -> str:
    """A name as one clean line; empty if it is too long for an id."""
    line = clean_line(name[: _LONGEST_RECORD_ID + 1])
    return line if len(line) <= _LONGEST_RECORD_ID else ""
