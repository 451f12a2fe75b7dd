"""Spellings that name the same thing: case, accents, quotes, dashes, dots, transliteration.

Everything here is a pure function of one or two strings; nothing knows what a name refers to.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

_LETTERS = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "`": "'", "´": "'", "“": '"', "”": '"',
        "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-",
        "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae",
        "œ": "oe", "ð": "d", "þ": "th",
    }
)  # fmt: skip
_SPACE = re.compile(r"\s+")
_DOTTED = re.compile(r"(?:[A-Za-z]\.-?)+[A-Za-z]?\.?")
_PUNCTUATION = re.compile(r"[^\w\s]|_")
_ARTICLE = re.compile(r"(?:the|an?)\s+(?=\S)", re.IGNORECASE)
_ARABIC_ARTICLE = re.compile(r"\b(?:al|el|ul|ad|as|ash|ar|an|at|az)[\s-](?=\w{3})")
_ARABIC_NAME = re.compile(
    r"\S+ (?:al|el|ul|as|ash|ar|an|at|az)[\s-]\S{3}"
    r"|^(?:kafa?r|ka?fr|te?a?ll?|khan|de[iy]r|dayr|jab[ae]l|je?be?l|ai?n|ayn|ein|bab|ma.?ar+[ae]t|umm?|abu)"
    r" \S{3}"
)
_VOWELS = re.compile(r"(?<=\S)[aiu]")
_JOINED_ARTICLE = re.compile(r"(?<=\S) al(?=[^\Waeiou]\w{3})")
_UMLAUT = re.compile(r"(?:(?<=[^aeiouq\s])|\b)([aou])e(?=[^aeiou\s])")
_SOUNDS = (
    (re.compile(r"\bm[ou]h?am+[aei]d\b"), "muhamad"),
    (re.compile(r"\bab[du]+[aeu]l?[ -]?(?=\w{3})"), "abdal "),
    (_UMLAUT, r"\1"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"ou|oo|w(?=[aeiou])u?"), "u"),
    (re.compile(r"e[iy]|ai|ay"), "ai"),
    (re.compile(r"ie|iy|yy|y|j(?=[aeou])"), "i"),
    (re.compile(r"q|kh|ck|ch(?=[aeiou])|c(?=[aou])"), "k"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"dh|dj"), "d"),
    (re.compile(r"ph|v$|ff"), "f"),
    (re.compile(r"zh|sch"), "sh"),
    (re.compile(r"e"), "a"),
    (re.compile(r"o"), "u"),
    (re.compile(r"h$|'"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)


LONGEST: Final = 40
"""Letters of a word that may be one with another in spite of a slip."""


def fold(text: str) -> str:
    """The text without accents, with straight quotes, hyphens and single spaces; case kept."""
    if text.isascii():
        return _SPACE.sub(" ", text.replace("`", "'")).strip()
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return _SPACE.sub(" ", bare).strip()


@lru_cache(maxsize=1 << 16)
def normal(name: str) -> str:
    """A name as it stands, less what is no part of it: article, possessive, quotes, dots.

    `the U.S.'s` becomes `US`; `“Le Drian”` becomes `Le Drian`. Case is kept.
    """
    name = fold(name).replace('"', "").strip(" ,;:'#*_|@")
    name = name.removesuffix("'s")
    if not name.isupper():
        name = _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name
    if "." in name and _DOTTED.fullmatch(name):
        return name.replace(".", "").upper()
    return name.strip(" .")


def as_written(name: str, surface: str) -> str:
    """A name as `normal` gives it with the letters that the surface it comes from has."""
    plain, written = fold(surface), _SPACE.sub(" ", surface).strip()
    at = plain.find(name) if len(plain) == len(written) else -1
    return written[at : at + len(name)] if at >= 0 else name


@lru_cache(maxsize=1 << 16)
def key(name: str) -> str:
    """What two spellings of one name share: small letters and digits, hyphens as spaces.

    Never empty, unless the name is blank.
    """
    spaced = normal(name).replace("-", " ").replace(".", " ").replace("/", " ")
    bare = _SPACE.sub(" ", _PUNCTUATION.sub("", spaced)).strip()
    return (bare or name.strip()).casefold()


@lru_cache(maxsize=1 << 16)
def sounds(name_key: str) -> str:
    """A key with the usual transliterations of Arabic and Russian names made one.

    `al mansoura` and `mansura`, `qaddafi` and `kadhafi`, `zelenskyy` and `zelensky` come out
    the same. Too coarse to decide alone between names of different things.
    """
    name = _ARABIC_ARTICLE.sub("", name_key)
    for pattern, letters in _SOUNDS:
        name = pattern.sub(letters, name)
    return name


@lru_cache(maxsize=1 << 16)
def arabic(name_key: str) -> str:
    """What spellings of one Arabic place of several words share; empty for other names.

    `jubb al jarrah` and `jub al jarah`, `tell tamer` and `tal tamr` come out the same: the
    consonants that are heard, for vowels are written at will.
    """
    if not _ARABIC_NAME.search(name_key):
        return ""
    joined = _JOINED_ARTICLE.sub(" ", _ARABIC_ARTICLE.sub("", name_key))
    consonants = _VOWELS.sub("", sounds(joined))
    return consonants if len(consonants.replace(" ", "")) > 4 else ""


@lru_cache(maxsize=1 << 16)
def plain_umlauts(name_key: str) -> str:
    """A key with `ue` for `ü` and the like written as the accent-less vowel: `muller`."""
    return _UMLAUT.sub(r"\1", name_key)


def one_edit(left: str, right: str) -> bool:
    """Whether one letter changed, added, dropped or two neighbours swapped make them equal.

    In a word of more than `LONGEST` letters nobody sees a slip, and nobody looks for one.
    """
    if left == right:
        return True
    if len(left) > len(right):
        left, right = right, left
    if len(right) - len(left) > 1 or len(right) > LONGEST:
        return False
    first = next((i for i, c in enumerate(left) if c != right[i]), len(left))
    if len(left) < len(right):
        return left[first:] == right[first + 1 :]
    swapped = left[first + 1 : first + 2] + left[first : first + 1]
    return left[first + 1 :] == right[first + 1 :] or (
        right[first : first + 2] == swapped and left[first + 2 :] == right[first + 2 :]
    )


def but_one(word: str) -> Iterator[str]:
    """A word, and the same with each of its letters left out.

    Two words of which `one_edit` is true share one of these (W. Garbe, "Symmetric delete spelling
    correction", 2012).
    """
    yield word
    if len(word) <= LONGEST:
        yield from (word[:at] + word[at + 1 :] for at in range(len(word)))


class Slips:
    """Which of some words others differ from by one letter."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words: defaultdict[str, set[str]] = defaultdict(set)
        for word in words:
            for rest in but_one(word):
                self._words[rest].add(word)

    def of(self, word: str) -> list[str]:
        """The words that `one_edit` makes this one, but not itself."""
        alike = {other for rest in but_one(word) for other in self._words.get(rest, ())}
        return [other for other in alike if other != word and one_edit(word, other)]
