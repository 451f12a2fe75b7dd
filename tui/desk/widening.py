"""Falling back to words that begin so, where a query that is entered finds nothing as it is."""

from typing import TYPE_CHECKING

from index.catalogue.store import Sort
from tui.background.answers import Answer

if TYPE_CHECKING:
    from tui.background.searching import SearchClient


async def widened(client: "SearchClient", answer: Answer, sort: Sort) -> Answer:
    """The answer to a query, or where it is none that to one of words that begin as its last.

    Raises:
        SearchUnavailable: There is no process to ask.
    """
    query = answer.text
    if answer.problem or len(answer.numbers) or not query[-1:].isalnum():
        return answer
    other = await client.search(f"{query}*", sort, live=False)
    return other if other is not None and len(other.numbers) else answer
