"""The list as a whole: its orders, where one stands in it, what stays while one types."""

from collections.abc import Callable
from typing import Any

from tui.screens.main import SORTS

Reading = Callable[..., Any]


def below(session: Any) -> str:  # noqa: ANN401  the session of conftest.py
    """What stands under the search bar."""
    return str(session.screen.search_bar._below.render_line(0).text)


def titles(session: Any) -> list[str]:  # noqa: ANN401  as above
    articles = session.screen.articles
    return [articles.row(index).title for index in range(articles.count)]


async def test_the_oldest_reports_come_first_after_the_newest(reading: Reading) -> None:
    async with reading() as session:
        newest = titles(session)
        await session.press("S")
        assert titles(session) == newest[::-1]
        assert "oldest first" in below(session)


async def test_the_order_is_seen_beside_a_long_query_in_a_narrow_terminal(reading: Reading) -> None:
    async with reading(size=(80, 24)) as session:
        query = 'levee OR inquiry OR "harrow bend" OR governor OR okafor OR authority'
        await session.press("slash", *query, "enter")
        seen = set()
        for _ in SORTS:
            await session.press("S")
            seen.add(below(session).split(" · ")[1])
        assert seen == {"newest first", "oldest first", "best first", "by title", "by source"}


async def test_the_order_says_that_unread_reports_come_first_and_none_is_said_of_nothing(
    reading: Reading,
) -> None:
    async with reading() as session:
        await session.press("r", "ctrl+r")
        assert "3 articles · unread first, newest first" in below(session)
        await session.press("ctrl+r")
        assert "3 articles · newest first" in below(session)
        await session.press("slash", *"zeppelin", "enter")
        assert "0 articles · searched: zeppelin" in below(session)


async def test_the_status_line_says_where_in_the_list_one_stands_beside_the_hits(
    reading: Reading,
) -> None:
    async with reading(size=(80, 24)) as session:
        await session.press("slash", *"levee", "enter", "j")
        assert "in the list · article 2/2" in session.status


async def test_the_list_stays_while_a_name_is_typed(reading: Reading) -> None:
    async with reading() as session:
        await session.press("slash", *"levee")
        listed = titles(session)
        session.screen.search_bar._put('levee place:"harrow be')
        await session.settled()
        assert titles(session) == listed
        assert "nobody and nothing of that name so far" in below(session)
        await session.press(*'nd"')
        assert titles(session) == listed[1:]


async def test_there_is_no_best_report_where_nothing_is_searched(reading: Reading) -> None:
    async with reading() as session:
        seen = []
        for _ in range(5):
            await session.press("S")
            seen.append(below(session).split(" · ")[-1].strip())
        assert seen == ["oldest first", "by title", "by source", "newest first", "oldest first"]
