"""Word lists: names, places, and the words that go with them. One text file a list in `data`."""

import unicodedata
from functools import cache
from importlib import resources
from typing import Final

_CAPITALISED: Final = {
    "first": "first_names",
    "last": "surnames",
    "place": "places",
    "country": "countries",
    "nation": "nationalities",
}
_ANY_CASE: Final = {
    "title": "titles",
    "org": "organisation_words",
    "loc": "place_words",
    "say": "reporting_verbs",
    "date": "calendar",
    "func": "function_words",
}


@cache
def entries(name: str) -> frozenset[str]:
    """The entries of one list, e.g. `entries("titles")`."""
    return frozenset(_lines(name))


def _lines(name: str) -> list[str]:
    file = resources.files("articles.entities") / "data" / "lexicon" / f"{name}.txt"
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]


@cache
def _clusters() -> dict[str, tuple[str, str]]:
    rows = (line.rsplit(" ", 2) for line in _lines("clusters"))
    return {word: (coarse, fine) for word, coarse, fine in rows}


@cache
def _phrases() -> dict[str, str]:
    """Names of several words in the lists, with the kind of list they are in."""
    phrases: dict[str, str] = {}
    for kind in ("place", "nation", "country"):
        phrases.update((name, kind) for name in entries(_CAPITALISED[kind]) if " " in name)
    return phrases


def clusters(lower: str) -> tuple[str, ...]:
    """The coarse and the fine group of a word in small letters; none for a rare word."""
    return _clusters().get(lower, ())


def classes(form: str) -> list[str]:
    """Which lists a word is in: "first", "org"… Lists of names count capitalised words only."""
    lower = form.lower().rstrip(".")
    found = [kind for kind, name in _ANY_CASE.items() if lower in entries(name)]
    if form[0].isupper():
        plain = form if form.isascii() else without_accents(form)
        name = plain.capitalize() if len(plain) > 3 and plain.isupper() else plain
        found += [
            kind
            for kind, source in _CAPITALISED.items()
            if name in entries(source) or form in entries(source)
        ]
    return found


@cache
def _phrase_beginnings() -> frozenset[str]:
    return frozenset(phrase.split(" ", 1)[0].split("-", 1)[0] for phrase in _phrases())


def begins_phrase(form: str) -> bool:
    """Whether a name of several words in the lists may begin with this word."""
    return form in _phrase_beginnings()


def phrase(text: str) -> str | None:
    """The list that has a name of several words: "place", "nation", "country", or none."""
    return _phrases().get(text)


def without_accents(word: str) -> str:
    """The word without combining marks: `Erdoğan` is `Erdogan`."""
    split = unicodedata.normalize("NFKD", word)
    return "".join(c for c in split if not unicodedata.combining(c)) or word
