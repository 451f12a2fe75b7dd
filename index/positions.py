"""Phrases and nearness, as arithmetic on the positions of words.

Positions count the words of a report from 0; each list rises.
"""

from collections.abc import Collection, Sequence


def phrase_starts(places: Sequence[Collection[int]]) -> list[int]:
    """Where a phrase begins, given where each of its words stands, in their order."""
    rarest = min(range(len(places)), key=lambda at: len(places[at]))
    starts = {place - rarest for place in places[rarest]}
    for offset, of_word in enumerate(places):
        if not starts:
            return []
        if offset != rarest:
            starts.intersection_update([place - offset for place in of_word])
    return sorted(starts)


def near_places(
    places: Sequence[Collection[int]], needed: Sequence[int], distance: int
) -> list[int]:
    """Where words stand that are near each other.

    A stretch counts if its first and last word are at most `distance` apart and each of the words
    occurs in it as often as it is needed.

    Args:
        places: Where each of the words stands.
        needed: How often each has to occur.
        distance: In words: neighbours are 1 apart.

    Returns:
        The places of the words in all such stretches, rising.
    """
    events = sorted((place, word) for word, of_word in enumerate(places) for place in of_word)
    missing = list(needed)
    lacking = sum(count > 0 for count in missing)
    found: list[int] = []
    right = lit = 0
    for left, (first, word) in enumerate(events):
        while right < len(events) and events[right][0] - first <= distance:
            missing[events[right][1]] -= 1
            lacking -= missing[events[right][1]] == 0
            right += 1
        if not lacking:
            found += [place for place, _ in events[max(left, lit) : right]]
            lit = right
        lacking += missing[word] == 0
        missing[word] += 1
    return sorted(set(found))


def stretches(places: Sequence[int], distance: int) -> list[tuple[int, int]]:
    """The first and last of each run of rising places that are at most `distance` apart."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and place - runs[-1][1] <= distance:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
