"""Names of world news that are known beforehand: a table to read and edit, and a search for them.

`data/known_names/*.txt` says who is known; its README says how a row is written. The table knows
what a report alone cannot tell: that ISIS is the Islamic State, that Kurdish is no place. Names
are found by their words, whatever stands between them (a line break, a hyphen, either apostrophe),
in the case they are written in: `IS` and `US` are names, `is` and `us` never.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import NamedTuple

from articles.entities import spelling
from articles.entities.mention import EntityType
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

WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+")
_GAP = re.compile(r"(?:[ '’\-‐‑–&/]|\. ?| ?\n ?){0,3}")
_LIKE_WORDS = word_list("like words")


class _Table(NamedTuple):
    by_first_word: dict[str, list[_Alias]]
    demonyms: dict[str, str]


@cache
def _table() -> _Table:
    by_first: dict[str, list[_Alias]] = {}
    demonyms: dict[str, str] = {}
    folder = resources.files("articles.entities") / "data" / "known_names"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".txt"):
            _read(file.read_text(encoding="utf-8"), by_first, demonyms)
    for aliases in by_first.values():
        aliases.sort(key=lambda alias: -len(alias.words))
    return _Table(by_first, demonyms)


def _read(text: str, by_first: dict[str, list[_Alias]], demonyms: dict[str, str]) -> None:
    kind, about = EntityType.OTHER, ""
    for line in text.splitlines():
        if not line or line[0] == "#":
            continue
        if line[0] == "[":
            head, _, tail = line[1:].partition("]")
            kind, about = EntityType(head), tail.partition(";")[2].strip()
            continue
        name, aliases, relation = (part.strip() for part in f"{line}||".split("|")[:3])
        row = Known(name.lstrip("?~"), kind, relation or about)
        for alias in (name, *aliases.split(";")):
            _add(alias.strip(), row, by_first)
        if relation.startswith("demonym "):
            first, *others = (word.strip() for word in relation[8:].split(","))
            demonyms.update(dict.fromkeys((first, *others), first))


def _add(alias: str, row: Known, by_first: dict[str, list[_Alias]]) -> None:
    if not alias:
        return
    trust = _MARKS.get(alias[0], _TRUSTED)
    words = tuple(_word(word) for word in WORD.findall(alias.lstrip("?~")))
    folded = tuple(word.lower() for word in words)
    by_first.setdefault(folded[0], []).append(_Alias(words, folded, row, trust))


def _word(raw: str) -> str:
    plain = raw if raw.isascii() else spelling.fold(raw)
    return plain.replace(".", "") if "." in plain else plain


def matches(text: str) -> Iterator[Match]:
    """Known names in a text, the longest at each place, in reading order, not overlapping."""
    by_first = _table().by_first_word
    found = [(word.start(), word.end(), _word(word.group())) for word in WORD.finditer(text)]
    at = 0
    while at < len(found):
        candidates = by_first.get(found[at][2].lower(), ())
        alias = next((a for a in candidates if _fits(text, found, at, a)), None)
        if alias is None:
            at += 1
            continue
        last = at + len(alias.words) - 1
        yield Match(found[at][0], found[last][1], alias.row, alias.trust)
        at = last + 1


def _fits(text: str, found: list[tuple[int, int, str]], at: int, alias: _Alias) -> bool:
    here = found[at : at + len(alias.words)]
    if len(here) < len(alias.words):
        return False
    if not all(_same_word(w, f, word[2]) for w, f, word in zip(*alias[:2], here, strict=True)):
        return False
    if not all(_GAP.fullmatch(text, a[1], b[0]) for a, b in pairwise(here)):
        return False
    return _stands_alone(text, here[0][0], here[-1][1]) and not _shouted(text, alias, here[0][0])


def _same_word(word: str, folded: str, here: str) -> bool:
    """Whether `here` is the alias's word: acronyms letter by letter, names with their capital."""
    if here == word:
        return True
    if here.lower() != folded or (len(word) > 1 and word.isupper()):
        return False
    return here[0].isupper() or word[0].islower()


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Not part of an address, a handle or a file name."""
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
def find(name: str) -> Known | None:
    """The known entity that a whole string names, however sure the alias."""
    words = tuple(_word(word) for word in WORD.findall(spelling.normal(name)))
    if not words:
        return None
    for alias in _table().by_first_word.get(words[0].lower(), ()):
        if len(alias.words) == len(words) and all(
            _same_word(w, f, word) for w, f, word in zip(*alias[:2], words, strict=True)
        ):
            return alias.row
    return None


def demonym(word: str) -> str:
    """The one form that the forms of a nationality share (`Frenchmen`: `French`), or the word."""
    table = _table().demonyms
    return table.get(word) or table.get(word.removesuffix("s")) or word
