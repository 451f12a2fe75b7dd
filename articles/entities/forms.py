"""The forms a name takes: full name, surname, initials, acronym.

Pure functions of one name; `resolve` and `link` decide with them which names are one entity.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from articles.entities import spelling
from articles.entities.lexicon import entries
from articles.entities.wordlists import word_list

PARTICLES = word_list("particles")
"""Words that belong to the surname they stand before."""
_SUFFIXES = word_list("suffixes of persons")
_SMALL = word_list("small")
_LEGAL_FORM = re.compile(
    r"(?:,?\s+(?:inc|corp|corporation|co|company|ltd|limited|plc|llc|ag|gmbh|se|sa|s\.a|nv|spa)\.?)+$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\s\-/]+")
_OWNERS = {
    "US": "United States", "UK": "United Kingdom", "UN": "United Nations", "EU": "European Union",
}  # fmt: skip
"""Whose a thing is, shortly and written out, before its name; shortly with dots too."""
_OWNER = re.compile(
    "(?:"
    + "|".join(rf"{one[0]}\.{one[1]}\.|{one}|{whole}" for one, whole in _OWNERS.items())
    + ") "
)
_OWNER_KEYS = {
    key: one.lower()
    for one, whole in _OWNERS.items()
    for key in (" ".join(one.lower()), whole.lower())
}
_OWNER_KEY = re.compile(f"(?:{'|'.join(_OWNER_KEYS)})(?= )")
_SHORT_ACRONYM = 4


@lru_cache(maxsize=1 << 16)
def person_words(name: str) -> tuple[str, ...]:
    """The words of a person's name in small letters, without `Jr.` and the like."""
    words = spelling.key(name).split()
    return tuple(word for word in words if word not in _SUFFIXES) or tuple(words)


def surnames(name: str) -> tuple[str, ...]:
    """Short forms a full name may be called by, longest first: `le drian`, `drian`.

    Empty if the name is a single word.
    """
    words = person_words(name)
    if len(words) < 2:
        return ()
    start = len(words) - 1
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    long, short = " ".join(words[start:]), words[-1]
    return (long, short) if long != short else (short,)


def is_full(name: str) -> bool:
    """Whether a person's name has more than a surname with its particles."""
    words = person_words(name)
    return len([word for word in words if word not in PARTICLES]) > 1


def are_first_names(*words: str) -> bool:
    """Whether all words, in small letters, are first names: Ivana and Ivanka are two people."""
    return all(word.capitalize() in entries("first_names") for word in words)


def bare(name: str) -> str:
    """A company's name without its legal form: `Deutsche Börse AG` becomes `Deutsche Börse`."""
    return _LEGAL_FORM.sub("", name) or name


@lru_cache(maxsize=1 << 16)
def thing_key(name: str) -> str:
    """What two names of one organisation, place or other thing share: plurals are one with it.

    A single word keeps its `s` unless it is long: `Times` is not `Time`, `Uyghurs` are `Uyghur`.
    `U.S. Steel`, `US Steel` and `United States Steel` are one.
    """
    key = spelling.plain_umlauts(spelling.key(name)).replace(" the ", " ")
    if owner := _OWNER_KEY.match(key):
        key = _OWNER_KEYS[owner[0]] + key[owner.end() :]
    plural = len(key) > 6 and key.endswith("s") and not key.endswith(("ss", "us", "is"))
    return key[:-1] if plural else key


def unowned(name: str) -> str:
    """A name without whose it is, `EPA` of `U.S. EPA`; empty if that is not said."""
    owner = _OWNER.match(name)
    return name[owner.end() :] if owner else ""


@lru_cache(maxsize=1 << 16)
def is_acronym(name: str) -> bool:
    """Whether a name is written like an acronym: `SDF`, `U.S.`, `AfD`, `UNHCR`."""
    bare = spelling.normal(name)
    capitals = sum(c.isupper() for c in bare)
    return (
        2 <= len(bare) <= 8
        and bare.replace("-", "").replace("&", "").isalnum()
        and capitals >= max(2, len(bare) - 2)
    )


@lru_cache(maxsize=1 << 16)
def letters(acronym: str) -> str:
    """The letters of an acronym alone, in capitals."""
    return "".join(c for c in spelling.normal(acronym) if c.isalnum()).upper()


@lru_cache(maxsize=1 << 16)
def initials(name: str) -> frozenset[str]:
    """The acronyms a long name makes: of its capitals, of all words, of all but small ones."""
    words: list[str] = _WORD.findall(spelling.normal(name))
    if len(words) < 2:
        return frozenset()
    capitals = "".join(word[0] for word in words if word[0].isupper())
    everything = "".join(word[0] for word in words).upper()
    weighty = "".join(word[0] for word in words if word.lower() not in _SMALL).upper()
    return frozenset(made for made in (capitals, everything, weighty) if len(made) > 1)


def is_contraction(acronym: str, name: str) -> bool:
    """Whether letters of each weighty word, its first among them, make the acronym in order."""
    words = [w.upper() for w in _WORD.findall(spelling.normal(name)) if w.lower() not in _SMALL]
    if len(words) < 2 or acronym[:1] != words[0][:1]:
        return False
    ends = {0}
    for word in words:
        ends = {stop for start in ends for stop in _taken(acronym, start, word)}
    return len(acronym) in ends


def _taken(acronym: str, start: int, word: str) -> Iterator[int]:
    """How far an acronym is read when a word gives its first letter and any later ones."""
    if acronym[start : start + 1] != word[0]:
        return
    at, yielded = 1, start + 1
    yield yielded
    while yielded < len(acronym) and (found := word.find(acronym[yielded], at)) >= 0:
        at, yielded = found + 1, yielded + 1
        yield yielded


def same_word(word: str, folded: str, here: str) -> bool:
    """Whether a text writes a word of a name: acronyms letter by letter, names with their capital.

    Args:
        word: The word as the name has it, without accents.
        folded: The same in small letters.
        here: The word of the text, without accents.
    """
    if here == word:
        return True
    if here.lower() != folded or (len(word) > 1 and word.isupper()):
        return False
    if len(word) <= _SHORT_ACRONYM and not word[1:].islower() and word[1:].isalpha():
        return here.isupper()  # `LeT` is no `Let`
    return here[0].isupper() or word[0].islower() or folded in PARTICLES
