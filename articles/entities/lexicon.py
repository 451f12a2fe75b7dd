"""Word lists: names, places, and the words that go with them. One text file a list in `data`."""

import lzma
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
    folder = resources.files("articles.entities") / "data" / "lexicon"
    file = folder / f"{name}.txt"
    if file.is_file():
        text = file.read_text(encoding="utf-8")
    else:
        text = lzma.decompress((folder / f"{name}.txt.xz").read_bytes()).decode()
    return [line for line in text.splitlines() if line[:1] != "#"]


_NO_CLUSTER: Final = "-"
_CLUSTERS: Final = {"clusters": 2, "news_clusters": 3}
"""The lists of clusters, and in how many, from coarse to fine, each word of them is."""


@cache
def _clusters(name: str) -> dict[str, tuple[str, ...]]:
    depth = _CLUSTERS[name]
    rows = (line.split(" ") for line in _lines(name))
    return {word: tuple(row[:depth]) for row in rows for word in row[depth:]}


@cache
def _phrases() -> dict[str, str]:
    """Names of several words in the lists, with the kind of list they are in."""
    phrases: dict[str, str] = {}
    for kind in ("place", "nation", "country"):
        phrases.update((name, kind) for name in entries(_CAPITALISED[kind]) if " " in name)
    return phrases


def clusters(lower: str) -> tuple[str, ...]:
    """The groups that a word in small letters is in, coarse and fine; none for a rare word."""
    found = [_clusters(name).get(lower) for name in _CLUSTERS]
    if not any(found):
        return ()
    absent = [(_NO_CLUSTER,) * depth for depth in _CLUSTERS.values()]
    return tuple(one for pair in zip(found, absent, strict=True) for one in pair[0] or pair[1])


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
