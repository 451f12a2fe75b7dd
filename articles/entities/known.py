"""Names of world news that are known beforehand: a table to read and edit, and a search for them.

`data/known_names/*.txt` says who is known; its README says how a row is written. The table knows
what a report alone cannot tell: that ISIS is the Islamic State, that Kurdish is no place. Names
are found by their words, whatever stands between them (a line break, a hyphen, either apostrophe),
in the case they are written in: `IS` and `US` are names, `is` and `us` never.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import accumulate, compress
from operator import attrgetter
from typing import NamedTuple

from articles.entities import forms, spelling
from articles.entities.mention import EntityType
from articles.entities.trim import in_title, is_currency
from articles.entities.wordlists import word_list


@dataclass(frozen=True, slots=True)
class Known:
    """One row of the table."""

    name: str
    type: EntityType
    relation: str = ""
    """What the row says beside names: `capital of France`, `armed group`."""

    @property
    def key(self) -> str:
        """The strong key of whatever has one of its names."""
        return f"known:{self.name}"


class Trust(NamedTuple):
    """How far an alias is believed on its own."""

    alone: bool
    """It is a name wherever it stands; else only where the tagger found one of its type."""
    short: bool
    """A short form: what the report itself says of the name goes first."""


class Match(NamedTuple):
    """A known name in a text, in characters `[start, end)`."""

    start: int
    end: int
    row: Known
    trust: Trust


class _Alias(NamedTuple):
    words: tuple[str, ...]
    folded: tuple[str, ...]
    row: Known
    trust: Trust


_TRUSTED, _NEEDS_TAGGER = Trust(alone=True, short=False), Trust(alone=False, short=False)
_SHORT = Trust(alone=False, short=True)
_MARKS = {"?": _NEEDS_TAGGER, "~": _SHORT}
_ASKED_FOR = "="

_WORDS = re.compile(
    r"(?=[^\W_])"  # what is no word is seen to be none at once
    r"([A-Za-z]{2,}(?=[ ,.\n])"  # the common case first
    r"|(?:[^\W\d_]\.){2,}|[^\W\d_](?:\.[^\W\d_])+(?![^\W_])|[^\W_]+)"
)
_GAP = re.compile(r"(?!\s*\n\s*\n)(?:[ '’\-‐‑–&/]|\. ?| ?\n ?){0,3}")
_LIKE_WORDS = word_list("like words")
_ARTICLE = re.compile(r"\b(?:al|el)-$", re.IGNORECASE)


class _Word(NamedTuple):
    """A word of a text, as aliases are compared with it."""

    shown: str
    lower: str
    cut: int
    """How many letters at its end are no part of it."""
    begins: bool
    """Whether an alias may begin with it."""


_BEGINS = attrgetter("begins")


class _Table(NamedTuple):
    starts: dict[str, list[_Alias]]
    """Aliases by their first two words in small letters."""
    asked_for: dict[str, list[_Alias]]
    """Aliases that are looked up whole, and never searched for in texts."""
    words: set[str]
    """Every word of an alias, in small letters."""
    firsts: dict[str, set[str]]
    """First words of the aliases in `starts`, by the same in small letters."""
    demonyms: dict[str, str]
    """Nationalities, as noun or adjective, with the place that they are of."""
    countries: dict[str, str]
    """Places that have nationalities, with the first of them, the adjective."""


@cache
def _table() -> _Table:
    table = _Table({}, {}, set(), {}, {}, {})
    folder = resources.files("articles.entities") / "data" / "known_names"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".txt"):
            _read(file.read_text(encoding="utf-8"), table)
    return table


def _read(text: str, table: _Table) -> None:
    kind, about = EntityType.OTHER, ""
    for line in text.splitlines():
        if not line or line[0] == "#":
            continue
        if line[0] == "[":
            head, _, tail = line[1:].partition("]")
            kind, about = EntityType(head), tail.partition(";")[2].strip()
            continue
        name, _, rest = line.partition("|")
        aliases, _, relation = rest.partition("|")
        row = Known(name.strip(" ?~"), kind, relation.strip() or about)
        _add(name.strip(), row, table)
        for alias in aliases.split(";") if aliases else ():
            _add(alias.strip(), row, table)
        if row.relation.startswith("demonym "):
            demonyms = [word.strip() for word in row.relation[8:].split(",")]
            table.countries.setdefault(row.name, demonyms[0])
            for demonym in demonyms:
                table.demonyms.setdefault(demonym, row.name)


def _add(alias: str, row: Known, table: _Table) -> None:
    if not alias:
        return
    trust = _MARKS.get(alias[0], _TRUSTED)
    place = table.asked_for if alias[0] == _ASKED_FOR else table.starts
    words = tuple(_word(word) for word in _WORDS.findall(alias))
    if words[0] in ("The", "the") and words[-1] != "Hague":
        # `The Times` is `Times` with an article: the word alone is nobody's name.
        words = words[1:]
        trust = _NEEDS_TAGGER if len(words) == 1 and trust.alone else trust
    folded = tuple(word.lower() for word in words)
    table.words.update(folded)
    place.setdefault(" ".join(folded[:2]), []).append(_Alias(words, folded, row, trust))
    if place is table.starts:
        table.firsts.setdefault(folded[0], set()).add(words[0])


def _word(raw: str) -> str:
    plain = raw if raw.isascii() else spelling.fold(raw)
    return plain.replace(".", "") if "." in plain else plain


class _Reading(NamedTuple):
    """A text as its words; word `i` is `[starts[i], ends[i])`, with what is to be cut off."""

    text: str
    words: list[_Word]
    starts: list[int]
    ends: list[int]

    def end(self, word: int) -> int:
        """Where a word ends without what is no part of it."""
        return self.ends[word] - self.words[word].cut


def _reading(text: str) -> _Reading:
    parts = _WORDS.split(text)  # what is between, a word, what is between, a word…
    borders = list(accumulate(map(len, parts)))
    return _Reading(text, list(map(_read_word, parts[1::2])), borders[:-1:2], borders[1::2])


def matches(text: str) -> Iterator[Match]:
    """Known names in a text, the longest at each place, in reading order, not overlapping."""
    reading = _reading(text)
    words, free = reading.words, 0
    for at in compress(range(len(words)), map(_BEGINS, words)):
        if at < free:
            continue
        fits = [alias for alias in _candidates(words, at) if _fits(alias, reading, at)]
        if fits:
            alias = max(fits, key=lambda one: _rank(one, words, at)) if fits[1:] else fits[0]
            free = at + len(alias.words)
            yield Match(reading.starts[at], reading.end(free - 1), alias.row, alias.trust)


@lru_cache(maxsize=1 << 16)
def _read_word(raw: str) -> _Word:
    """A word without dots, accents, and an `s` that lost its apostrophe: `Syrias capital`."""
    table, word = _table(), _word(raw)
    lower, cut = word.lower(), 0
    if word[-1] == "s" and len(word) > 4 and word[0].isupper():
        cut = int(lower not in table.words and lower[:-1] in table.words)
        word, lower = word[: len(word) - cut], lower[: len(lower) - cut]
    firsts = table.firsts.get(lower, ())
    return _Word(word, lower, cut, any(forms.same_word(first, lower, word) for first in firsts))


def _candidates(words: Sequence[_Word], at: int) -> list[_Alias]:
    """The aliases that begin with these two words, then those that are the first alone."""
    starts, first = _table().starts, words[at].lower
    alone = starts.get(first, [])
    if at + 1 == len(words):
        return alone
    return starts.get(f"{first} {words[at + 1].lower}", []) + alone


def _rank(alias: _Alias, words: Sequence[_Word], at: int) -> tuple[int, bool, bool]:
    """The longer, then the one in the very same case (`SANA`, not Sana), then the surer."""
    same = alias.words == tuple(word.shown for word in words[at : at + len(alias.words)])
    return len(alias.words), same, alias.trust.alone


def _fits(alias: _Alias, reading: _Reading, at: int) -> bool:
    text, words, starts, _ = reading
    stop = at + len(alias.words)
    if stop > len(words):
        return False
    for word, folded, here in zip(alias.words, alias.folded, words[at:stop], strict=True):
        if not forms.same_word(word, folded, here.shown):
            return False
    for before in range(at, stop - 1):
        if not _GAP.fullmatch(text, reading.end(before), starts[before + 1]):
            return False
    start = starts[at]
    return _stands_alone(text, start, reading.end(stop - 1)) and not _shouted(text, alias, start)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Not part of an address, a handle, a file name, a sum of money or a quoted title."""
    if in_title(text, start) or is_currency(text, end):
        return False
    before, after, beyond = text[start - 1 : start], text[end : end + 1], text[end + 1 : end + 2]
    return (
        before not in {"@", "_", "#", "\\"}
        and not (before == "-" and _ARTICLE.search(text, max(0, start - 4), start))
        and not (before == "." and text[start - 2 : start - 1].isalnum())
        and after not in {"@", "_"}
        and not (after == "." and beyond.isalnum() and beyond.islower())
    )


