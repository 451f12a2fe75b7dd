"""Folding the list: one row for all copies of a report, the others behind it or under it. Pure.

A group is what a list has of copies that belong together; its first is the one that comes first in
the order of the list. Folded, the first stands for all; unfolded, the others stand right below it.
Flat, every report has its row where the order puts it.
"""

import asyncio
from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, filterfalse
from typing import Final

SLICE: Final = 5_000
"""Reports looked at in one go: a few milliseconds at most."""


class Folding:
    """Which reports of a list have a row, and where.

    Attributes:
        numbers: All reports of the list, in its order.
        rows: Those that have a row, from the top.
    """

    def __init__(self, numbers: Sequence[int] = ()) -> None:
        """Begin with a list in which nothing is folded; `over` folds."""
        self.numbers = numbers
        self.rows: Sequence[int] = numbers
        self._origins: Mapping[int, int] = {}
        self._groups: dict[int, list[int]] = {}
        self._behind: set[int] = set()
        self._unfolded: dict[int, list[int]] = {}
        self._is_flat = False

    @classmethod
    async def over(
        cls,
        numbers: Sequence[int],
        origins: Mapping[int, int],
        unfolded: Iterable[int] = (),
        *,
        flat: bool = False,
    ) -> "Folding":
        """Fold a list of any length, with pauses in which other things can be done.

        Args:
            numbers: The reports, in order.
            origins: What the group of a report goes by, of reports that have copies.
            unfolded: Reports whose groups are unfolded.
            flat: Whether nothing is folded at all.
        """
        made = cls(numbers)
        made._origins, made._is_flat = origins, flat
        for start in range(0, len(numbers) if origins else 0, SLICE):
            made._gather(numbers[start : start + SLICE])
            await asyncio.sleep(0)
        if flat or not made._behind:
            return made
        for origin in {origins.get(number) for number in unfolded}:
            first, *others = made._groups.get(origin, (0,)) if origin is not None else (0,)
            if others:
                made._unfolded[first] = others
        made.rows = array("I")
        for start in range(0, len(numbers), SLICE):
            await asyncio.sleep(0)
            made.rows.extend(made._laid(numbers[start : start + SLICE]))
        return made

    def _gather(self, numbers: Sequence[int]) -> None:
        """Add the next reports to the groups that they belong to."""
        origins = self._origins
        for number in filter(origins.__contains__, numbers):
            origin = origins[number]
            if origin in self._groups:
                self._groups[origin].append(number)
                self._behind.add(number)
            else:
                self._groups[origin] = [number]

    def _laid(self, numbers: Sequence[int]) -> Iterable[int]:
        """The rows of the next reports."""
        firsts = filterfalse(self._behind.__contains__, numbers)
        unfolded = self._unfolded
        if not unfolded:
            return firsts
        return chain.from_iterable((first, *unfolded.get(first, ())) for first in firsts)

    @property
    def origins(self) -> int:
        """How many reports there are if copies count as one."""
        return len(self.numbers) - len(self._behind)

    @property
    def is_flat(self) -> bool:
        """Whether nothing is folded at all."""
        return self._is_flat

    def group(self, number: int) -> Sequence[int]:
        """A report and its copies in the list, in order."""
        origin = self._origins.get(number)
        return (number,) if origin is None else self._groups.get(origin, (number,))

    def with_hidden(self, numbers: Iterable[int]) -> Sequence[int]:
        """Reports that have a row, each with the copies that have none behind it."""
        if self.is_flat or not self._behind:
            return list(numbers)
        unfolded = self._unfolded
        return list(
            chain.from_iterable(
                (number,) if number in unfolded or number in self._behind else self.group(number)
                for number in numbers
            )
        )

    def copies(self, number: int) -> int | None:
        """How many reports the row of a report stands for; None for one alone, or below others."""
        if self.is_below(number):
            return None
        size = len(self.group(number))
        return size if size > 1 else None

    def is_below(self, number: int) -> bool:
        """Whether a report stands under, or behind, the first of its group."""
        return number in self._behind and not self._is_flat

    def is_hidden(self, number: int) -> bool:
        """Whether a report of the list has no row."""
        return self.is_below(number) and self.group(number)[0] not in self._unfolded

    def is_unfolded(self, number: int) -> bool:
        """Whether the group of a report is unfolded."""
        return self.group(number)[0] in self._unfolded

    def turned(self, number: int) -> "Folding":
        """The same list with the group of a report unfolded, or folded if it is unfolded."""
        first, *others = self.group(number)
        if not others or self._is_flat:
            return self
        turned = Folding(self.numbers)
        turned._origins, turned._groups, turned._behind = self._origins, self._groups, self._behind
        turned._unfolded = dict(self._unfolded)
        below = self.rows.index(first) + 1
        after = below
        if first in self._unfolded:
            del turned._unfolded[first]
            others, after = [], below + len(others)
        else:
            turned._unfolded[first] = others
        rows = array("I", self.rows[:below])
        rows.extend(others)
        rows.extend(self.rows[after:])
        turned.rows = rows
        return turned


class Folds:
    """What the user wants unfolded, and what there is to fold.

    Attributes:
        origins: What the group of a report goes by, of reports that have copies.
        is_flat: Whether copies have rows of their own where the order puts them.
    """

    def __init__(self) -> None:
        """Fold everything."""
        self.origins: Mapping[int, int] = {}
        self.is_flat = False
        self._unfolded: set[int] = set()

    async def over(self, numbers: Sequence[int], *, anew: bool) -> Folding:
        """Fold a list; `anew` if it is no longer the one in which something was unfolded."""
        unfolded = () if anew else self._unfolded
        return await Folding.over(numbers, self.origins, unfolded, flat=self.is_flat)

    def forget(self) -> None:
        """Unfold nothing any more."""
        self._unfolded.clear()

    def turn(self, folding: Folding, number: int) -> Folding:
        """Unfold the group of a report, or fold it, for as long as the query stays."""
        turned = folding.turned(number)
        group = folding.group(number)
        if turned.is_unfolded(number):
            self._unfolded.update(group)
        else:
            self._unfolded.difference_update(group)
        return turned
