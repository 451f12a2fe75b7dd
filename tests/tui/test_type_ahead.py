"""Keys typed before there is what they are meant for."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from textual import events
from textual.widgets import Input

from tui.background.answers import Answer, Saved
from tui.dialogs.ask import Ask
from tui.dialogs.choose import Choose
from tui.screens import searching
from tui.widgets.one_line import OneLine

Reading = Callable[..., Any]


async def typed(session: Any, *keys: str) -> None:  # noqa: ANN401  the session of conftest.py
    """Type keys faster than anything can be done with them."""
    for key in keys:
        session.pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await session.settled()


def below(session: Any) -> str:  # noqa: ANN401  the session of conftest.py
    """What the line below the search bar says."""
    return session.screen.search_bar.query(OneLine).last().render_line(0).text


async def test_keys_typed_ahead_of_a_question_are_for_it(reading: Reading) -> None:
    async with reading() as session:
        await session.screen.search_for("levee")
        await typed(session, "D", "s", *"floods")
        asked = session.pilot.app.screen
        assert isinstance(asked, Ask)
        assert asked.query_one(Input).value == "floods"
        assert session.screen.search_bar.text == "levee"
        await typed(session, "enter", "escape")
        client = await session.screen.desk.searcher()
        assert [one.name for one in await client.saved()] == ["floods"]
        assert session.pilot.app.screen is session.screen


async def test_a_question_after_an_answer_has_the_keys_typed_ahead_too(reading: Reading) -> None:
    async with reading() as session:
        await typed(session, "j", "tab", "asterisk")
        await typed(session, "equals_sign", *"northern")
        await typed(session, "enter", "enter")
        assert "is Northern River Authority" in session.status


async def test_letters_typed_ahead_of_a_line_that_asks_are_in_it(reading: Reading) -> None:
    async with reading() as session:
        await typed(session, "t", "+", "x", "enter")
        assert "+x on Markup" in session.status


async def test_what_is_slow_to_ask_can_be_called_off(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as session:
        is_there = asyncio.Event()

        async def slow(_looked: str = "") -> list[Saved]:
            await is_there.wait()
            return []

        monkeypatch.setattr(await session.screen.desk.searcher(), "saved", slow)
        await session.pilot.press("D", "j")
        assert session.screen.articles.cursor == 0
        await session.press("escape", "j")
        assert session.screen.articles.cursor == 1
        is_there.set()
        await session.settled()
        assert session.pilot.app.screen is session.screen


async def test_what_was_answered_is_done_though_no_more_is_to_be_asked(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as session:
        await session.screen.search_for("levee")
        keeper, is_kept = session.screen.desk.keeper, asyncio.Event()
        save = keeper.save_search

        async def slow(name: str, query: str) -> object:
            await is_kept.wait()
            return await save(name, query)

        monkeypatch.setattr(keeper, "save_search", slow)
        await session.press("D", "s")
        await session.pilot.press("enter", "escape")
        is_kept.set()
        await session.settled()
        assert "search 'levee' saved" in session.status
        assert session.pilot.app.screen is session.screen
        (saved,) = await (await session.screen.desk.searcher()).saved()
        assert (saved.found, saved.new) == (2, 0)


async def test_the_same_key_again_says_that_it_holds_everywhere(reading: Reading) -> None:
    async with reading() as session:
        await session.press("j", "tab", "asterisk", "minus", "minus")
        assert "Margaret Okafor is no entity" in session.status


async def test_a_key_pressed_again_is_a_letter_once_something_is_typed(reading: Reading) -> None:
    async with reading() as session:
        await session.press("j", "tab", "asterisk", "minus", "o", "minus")
        asked = session.pilot.app.screen
        assert isinstance(asked, Choose)
        assert asked.query_one(Input).value == "o-"


async def test_a_search_typed_and_entered_in_one_go_is_an_entered_one(reading: Reading) -> None:
    async with reading() as session:
        await typed(session, "slash", *"person:okafor", "enter")
        assert session.screen.desk.trace is not None
        assert session.screen.desk.results.query == session.screen.search_bar.text


async def test_keys_typed_before_the_panes_are_there_wait_for_them(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as session:
        with monkeypatch.context() as starting:
            starting.setattr(type(session.screen), "is_mounted", False)
            await session.pilot.press("slash", "x")
            assert not session.screen.is_typing
        await session.settled()
        assert session.screen.search_bar.text == "x"


async def test_what_is_typed_ahead_of_a_search_is_done_with_what_that_finds(
    reading: Reading,
) -> None:
    async with reading() as session:
        await typed(session, "slash", *"governor", "enter", "T", "t", *"x", "enter")
        assert "+x on 2 reports" in session.status
        await session.screen.search_for("")
        await typed(session, "slash", *"levee", "enter", "D", "s")
        asked = session.pilot.app.screen
        assert isinstance(asked, Ask)
        assert asked.query_one(Input).value == "levee"


async def test_keys_typed_ahead_of_a_list_are_for_it(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as session:
        desk = session.screen.desk
        search = desk.search

        async def slow(text: str, *, live: bool) -> Answer | None:
            await asyncio.sleep(0.05)
            return await search(text, live=live)

        monkeypatch.setattr(desk, "search", slow)
        await typed(session, "slash", *"levee", "enter", "j", "M", "p")
        (marked,) = desk.memory.marked
        assert marked == desk.results.numbers[1]
        assert desk.keeper.are_starred([marked])
        assert session.screen.articles.cursor == 1


async def test_a_list_that_is_slow_to_come_keeps_no_keys_for_long(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as session:
        is_there, search = asyncio.Event(), session.screen.desk.search

        async def slow(text: str, *, live: bool) -> Answer | None:
            if not live:
                await is_there.wait()
            return await search(text, live=live)

        monkeypatch.setattr(searching, "_PATIENCE", 0.01)
        monkeypatch.setattr(session.screen.desk, "search", slow)
        await session.pilot.press("slash", *"levee", "enter", "slash", *"river")
        async with asyncio.timeout(30):
            while session.screen.search_bar.text != "river":
                await session.pilot.pause(0.01)
            await session.pilot.press("enter", "j")
            while "Searching…" not in below(session):
                await session.pilot.pause(0.01)
        is_there.set()
        await session.settled()
        assert session.screen.desk.results.query == "river"
        assert "searched: river" in below(session)


async def test_a_list_that_is_there_is_not_said_to_be_searched_while_its_first_report_is_opened(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as session:
        screen, said = session.screen, ""
        open_row = screen.open_row

        async def late(row: int, *, passing: bool = False) -> None:
            nonlocal said
            keeping = [one for one in screen.workers if one.group == "keys"]
            await screen.workers.wait_for_complete(keeping)
            said = said or below(session)
            await open_row(row, passing=passing)

        monkeypatch.setattr(screen, "open_row", late)
        await session.pilot.press("slash")
        screen.search_bar.set_text("river")
        await session.pilot.press("enter")
        await session.settled()
        assert "searched: river" in said
