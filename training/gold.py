"""Labelled texts, brought to one way of labelling.

The sets disagree: some put titles and "the" into names, some keep nationalities apart and some do
not. Training and measuring both read them through `read`.
"""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from articles.entities import lexicon

LABELS = ("PER", "ORG", "LOC", "NORP", "MISC")


class Name(NamedTuple):
    """A labelled stretch of a text."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text and the names in it; `source` is the set it comes from."""

    id: str
    source: str
    text: str
    names: tuple[Name, ...]


_RAW = {"geo": "LOC", "gpe": "GPE", "per": "PER", "org": "ORG", "art": "MISC", "eve": "MISC"}
_RAW |= {"nat": "MISC", "PERSON": "PER", "person": "PER", "organisation": "ORG", "place": "LOC"}
_RAW |= {
    "GPE": "GPE",
    "FAC": "LOC",
    "LOCATION": "LOC",
    "ORGANIZATION": "ORG",
    "nationality": "NORP",
}
_SMALL_TITLES = (
    r"the|former|ex|acting|vice|prime|chief|crown|supreme|secretary of state|secretary of defense"
    r"|u\.s\.|us|state|press|party|opposition|health|trade|oil|home|army|police|field|chief justice"
    r"|secretary[- ]general|assistant|under|senior|u\.n\.|un|eu|pm"
)


def _titles() -> re.Pattern[str]:
    listed = "|".join(sorted(map(re.escape, lexicon.entries("titles")), key=len, reverse=True))
    return re.compile(rf"(?:(?:{_SMALL_TITLES}|{listed})\.?[\s-]+)+", re.IGNORECASE)


_TITLES = _titles()
_CLEAN_NAME = re.compile(
    r"[A-Z][\w.'’-]*(?: (?:of|and|for|the|in) [A-Z][\w.'’-]*| [A-Z][\w.'’-]*)*"
)
_WITH_THE = ("gmb", "re3d", "redocred")


def read(path: Path) -> Iterator[Document]:
    """The documents of a file of one JSON object a line, gzipped or not."""
    source = path.name.split(".")[0]
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            names = (Name(*entity[:3]) for entity in record["entities"])
            raw = Document(str(record["id"]), source, record["text"], tuple(names))
            yield replace(raw, names=tuple(_normal(raw)))


def _normal(document: Document) -> Iterator[Name]:
    for name in sorted(document.names):
        label = _label(document, name)
        if label in LABELS:
            trimmed = _trimmed(document, name._replace(label=label))
            if trimmed is not None:
                yield trimmed


def _label(document: Document, name: Name) -> str:
    surface = document.text[name.start : name.end]
    label = _RAW.get(name.label, name.label)
    nations, countries = lexicon.entries("nationalities"), lexicon.entries("countries")
    if label == "GPE":
        last = surface.split()[-1]
        label = "NORP" if last in nations and surface not in countries else "LOC"
    if document.source == "gmb":
        return _silver(surface, label)
    mixed = ("MISC", "LOC", "ORG") if document.source == "redocred" else ("MISC",)
    return "NORP" if label in mixed and surface in nations else label


def _silver(surface: str, label: str) -> str:
    """Labels that the automatic labelling of GMB often has wrong."""
    if surface in lexicon.entries("nationalities"):
        return "NORP"
    if surface in ("U.N.", "UN") and label == "LOC":
        return "ORG"
    if label == "ORG" and _is_titled_person(surface):
        return "PER"
    if label == "ORG" and (surface in lexicon.entries("countries") or surface == "West Bank"):
        return "LOC"
    return label


def _is_titled_person(surface: str) -> bool:
    """Whether a name is a title, a forename and a surname: `Ayatollah Ali Khamenei`."""
    title = _TITLES.match(surface)
    if title is None or title.group().lower() in ("the ", "saint "):
        return False
    words = surface[title.end() :].split()
    named = len(words) == 2 and words[0] in lexicon.entries("first_names")
    return named and not any("org" in lexicon.classes(word) for word in words)


def without_title(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of a person's name without the titles before it: `Pope Francis` is `Francis`."""
    title = _TITLES.match(text, start, end)
    return (title.end() if title and title.end() < end else start), end


def _trimmed(document: Document, name: Name) -> Name | None:
    """Without title or article; None if no name is left."""
    text = document.text
    if name.label == "PER":
        start, end = without_title(text, name.start, name.end)
        name = name._replace(start=start, end=end)
        surface = text[name.start : name.end]
        if not re.search(r"[A-Z]", surface) and document.source != "btc":
            return None
        if surface.lower().rstrip(".") in lexicon.entries("titles"):
            return None
    surface = text[name.start : name.end]
    if document.source in _WITH_THE and surface[:4].lower() == "the ":
        name = name._replace(start=name.start + 4)
        surface = surface[4:]
    if document.source == "re3d" and name.label != "PER" and not _CLEAN_NAME.fullmatch(surface):
        return None
    return name if name.end > name.start else None
