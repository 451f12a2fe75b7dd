"""What repeats over many reports of one source, learnt from all of them.

A paragraph is furniture of its source if it stands near the beginning or the end (see
`articles.structure.repeated`) of at least `FEWEST` of its reports and of at least a `SHARE` of
them. Reports that are copies of each other count once, and so do those that have the first
paragraph in common which is not itself so frequent: prints and versions of one story repeat its
sentences. What is learnt depends on the reports alone, not on the order in which they came.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple, TypeAlias

FEWEST: Final = 5
"""Reports that a paragraph must stand in."""
SHARE: Final = 0.1
"""Of all reports of its source."""


class Edges(NamedTuple):
    """A report, by its paragraphs that could be furniture."""

    number: int
    source: str
    keys: "array[int]"
    """Of these paragraphs, in reading order; typecode `q`."""
    held: list[int]
    """Of those that the library takes for furniture now."""


class Standing(NamedTuple):
    """In how many reports of a source a paragraph stands."""

    reports: int
    among: int
    """How many reports the source has; copies count as one in both."""
    example: int
    """The number of one of the reports."""


Learnt: TypeAlias = dict[tuple[str, int], Standing]
"""By source and key."""


def learn(edges: Iterable[Edges], origins: Mapping[int, int]) -> Learnt:
    """Learn which paragraphs are furniture.

    Args:
        edges: All reports of the library.
        origins: The first report of each one's group of copies; left out where there are none.
    """
    sources: defaultdict[str, list[Edges]] = defaultdict(list)
    for one in edges:
        if one.source:
            sources[one.source].append(one)
    return {
        (source, key): standing
        for source, reports in sources.items()
        if len(reports) >= FEWEST
        for key, standing in _of_source(reports, origins).items()
    }


def _of_source(reports: list[Edges], origins: Mapping[int, int]) -> dict[int, Standing]:
    counts = Counter(key for one in reports for key in set(one.keys))
    frequent = {key for key, count in counts.items() if count >= FEWEST}
    if not frequent:
        return {}
    among = len({origins.get(one.number, one.number) for one in reports})
    bearing: defaultdict[int, list[Edges]] = defaultdict(list)
    for one in reports:
        for key in frequent.intersection(one.keys):
            bearing[key].append(one)
    found = {}
    for key, bearers in bearing.items():
        stories = {origins.get(one.number, one.number) for one in bearers}
        openings = {next((k for k in one.keys if k not in frequent), 0) for one in bearers}
        distinct = min(len(stories), len(openings))
        if distinct >= FEWEST and distinct >= SHARE * among:
            found[key] = Standing(distinct, among, min(one.number for one in bearers))
    return found
