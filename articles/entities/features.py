"""What the tagger looks at in a word, and the words of a model as a table of numbers.

Features are known by 32-bit keys. Word features depend on one word and on how far from the token it
stands, so that their weights are summed once a word and kept; what depends on the whole sentence is
in `context`. Training and tagging both use these functions, so that they cannot disagree.
"""

from collections.abc import Sequence
from enum import IntEnum, IntFlag
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from articles.entities import lexicon

OFFSETS = {
    # distance from the token: properties of the word there (see `_properties`)
    -2: ("lower", "shape", "classes", "clusters"),
    -1: ("form", "lower", "shape", "prefix3", "suffix3", "classes", "clusters"),
    0: ("form", "lower", "shape", "prefixes", "suffixes", "classes", "clusters"),
    +1: ("form", "lower", "shape", "prefix3", "suffix3", "classes", "clusters"),
    +2: ("lower", "shape", "classes", "clusters"),
}

_BEGUN = [(crc32(str(offset).encode()), families) for offset, families in OFFSETS.items()]


def word_keys(form: str) -> list[list[int]]:
    """The keys of a word's features, for each of `OFFSETS` in order."""
    properties = {
        family: [name.encode() for name in names] for family, names in _properties(form).items()
    }
    # The key of `-1w=Le` is that of `w=Le`, gone on with from that of `-1`.
    return [
        [crc32(name, begun) for family in families for name in properties[family]]
        for begun, families in _BEGUN
    ]


def key(name: str) -> int:
    """The number by which a feature, or a value in one, is known."""
    return crc32(name.encode())


def _properties(form: str) -> dict[str, list[str]]:
    lower = _lower(form)
    affixes = range(1, 5) if len(form) > 2 and form[0].isalpha() else range(0)
    return {
        "form": [f"w={form}"],
        "lower": [f"l={lower}"],
        "shape": [f"s={_shape(form)}"],
        "prefixes": [f"p{n}={lower[:n]}" for n in affixes],
        "suffixes": [f"e{n}={lower[-n:]}" for n in affixes],
        "prefix3": [f"p={lower[:3]}"] if len(lower) > 3 else [],
        "suffix3": [f"e={lower[-3:]}"] if len(lower) > 3 else [],
        "classes": [f"L={name}" for name in _listed(form)],
        "clusters": [f"c{n}={name}" for n, name in enumerate(_clusters(lower))],
    }


# A new word is asked for its row, and a little later for its features.
_listed = lru_cache(maxsize=1 << 12)(lexicon.classes)
_clusters = lru_cache(maxsize=1 << 12)(lexicon.clusters)


def _lower(form: str) -> str:
    return form[:-1].lower() if len(form) > 2 and form[-1] == "." else form.lower()


def _shape(form: str) -> str:
    """A word's pattern of letters: `Xx`, `X4` (four capitals), `X.X.`, `d2`, `p,`."""
    if form.islower():
        return "x" if form.isascii() else "x8"
    if form[0].isdigit():
        return f"d{min(len(form), 5)}" if form.isdigit() else "dx"
    if not form[0].isalpha():
        return "p" + form[0]
    if form.isupper():
        return ("X." if len(form) == 2 else "X.X.") if "." in form else f"X{min(len(form), 5)}"
    if form[0].isupper():
        return "Xx" if form[1:].islower() else "Xx." if "." in form else "XxX"
    return "xX"


class Flag(IntFlag):
    """What a word is, as far as features of its surroundings ask."""

    NAMED = 1
    """Begins with a capital letter."""
    DIGIT = 2
    SMALL = 4
    """In small letters."""
    HYPHEN = 8
    LINK = 16
    """May stand inside a name: "of", "and", "&"."""
    BEGINS_PHRASE = 32
    """A name of several words in the lists may begin with it."""


class Column(IntEnum):
    """Columns of the table of words."""

    FORM = 0
    LOWER = 1
    SHAPE = 2
    CLASSES = 3
    FLAGS = 4
    CLUSTER = 5
    """The words that stand in the same places in newspapers, neither coarse nor fine."""


CLASSES = ("first", "last", "org", "loc", "title", "nation", "date", "country", "say")
"""The lists that count in features of runs; bit `i` of column `CLASSES` is list `i`."""
_LINKS = lexicon.entries("name_particles") | {"&", "'s", ",", "-"}


class Words:
    """Every word seen, numbered, with what features of its surroundings ask of it.

    `table[word, column]` is a number (a key, or bits); see `Column`.
    """

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.table = np.zeros((1 << 12, len(Column)), np.uint32)

    def numbered(self, forms: Sequence[str]) -> tuple[NDArray[np.int64], list[str]]:
        """The numbers of these words, and those that were new, in the order of their numbers."""
        numbers, fresh = self.numbers, []
        for form in forms:
            if form not in numbers:
                numbers[form] = len(numbers)
                fresh.append(form)
        while len(numbers) > len(self.table):
            self.table = np.concatenate([self.table, np.zeros_like(self.table)])
        for form in fresh:
            self.table[numbers[form]] = _row(form)
        return np.array([numbers[form] for form in forms], np.int64), fresh

    def keep(self, kept: NDArray[np.int64]) -> None:
        """Forget all words but those of these numbers, which ascend; they are numbered anew."""
        words = list(self.numbers)
        self.numbers = {words[number]: at for at, number in enumerate(kept.tolist())}
        self.table = self.table[kept]


def _row(form: str) -> list[int]:
    lower = _lower(form)
    listed = _listed(form)
    classes = sum(1 << bit for bit, name in enumerate(CLASSES) if name in listed)
    cluster = key(" ".join(_clusters(lower)[3:4]))
    return [key(form), key(lower), key(_shape(form)), classes, _flags(form, lower), cluster]


def _flags(form: str, lower: str) -> int:
    first = form[0]
    tests = {
        Flag.NAMED: first.isupper(),
        Flag.DIGIT: first.isdigit(),
        Flag.SMALL: form.islower(),
        Flag.HYPHEN: form == "-",
        Flag.LINK: lower in _LINKS,
        Flag.BEGINS_PHRASE: lexicon.begins_phrase(form),
    }
    return sum(flag for flag, holds in tests.items() if holds)
