"""The forms a name takes: full name, surname, initials, acronym.

Pure functions of one name; `resolve` and `link` decide with them which names are one entity.
"""

import re
from functools import lru_cache

from articles.entities import spelling
from articles.entities.wordlists import word_list

PARTICLES = word_list("particles")
"""Words that belong to the surname they stand before."""
_SUFFIXES = word_list("suffixes of persons")
_SMALL = word_list("small")
_WORD = re.compile(r"[^\s\-/]+")


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
