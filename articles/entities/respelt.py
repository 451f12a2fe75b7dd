"""Known names that a report spells in another way: `Muslim brotherhood`, `Jakob Zuma`.

The search of `known` reads names as they are usually written, for it decides what is a name. Here
a name has been recognised already, so case, transliteration and a slip of one letter may differ.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

from articles.entities import forms, institutions, known, spelling
from articles.entities.known import Known
from articles.entities.mention import EntityType

_LEAST_LETTERS: Final = 5
"""Words shorter than this differ by a letter too easily: `Kerr` is not `Kerry`."""


class Respelt(NamedTuple):
    """A known name, and whether it was found by a short form that may mean others too."""

    row: Known
    short: bool


class _Spellings(NamedTuple):
    alike: dict[str, list[Respelt]]
    """Rows by what one of their names shares with its other spellings."""
    but_one: dict[tuple[str, ...], list[tuple[str, Known]]]
    """Words of names, with their rows, by the other words and the place of the missing one."""


@cache
def _spellings() -> _Spellings:
    alike: dict[str, list[Respelt]] = defaultdict(list)
    but_one: dict[tuple[str, ...], list[tuple[str, Known]]] = defaultdict(list)
    for words, row, trust in known.names():
        name = " ".join(words)
        for way in _ways(name, row.type) if len(words) > 1 else _ways_of_a_word(name, row.type):
            alike[way].append(Respelt(row, trust.short))
        if len(words) > 1 and not trust.short:
            for others, word in _each_left_out(tuple(spelling.key(name).split())):
                but_one[others].append((word, row))
    for way in [way for way in alike if way.startswith(("sounds ", "consonants "))]:
        if len({hit.row for hit in alike[way]}) > 1:
            del alike[way]  # Samara and Samarra are two
    return _Spellings(alike, but_one)


def _ways(name: str, kind: EntityType) -> Iterator[str]:
    key = spelling.key(name)
    yield key
    if kind is EntityType.PERSON:
        yield f"sounds {spelling.sounds(key)}"
    else:
        yield f"thing {forms.thing_key(name)}"
        yield from _ways_of_a_word(name, kind)
    body = institutions.read(name) if kind is EntityType.ORGANISATION else None
    if body is not None and body.country:
        yield body.key


def _ways_of_a_word(name: str, kind: EntityType) -> Iterator[str]:
    """The ways that a name in Arabic may be known by, and that of any place of one word."""
    key = spelling.key(name)
    sounds, consonants = spelling.sounds(key), spelling.arabic(key)
    if kind is EntityType.PLACE and len(sounds) >= _LEAST_LETTERS and " " not in sounds:
        yield f"sounds {sounds}"
    if kind is not EntityType.PERSON and consonants:
        yield f"consonants {consonants}"


def _each_left_out(words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    for at, word in enumerate(words):
        if len(word) >= _LEAST_LETTERS:
            yield (str(at), *words[:at], *words[at + 1 :]), word


@lru_cache(maxsize=1 << 16)
def respelt(name: str, kind: EntityType) -> Respelt | None:
    """The known name of several words that a recognised one must be, or None.

    Args:
        name: A name without titles.
        kind: What it was recognised as; only names of that type are compared.
    """
    words = tuple(spelling.key(name).split())
    if forms.is_acronym(name):
        return None
    if len(words) < 2:
        hit = known.named(name, kind)
        if hit is not None and hit[0].type is kind and hit[1].alone:
            return Respelt(hit[0], short=False)
        ways = _ways_of_a_word(name, kind)
        return next((hit for way in ways for hit in _spellings().alike.get(way, ())), None)
    shorter = [f"{words[0]} {words[2]}"] if len(words) == 3 and len(words[1]) == 1 else []
    all_ways = [way for one in (name, *shorter) for way in _ways(one, kind)]  # Susan E. Rice
    alike = (hit for way in all_ways for hit in _spellings().alike.get(way, ()))
    slips = (Respelt(row, short=False) for row in _by_a_slip(words, kind))
    hits = [*alike, *slips, *_of_whom(name, kind)]
    return next((hit for hit in hits if hit.row.type is kind), None) or next(
        (hit for hit in hits if EntityType.PERSON not in (hit.row.type, kind) and not hit.short),
        None,
    )


def _of_whom(name: str, kind: EntityType) -> Iterator[Respelt]:
    """`Kurdish Firat News Agency`, `U.S. CDC`: whose it is before what is known without it."""
    first, _, rest = name.partition(" ")
    unowned = forms.unowned(name) or (rest if known.is_demonym(first) else "")
    if kind is EntityType.ORGANISATION and unowned:
        hit = known.named(unowned, kind)
        if hit is not None and hit[0].type is kind and hit[1].alone:
            yield Respelt(hit[0], short=False)


def _by_a_slip(words: tuple[str, ...], kind: EntityType) -> Iterator[Known]:
    for others, word in _each_left_out(words):
        # First names that differ by a letter are those of two people: Ivana and Ivanka Trump.
        if kind is not EntityType.PERSON or word == words[-1]:
            for usual, row in _spellings().but_one.get(others, ()):
                if _slip(word, usual, long=len(words) > 2):
                    yield row


def _slip(word: str, usual: str, *, long: bool) -> bool:
    """Whether a word is another with one letter wrong; in a short name no inflection of it."""
    inflected = word.rstrip("s") == usual.rstrip("s") or {word[-1], usual[-1]} == {"a", "n"}
    return word[0] == usual[0] and (long or not inflected) and spelling.one_edit(word, usual)
