"""What is worked out of a list report by report, a page of them at a time: concordance, company."""

from collections import Counter
from collections.abc import Iterator, Sequence

from articles.article import Span
from index.catalogue.store import NoSuchArticle
from index.library.library import Library
from index.mentions.store import Entity
from index.search.company import company
from index.search.concordance import Line, lines
from index.search.search import Search


def concordance(
    library: Library,
    search: Search,
    numbers: Sequence[int],
    *,
    query: str = "",
    live: bool = False,
    entity: str = "",
) -> Iterator[Line]:
    """The lines of some reports.

    Args:
        library: The library.
        search: A search in it.
        numbers: The reports, in the order of the list; those that are gone are left out.
        query: Whose hits are wanted, unless an entity is given.
        live: Whether it was searched while being typed.
        entity: The id of the entity whose named mentions are wanted.

    Raises:
        QueryError: It is no query.
    """
    for number in numbers:
        try:
            article = library.catalogue.article(number)
        except NoSuchArticle:
            continue
        if entity:
            mentions = library.mentions_in(number)
            spans = [Span(m.start, m.end) for m in mentions if m.entity == entity and not m.soft]
        else:
            spans = search.hits(query, [number], live=live, joined=True).get(number, [])
        yield from lines(number, article, spans)


def company_of(
    library: Library, entity_id: str, numbers: Sequence[int]
) -> list[tuple[Entity, int]]:
    """Who is named in the same sentences of some reports as an entity, most often first."""
    together: Counter[str] = Counter()
    for number in numbers:
        try:
            text = library.catalogue.article(number).text
        except NoSuchArticle:
            continue
        together += company(text, library.mentions_in(number), entity_id)
    found = ((library.mentions.get(other), count) for other, count in together.most_common())
    return [(entity, count) for entity, count in found if entity is not None]
