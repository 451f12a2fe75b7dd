"""Rows of a list that are made when they are looked at: thousands at once would hold up keys."""

from collections.abc import Callable, Sequence
from typing import TypeVar, overload

_Of = TypeVar("_Of")
_Row = TypeVar("_Row")


class LazyRows(Sequence[_Row]):
    """A row for each of some things, made anew each time that it is asked for."""

    def __init__(self, of: Sequence[_Of], make: Callable[[_Of], _Row]) -> None:
        """Have `make` give the row of each `of` these."""
        self._count = len(of)
        self._row: Callable[[int], _Row] = lambda index: make(of[index])

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> _Row: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[_Row]: ...

    def __getitem__(self, index: int | slice) -> _Row | Sequence[_Row]:
        if isinstance(index, slice):
            return [self._row(one) for one in range(*index.indices(self._count))]
        return self._row(index)