def _shouted(text: str, alias: _Alias, start: int) -> bool:
    """Whether an acronym that is a word too stands in a line of capitals: nobody can tell."""
    if len(alias.words) > 1 or alias.folded[0] not in _LIKE_WORDS:
        return False
    end = text.find("\n", start)
    return _in_capitals(text, text.rfind("\n", 0, start) + 1, end if end >= 0 else len(text))


@lru_cache(maxsize=1)
def _in_capitals(text: str, start: int, end: int) -> bool:
    """Whether a line is written in capitals; of the last one it is known."""
    return end - start > 12 and text[start:end].isupper()


@lru_cache(maxsize=1 << 16)
def named(name: str, kind: EntityType | None = None) -> tuple[Known, Trust] | None:
    """What a whole string names, and how far that is believed; of that type if there is one."""
    hits = [hit for shown in (name, spelling.normal(name)) for hit in _named(shown)]
    hits.sort(key=lambda hit: hit[0].type is not kind)
    return hits[0] if hits else None


def _named(name: str) -> Iterator[tuple[Known, Trust]]:
    words = tuple(_word(word) for word in _WORDS.findall(name))
    start, table = " ".join(words[:2]).lower(), _table()
    for alias in (*table.starts.get(start, ()), *table.asked_for.get(start, ())):
        if len(alias.words) == len(words) and all(
            forms.same_word(w, f, word) for w, f, word in zip(*alias[:2], words, strict=True)
        ):
            yield alias.row, alias.trust


