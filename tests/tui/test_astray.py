"""What the search process answers may name reports that are not there, or one of them twice."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from articles.article import Span
from index.catalogue.store import GONE
from tui.background import searching
from tui.background.answers import Answer

Reading = Callable[..., Any]
NOWHERE = (0, 999, 2**32 - 1)


@pytest.fixture
def _astray(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    """Finds reports that are not there, before and behind those that are, and hits beyond them."""
    search, hits = searching.SearchClient.search, searching.SearchClient.hits

    async def astray(client: Any, *asked: Any, **how: Any) -> Answer | None:  # noqa: ANN401 - as asked
        found = await search(client, *asked, **how)
        if found is None:
            return None
        return found._replace(numbers=[*NOWHERE, *found.numbers, *found.numbers, *NOWHERE])

    async def beyond(
        client: Any,  # noqa: ANN401 - as it was
        text: str,
        numbers: Sequence[int],
        **how: Any,  # noqa: ANN401 - as asked
    ) -> dict[int, list[Span]]:
        known = await hits(client, text, [one for one in numbers if one not in NOWHERE], **how)
        further = {number: [*spans, Span(10**9, 10**9 + 5)] for number, spans in known.items()}
        return {**further, 999: [Span(5, 9)]}

    monkeypatch.setattr(searching.SearchClient, "search", astray)
    monkeypatch.setattr(searching.SearchClient, "hits", beyond)


@pytest.mark.usefixtures("_astray")
@pytest.mark.parametrize(
    "keys",
    [
        ["enter", "j", "j", "j", "j", "j", "j", "j", "j", "j"],
        ["enter", "G", "g", "enter", "n", "n", "N", "escape"],
        ["enter", "w", "escape", "T", "x", "y", "z", "enter", "s", "r", "u"],
        ["enter", "space", "j", "space", "j", "j", "space", "s", "n", "e", "escape"],
        ["enter", "j", "j", "j", "enter", "c", "m", "a"],
    ],
)
async def test_reports_that_are_not_there_are_shown_as_gone_and_end_nothing(
    reading: Reading, keys: list[str]
) -> None:
    async with reading() as session:
        await session.press("slash", *"levee")
        await session.press(*keys)
        rows = session.screen.desk.lookup.rows(session.screen.desk.results.numbers)
        assert [row.title for row in rows].count(GONE) == 2 * len(NOWHERE)
        await session.press("escape", "escape", "slash", *"okafor", "enter", "j", "j", "j")
        assert session.screen.desk.report is not None
        assert session.page
