"""Short names that a tagger passes over and the report itself makes certain.

After `Abdel Fattah el-Sisi`, `El-Sisi` is a person wherever it stands; after `Syrian Observatory
for Human Rights`, so is `the Observatory` an organisation.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from articles.entities import forms, spelling
from articles.entities.cues import introduced
from articles.entities.known import Match
from articles.entities.mention import EntityType
from articles.entities.names import Found, untitled
from articles.entities.wordlists import word_list

_HEADS = word_list("heads")
_DOUBTFUL = word_list("surnames that are words")
_DOES = word_list("what people do")
_NEXT = re.compile(r"['’]s|\s+(\w+)")
_TIMES = re.compile(r"\b(?:in|on|of|by|since|until|from|through|during|last|next|this)\s+$")
_CAPITALISED = re.compile(r"\s+[A-Z][a-z]")
_CAPITAL = re.compile(r"[^\W\d_a-z](?<![\w@#-].)\w*")
"""Looks behind after the capital, not before: most letters are small, and seen to be at once."""
_FURTHER = re.compile(r"[\s-]+(\w+)")
_COMPOUND = re.compile(r"-+\w")
_OTHER_CASES = str.maketrans("İıſ", "iis")
"""Letters that differ from ASCII ones by case alone, as a case-blind search has it."""


def overlooked(text: str, found: Sequence[Found], matches: Iterable[Match]) -> list[Found]:
    """Further names, where nothing was found yet.

    Args:
        text: The report.
        found: The names found so far, in reading order, not overlapping.
        matches: The known names in the text; short ones count where the report, or their
            spelling, leaves no doubt.

    Returns:
        Names in reading order that overlap neither `found` nor each other.
    """
    starts, ends = [one.start for one in found], [one.end for one in found]
    new: list[Found] = []
    for one in _candidates(text, found, matches):
        at = bisect_right(ends, one.start)
        if at == len(starts) or one.end <= starts[at]:
            starts.insert(at, one.start)
            ends.insert(at, one.end)
            new.append(one)
    return sorted(new, key=lambda one: one.start)


def _candidates(text: str, found: Sequence[Found], matches: Iterable[Match]) -> Iterator[Found]:
    yield from introduced(text, found)
    yield from _known(text, found, matches)
    yield from _surnames(text, found)
    yield from _heads(text, found)


def _known(text: str, found: Sequence[Found], matches: Iterable[Match]) -> Iterator[Found]:
    rows = {one.row for one in found if one.row}
    for start, end, row, trust in matches:
        if trust.short and row.type is EntityType.PERSON:
            lonely = end - start > 4 and not _CAPITALISED.match(text, end)
            if lonely or row in rows:
                yield Found(start, end, row.type, row, short=True)


def _surnames(text: str, found: Sequence[Found]) -> Iterator[Found]:
    people = {text[one.start : one.end] for one in found if one.type is EntityType.PERSON}
    names = {
        surname
        for name in people
        for surname in forms.surnames(untitled(spelling.normal(name)))[:1]
        if len(surname) > 2
    }
    places = _places(text, names) if names else {}
    for surname in sorted(places):
        for start, end in places[surname]:
            if not text[start:end].isupper() and _is_person(text, start, end, surname):
                yield Found(start, end, EntityType.PERSON)


class _Words(dict[str, "_Words"]):
    """The words that may come next, each with those after it; empty at first."""

    surname = ""
    """The name that is complete here, if one is."""


def _places(text: str, surnames: Iterable[str]) -> Mapping[str, list[tuple[int, int]]]:
    """Where surnames stand: a capital first, spaces or hyphens between the words."""
    words, places = _Words(), defaultdict[str, list[tuple[int, int]]](list)
    for surname in surnames:
        last = words
        for word in surname.split():
            last = last.setdefault(word, _Words())
        last.surname = surname
    for first in _CAPITAL.finditer(text):
        if first[0][0].isupper() and _small(first[0]) in words:
            for surname, end in _beginning(text, first, words):
                places[surname].append((first.start(), end))
    return places


def _beginning(text: str, first: re.Match[str], words: _Words) -> Iterator[tuple[str, int]]:
    """The surnames that begin with a word of the text, and where each ends."""
    here: re.Match[str] | None = first
    word = first[0]
    while here and (after := words.get(_small(word))) is not None:
        if after.surname and not _COMPOUND.match(text, here.end()):
            yield after.surname, here.end()
        words, here = after, _FURTHER.match(text, here.end())
        word = here[1] if here else ""


@lru_cache(maxsize=1 << 14)
def _small(word: str) -> str:
    return word.translate(_OTHER_CASES).lower()


def _is_person(text: str, start: int, end: int, surname: str) -> bool:
    """Not a word or a month at the head of a sentence, nor the first word of another name."""
    if _CAPITALISED.match(text, end):
        return False
    if surname not in _DOUBTFUL:
        return True
    following = _NEXT.match(text, end)
    does = following is not None and (following[1] is None or following[1] in _DOES)
    return does and not _TIMES.search(text, max(0, start - 12), start)


def _heads(text: str, found: Sequence[Found]) -> Iterator[Found]:
    first: dict[str, int] = {}
    for one in found:
        words = spelling.key(text[one.start : one.end]).split()
        if one.type is EntityType.ORGANISATION and len(words) > 1:
            for word in _HEADS.intersection(words):
                first.setdefault(word, one.end)
    for head, since in first.items():
        for place in _with_article(head).finditer(text, since):
            if not _CAPITALISED.match(text, place.end()):
                yield Found(place.start(1), place.end(1), EntityType.ORGANISATION)


@cache
def _with_article(head: str) -> re.Pattern[str]:
    return re.compile(rf"[Tt]he (?<!\w[Tt]he )({head.capitalize()})\b(?! of\b)")
