"""A library looked through from end to end: is what it would answer what it was built from?

Every store is held against another one: files against the checksums of the manifest, texts against
their hashes, mentions against the texts that they name something in, the text index against the
catalogue.
"""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from articles.article import Article
from index.catalogue.store import Catalogue, NoSuchArticle
from index.catalogue.writer import content_hash
from index.engines.engine import EngineError
from index.library import manifest
from index.library.library import CATALOGUE, COPIES, MENTIONS, Library
from index.query.parser import parse

_LOOKED_FOR: Final = 200
"""About how many reports are looked for in the text index by three words that they say."""
_THREE_WORDS: Final = re.compile(r"(?<!\S)[a-z]{3,12} [a-z]{3,12} [a-z]{3,12}(?![^\s.,;:])")
"""Whole words: one with an accent, or with a mark that stands on its last letter, is another."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What looking at one part of a library gave."""

    part: str
    is_sound: bool
    told: str


def checkup(library: Library) -> Iterator[Finding]:
    """Look through an open library; takes as long as reading all of it."""
    yield _files(library)
    for part, look in (
        ("catalogue", _databases),
        ("texts", _texts),
        ("mentions", _mentions),
        ("text index", _text_index),
    ):
        yield _looked(part, look, library)


def _looked(part: str, look: Callable[[Library], tuple[str, str]], library: Library) -> Finding:
    try:
        fault, told = look(library)
    except (sqlite3.DatabaseError, EngineError) as error:
        fault, told = str(error), ""
    return Finding(part, not fault, fault or told)


def _files(library: Library) -> Finding:
    files = library.manifest.files
    if files is None:
        return Finding("files", True, "being built, or interrupted; 'gazetteer index' goes on")
    fault = manifest.fault(library.generation, files, thorough=True)
    return Finding("files", not fault, fault or f"{len(files)} as written")


def _databases(library: Library) -> tuple[str, str]:
    """What SQLite itself finds wrong with the databases."""
    faults = {
        CATALOGUE: library.catalogue.fault(),
        MENTIONS: library.mentions.fault(),
        COPIES: library.copies.fault(),
    }
    for name, fault in faults.items():
        if fault:
            return f"{name}: {fault}", ""
    return "", f"{library.catalogue.count():,} reports"


def _reports(catalogue: Catalogue, numbers: Iterable[int]) -> Iterator[tuple[int, Article]]:
    """Reports, but for those that a build has taken out since it was known which there are."""
    for number in numbers:
        with suppress(NoSuchArticle):
            yield number, catalogue.article(number)


def _texts(library: Library) -> tuple[str, str]:
    """Whether every report is what it was when it was read."""
    catalogue = library.catalogue
    for number, article in _reports(catalogue, catalogue.order_by_id()):
        as_read = article._replace(date=catalogue.own_date(number))
        if content_hash(as_read) != catalogue.content_hash(number):
            return f"{article.id} is not as it was read", ""
    return "", "as they were read"


def _mentions(library: Library) -> tuple[str, str]:
    """Whether every mention stands in its text as it is kept."""
    counted = 0
    for number, article in _reports(library.catalogue, library.catalogue.order_by_id()):
        for mention in library.mentions_in(number):
            counted += 1
            stands = article.text[mention.start : mention.end]
            if " ".join(stands.split()) != " ".join(mention.surface.split()):
                return f"{article.id} does not say {mention.surface!r} at {mention.start}", ""
    return "", f"{counted:,} stand in their texts"


def _text_index(library: Library) -> tuple[str, str]:
    """Whether the text index holds every report that it took, and finds some by what they say."""
    catalogue, engine = library.catalogue, library.engine
    indexed, kept = engine.count(), catalogue.searchable()
    if indexed != kept and library.manifest.files is not None:
        return f"holds {indexed:,} of {kept:,} reports", ""
    unindexed = catalogue.unindexed()
    numbers = [number for number in catalogue.order_by_id() if number not in unindexed]
    looked_for = numbers[:: max(1, len(numbers) // _LOOKED_FOR)]
    for number, article in _reports(catalogue, looked_for):
        said = _THREE_WORDS.search(article.text)
        if said and number not in engine.search(parse(f'in:all "{said[0]}"')).numbers:
            return f"does not find {article.id} by its own words", ""
    return "", f"{indexed:,} reports"
