"""Names that a recogniser ran together over the office between them, taken apart.

`Aleppo Governor Hussein Diab` is a place and a person, `UN High Commissioner Navi Pillay` an
organisation and a person, `White House Press Secretary` an organisation alone. What a minister or
a secretary is `of` is no organisation by that word alone. `Britain-based Observatory` are two too.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from articles.entities import lexicon
from articles.entities.recognised import Kind, Recognised
from articles.entities.trim import based
from articles.entities.wordlists import word_list

_OFFICES, _AFTER = word_list("offices"), word_list("after a person's name")
_ADDED = lexicon.entries("titles") | {"high", "press", "senior", "assistant", "democratic", "gop"}
"""Words that go with an office: `Deputy Prime` in `Deputy Prime Minister`."""
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_SUFFIXES = word_list("suffixes of persons")
_PORTFOLIO = re.compile(
    r"(?:[Mm]inister|[Ss]ecretary|MINISTER|SECRETARY)\s+(?:of|for)\s+(?:the\s+)?$"
)
_LEADS = tuple(f"{word}{end}" for word in ("of", "for", "the", "OF") for end in " \n")
_Piece = tuple[int, int, Kind]


def apart(text: str, name: Recognised) -> Iterator[Recognised]:
    """The names that a recognised one is made of: mostly itself, none if it is an office alone."""
    if name.kind is Kind.ORGANISATION and is_portfolio(text, name.start):
        return
    for start, end, kind in _pieces(text[name.start : name.end], name.kind):
        yield Recognised(name.start + start, name.start + end, kind)


def is_portfolio(text: str, start: int) -> bool:
    """Whether what begins here is what somebody is minister or secretary of."""
    if not text.endswith(_LEADS, 0, start):
        return False
    return bool(_PORTFOLIO.search(text, max(0, start - 20), start))


@lru_cache(maxsize=1 << 16)
def _pieces(name: str, kind: Kind) -> Sequence[_Piece]:
    compound = based(name, 0, len(name))
    if compound is None:
        return _at_office(name, kind)
    before, after = compound
    rest = _at_office(name[after:], {Kind.PLACE: Kind.ORGANISATION}.get(kind, kind))
    return [(0, before, Kind.PLACE), *((after + a, after + b, what) for a, b, what in rest)]


def _at_office(name: str, kind: Kind) -> Sequence[_Piece]:
    whole = [(0, len(name), kind)]
    words = list(_WORD.finditer(name))
    lower = [word[0].lower() for word in words]
    at = max((n for n, word in enumerate(lower) if word in _OFFICES), default=-1)
    if lower and lower[-1] in _AFTER:
        at = len(lower) - 1
    if kind is Kind.PERSON:
        return whole if at < 0 else _of_person(name, words, lower, at)
    if kind is not Kind.ORGANISATION or at < 1:
        return whole
    return _of_organisation(name, words, lower, at)


def _of_person(
    name: str, words: Sequence[re.Match[str]], lower: Sequence[str], at: int
) -> Sequence[_Piece]:
    rest, before = lower[at + 1 :], _bare(words, lower, at)
    place = name[: before[-1].end()] if before else ""
    places: list[_Piece] = [(0, len(place), Kind.PLACE)] if _is_place(place) else []
    if rest and not all(word in _SUFFIXES for word in rest):
        return [*places, (words[at + 1].start(), len(name), Kind.PERSON)]
    if places:
        return places
    if not rest and len(before) > 1:
        return [(0, before[-1].end(), Kind.PERSON)]
    named = rest or (before and "first" in lexicon.classes(words[0][0]))  # `Mike Judge`
    return [(0, len(name), Kind.PERSON)] if named else []


def _of_organisation(
    name: str, words: Sequence[re.Match[str]], lower: Sequence[str], at: int
) -> Sequence[_Piece]:
    before, rest = _bare(words, lower, at), words[at + 1 :]
    if not before or before[-1][0].islower() or (rest and not _is_person(name, rest)):
        return [(0, len(name), Kind.ORGANISATION)]
    first = name[before[0].start() : before[-1].end()]
    kind = Kind.PLACE if _is_place(first) else Kind.ORGANISATION
    pieces = [(before[0].start(), before[-1].end(), kind)]
    return [*pieces, (rest[0].start(), len(name), Kind.PERSON)] if rest else pieces


def _is_place(name: str) -> bool:
    return name in lexicon.entries("countries") or name in lexicon.entries("places")


def _bare(words: Sequence[re.Match[str]], lower: Sequence[str], at: int) -> Sequence[re.Match[str]]:
    """The words before an office, without those that go with it."""
    while at and lower[at - 1] in _ADDED and not (at > 1 and words[at - 2][0].islower()):
        at -= 1
    return words[:at]


def _is_person(name: str, words: Sequence[re.Match[str]]) -> bool:
    """Whether the words after an office can only be a person's name, as far as the lists tell."""
    surfaces = [word[0] for word in words]
    if name[words[0].start() :].strip("".join(surfaces) + " -.\n"):
        return False
    if len(surfaces) == 1:
        return not {"org", "loc", "title"}.intersection(lexicon.classes(surfaces[0]))
    sure = len(surfaces) == 2 or not any("org" in lexicon.classes(word) for word in surfaces)
    return sure and "first" in lexicon.classes(surfaces[0])
