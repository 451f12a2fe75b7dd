"""What links between copies make a group.

What shares most of its words is one group, over however many links. Where less is shared, links
lead on and on: the forms of an office, from order to order, until nothing of the first is left in
the last. So groups are joined by such links only if at least a third of the pairs between them
are linked, beginning with what shares most: average linkage (Sokal and Michener 1958), on
links instead of distances.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Final, NamedTuple

ENOUGH: Final = 1 / 3
"""Share of the pairs between two groups that must be linked."""


class Link(NamedTuple):
    """Two wordings that are copies."""

    one: int
    other: int
    share: float
    """How much they share; 1 if that is most of their words."""


def grouped(
    members: Iterable[int], links: Sequence[Link], names: Mapping[int, bytes]
) -> list[set[int]]:
    """The groups of some wordings.

    Args:
        members: The wordings.
        links: All between them.
        names: What each is known by in any library, so that equal shares come in one order.
    """
    groups = {at: {member} for at, member in enumerate(members)}
    place = {member: at for at, group in groups.items() for member in group}
    neighbours: defaultdict[int, set[int]] = defaultdict(set)
    for one, other, _ in links:
        neighbours[one].add(other)
        neighbours[other].add(one)
    refused: set[frozenset[int]] = set()
    new = count(len(groups))
    for link in sorted(links, key=lambda link: _rank(link, names)):
        pair = frozenset((place[link.one], place[link.other]))
        if len(pair) == 1 or pair in refused:
            continue
        here, there = (groups[at] for at in pair)
        if link.share < 1 and not _are_near(here, there, neighbours):
            refused.add(pair)
            continue
        at = next(new)
        groups[at] = here | there
        place.update(dict.fromkeys(groups[at], at))
        for old in pair:
            del groups[old]
    return list(groups.values())


def _rank(link: Link, names: Mapping[int, bytes]) -> tuple[float, list[bytes]]:
    return -link.share, sorted((names[link.one], names[link.other]))


def _are_near(here: set[int], there: set[int], neighbours: Mapping[int, set[int]]) -> bool:
    linked = sum(len(neighbours[member] & there) for member in here)
    return linked >= ENOUGH * len(here) * len(there)