def names() -> Iterator[tuple[tuple[str, ...], Known, Trust]]:
    """Every name, by its words, with its row and how far it is believed."""
    table = _table()
    for aliases in (*table.starts.values(), *table.asked_for.values()):
        for alias in aliases:
            yield alias.words, alias.row, alias.trust


def find(name: str) -> Known | None:
    """The known entity that a whole string names, however sure the alias."""
    hit = named(name)
    return hit[0] if hit else None


def is_other(name: str) -> bool:
    """Whether a string is known to be no person, organisation or place: a people, a faith."""
    hit = named(name, EntityType.OTHER)
    return hit is not None and hit[0].type is EntityType.OTHER


def is_demonym(word: str) -> bool:
    """Whether a word is a nationality, as noun or adjective."""
    demonyms = _table().demonyms
    return word in demonyms or word.removesuffix("s") in demonyms


@lru_cache(maxsize=1 << 12)
def country(word: str) -> str:
    """The country that a name or a nationality is of: `Syria` for Syrian; empty if none."""
    table = _table()
    of = table.demonyms.get(word) or table.demonyms.get(word.removesuffix("s"))
    if of is not None:
        return of
    row = find(word) if word[:1].isupper() else None
    return row.name if row and row.name in table.countries else ""


def capital_of(name: str) -> str:
    """The country whose capital a name is; empty if none."""
    row = find(name)
    return row.relation.removeprefix("capital of ") if row and "capital of " in row.relation else ""


def adjective(country_name: str) -> str:
    """The nationality that goes with a known country, `Syrian`; the name itself if none does."""
    return _table().countries.get(country_name, country_name)
