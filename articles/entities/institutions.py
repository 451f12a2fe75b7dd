"""Bodies that every state has: `the Foreign Ministry` is another one in each report.

A name says which state's it is (`Russia's Defence Ministry`), or the word before it does, or the
report is about one country nearly alone. Else it stays nobody's in particular.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from articles.entities import known, spelling
from articles.entities.wordlists import word_list

ABOUT_ONE: Final = 0.7
"""The share of a report's mentions of countries that make it a report about one of them."""

_BEFORE = re.compile(r"((?:[\w.-]+ )?)([\w.-]+?)(?:['’]s?)?\s+(?:\w+\s+)?$")
_OF = re.compile(r" (?:of|in) (?:the )?")
_MINISTRY = re.compile(r"ministry (?:of|for) (?:the )?(.+)|(.+) ministry")
_SUBJECTS: Final = {
    "foreign affairs": "foreign", "external affairs": "foreign", "internal affairs": "interior",
    "home affairs": "interior", "defence": "defense", "national defence": "defense",
    "national defense": "defense",
}  # fmt: skip
_KINDS = frozenset(kind.replace("_", " ") for kind in word_list("of every state"))
_LONGEST_COUNTRY = 3
_LONGEST_NAME = 20
"""Words of a name that is read as a body's."""
_FORCES: Final = ("army", "navy", "force", "forces", "guard", "police")
"""Foreign ones fight in a report about a country, its ministries are its own."""


class Institution(NamedTuple):
    """A body of a state."""

    kind: str
    """`foreign ministry`, however it is spelt."""
    country: str
    """The known name of the state; empty where the name alone does not say."""

    @property
    def key(self) -> str:
        """What all names of this body share."""
        return f"{self.country}'s {self.kind}".lower() if self.country else self.kind

    @property
    def abroad(self) -> bool:
        """Whether it may well be met in a report about another country."""
        return self.kind.endswith(_FORCES)

    @property
    def shown(self) -> str:
        """A name that says whose it is."""
        return f"{known.adjective(self.country)} {self.kind.title()}".strip()


@lru_cache(maxsize=1 << 12)
def read(name: str) -> Institution | None:
    """The body of a state that a name is for, or None."""
    plain = spelling.normal(name)
    words = plain.split()
    if len(words) > _LONGEST_NAME:
        return None
    halves = [(words[:size], words[size:]) for size in range(1, _LONGEST_COUNTRY + 1)]
    pairs = [(" ".join(left), " ".join(right)) for left, right in halves]
    pairs += [(plain[of.end() :], plain[: of.start()]) for of in _OF.finditer(plain)]
    for whose, what in pairs:
        kind = _kind(what)
        country = known.country(whose.removesuffix("'s").removesuffix("'")) if kind else ""
        if kind and country:
            return Institution(kind, country)
    kind = _kind(plain)
    return Institution(kind, "") if kind else None


def _kind(name: str) -> str:
    """What body a name without a country is, in one spelling; empty if it is none."""
    lower = name.lower()
    ministry = _MINISTRY.fullmatch(lower)
    if ministry is None:
        return lower.replace("defence", "defense") if lower in _KINDS else ""
    subject = ministry[1] or ministry[2]
    return f"{_SUBJECTS.get(subject, subject)} ministry" if " of " not in subject else ""


def in_text(text: str, start: int, name: str) -> Institution | None:
    """The body that a name in a text is for; the word before it may say whose: `Syria's`."""
    found = read(name)
    if found is None or found.country:
        return found
    before = _BEFORE.search(text, max(0, start - 40), start)
    if before is None:
        return found
    country = known.country(before[1] + before[2]) or known.country(before[2])
    return Institution(found.kind, country)


def country_of(name: str) -> str:
    """The country that a name says, as itself, as its people or as its capital; empty if none."""
    return known.country(name) or known.capital_of(name)


def subject(names: Iterable[tuple[str, int]]) -> str:
    """The one country that a report is about, by its names with how often each stands; or none."""
    countries = Counter[str]()
    for name, often in names:
        if country := country_of(name):
            countries[country] += often
    if not countries:
        return ""
    country, often = countries.most_common(1)[0]
    return country if often > 1 and often >= ABOUT_ONE * countries.total() else ""
