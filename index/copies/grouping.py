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
    state = {at: at for at in groups}
    refused: set[frozenset[int]] = set()
    new = count(len(groups))
    for link in sorted(links, key=lambda link: _rank(link, names)):
        less, more = sorted((place[link.one], place[link.other]), key=lambda at: len(groups[at]))
        pair = frozenset((state[less], state[more]))
        if less == more or pair in refused:
            continue
        if link.share < 1 and not _are_near(groups[less], groups[more], neighbours):
            refused.add(pair)
            continue
        # The smaller goes into the larger: each member moves a few times, however many there are.
        moved = groups.pop(less)
        groups[more] |= moved
        place.update(dict.fromkeys(moved, more))
        state[more] = next(new)  # what was refused to it was refused to what it was
    return list(groups.values())


def _rank(link: Link, names: Mapping[int, bytes]) -> tuple[float, list[bytes]]:
    return -link.share, sorted((names[link.one], names[link.other]))


def _are_near(less: set[int], more: set[int], neighbours: Mapping[int, set[int]]) -> bool:
    linked = sum(len(neighbours[member] & more) for member in less)
    return linked >= ENOUGH * len(less) * len(more)
