"""How well mentions are put together into entities: B3, CEAF, pairs.

Every metric takes the entities that mentions belong to and those they were given to, mention by
mention. Where mentions were found and not given, the two are of different mentions, and a third
argument has the pairs of those that were found: what is overlooked costs recall, what is found and
is none costs precision.

B3: A. Bagga and B. Baldwin, 1998. CEAFe and CEAFm: X. Luo, "On coreference resolution performance
metrics", 2005, with the entity similarities phi4 and phi3.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from articles.entities import link

Mentions: TypeAlias = Sequence[Hashable]
Pairs: TypeAlias = Sequence[tuple[Hashable, Hashable]]
Shared: TypeAlias = Counter[tuple[Hashable, Hashable]]


class Figures(NamedTuple):
    """Precision, recall and F1, in per cent."""

    precision: float
    recall: float
    f1: float

    def __str__(self) -> str:
        return f"{self.precision:5.1f} {self.recall:5.1f} {self.f1:5.1f}"


def figures(precision: float, recall: float) -> Figures:
    """Precision and recall as fractions, with their harmonic mean, in per cent."""
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return Figures(100 * precision, 100 * recall, 100 * f1)


def b_cubed(gold: Mentions, given: Mentions, both: Pairs | None = None) -> Figures:
    """For each mention, how much of its entity is shared; averaged over mentions."""
    wanted, found = Counter(gold), Counter(given)
    shared = _shared(gold, given, both)
    precision = sum(n * n / found[p] for (_, p), n in shared.items())
    recall = sum(n * n / wanted[g] for (g, _), n in shared.items())
    return figures(precision / len(given), recall / len(gold))


def pairwise(gold: Mentions, given: Mentions, both: Pairs | None = None) -> Figures:
    """Pairs of mentions put together."""

    def pairs(counts: Iterable[int]) -> int:
        return sum(n * (n - 1) // 2 for n in counts)

    right = pairs(_shared(gold, given, both).values())
    return figures(
        right / max(1, pairs(Counter(given).values())),
        right / max(1, pairs(Counter(gold).values())),
    )


def ceaf_e(gold: Mentions, given: Mentions, both: Pairs | None = None) -> Figures:
    """The best one-to-one alignment of entities, by phi4."""
    wanted, found = Counter(gold), Counter(given)
    shared = _shared(gold, given, both)
    total = _aligned(shared, lambda g, p, n: 2 * n / (wanted[g] + found[p]))
    return figures(total / len(found), total / len(wanted))


def ceaf_m(gold: Mentions, given: Mentions, both: Pairs | None = None) -> Figures:
    """Mentions that are traced: in the best one-to-one alignment of entities, those in place."""
    total = _aligned(_shared(gold, given, both), lambda _g, _p, n: n)
    return figures(total / len(given), total / len(gold))


def _shared(gold: Mentions, given: Mentions, both: Pairs | None) -> Shared:
    return Counter(zip(gold, given, strict=True) if both is None else both)


def _aligned(shared: Shared, weight: Callable[[Hashable, Hashable, int], float]) -> float:
    """The total weight of the best one-to-one alignment of entities."""
    weights: dict[Hashable, dict[Hashable, float]] = defaultdict(dict)
    for (g, p), n in shared.items():
        weights[g][p] = weight(g, p, n)
    return sum(_best(weights, part) for part in _parts(weights))


def _parts(weights: dict[Hashable, dict[Hashable, float]]) -> Iterator[list[Hashable]]:
    keys = {g: [f"{type(p).__name__}{p}" for p in row] for g, row in weights.items()}
    yield from link.components(keys)


def _best(weights: dict[Hashable, dict[Hashable, float]], rows: list[Hashable]) -> float:
    """The greatest total weight of a one-to-one alignment (the Hungarian method, by paths)."""
    columns = sorted({p for g in rows for p in weights[g]}, key=str)
    if len(rows) == 1 or len(columns) == 1:
        return max(w for g in rows for w in weights[g].values())
    size = max(len(rows), len(columns))
    costs = [[0.0] * size for _ in range(size)]
    place = {p: i for i, p in enumerate(columns)}
    for i, g in enumerate(rows):
        for p, weight in weights[g].items():
            costs[i][place[p]] = -weight
    return -_assignment(costs)


def _assignment(costs: list[list[float]]) -> float:
    """The least cost of a perfect matching (Jonker and Volgenant's shortest paths, O(n^3))."""
    size = len(costs)
    rows, columns = [0.0] * (size + 1), [0.0] * (size + 1)
    match = [0] * (size + 1)
    for row in range(1, size + 1):
        match[0] = row
        column, way = _shortest_path(costs, rows, columns, match)
        while column:
            match[column] = match[way[column]]
            column = way[column]
    return sum(costs[match[j] - 1][j - 1] for j in range(1, size + 1))


def _shortest_path(
    costs: list[list[float]], rows: list[float], columns: list[float], match: list[int]
) -> tuple[int, list[int]]:
    """A free column, and the way to it from column 0, which holds the row to be matched."""
    size, column = len(costs), 0
    least, way = [float("inf")] * (size + 1), [0] * (size + 1)
    unseen, seen = set(range(1, size + 1)), {0}
    while match[column]:
        row = match[column]
        for j in unseen:
            reduced = costs[row - 1][j - 1] - rows[row] - columns[j]
            if reduced < least[j]:
                least[j], way[j] = reduced, column
        following = min(unseen, key=least.__getitem__)
        delta = least[following]
        for j in seen:
            rows[match[j]] += delta
            columns[j] -= delta
        for j in unseen:
            least[j] -= delta
        unseen.discard(following)
        seen.add(following)
        column = following
    return column, way


METRICS: dict[str, Callable[[Mentions, Mentions, Pairs | None], Figures]] = {
    "B3": b_cubed,
    "CEAFe": ceaf_e,
    "pairs": pairwise,
    "traced": ceaf_m,
}
