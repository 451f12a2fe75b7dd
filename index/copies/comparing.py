"""How much of a report stands in its copies."""

from typing import NamedTuple

from index.copies.store import CopyStore


class Member(NamedTuple):
    """A report of a group."""

    number: int
    shared: float
    """Which share of the shorter text stands in the other, from 0 to 1: of it and what it is held
    against."""


def members(store: CopyStore, number: int, beside: int | None = None) -> list[Member]:
    """The group of a report, by rising number; shares of long reports are estimates.

    Args:
        store: The copies.
        number: The report.
        beside: What each is held against; None for the first of the group.
    """
    from articles.copies import shared  # noqa: PLC0415 - it loads numpy, see `index.copies.store`

    group = store.group(number)
    one = group[0] if beside is None else beside
    against = store.sketch(one)
    found = []
    for member in group:
        mine = store.sketch(member)
        if member == one or mine is None or against is None:
            found.append(Member(member, 1.0 if member == one else 0.0))
        else:
            found.append(Member(member, max(shared(mine, against))))
    return found
