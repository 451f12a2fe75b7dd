"""From reports to the entities each of them names: the whole chain on one text after another."""

import re
from collections.abc import Sequence

from articles.article import Article
from articles.entities import known
from articles.entities.mention import EntityType, LocalEntity
from articles.entities.merge import merge
from articles.entities.names import Found
from articles.entities.resolve import resolve

# Stands in for the tagger until it is there: runs of capitalised words.
_RUN = re.compile(r"[A-Z][\w’'-]+(?: (?:[A-Z][\w-]+|of|for|al-\w+))* [A-Z][\w-]+")


def analyse(articles: Sequence[Article]) -> list[tuple[LocalEntity, ...]]:
    """The entities that each report names, as the report alone shows them.

    Args:
        articles: Reports; batches of about 16 are fastest.

    Returns:
        For each report its entities by first mention. The same reports give the same result.
    """
    return [_one(article.text) for article in articles]


def _one(text: str) -> tuple[LocalEntity, ...]:
    runs = [Found(m.start(), m.end(), EntityType.ORGANISATION) for m in _RUN.finditer(text)]
    return resolve(text, merge(runs, known.matches(text)))
