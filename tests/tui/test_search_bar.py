"""The search bar."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Button, Input

from tui.widgets.one_line import OneLine
from tui.widgets.search_bar import SearchBar


class Searcher(App[None]):
    """A search bar, and something else that could have the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def compose(self) -> ComposeResult:
        yield SearchBar()
        yield Button("elsewhere")

    def on_search_bar_changed(self, event: SearchBar.Changed) -> None:
        self.told.append(f"changed {event.text}")

    def on_search_bar_submitted(self, event: SearchBar.Submitted) -> None:
        self.told.append(f"submitted {event.text}")

    def on_search_bar_left(self) -> None:
        self.told.append("left")


@asynccontextmanager
async def searching() -> AsyncIterator[tuple[SearchBar, Pilot[None], list[str]]]:
    """A search bar with the focus, and what it told."""
    async with Searcher().run_test(size=(60, 6)) as pilot:
        bar = pilot.app.query_one(SearchBar)
        bar.focus_input()
        await pilot.pause()
        assert isinstance(pilot.app, Searcher)
        yield bar, pilot, pilot.app.told


def below(bar: SearchBar) -> str:
    """The line under the input."""
    return bar.query_one(OneLine).render_line(0).text.rstrip()


def underlined(bar: SearchBar) -> str:
    """What is underlined in the input."""
    line = bar.query_one(Input).render_line(0)
    return "".join(s.text for s in line if s.style and s.style.underline)


async def test_each_key_tells_what_is_typed() -> None:
    async with searching() as (_, pilot, told):
        await pilot.press("i", "s")
        assert told == ["changed i", "changed is"]


async def test_enter_submits() -> None:
    async with searching() as (bar, pilot, told):
        await pilot.press("q", "enter")
        assert told[-1] == "submitted q"
        assert bar.text == "q"


async def test_escape_tab_and_down_leave() -> None:
    async with searching() as (_, pilot, told):
        for key in ("escape", "tab", "down"):
            await pilot.press(key)
        assert told == ["left"] * 3


async def test_a_problem_is_underlined_and_told_until_one_types_on() -> None:
    async with searching() as (bar, pilot, _):
        await pilot.press(*"a x")
        bar.problem("no field 'x'", 2, 3)
        await pilot.pause()
        assert (below(bar), underlined(bar)) == (" ! no field 'x'", "x")
        await pilot.press("y")
        assert underlined(bar) == ""


async def test_a_problem_at_the_end_underlines_the_last_character() -> None:
    async with searching() as (bar, pilot, _):
        await pilot.press(*"ab")
        bar.problem("something is missing", 2, 2)
        await pilot.pause()
        assert underlined(bar) == "b"


async def test_what_was_understood_takes_the_place_of_a_problem() -> None:
    async with searching() as (bar, pilot, _):
        await pilot.press(*"ab")
        bar.problem("wrong", 0, 1)
        bar.understood("ab AND [cd]")
        await pilot.pause()
        assert (below(bar), underlined(bar)) == ("   ab AND [cd]", "")


async def test_entered_searches_are_recalled_and_the_draft_comes_back() -> None:
    async with searching() as (bar, pilot, told):
        for text in ("one", "two"):
            bar.set_text(text)
            await pilot.press("enter")
        bar.set_text("draft")
        seen = []
        for key in ("up", "up", "up", "down", "down"):
            await pilot.press(key)
            seen.append(bar.text)
        assert seen == ["two", "one", "one", "two", "draft"]
        assert "left" not in told
        await pilot.press("down")
        assert told[-1] == "left"


async def test_a_text_put_in_is_not_told_as_typed() -> None:
    async with searching() as (bar, pilot, told):
        bar.set_text("raqqa")
        await pilot.pause()
        assert (bar.text, told) == ("raqqa", [])


async def test_what_is_pasted_is_never_markup() -> None:
    async with searching() as (bar, pilot, _):
        bar.set_text("[/]")
        bar.understood("[/][@click=app.quit]x")
        await pilot.pause()
        assert below(bar) == "   [/][@click=app.quit]x"
