"""What a build has to do: the collection as it is now against the catalogue as it was."""

import time
from collections import defaultdict, deque
from collections.abc import Collection as Container
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from articles.collection.files import File, Skipped
from index.catalogue.writer import Held

_FRESH: Final = 2 * 10**9
"""Nanoseconds. A file changed this shortly before it is looked at may change again unnoticed: the
clock of a file system ticks slowly. When that was is not known of each, but not before the scan."""
_UNSURE: Final = -1
"""Stands for the time of such a file, so that the next build reads it again."""


@dataclass(slots=True)
class Plan:
    """Which files have to be read, and which are no longer there."""

    read: list[File] = field(default_factory=list)
    """In the order of the scan."""
    gone: set[str] = field(default_factory=set)
    """Paths of files that were there before."""
    skipped: list[Skipped] = field(default_factory=list)
    """What the scan left out."""
    bytes: int = 0
    """Size of those that have to be read."""
    begun_ns: int = field(default_factory=time.time_ns)
    """When the scan began."""

    def to_keep(self, file: File) -> File:
        """A file as it is to be remembered."""
        # Later than now is no time of a change: such a file would be read by each build.
        is_fresh = self.begun_ns - _FRESH < file.modified_ns < time.time_ns() + _FRESH
        return file._replace(modified_ns=_UNSURE) if is_fresh else file


def plan(
    scanned: Iterable[File | Skipped],
    known: Mapping[str, File],
    paths: Container[str],
    begun_ns: int,
) -> Plan:
    """Compare what a scan has found with what was there before, by size and times.

    Args:
        scanned: All that the scan has found.
        known: Files that have been read.
        paths: Files that any report comes from, even if they were not read to their end.
        begun_ns: When the scan began, which may have looked at more than it has told yet.
    """
    made = Plan(gone={*known, *paths}, begun_ns=begun_ns)
    for found in scanned:
        if isinstance(found, Skipped):
            made.skipped.append(found)
            continue
        made.gone.discard(found.path)
        if known.get(found.path) != found:
            made.read.append(found)
            made.bytes += found.size
    return made


class Former:
    """Reports that were there before, as long as nothing new has been found to be one of them."""

    def __init__(self, held: Iterable[Held] = ()) -> None:
        self._unclaimed = {one.number: one for one in held}
        self._by_id: defaultdict[str, deque[Held]] = defaultdict(deque)
        self._by_hash: defaultdict[bytes, deque[Held]] = defaultdict(deque)
        for one in self._unclaimed.values():
            self._by_id[one.id].append(one)
            self._by_hash[one.hash].append(one)

    def same(self, article_id: str, hashed: bytes) -> Held | None:
        """Claim the report of this id and content."""
        return self._claim(
            deque(one for one in self._by_id.get(article_id, ()) if one.hash == hashed)
        )

    def alike(self, hashed: bytes) -> Held | None:
        """Claim a report of this content, whatever its id."""
        return self._claim(self._by_hash.get(hashed))

    def namesake(self, article_id: str) -> Held | None:
        """Claim the report of this id, whatever its content."""
        return self._claim(self._by_id.get(article_id))

    def _claim(self, candidates: deque[Held] | None) -> Held | None:
        """The first that is free; whoever is not never will be, and is not looked at again."""
        while candidates:
            if found := self._unclaimed.pop(candidates.popleft().number, None):
                return found
        return None

    @property
    def is_empty(self) -> bool:
        """Whether all have been claimed."""
        return not self._unclaimed

    def left(self) -> list[int]:
        """Numbers of those that nobody has claimed."""
        return list(self._unclaimed)
