"""What the words around a stretch say it is, where they leave no doubt."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from articles.entities import known, lexicon
from articles.entities.mention import EntityType
from articles.entities.names import Found
from articles.entities.wordlists import word_list

_INSTITUTION = re.compile(
    rf"\b(?:{'|'.join(sorted(word.capitalize() for word in word_list('institutions')))})"
    r"\s+of\s+(?:the\s+)?$"
)
_PLACE = re.compile(rf"\b(?:{'|'.join(sorted(word_list('kinds of places')))})\s+of\s+$")
_IDENTIFIED = re.compile(r"\bidentified (?:only |himself |herself )?as ([A-Z]\w+(?: [A-Z]\w+)*)")
_REPORTER = re.compile(
    r"['’]s? ([A-Z][\w'’-]+ [A-Z][\w'’-]+)(?=[,.]| (?:in|and|at|from|reports?)\b)"
)
_WORD = re.compile(r"[\w'’]+")
_ARMY = re.compile(
    rf"(?:{'|'.join(word.capitalize() for word in sorted(word_list('soldiers of')))})[ -]"
    r"(?:al|ul|ash|as|at|e|i)-"
)
_KINDS_OF_PLACES = "|".join(sorted(word_list("kinds of places")))
_ARABIC = re.compile(r"[Aa]l-(?<![\w-]...)[A-Z][\w’']+(?:[ -][Aa]l-[A-Z][\w’']+)*(?![\w-])")
_IS_PLACE = re.compile(rf" (?:{_KINDS_OF_PLACES})\b")
_IN_PLACE = re.compile(
    rf"(?:\b(?:(?:north|south|east|west|outskirts|suburbs) of|in|near|around|towards?)"
    rf"|\b(?:{_KINDS_OF_PLACES}) of)\s+$"
)
_MEDIA = ("broadcaster", "news agency", "press")


@lru_cache(maxsize=1 << 16)
def is_people(name: str) -> bool:
    """Whether every word of a name is a nationality, a people or a faith."""
    words = _WORD.findall(name)
    return bool(words) and all(known.is_demonym(word) or known.is_other(word) for word in words)


@lru_cache(maxsize=1 << 16)
def _own_type(name: str, taken_for: EntityType) -> EntityType | None:
    """What the words of a name alone say that it is; None if nothing."""
    if is_people(name):
        return EntityType.OTHER
    if _ARMY.match(name):
        return EntityType.ORGANISATION
    named = taken_for is EntityType.PLACE and _is_namesake(name)
    return EntityType.PERSON if named else None


def _is_namesake(name: str) -> bool:
    """Whether a name is a person's who is called like a place: `Paris Hilton`."""
    first, _, last = name.partition(" ")
    if " " in last or not last or name in lexicon.entries("places"):
        return False
    classes = set(lexicon.classes(last))
    named = "last" in classes and not classes & {"loc", "org", "place", "country", "nation", "date"}
    return named and {"first", "place"} <= set(lexicon.classes(first))


def settle(text: str, one: Found) -> Found:
    """The stretch as its own words and those before it have it.

    `Embassy of France` is an organisation, `Jund al-Khilafah` too; what a town `of` comes before is
    a place; nationalities alone are no name of any person, organisation or place.
    """
    own = _own_type(text[one.start : one.end], one.type)
    if own is not None:
        return Found(one.start, one.end, own)
    if not text[max(0, one.start - 30) : one.start].rstrip().endswith(("of", "the")):
        return one
    if one.type is EntityType.PLACE:
        before = _INSTITUTION.search(text, max(0, one.start - 30), one.start)
        if before:
            return Found(before.start(), one.end, EntityType.ORGANISATION)
    elif _PLACE.search(text, max(0, one.start - 20), one.start):
        return Found(one.start, one.end, EntityType.PLACE)
    return one


def introduced(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """What the text introduces: `identified as Sarhad`, `CNN’s Jane Doe in`, `al-Hader town`."""
    yield from _arabic_places(text)
    for match in _IDENTIFIED.finditer(text):
        if not is_people(match[1]):
            yield Found(match.start(1), match.end(1), EntityType.PERSON)
    for one in found:
        if one.row and one.row.relation in _MEDIA:
            reporter = _REPORTER.match(text, one.end)
            if reporter:
                yield Found(reporter.start(1), reporter.end(1), EntityType.PERSON)


def _arabic_places(text: str) -> Iterator[Found]:
    """Names with the Arabic article that are said to be places, wherever they stand."""
    names = list(_ARABIC.finditer(text))
    places = {
        name[0]
        for name in names
        if _IN_PLACE.search(text, max(0, name.start() - 30), name.start())
        or _IS_PLACE.match(text, name.end())
    }
    for name in names:
        if name[0] in places:
            yield Found(name.start(), name.end(), EntityType.PLACE)
