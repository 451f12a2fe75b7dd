"""What follows from a query for its list: whether there are hits in it, and whom it asks for."""

from typing import NamedTuple

from index.query.parser import parse
from index.query.questions import Named
from index.query.tree import And, QueryError
from index.search.hits import has_hits


class Understood(NamedTuple):
    """What the list has to know of its query."""

    has_words: bool
    """Whether it has words, so that it hits places in the reports."""
    named: Named | None
    """The one entity that it asks for; None if it asks for none, or for several."""


def understood(text: str, *, live: bool) -> Understood:
    """What a query means, which was `live` while being typed."""
    try:
        query = parse(text, live=live)
    except QueryError:  # it has been answered all the same; then its hits are as well
        return Understood(has_words=True, named=None)
    parts = query.children if isinstance(query, And) else (query,)
    named = [part for part in parts if isinstance(part, Named)]
    return Understood(has_hits(query), named[0] if len(named) == 1 else None)
