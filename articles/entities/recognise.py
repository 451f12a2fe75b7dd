"""From texts to the names in them, each with its kind."""

from collections.abc import Sequence

from articles.entities.consistency import make_consistent
from articles.entities.recognised import Kind, Recognised
from articles.entities.tagger import tag
from articles.entities.tokens import tokenise

__all__ = ["Kind", "Recognised", "recognise"]


def recognise(texts: Sequence[str]) -> list[list[Recognised]]:
    """The names in each text, in reading order; fastest for some sixteen texts at a time."""
    documents = [tokenise(text) for text in texts]
    found = tag(documents)
    return [make_consistent(*pair) for pair in zip(documents, found, strict=True)]
