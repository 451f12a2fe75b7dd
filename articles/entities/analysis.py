"""From reports to the entities each of them names: the whole chain on one text after another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from articles.article import Article
from articles.entities import known
from articles.entities.cues import settle
from articles.entities.mention import EntityType, LocalEntity
from articles.entities.merge import merge
from articles.entities.names import Found
from articles.entities.offices import apart
from articles.entities.overlooked import overlooked
from articles.entities.resolve import resolve
from articles.entities.sections import cut
from articles.entities.trim import in_title, is_currency, is_day, trim

BATCH = 16
"""Sections looked at together: enough for numpy, and memory does not grow with a report."""

_SOUND = re.compile(r"[^\W_]")
"""What no name is without: in tweets, a tagger may take an @ for one."""
_TYPES = {
    "person": EntityType.PERSON,
    "organisation": EntityType.ORGANISATION,
    "place": EntityType.PLACE,
    "nationality": EntityType.OTHER,
    "other": EntityType.OTHER,
}

if TYPE_CHECKING:
    from articles.entities.detectors import Detector
    from articles.entities.recognised import Recognised
    from articles.entities.tokens import Tokens


def analyse(
    articles: Sequence[Article], detector: Detector | None = None
) -> list[tuple[LocalEntity, ...]]:
    """The entities that each report names, as the report alone shows them.

    Args:
        articles: Reports; batches of about 16 are fastest.
        detector: What recognises names, in place of our own tagger.

    Returns:
        For each report its entities by first mention. The same reports give the same result.
    """
    found: list[list[LocalEntity]] = [[] for _ in articles]
    sections = [
        (entities, section)
        for entities, article in zip(found, articles, strict=True)
        for section in cut(article.text)
    ]
    for first in range(0, len(sections), BATCH):
        batch = sections[first : first + BATCH]
        resolved = _analysed([section.text for _, section in batch], detector)
        for (entities, section), local in zip(batch, resolved, strict=True):
            entities.extend(section.placed(entity) for entity in local)
    return [tuple(entities) for entities in found]


def _analysed(texts: Sequence[str], detector: Detector | None) -> list[tuple[LocalEntity, ...]]:
    # Whoever only reads what was found need not wait for numpy and the weights.
    from articles.entities.tokens import tokenise  # noqa: PLC0415  # goes with numpy

    documents = [tokenise(text) for text in texts]
    return [
        resolve(tokens.text, find(tokens, names))
        for tokens, names in zip(documents, _recognised(documents, detector), strict=True)
    ]


def _recognised(documents: Sequence[Tokens], detector: Detector | None) -> list[list[Recognised]]:
    if detector is None:
        from articles.entities.tagger import tag  # noqa: PLC0415  # loads numpy

        return tag(documents)
    from articles.entities.detectors import orderly  # noqa: PLC0415  # mostly not needed

    texts = [tokens.text for tokens in documents]
    found = zip(texts, detector.detect(texts), strict=True)
    return [list(orderly(text, names)) for text, names in found]


def find(tokens: Tokens, recognised: Sequence[Recognised]) -> list[Found]:
    """The names of one report: what was recognised, what is known, and made consistent.

    Args:
        tokens: The report.
        recognised: What the tagger found in it, in reading order.

    Returns:
        Names in reading order, not overlapping.
    """
    from articles.entities.consistency import make_consistent  # noqa: PLC0415  # see `analyse`
    from articles.entities.recognised import Kind, Recognised  # noqa: PLC0415  # see `analyse`

    matches = list(known.matches(tokens.text))
    recognised = [
        name._replace(start=start, end=end)
        for whole in recognised
        for name in apart(tokens.text, whole)
        for start, end in [trim(tokens.text, name.start, name.end)]
        if any(map(str.isalnum, tokens.text[start:end]))
        and not in_title(tokens.text, start)
        and not is_currency(tokens.text, end)
        and (name.kind is Kind.PERSON or not is_day(tokens.text, start, end))
    ]
    kinds = {(name.start, name.end): name.kind for name in recognised}
    laid_over = merge(tokens.text, [_found(name, tokens.text) for name in recognised], matches)
    again = [
        Recognised(
            one.start,
            one.end,
            Kind(one.type) if one.row else kinds.get((one.start, one.end), Kind(one.type)),
        )
        for one in laid_over
    ]
    consistent = make_consistent(tokens, again)
    merged = merge(tokens.text, [_found(name, tokens.text) for name in consistent], matches)
    return sorted([*merged, *overlooked(tokens.text, merged, matches)], key=lambda one: one.start)


def _found(name: Recognised, text: str) -> Found:
    return settle(text, Found(name.start, name.end, _TYPES[name.kind]))
