"""The distinct names of one report, and the bonds between those that are one entity."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from articles.entities import address as address_of
from articles.entities import forms, institutions, known, spelling
from articles.entities.address import Address
from articles.entities.institutions import Institution
from articles.entities.known import Known
from articles.entities.link import side
from articles.entities.mention import EntityType
from articles.entities.respelt import respelt
from articles.entities.wordlists import word_list

_HEADS = word_list("heads")
_QUESTIONS = word_list("questions")
_TITLES = re.compile(
    r"(?:(?:mr|mrs|ms|miss|dr|sir|dame|lord|lady|president|premier|prime minister|vice president"
    r"|chancellor|king|queen|prince|princess|crown prince|pope|sheikh?|ayatollah|imam|mullah"
    r"|cardinal|archbishop|bishop|father|sister|rev|reverend|rabbi|senator|sen|rep|congressman"
    r"|congresswoman|governor|gov|mayor|general|gen|brigadier|brig|colonel|col|captain|capt|major"
    r"|maj|lieutenant|lt|sergeant|sgt|admiral|adm|commander|judge|justice|professor|prof|coach"
    r"|ambassador|secretary of state|secretary|minister|spokesman|spokeswoman|chairman|director"
    r"|attorney general|former|ex|acting|deputy|foreign|defen[sc]e|interior|finance|emir|sultan"
    r"|us|german|french|british|american|russian|iranian|elect|designate|[rdi]-[a-z][a-z.]+)\b[.\s-]*)+"
    r"(?=\w)",
    re.IGNORECASE,
)


_Key: TypeAlias = tuple[str, str, Address]


class Found(NamedTuple):
    """One named stretch of a text, before it is known whose name it is."""

    start: int
    end: int
    type: EntityType
    row: Known | None = None
    """The known name that it is."""
    short: bool = False
    """`row` is what the name means if the report does not say otherwise."""


@dataclass(slots=True, eq=False)
class Name:
    """One spelling of a name in one report, wherever it stands."""

    text: str
    key: str
    type: EntityType
    row: Known | None
    guess: Known | None
    body: Institution | None = None
    """The body of a state that it is for."""
    address: Address = Address.UNSAID
    """Whether the report calls its bearer a man or a woman."""
    at: list[int] = field(default_factory=list)
    """Numbers of the found stretches, in reading order."""
    parent: "Name | None" = None
    evidence: str = ""
    words: tuple[str, ...] = field(init=False)
    """Its words in small letters; a person's without `Jr.`."""

    def __post_init__(self) -> None:
        self.call(self.text, self.key)

    def call(self, text: str, key: str) -> None:
        """Give it another spelling."""
        self.text, self.key = text, key
        person = self.type is EntityType.PERSON
        self.words = forms.person_words(text) if person else tuple(key.split())

    @property
    def root(self) -> "Name":
        """The fullest name that this one was bound to."""
        name = self
        while name.parent is not None:
            name = name.parent
        return name


def bind(short: Name, long: Name, evidence: str) -> None:
    """Make two names one entity, under the longer or the known one.

    Nothing happens if both are known, as two; `evidence` says why the shorter is believed.
    """
    low, high = short.root, long.root
    if low is high or (low.row and high.row and low.row != high.row):
        return
    if low.row and not high.row:
        low, high = high, low
    low.parent = high
    low.evidence = evidence if low is short else f"another name of {high.text}"


def distinct(text: str, found: Sequence[Found]) -> list[Name]:
    """The distinct names among the stretches found, by first appearance.

    A surname is two names where a report gives it to a man and to a woman.
    """
    names: dict[_Key, Name] = {}
    for number, one in enumerate(found):
        name = _name(text, one)
        key = (side(one.type), name.row.key if name.row else name.key, name.address)
        names.setdefault(key, name).at.append(number)
    for key in [key for key in names if key[2] is Address.UNSAID]:
        said = [(*key[:2], address) for address in Address if (*key[:2], address) in names]
        if len(said) == 2:
            _unite(names, *said)
    return sorted(names.values(), key=lambda name: name.at[0])


def _unite(names: dict[_Key, Name], one: _Key, other: _Key) -> None:
    """Count a surname without a title as the only one that has a title."""
    first, second = sorted((names.pop(one), names.pop(other)), key=lambda name: name.at[0])
    first.at = sorted([*first.at, *second.at])
    first.address = first.address or second.address
    names[one] = first


def _name(text: str, one: Found) -> Name:
    shown = spelling.normal(text[one.start : one.end])
    row = None if one.short else one.row
    body, address = None, Address.UNSAID
    if one.type is EntityType.PERSON:
        shown = untitled(shown)
        if row is None:
            whole = address_of.by_first_name(shown)
            address = whole or address_of.by_title(text, one.start)
    elif one.type is EntityType.ORGANISATION:
        body = institutions.in_text(text, one.start, shown)
        body = body or (institutions.read(row.name) if row else None)
    whose = body.country if body else ""
    if body and whose and not row:
        shown = body.shown
    guess = one.row if one.short and not whose else None
    if row is not None and row.name.lower() == f"the {shown}".lower():
        # `The Times` is the New York Times where a report says so first.
        row, guess = None, row
    if one.type is EntityType.PLACE and not row and shown.lower() in _HEADS:
        # What is named for its kind alone, the Observatory, is no place.
        hit = known.named(shown, EntityType.ORGANISATION)
        guess = hit[0] if hit and hit[1].short else None
    again = None if row or guess else respelt(shown, one.type)
    if again is not None:
        row, guess = (None, guess or again.row) if again.short else (again.row, None)
    key = body.key if body and not row else spelling.key(shown)
    return Name(shown, key, one.type, row, guess, body, address)


def bind_guesses(names: Sequence[Name]) -> None:
    """Bind what is probably a known name to that name where the report has it too.

    Not people: their surnames go to whom the report names, known or not.
    """
    known = {name.row.key: name for name in names if name.row}
    for name in names:
        if name.guess and name.guess.key in known and name.type is not EntityType.PERSON:
            bind(name, known[name.guess.key], f"known name of {name.guess.name}")


@lru_cache(maxsize=1 << 16)
def untitled(name: str) -> str:
    """A person's name without titles before it; a title alone is left as it is.

    Nor does a question begin a name that everybody knows: `Will Obama act?`
    """
    name = _TITLES.sub("", name, count=1) if _TITLES.match(name) else name
    first, _, rest = name.partition(" ")
    if first.lower() in _QUESTIONS and " " not in rest:
        hit = known.named(rest, EntityType.PERSON) if rest else None
        return rest if hit and hit[1].short else name
    return name
