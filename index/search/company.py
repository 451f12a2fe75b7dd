"""Who is mentioned in the same sentence as somebody."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from articles.entities.tokens import tokenise
from index.mentions.store import StoredMention


def company(text: str, mentions: Sequence[StoredMention], entity_id: str) -> Counter[str]:
    """In how many sentences of a report others are named with an entity.

    Args:
        text: The report's text.
        mentions: All its mentions.
        entity_id: Whose company it is.

    Returns:
        Sentences by the id of the other.
    """
    named = [one for one in mentions if not one.soft]
    if not any(one.entity == entity_id for one in named):
        return Counter()
    cut = tokenise(text)
    begins = [cut.starts[first] for first, _ in cut.sentences]
    together: dict[int, set[str]] = {}
    for one in named:
        together.setdefault(bisect_right(begins, one.start), set()).add(one.entity)
    return Counter(_others(together.values(), entity_id))


def _others(sentences: Iterable[set[str]], entity_id: str) -> list[str]:
    return [
        other
        for present in sentences
        if entity_id in present
        for other in present
        if other != entity_id
    ]
