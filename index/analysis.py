"""Words: how a text becomes the terms that are indexed, searched and painted.

One analysis for indexing, queries and painting: what it does to a text it does to what is typed. A
word is a run of letters and digits with the marks that stand on them. An apostrophe, a hyphen or
a full stop inside parts words: `state-run` is two words, and so is `people's`. In scripts without
spaces each ideograph or kana is a word. There are no stop words.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from typing import Final, NamedTuple

import snowballstemmer

_MARKS: Final = (
    "\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc\u09be-\u09cd"
    "\u0a01-\u0a03\u0a3c-\u0a4d\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b4d"
    "\u0b82\u0bbe-\u0bcd\u0c00-\u0c04\u0c3e-\u0c4d\u0c81-\u0c83\u0cbc-\u0ccd"
    "\u0d00-\u0d03\u0d3b-\u0d4d\u0d81-\u0d83\u0dca-\u0ddf\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
)
"""Marks inside words that Python's `\\w` leaves out: accents, vowel signs, soft hyphens."""

WORD: Final = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
_PLAIN_WORD: Final = re.compile("[A-Za-z0-9]+")
_UNSPACED: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_UNSPACED_WORDS: Final = re.compile(rf"[{_UNSPACED}]|[^{_UNSPACED}]+")
_DROPPED: Final = re.compile(
    "[\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]"
)
_LETTERS: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
"""Letters whose stroke or tie no Unicode decomposition takes away."""

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
    if text.isascii():
        for found in _PLAIN_WORD.finditer(text):
            surface = found[0][:LONGEST_WORD]
            yield Token(found.start(), found.end(), surface, surface.lower())
        return
    for found in WORD.finditer(text):
        yield from _words_of_run(found.start(), found[0])


def _words_of_run(start: int, run: str) -> Iterator[Token]:
    """The words of one run of letters: itself, unless its script writes no spaces."""
    if run.isascii():
        surface = run[:LONGEST_WORD]
        yield Token(start, start + len(run), surface, surface.lower())
        return
    for found in _UNSPACED_WORDS.finditer(run):
        surface = found[0][:LONGEST_WORD]
        yield Token(start + found.start(), start + found.end(), surface, fold(surface))


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """A word without case, accents, points and ligatures; never empty."""
    if word.isascii():
        return word.lower()
    parts = _DROPPED.sub("", unicodedata.normalize("NFKD", word.casefold()))
    return unicodedata.normalize("NFC", parts.casefold().translate(_LETTERS)) or word


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


_STEMMER: Final = snowballstemmer.stemmer("english")


@lru_cache(maxsize=200_000)
def stem(folded: str) -> str:
    """The stem of a folded word, by the Snowball English stemmer (Porter 2)."""
    return str(_STEMMER.stemWord(folded))


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
