"""A report is seen at its first hit, and where one was in it when one comes back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from tui.commands.command import Pane
from tui.desk.trail import LeftAt

Reading = Callable[..., Any]


def _lines(word: str, count: int) -> str:
    return "".join(
        f"The {word} {n} met for {n} hours, {word} {n + 1} too.\n\n" for n in range(count)
    )


LONG = {
    "2020-01-05 long.txt": (
        f"Long debate in council\n\n{_lines('council', 40)}A heron stood there.\n\n"
        f"{_lines('council', 40)}"
    ),
    "2020-01-04 other.txt": (
        f"Birds by the river\n\n{_lines('angler', 40)}Another heron came, then a heron.\n\n"
        f"{_lines('angler', 40)}"
    ),
}


def top(session: Any) -> int:  # noqa: ANN401  the session of conftest.py
    return int(session.screen.reading.scroll_offset.y)


async def test_a_report_of_a_search_is_seen_at_its_first_hit(reading: Reading) -> None:
    async with reading(LONG) as session:
        assert top(session) == 0
        await session.press("s", *"heron", "enter")
        assert (session.lit, top(session) > 0) == ("heron", True)
        await session.press("j")
        assert session.screen.desk.report.article.title == "Birds by the river"
        assert session.lit == "heron"
        assert "hit 1/2" in session.status
        await session.press("n")
        assert "hit 2/2" in session.status


async def test_coming_back_to_a_report_one_is_where_one_was(reading: Reading) -> None:
    async with reading(LONG) as session:
        await session.press("enter", "space", "space")
        was = top(session)
        assert was > 0
        await session.press("J")
        assert top(session) == 0
        await session.press("K")
        assert top(session) == was


async def test_a_library_built_anew_keeps_the_places_in_its_reports(
    reading: Reading, rebuild: Callable[..., None], tmp_path: Path
) -> None:
    async with reading(LONG) as session:
        await session.press("enter", "space", "space")
        was = session.screen.reading.reading_offset
        assert was > 0
        await session.press("J")
        (tmp_path / "reports" / "2019-01-01 first.txt").write_text(_lines("pier", 80), "utf-8")
        rebuild(anew=True)
        await session.screen.see_what_is_new()
        await session.settled()
        await session.press("K")
        assert session.screen.desk.report.article.title == "Long debate in council"
        assert session.screen.reading.reading_offset == was
        await session.press("J", "J")
        assert top(session) == 0


async def test_another_search_shows_its_own_hit_and_leaving_it_the_place_before(
    reading: Reading,
) -> None:
    async with reading(LONG) as session:
        await session.press("s", *"heron", "enter")
        hit = top(session)
        await session.press("s", *(["backspace"] * 5), *"debate")
        assert top(session) != hit
        await session.press("escape", "s", *(["backspace"] * 6), *"heron", "enter")
        assert (session.lit, top(session)) == ("heron", hit)


async def test_a_search_begun_while_reading_keeps_the_report_and_the_place_in_it(
    reading: Reading,
) -> None:
    async with reading(
        {**LONG, "2020-01-06 new.txt": "Heron news\n\nA heron. No angler."}
    ) as session:
        await session.press("G", "enter", "space", "space")
        was, title = top(session), session.screen.desk.report.article.title
        assert (was > 0, session.screen.row) == (True, 2)
        for typed in ("angler", "heron"):
            await session.press("s", *(["backspace"] * 6), *typed, "enter")
            assert session.screen.desk.report.article.title == title
            assert session.screen.articles.cursor == session.screen.row > 0
            assert top(session) == was
            await session.press("enter")


async def test_a_search_that_loses_the_open_report_for_a_letter_comes_back_to_it(
    reading: Reading,
) -> None:
    reports = {**LONG, "2020-01-06 new.txt": "Angle of the bank\n\nNothing about birds.\n"}
    async with reading(reports) as session:
        await session.press("G", "enter", "space", "space")
        was, title = top(session), session.screen.desk.report.article.title
        await session.press("s", *"angle")
        assert session.screen.articles.count == 2
        await session.press("space", *"bank")
        assert session.screen.desk.report.article.title == "Angle of the bank"
        await session.press(*(["backspace"] * 5), *"r", "enter")
        assert session.screen.desk.report.article.title == title
        assert top(session) == was


async def test_leaving_the_search_as_it_was_goes_back_to_the_text(reading: Reading) -> None:
    async with reading(LONG) as session:
        await session.press("j", "enter", "space", "s", "escape")
        assert session.screen.pane is Pane.READING
        await session.press("s", *"heron", "escape")
        assert session.screen.pane is Pane.ARTICLES


@given(
    st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from(["", "a", "b"]), st.integers(0, 9)))
)
def test_the_last_place_counts_and_that_of_another_search_only_without_hits(
    left: list[tuple[str, str, int]],
) -> None:
    places = LeftAt()
    for id_, query, offset in left:
        places.leave(id_, query, offset)
    here = [(query, offset) for id_, query, offset in left if id_ == "x"]
    same = [offset for query, offset in here if query == "a"]
    last = [offset for _, offset in here]
    assert places.of("x", "a", hits=True) == (same or [None])[-1]
    assert places.of("x", "a", hits=False) == (same or last or [None])[-1]


NARROW, MEDIUM = (80, 24), (120, 40)


@pytest.mark.parametrize("size", [NARROW, MEDIUM])
async def test_the_first_step_goes_to_the_first_stop_that_one_has_not_seen(
    reading: Reading, size: tuple[int, int]
) -> None:
    async with reading(size=size) as session:
        for query, key, lit in (
            ("levee", "n", "hit"),
            ("entity:okafor", "e", "mention"),
            ("entity:okafor blamed", "e", "mention"),  # the text is seen at its hit, further down
        ):
            await session.press("slash", *query, "enter", "G")
            await session.press(key)
            is_seen = size == MEDIUM and "blamed" not in query
            assert f"{lit} {2 if is_seen else 1}/" in session.status, query
            if size == NARROW:
                await session.press("q")
        await session.press("slash", *"levee", "enter", "j", "k", "enter")
        assert "hit 1/" in session.status
        await session.press("n")
        assert "hit 2/" in session.status
        if size == NARROW:  # what one has seen is not gone to again
            await session.press("q", "n")
            assert "next article" in session.status


async def test_a_step_asked_for_with_the_query_goes_through_what_that_finds(
    reading: Reading,
) -> None:
    async with reading(LONG) as session:
        await session.press("slash", *"council", "enter", "slash")
        for key in (*"angler", "enter", "n"):  # faster than any of them is answered
            session.pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await session.settled()
        assert session.screen.desk.results.query == "angler"
        assert session.lit == "angler"


@pytest.mark.parametrize("size", [NARROW, MEDIUM])
async def test_back_along_the_trail_one_stands_on_the_mention_that_one_left(
    reading: Reading, size: tuple[int, int]
) -> None:
    async with reading(size=size) as session:
        await session.press("j", "enter", "asterisk", "e")
        assert "mention 2/2 here" in session.status
        await session.press("e")
        assert "mention 1/2 here" in session.status
        await session.press("H")
        assert "mention 2/2 here" in session.status
        assert session.lit == "Okafor"
        await session.press("apostrophe", "apostrophe")
        assert "mention 1/2 here" in session.status
        assert session.lit == "Margaret Okafor"


SIX = {
    f"2020-01-0{day} day.txt": (
        f"The {word} is closed\n\nMargaret Okafor spoke of the {word}.\n\n"
        f"{_lines(word, 9)}Okafor left.\n"
    )
    for day, word in enumerate(("levee", "market", "school", "river", "council", "bridge"), 1)
}


async def test_reports_that_a_count_passes_are_no_steps_of_the_trail(reading: Reading) -> None:
    async with reading(SIX) as session:
        await session.press("enter", "asterisk", "e", "7", "e")
        assert session.screen.row == 4
        await session.press("H")
        assert session.screen.row == 0
        assert session.lit == "Okafor"
        await session.press("L")
        assert session.screen.row == 4
