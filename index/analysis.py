"""Words: how a text becomes the terms that are indexed, searched and painted.

One analysis for indexing, queries and painting: what it does to a text it does to what is typed. A
word is a run of letters and digits with the marks that stand on them. An apostrophe, a hyphen or
a full stop inside parts words: `state-run` is two words, and so is `people's`. In scripts without
spaces each ideograph or kana is a word. There are no stop words.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any, Final, NamedTuple

from index.letters import SOFT_HYPHEN, bare


def _mark_ranges() -> str:
    r"""The marks of the Basic Multilingual Plane, which Python's `\w` leaves out, as a class."""
    blocks = (range(0x300, 0x3100), range(0xA600, 0xAC00), range(0xFB00, 0xFE30))
    marks = [
        code for block in blocks for code in block if unicodedata.category(chr(code))[0] == "M"
    ]
    return "".join(map(chr, marks))


_MARKS: Final = SOFT_HYPHEN + _mark_ranges()
"""What stands within words, though it is no letter: accents, vowel signs, soft hyphens."""

WORD: Final = re.compile(rf"[^\W_]+(?:[{_MARKS}]+[^\W_]*)*")
_WITHIN: Final = re.compile(rf"(?:[^\W_]|[{_MARKS}]){{2}}")
_PLAIN_WORD: Final = re.compile("[A-Za-z0-9]+")
_UNSPACED: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_UNSPACED_LETTER: Final = re.compile(rf"[{_UNSPACED}]")
_UNSPACED_WORDS: Final = re.compile(rf"[{_UNSPACED}]|[^{_UNSPACED}]+")
LONGEST_WORD: Final = 100
"""Characters of a word that count: the rest of a longer one is not looked at."""


class Case(IntEnum):
    """How a word is written, as far as its folded form does not tell."""

    LOWER = 0
    """It is its own folded form."""
    TITLE = 1
    """Its folded form with a capital first letter."""
    CAPITALS = 2
    """Its folded form, two characters or more, in capitals."""
    OTHER = 3
    """Accents, or capitals within."""


class Token(NamedTuple):
    """One word of a text: `text[start:end]`."""

    start: int
    end: int
    surface: str
    """As it stands, at most `LONGEST_WORD` characters."""
    folded: str


def tokens(text: str) -> Iterator[Token]:
    """The words of a text, in reading order. Time grows with the length of the text."""
    word = _PLAIN_WORD if text.isascii() else WORD
    for found in word.finditer(text):
        run = found[0]
        if len(run) <= LONGEST_WORD and run.isascii():
            yield Token(found.start(), found.end(), run, run.lower())
        else:
            yield from _words_of_run(found.start(), run)


def surfaces(text: str) -> list[str]:
    """The surfaces of the words of a text, in reading order, at full length.

    The words are those of `tokens`; several times as fast, for whoever needs no places.
    """
    if text.isascii():
        return _PLAIN_WORD.findall(text)
    runs = WORD.findall(text)
    if _UNSPACED_LETTER.search(text) is None:
        return runs
    return [word for run in runs for word in _UNSPACED_WORDS.findall(run)]


def folded(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [token.folded for token in tokens(text)]


def says(text: str, wanted: Sequence[str], *, begins: bool = False) -> bool:
    """Whether these folded words follow each other in a text; none of them do nowhere.

    Args:
        text: The text.
        wanted: The words.
        begins: Whether the last of them need only begin a word.
    """
    said = folded(text)
    *first, last = wanted or [""]
    ends = [
        at
        for at, word in enumerate(said)
        if last and (word.startswith(last) if begins else word == last)
    ]
    return any(at >= len(first) and said[at - len(first) : at] == first for at in ends)


def is_within_word(text: str, offset: int) -> bool:
    """Whether a cut at `offset` would go through a run of letters."""
    return offset > 0 and _WITHIN.match(text, offset - 1) is not None


def _words_of_run(start: int, run: str) -> Iterator[Token]:
    """The words of one run of letters: itself, unless its script writes no spaces."""
    for found in _UNSPACED_WORDS.finditer(run):
        surface = found[0][:LONGEST_WORD]
        yield Token(start + found.start(), start + found.end(), surface, fold(surface))


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """A word without case, accents, points and ligatures; never empty."""
    return bare(word)


def case_of(surface: str, folded: str) -> Case:
    """How a word is written."""
    if surface == folded:
        return Case.LOWER
    if surface[1:] == folded[1:] and surface[0].isupper() and surface[0].lower() == folded[0]:
        return Case.TITLE
    if surface.isupper() and surface.lower() == folded:
        return Case.CAPITALS
    return Case.OTHER


def is_capitals(word: str) -> bool:
    """Whether a typed word is of the kind that is searched in exactly its letters: `IS`, `WHO`."""
    return 2 <= len(word) <= 6 and word.isalpha() and word.isupper()


def _english_stemmer() -> Any:  # noqa: ANN401 - the package is untyped
    """The English stemmer alone: importing its package would load thirty languages first.

    That takes as long as everything else that the search process needs before its first answer, so
    the module is imported under a package of ours that lies in the same place.
    """
    spec = find_spec("snowballstemmer")
    if spec is None:
        raise ImportError("the package snowballstemmer is not installed")
    beside = ModuleType("gazetteer_snowball")
    beside.__path__ = list(spec.submodule_search_locations or ())
    sys.modules[beside.__name__] = beside
    return import_module(f"{beside.__name__}.english_stemmer").EnglishStemmer()


_STEMMER: Final = _english_stemmer()


@lru_cache(maxsize=200_000)
def stem(folded: str) -> str:
    """The stem of a folded word, by the Snowball English stemmer (Porter 2).

    Where it leaves a single letter (`ieds` to `i`) the word is its own stem.
    """
    found = str(_STEMMER.stemWord(folded))
    return found if len(found) > 1 else folded


def stem_opening(wanted: str) -> str:
    """What every word with the stem begins with, save those of `stem_strays`.

    English suffixes are cut off or changed in one letter (`happy`, `happi`); `tests/index/
    test_analysis.py` holds this against a large vocabulary. It lets a stem be looked up in a sorted
    list of words, so that stems need no index of their own.
    """
    return wanted if len(wanted) <= 2 else wanted[:-1]


def stem_strays(wanted: str) -> tuple[str, ...]:
    """Words with the stem that do not begin as `stem_opening` says: `dying` has the stem `die`."""
    return (f"{wanted[0]}ying",) if len(wanted) == 3 and wanted.endswith("ie") else ()
