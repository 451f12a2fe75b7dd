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
from itertools import repeat
from typing import NamedTuple

from articles.entities import spelling
from articles.entities.mention import EntityType
from articles.entities.trim import in_title
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
_PARTICLES = word_list("particles")

WORD = re.compile(
    r"[A-Za-z]{2,}(?=[ ,.\n])"  # the common case first, for speed
    r"|(?:[^\W\d_]\.){2,}|[^\W\d_](?:\.[^\W\d_])+(?![^\W_])|[^\W_]+"
)
_GAP = re.compile(r"(?!\s*\n\s*\n)(?:[ '’\-‐‑–&/]|\. ?| ?\n ?){0,3}")
_LIKE_WORDS = word_list("like words")


class _Word(NamedTuple):
    """A word of a text, as aliases are compared with it."""

    shown: str
    lower: str
    cut: int
    """How many letters at its end are no part of it."""
    begins: bool
    """Whether an alias may begin with it."""


class _Table(NamedTuple):
    starts: dict[str, list[_Alias]]
    """Aliases by their first two words in small letters."""
    asked_for: dict[str, list[_Alias]]
    """Aliases that are looked up whole, and never searched for in texts."""
    words: set[str]
    """Every word of an alias, in small letters."""
    firsts: dict[str, set[str]]
    """First words of the aliases in `starts`, by the same in small letters."""
    demonyms: set[str]


@cache
def _table() -> _Table:
    table = _Table({}, {}, set(), {}, set())
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
            table.demonyms.update(word.strip() for word in row.relation[8:].split(","))


def _add(alias: str, row: Known, table: _Table) -> None:
    if not alias:
        return
    trust = _MARKS.get(alias[0], _TRUSTED)
    place = table.asked_for if alias[0] == _ASKED_FOR else table.starts
    words = tuple(_word(word) for word in WORD.findall(alias))
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


def matches(text: str) -> Iterator[Match]:
    """Known names in a text, the longest at each place, in reading order, not overlapping."""
    places = list(WORD.finditer(text))
    words = [_read_word(place[0]) for place in places]
    free = 0
    for at in [number for number, word in enumerate(words) if word.begins]:
        fits = [
            alias
            for alias in _candidates(words[at : at + 2])
            if at >= free and _fits(text, places, words, at, alias)
        ]
        if fits:
            alias = max(fits, key=lambda one: _rank(one, words, at))
            free = at + len(alias.words)
            end = places[free - 1].end() - words[free - 1].cut
            yield Match(places[at].start(), end, alias.row, alias.trust)


@lru_cache(maxsize=1 << 16)
def _read_word(raw: str) -> _Word:
    """A word without dots, accents, and an `s` that lost its apostrophe: `Syrias capital`."""
    table, word = _table(), _word(raw)
    lower, cut = word.lower(), 0
    if word[-1] == "s" and len(word) > 4 and word[0].isupper():
        cut = int(lower not in table.words and lower[:-1] in table.words)
        word, lower = word[: len(word) - cut], lower[: len(lower) - cut]
    firsts = table.firsts.get(lower, ())
    return _Word(word, lower, cut, any(_same_word(first, lower, word) for first in firsts))


def _candidates(words: Sequence[_Word]) -> Iterator[_Alias]:
    """The aliases that begin with these two words, then those that are the first alone."""
    starts, first = _table().starts, words[0].lower
    if len(words) > 1:
        yield from starts.get(f"{first} {words[1].lower}", ())
    yield from starts.get(first, ())


def _rank(alias: _Alias, words: Sequence[_Word], at: int) -> tuple[int, bool, bool]:
    """The longer, then the one in the very same case (`SANA`, not Sana), then the surer."""
    same = alias.words == tuple(word.shown for word in words[at : at + len(alias.words)])
    return len(alias.words), same, alias.trust.alone


def _fits(
    text: str, places: Sequence[re.Match[str]], words: Sequence[_Word], at: int, alias: _Alias
) -> bool:
    stop = at + len(alias.words)
    if stop > len(words):
        return False
    here = words[at:stop]
    if not all(_same_word(w, f, word.shown) for w, f, word in zip(*alias[:2], here, strict=True)):
        return False
    ends = [place.end() - word.cut for place, word in zip(places[at:stop], here, strict=True)]
    nexts = [place.start() for place in places[at + 1 : stop]]
    if not all(map(_GAP.fullmatch, repeat(text), ends, nexts)):
        return False
    start = places[at].start()
    return _stands_alone(text, start, ends[-1]) and not _shouted(text, alias, start)


def _same_word(word: str, folded: str, here: str) -> bool:
    """Whether `here` is the alias's word: acronyms letter by letter, names with their capital."""
    if here == word:
        return True
    if here.lower() != folded or (len(word) > 1 and word.isupper()):
        return False
    return here[0].isupper() or word[0].islower() or folded in _PARTICLES


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Not part of an address, a handle, a file name or a quoted title."""
    if in_title(text, start):
        return False
    before, after, beyond = text[start - 1 : start], text[end : end + 1], text[end + 1 : end + 2]
    return (
        before not in {"@", "_", "#", "\\"}
        and not (before == "." and text[start - 2 : start - 1].isalnum())
        and after not in {"@", "_"}
        and not (after == "." and beyond.isalnum() and beyond.islower())
    )


def _shouted(text: str, alias: _Alias, start: int) -> bool:
    """Whether an acronym that is a word too stands in a line of capitals: nobody can tell."""
    if len(alias.words) > 1 or alias.folded[0] not in _LIKE_WORDS:
        return False
    line = text[text.rfind("\n", 0, start) + 1 : (text.find("\n", start) + 1 or len(text) + 1) - 1]
    return len(line) > 12 and line.isupper()


@cache
def named(name: str, kind: EntityType | None = None) -> tuple[Known, Trust] | None:
    """What a whole string names, and how far that is believed; of that type if there is one."""
    hits = [hit for shown in (name, spelling.normal(name)) for hit in _named(shown)]
    hits.sort(key=lambda hit: hit[0].type is not kind)
    return hits[0] if hits else None


def _named(name: str) -> Iterator[tuple[Known, Trust]]:
    words = tuple(_word(word) for word in WORD.findall(name))
    start, table = " ".join(words[:2]).lower(), _table()
    for alias in (*table.starts.get(start, ()), *table.asked_for.get(start, ())):
        if len(alias.words) == len(words) and all(
            _same_word(w, f, word) for w, f, word in zip(*alias[:2], words, strict=True)
        ):
            yield alias.row, alias.trust


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
