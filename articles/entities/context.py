"""What the tagger looks at around a word: its capitalised neighbours, its sentence, its document.

A feature is a template with the values of its columns at a token. Columns are arrays with one entry
a token, so that all documents of a batch are looked at together. Templates hold only where a
capital letter or a digit makes a name possible, for most words of a report have neither. A *run* is
a longest row of capitalised words in a sentence, hyphens between them included.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from articles.entities.batch import Batch, Bools, Ints, Keys
from articles.entities.features import CLASSES, Column, Flag, key
from articles.entities.tokens import Case

TEMPLATES = {
    # where it holds: the columns whose values make the feature
    "any": (("edge",), ("case",)),
    "phrase": (("phrase",),),
    "run": (
        ("left",),
        ("right",),
        ("left", "right"),
        ("left2", "left"),
        ("head",),
        ("tail",),
        ("size",),
        ("narrow classes",),
        ("place", "size"),
        ("place", "left"),
        ("place", "right"),
        ("place", "tail"),
        ("left cluster", "tail cluster"),
        ("tail cluster", "right cluster"),
        ("head cluster", "tail cluster"),
    ),
    "notable": (
        ("shape-", "shape", "shape+"),
        ("shape-", "shape"),
        ("shape", "shape+"),
        ("lower-", "lower"),
        ("lower", "lower+"),
        ("lower-", "lower+"),
        ("cluster-", "cluster+"),
        ("glue",),
    ),
    "named": (("inside", "opens"), ("also small",), ("case", "shape")),
    # the same word elsewhere in the document
    "repeated": (
        ("all classes", "size"),
        ("all classes", "place"),
        ("all left",),
        ("all right",),
        ("longest", "size"),
    ),
    "before link": (("link+",), ("link+", "tail+"), ("link+", "classes+"), ("link+", "right+")),
    "after link": (("link-", "head-"), ("link-", "classes-"), ("link-", "left-")),
}
_NARROW = sum(1 << CLASSES.index(name) for name in ("first", "org", "title", "nation", "country"))
_TELLING = _NARROW | 1 << CLASSES.index("loc") | 1 << CLASSES.index("say")
_LONGEST_LINK = 2
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2**64 / golden ratio: Fibonacci hashing (Knuth)


def context_keys(batch: Batch) -> tuple[Ints, Keys]:
    """The context features of a batch: token numbers, and at each the key of one feature."""
    columns = _Columns(batch)
    at: list[Ints] = []
    keys: list[Keys] = []
    for place, templates in TEMPLATES.items():
        tokens = np.flatnonzero(columns.where[place])
        for names in templates:
            at.append(tokens)
            keys.append(_joined(place, names, [columns.values[name][tokens] for name in names]))
    for bit, name in enumerate(CLASSES):
        tokens = np.flatnonzero(columns.values["classes"] >> np.uint32(bit) & np.uint32(1))
        at.append(tokens)
        keys.append(np.full(len(tokens), key(f"run has {name}"), np.uint32))
    return np.concatenate(at), np.concatenate(keys)


def _joined(place: str, names: tuple[str, ...], values: list[Keys]) -> Keys:
    """One key for each row of values; different for different templates."""
    mixed = np.full(len(values[0]), key(f"{place}: {' | '.join(names)}"), np.uint64)
    for column in values:
        mixed = (mixed ^ column) * _MULTIPLIER
        mixed ^= mixed >> np.uint64(29)
    joined: Keys = ((mixed * _MULTIPLIER) >> np.uint64(32)).astype(np.uint32)
    return joined


class _Columns:
    """The columns of `TEMPLATES`, and where each group of templates holds."""

    def __init__(self, batch: Batch) -> None:
        self.values: dict[str, Keys] = {}
        named = batch.flag(Flag.NAMED)
        notable = named | batch.flag(Flag.DIGIT)
        self.where: dict[str, Bools] = {"named": named, "notable": notable}
        self._neighbours(batch)
        self._runs(batch, named)
        self._evidence(batch, named)

    def _neighbours(self, batch: Batch) -> None:
        values = self.values
        columns = {"shape": Column.SHAPE, "lower": Column.LOWER, "cluster": Column.CLUSTER}
        for name, column in columns.items():
            values[name] = batch.column(column)
            values[f"{name}-"] = batch.beside(values[name], -1)
            values[f"{name}+"] = batch.beside(values[name], 1)
        second = np.roll(batch.first, 1) & ~batch.first
        edges = (batch.first, batch.last, second)
        values["edge"] = _bits(*edges)
        values["case"] = batch.case.astype(np.uint32)
        values["phrase"] = batch.phrase
        glued_after = np.roll(batch.glued, -1)
        values["glue"] = _bits(batch.glued, glued_after)
        self.where["any"] = (values["edge"] > 0) | (values["case"] > 0)
        self.where["phrase"] = batch.phrase > 0

    def _runs(self, batch: Batch, named: Bools) -> None:
        runs = _Runs(batch, named)
        values, tokens, of = self.values, runs.tokens, runs.of
        lower, cluster = batch.column(Column.LOWER), values["cluster"]
        size = runs.end - runs.first
        by_run = {
            "left cluster": values["cluster-"][runs.first],
            "right cluster": values["cluster+"][runs.end - 1],
            "head cluster": cluster[runs.first],
            "tail cluster": cluster[runs.end - 1],
            "left": batch.beside(lower, -1)[runs.first],
            "left2": batch.beside(lower, -2)[runs.first],
            "right": batch.beside(lower, 1)[runs.end - 1],
            "head": lower[runs.first],
            "tail": lower[runs.end - 1],
            "size": np.minimum(size, 5).astype(np.uint32),
            "classes": runs.any_of(batch.column(Column.CLASSES)),
        }
        by_run["narrow classes"] = by_run["classes"] & np.uint32(_NARROW)
        for name, column in by_run.items():
            values[name] = _spread(column[of], tokens, len(batch.words))
        # single, first, last, or in the middle
        place = _bits(tokens == runs.first[of], tokens == runs.end[of] - 1)
        values["place"] = _spread(place, tokens, len(batch.words))
        self.where["run"] = runs.inside
        self._links(batch, runs)
        self._elsewhere(batch, runs)

    def _links(self, batch: Batch, runs: "_Runs") -> None:
        """Runs with one or two small words between: `Ministry of Foreign Affairs`."""
        total = len(batch.words)
        lower, classes = batch.column(Column.LOWER), batch.column(Column.CLASSES)
        before, behind = batch.beside(lower, -1), batch.beside(lower, 1)
        names = ("link+", "tail+", "classes+", "right+", "link-", "head-", "classes-", "left-")
        columns = {name: np.zeros(total, np.uint32) for name in names}
        for left, right in runs.linked(batch):
            first, end = int(runs.first[left]), int(runs.end[left])
            after, stop = int(runs.first[right]), int(runs.end[right])
            link = (int(lower[end]) + 3 * int(lower[after - 1])) & 0xFFFFFFFF
            columns["link+"][first:end] = link
            columns["tail+"][first:end] = lower[stop - 1]
            columns["classes+"][first:end] = classes[stop - 1]
            columns["right+"][first:end] = behind[stop - 1]
            columns["link-"][end:stop] = link
            columns["head-"][end:stop] = lower[end - 1]
            columns["classes-"][end:stop] = classes[end - 1]
            columns["left-"][end:stop] = before[first]
        self.values.update(columns)
        self.where["before link"] = columns["link+"] > 0
        self.where["after link"] = columns["link-"] > 0

    def _elsewhere(self, batch: Batch, runs: "_Runs") -> None:
        """What stands beside a word wherever the document has it: its fuller name, its title."""
        tokens, total = runs.tokens, len(batch.words)
        document = batch.document[tokens] * (int(batch.words.max()) + 1)
        _, which, counts = np.unique(
            document + batch.words[tokens], return_inverse=True, return_counts=True
        )
        classes = batch.column(Column.CLASSES)
        outside = batch.beside(classes, -1, 0), batch.beside(classes, 1, 0)
        gathered = {
            "all classes": (runs.any_of(classes)[runs.of], _NARROW),
            "all left": (outside[0][runs.first][runs.of], _TELLING),
            "all right": (outside[1][runs.end - 1][runs.of], _TELLING),
        }
        for name, (bits, wanted) in gathered.items():
            together = np.zeros(len(counts), np.uint32)
            np.bitwise_or.at(together, which, bits & np.uint32(wanted))
            self.values[name] = _spread(together[which], tokens, total)
        longest = np.zeros(len(counts), np.uint32)
        np.maximum.at(longest, which, self.values["size"][tokens])
        self.values["longest"] = _spread(longest[which], tokens, total)
        self.where["repeated"] = _spread(counts[which] > 1, tokens, total) > 0

    def _evidence(self, batch: Batch, named: Bools) -> None:
        """What the rest of the document shows of a capitalised word."""
        values = self.values
        here = batch.document.astype(np.uint64) << np.uint64(32)
        form, lower = (here | batch.column(c) for c in (Column.FORM, Column.LOWER))
        inside = named & ~batch.first & (batch.case == Case.NORMAL)
        _, which = np.unique(form, return_inverse=True)
        others = np.bincount(which, weights=inside)[which] - inside
        values["inside"] = np.minimum(others, 2).astype(np.uint32)
        values["opens"] = batch.first.astype(np.uint32)
        small = np.unique(lower[batch.flag(Flag.SMALL)])
        found = np.zeros(len(lower), np.bool_)
        found[named] = np.isin(lower[named], small)
        values["also small"] = found.astype(np.uint32)


class _Runs:
    """The runs of a batch: run `i` is the tokens from `first[i]` up to `end[i]`."""

    def __init__(self, batch: Batch, named: Bools) -> None:
        joined = batch.flag(Flag.HYPHEN) & batch.glued & np.roll(batch.glued, -1)
        joined &= np.roll(named, 1) & np.roll(named, -1) & ~batch.last
        self.inside = named | joined
        begins = self.inside & (batch.first | ~np.roll(self.inside, 1))
        begins[:1] = self.inside[:1]
        ends = self.inside & (batch.last | ~np.roll(self.inside, -1))
        self.first = np.flatnonzero(begins)
        self.end = np.flatnonzero(ends) + 1
        self.tokens = np.flatnonzero(self.inside)
        self.of = np.cumsum(begins)[self.tokens] - 1

    def any_of(self, bits: Keys) -> Keys:
        """The bits that any token of each run has, `(runs,)`."""
        if not len(self.first):
            return np.zeros(0, np.uint32)
        starts = np.searchsorted(self.tokens, self.first)
        united: Keys = np.bitwise_or.reduceat(bits[self.tokens], starts)
        return united

    def linked(self, batch: Batch) -> Iterator[tuple[int, int]]:
        """Pairs of neighbouring runs of one sentence with only linking words between."""
        gap = self.first[1:] - self.end[:-1]
        same = batch.sentence[self.first[1:]] == batch.sentence[self.first[:-1]]
        link = batch.flag(Flag.LINK)
        near = np.flatnonzero((gap > 0) & (gap <= _LONGEST_LINK) & same)
        for left in near.tolist():
            if link[self.end[left] : self.first[left + 1]].all():
                yield left, left + 1


def _bits(*tests: NDArray[np.bool_]) -> Keys:
    """Truth values as the bits of one number each."""
    bits = np.zeros(len(tests[0]), np.uint32)
    for place, test in enumerate(tests):
        bits |= test.astype(np.uint32) << np.uint32(place)
    return bits


def _spread(values: Keys, tokens: Ints, total: int) -> Keys:
    """Values of some tokens as a column for all, 0 elsewhere."""
    column = np.zeros(total, np.uint32)
    column[tokens] = values
    return column
