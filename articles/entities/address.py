"""What the way a person is addressed says: Mrs. Clinton is not Bill.

Used only to keep people of one surname apart in one report; nothing of it is kept or shown.
"""

import re
from enum import StrEnum
from functools import lru_cache

from articles.entities import forms
from articles.entities.wordlists import word_list

_TITLED = re.compile(
    r"\b(?:(mrs|ms|miss|lady|dame|queen|princess|first lady|congresswoman|spokeswoman)"
    r"|(?:mr|sir|lord|king|prince|congressman|spokesman))\.?\s+$",
    re.IGNORECASE,
)
_REACH = 24
_WOMEN, _MEN = word_list("first names of women"), word_list("first names of men")


class Address(StrEnum):
    """Whether a report calls somebody a man, a woman, or does not say."""

    UNSAID = ""
    MAN = "man"
    WOMAN = "woman"


def by_title(text: str, start: int) -> Address:
    """What the title before an offset of a text says."""
    titled = _TITLED.search(text, max(0, start - _REACH), start)
    if titled is None:
        return Address.UNSAID
    return Address.WOMAN if titled[1] else Address.MAN


@lru_cache(maxsize=1 << 16)
def by_first_name(name: str) -> Address:
    """What a full name says by its first word, if that is a common first name."""
    words = forms.person_words(name)
    if len(words) < 2 or (words[0] in _WOMEN) == (words[0] in _MEN):
        return Address.UNSAID
    return Address.WOMAN if words[0] in _WOMEN else Address.MAN


def agree(one: Address, other: Address) -> bool:
    """Whether both may be said of one person."""
    return not one or not other or one is other
