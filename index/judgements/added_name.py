"""A name that the user added: words that name an entity wherever a report says them."""

from typing import Final, NamedTuple

from articles.entities import forms
from articles.entities.mention import EntityType
from index.analysis import Token, tokens

LONGEST: Final = 12
"""Words that an added name may have."""


class AddedName(NamedTuple):
    """What is said by adding a name."""

    number: int
    """Of the judgement: of two names of one length in one place, the later one stands there."""
    name: str
    type: EntityType
    keys: tuple[str, ...]
    """Strong keys of whoever is called so."""

    def words(self) -> tuple[Token, ...]:
        """The words that are looked for, one after the other."""
        return tuple(tokens(self.name))


def trimmed(name: str) -> str:
    """Words without what stands before the first and after the last; `U.S.` keeps its last dot."""
    found = list(tokens(name))
    if not found:
        return ""
    bare = name[found[0].start : found[-1].end]
    is_dotted = "." in bare.split()[-1] and name[found[-1].end :].startswith(".")
    return f"{bare}." if is_dotted else bare


def fault_of(name: str) -> str:
    """Why words cannot be added as a name; empty if they can."""
    words = len(list(tokens(name)))
    if not words:
        return "a name needs at least one letter"
    return f"a name has at most {LONGEST} words, not {words:,}" if words > LONGEST else ""


def key_of(name: str, kind: EntityType) -> str:
    """By what an added name is one entity in all reports.

    It is the key that a report gives to whoever it calls so in full, whatever it takes them for, so
    that what was recognised elsewhere and what was added are one. An acronym or a surname alone
    gives no such key; an added one has one of its own.
    """
    if forms.is_acronym(name):
        return f"added:{forms.letters(name)}"
    if kind is EntityType.PERSON and len(forms.person_words(name)) < 2:
        return f"added:person:{forms.person_words(name)[0]}"
    return f"thing:{forms.thing_key(name)}"
