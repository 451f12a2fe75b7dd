"""The search bar."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Button, Input

from tui.settings.history import History
from tui.widgets.filters import Filters
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


async def test_letters_have_nothing_laid_out_anew_and_scroll_what_is_long() -> None:
    async with searching() as (bar, pilot, _):
        laid: list[object] = []
        pilot.app.screen.screen_layout_refresh_signal.subscribe(bar, laid.append, immediate=True)
        await pilot.press(*"levee" * 13, *"broke")
        assert laid == []
        line = bar.query_one(Input).render_line(0).text
        assert line.rstrip().endswith("leveebroke")


async def test_who_comes_by_a_click_types_over_what_stands_there() -> None:
    async with searching() as (bar, pilot, _):
        await pilot.press(*"levee")
        pilot.app.set_focus(pilot.app.query_one(Button))
        await pilot.click(Input, offset=(2, 0))
        assert bar.query_one(Input).selected_text == "levee"
        await pilot.click(Input, offset=(2, 0))
        await pilot.press("x")
        assert bar.text == "lexvee"
        pilot.app.set_focus(pilot.app.query_one(Button))
        await pilot.click(Input, offset=(2, 0))
        await pilot.press(*"dam")
        assert bar.text == "dam"


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


async def test_refining_keeps_what_was_typed_as_a_term_and_searches_both() -> None:
    async with searching() as (bar, pilot, told):
        await pilot.press(*"raqqa")
        bar.refine()
        await pilot.press(*"is")
        assert bar.terms == ("raqqa",)
        assert told[-1] == "changed raqqa is"
        assert "raqqa  ⟩" in bar.query_one(Filters).render_line(0).text


async def test_a_term_with_an_operator_is_put_in_brackets() -> None:
    async with searching() as (bar, pilot, told):
        bar.set_text("raqqa OR mosul")
        bar.refine()
        await pilot.press("x")
        assert told[-1] == "changed (raqqa OR mosul) x"


async def test_backspace_in_an_empty_input_takes_the_last_term_back() -> None:
    async with searching() as (bar, pilot, told):
        await pilot.press(*"ab")
        bar.refine()
        await pilot.press("c", "backspace", "backspace")
        assert (bar.terms, bar.text, told[-1]) == ((), "ab", "changed ab")
        await pilot.press("backspace")
        assert bar.text == "a"


async def test_a_term_that_is_clicked_goes_and_the_others_stay() -> None:
    async with searching() as (bar, pilot, told):
        bar.set_text("one")
        for term in ("two", "three"):
            bar.refine()
            await pilot.press(*term)
        await pilot.click(Filters, offset=(10, 0))
        assert (bar.text, told[-1]) == ("one three", "submitted one three")
        await pilot.click(Filters, offset=(2, 0))
        assert (bar.terms, bar.text) == ((), "three")


async def test_leaving_an_empty_refinement_forgets_it() -> None:
    async with searching() as (bar, pilot, _):
        bar.set_text("one")
        bar.refine()
        await pilot.press("escape")
        assert (bar.terms, bar.text) == ((), "one")


async def test_a_problem_in_a_refinement_is_underlined_in_it() -> None:
    async with searching() as (bar, pilot, _):
        bar.set_text("one")
        bar.refine()
        await pilot.press(*"a:b")
        bar.problem("no field 'a'", 4, 6)
        await pilot.pause()
        assert underlined(bar) == "a:"


async def test_tab_accepts_what_is_offered_and_leaves_where_nothing_is() -> None:
    async with searching() as (bar, pilot, told):
        await pilot.press(*"sour")
        await pilot.pause()
        await pilot.press("tab")
        assert (bar.text, "left" in told) == ("source:", False)
        await pilot.press("tab")
        assert told[-1] == "left"


async def test_a_name_accepted_with_the_right_arrow_is_put_in_quotes() -> None:
    async def vocabulary(field: str, text: str) -> list[str]:
        return ["Le Drian"]

    async with searching() as (bar, pilot, told):
        bar.learn(vocabulary, History(None))
        await pilot.press(*"entity:le")
        await pilot.pause()
        await pilot.press("right")
        await pilot.pause()
        assert bar.text == 'entity:"Le Drian"'
        assert told[-1] == 'changed entity:"Le Drian"'


async def test_a_backslash_while_typing_refines() -> None:
    async with searching() as (bar, pilot, told):
        await pilot.press("backslash", *"ab", "backslash", *"c")
        assert (bar.terms, told[-1]) == (("\\ab",), "changed \\ab c")
