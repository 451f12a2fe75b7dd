"""What the tagger looks at in a word.

Word features depend on one word and on how far from the token it stands, so that their weights are
summed once a word and kept; what depends on the whole sentence is in `context`. Training and
tagging both call these functions, so that they cannot disagree.
"""

from functools import lru_cache
from typing import NamedTuple

from articles.entities import lexicon

OFFSETS = {
    # distance from the token: properties of the word there (see `_properties`)
    0: ("form", "lower", "shape", "prefixes", "suffixes", "classes", "clusters"),
    -1: ("form", "lower", "shape", "prefix3", "suffix3", "classes", "clusters"),
    +1: ("form", "lower", "shape", "prefix3", "suffix3", "classes", "clusters"),
    -2: ("lower", "shape", "classes", "clusters"),
    +2: ("lower", "shape", "classes", "clusters"),
}
_CHUNK_CLASSES = frozenset({"first", "last", "org", "loc", "title", "nation", "date", "country"})


class Word(NamedTuple):
    """What context features need to know of a word."""

    lower: str
    shape: str
    classes: frozenset[str]
    named: bool
    """Begins with a capital letter."""
    notable: bool
    """Begins with a capital letter or a digit."""


@lru_cache(maxsize=1 << 15)
def word(form: str) -> Word:
    """What context features need to know of a word."""
    classes = frozenset(lexicon.classes(form)) & _CHUNK_CLASSES
    named = form[0].isupper()
    return Word(_lower(form), _shape(form), classes, named, named or form[0].isdigit())


def word_features(form: str) -> dict[int, list[str]]:
    """The names of a word's features, by the offset at which it stands from the token."""
    properties = _properties(form)
    return {
        offset: [f"{offset}{name}" for family in families for name in properties[family]]
        for offset, families in OFFSETS.items()
    }


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
        "classes": [f"L={name}" for name in lexicon.classes(form)],
        "clusters": [f"c{n}={name}" for n, name in enumerate(lexicon.clusters(lower))],
    }


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
