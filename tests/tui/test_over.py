"""Screens over the panes, for fingers faster than they come and go."""

import asyncio
from collections.abc import Callable
from typing import Any, ClassVar, cast

import pytest
from rich.style import Style
from textual import events, work
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.command import CommandList
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static

from tui.dialogs.ask import Confirm
from tui.dialogs.choose import Choice, Choose, among
from tui.dialogs.listing import Listing
from tui.dialogs.over import Over
from tui.dialogs.palette import Palette
from tui.dialogs.sheet import Sheet
from tui.widgets.options import Options
from tui.widgets.row_list import RowList
from tui.widgets.status_line import KeyHints
from tui.widgets.styled_text import StyledText

Reading = Callable[..., Any]


class Lower(Over[str]):
    """A screen over which another comes."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss", "Close")]


class Busy(Over[str]):
    """A screen in which something goes on."""

    def compose(self) -> ComposeResult:
        yield Static("here")

    @work
    async def look(self) -> None:
        while self.query_one(Static):  # noqa: ASYNC110 - what it looks for is what it is about
            await asyncio.sleep(0)


class Drawn(App[None]):
    """Knows of which screens frames were drawn."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide")]

    def __init__(self) -> None:
        super().__init__()
        self.frames: list[Screen[Any]] = []

    def _display(self, screen: Screen[Any], renderable: Any) -> None:  # noqa: ANN401  Textual's
        if renderable is not None:
            self.frames.append(screen)
        super()._display(screen, renderable)


async def test_a_screen_is_drawn_once_it_is_all_there_and_not_before() -> None:
    async with Drawn().run_test(size=(80, 24)) as pilot:
        app = cast("Drawn", pilot.app)
        lower = Confirm("Which of these?")
        assert lower.has_class("-wide")
        app.push_screen(lower)
        await pilot.pause()
        await pilot.pause()
        whole = len(app.frames)
        assert 0 < app.frames.count(lower) <= 2  # the other one is of what was drawn already
        lower.refresh()
        await pilot.pause()
        assert len(app.frames) == whole + 1


async def test_nothing_goes_on_in_a_screen_whose_widgets_are_gone() -> None:
    async with App().run_test() as pilot:
        app = pilot.app
        for leave in (Busy.dismiss, lambda _: app.pop_screen()):
            busy = Busy()
            await app.push_screen(busy)
            looking = busy.look()
            await pilot.pause()
            assert looking.is_running
            leave(busy)
            await pilot.pause()
            assert looking.is_cancelled


async def test_nothing_goes_on_in_the_reader_once_its_panes_are_gone(reading: Reading) -> None:
    async with reading() as session:
        screen = session.screen

        async def look() -> None:
            while screen.status_line:  # noqa: ASYNC110 - as above
                await asyncio.sleep(0)

        looking = screen.run_worker(look())
        await session.pilot.pause()
        assert looking.is_running
    assert looking.is_cancelled


async def test_an_answer_takes_no_other_screen_away_and_can_be_given_again() -> None:
    for kind in (Lower, Palette):
        async with App().run_test() as pilot:
            app, answers = pilot.app, []
            base, lower = app.screen, kind()
            await app.push_screen(lower, answers.append)
            upper = Lower()
            await app.push_screen(upper)
            lower.dismiss(None)
            await pilot.pause()
            assert app.screen is upper
            assert answers == []
            await pilot.press("escape", "escape", "escape")
            await pilot.pause()
            assert app.screen is base
            assert answers == [None]


async def test_a_key_that_comes_before_the_widgets_of_a_screen_does_nothing() -> None:
    async with App().run_test() as pilot:
        listing = Listing("Marks", [Content("one"), Content("two")], (), "none")
        pilot.app.push_screen(listing)
        assert not listing.is_mounted
        await pilot.app.run_action("cursor('cursor_down')", listing)
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is not listing


async def test_what_the_palette_finds_once_it_is_gone_is_shown_nowhere() -> None:
    async with App().run_test() as pilot:
        palette = Palette()
        await pilot.app.push_screen(palette)
        await palette.dismiss()
        await pilot.pause()
        palette._watch__list_visible()
        await palette._watch__show_busy()
        assert not palette.is_attached


async def test_a_click_takes_what_was_clicked_though_others_are_offered_by_now() -> None:
    async with App().run_test() as pilot:
        taken: list[Choice | None] = []
        choose = Choose("Who?", among([Choice("1", "Moreau"), Choice("2", "Okafor")]))
        await pilot.app.push_screen(choose, taken.append)
        await pilot.pause()
        options = choose.query_one(OptionList)
        clicked = OptionList.OptionSelected(options, options.get_option_at_index(1), 1)
        options.clear_options()
        choose._clicked(clicked)
        await pilot.pause()
        assert taken == [Choice("2", "Okafor")]


async def test_what_there_is_to_choose_from_may_come_when_the_choice_is_over() -> None:
    over = asyncio.Event()

    async def late(typed: str) -> list[Choice]:
        await over.wait()
        return [Choice("1", typed)]

    async with App().run_test() as pilot:
        choose = Choose("Who?", late)
        await pilot.app.push_screen(choose)
        await choose.query_one(OptionList).remove()
        over.set()
        await pilot.app.workers.wait_for_complete()
        await choose._entered()
        assert pilot.app.screen is choose


async def test_what_is_chosen_in_the_palette_when_its_list_is_gone_is_nothing() -> None:
    async with App().run_test() as pilot:
        palette = Palette()
        await pilot.app.push_screen(palette)
        await palette.query_one(CommandList).remove()
        palette._action_command_list("select")
        assert pilot.app.screen is palette


@pytest.mark.parametrize("opening", ["question_mark", "D", "quotation_mark", "C", "f10", "!"])
async def test_a_window_says_of_a_key_that_does_nothing_that_it_does_not(
    reading: Reading, opening: str
) -> None:
    async with reading() as session:
        await session.press(opening)
        over = session.pilot.app.screen
        assert isinstance(over, Over)
        frame = next(one for one in over.query() if one.border_title)
        foot = frame.border_subtitle
        await session.press("left_parenthesis")
        assert frame.border_subtitle == "( does nothing here"
        await session.press("f5")
        assert frame.border_subtitle == "F5 does nothing here"
        await session.press("j")
        assert frame.border_subtitle == (foot or "")
        assert session.pilot.app.screen is over


async def test_what_is_typed_in_a_window_is_no_key_that_does_nothing(reading: Reading) -> None:
    async with reading() as session:
        await session.press("G", "enter", "a", "z", "(", "left")
        over = session.pilot.app.screen
        assert over.query_one(".note").border_subtitle == ""
        await session.press("escape", "ctrl+t", "(", "z")
        sheet = session.pilot.app.screen.query_one(".sheet")
        assert sheet.border_subtitle == "Enter takes · Esc never mind"


async def test_the_concordance_says_of_a_key_that_does_nothing_that_it_does_not(
    reading: Reading,
) -> None:
    async with reading() as session:
        await session.press("s", *"levee", "enter", "w", "e")
        line = session.pilot.app.screen.status_line
        assert "e does nothing here · ? lists the keys" in line.render_line(0).text
        await session.press("j")
        assert "does nothing" not in line.render_line(0).text


async def test_no_key_does_anything_once_the_reader_ends(reading: Reading) -> None:
    async with reading() as session:
        app = session.pilot.app
        app.exit(0)
        await app.on_event(events.Key("question_mark", "?"))
        assert app.screen is session.screen


async def test_nothing_that_is_asked_comes_over_another_question(reading: Reading) -> None:
    async with reading() as session:
        for _ in range(3):
            session.screen.features.tagging.tag()
            session.screen.features.notes.write()
        await session.settled()
        assert len(session.pilot.app.screen_stack) == 2
        await session.press("escape")
        assert len(session.pilot.app.screen_stack) == 1


async def test_a_click_where_the_terminal_was_larger_a_moment_ago_does_nothing() -> None:
    async with App().run_test(size=(20, 10)) as pilot:
        palette = Palette()
        await pilot.app.push_screen(palette)
        at = {"x": 70, "y": 12, "delta_x": 0, "delta_y": 0, "button": 1}
        palette.post_message(events.Click(palette, **at, shift=False, meta=False, ctrl=False))
        await pilot.pause()
        assert pilot.app.screen is palette


async def test_a_page_of_options_that_are_not_drawn_yet_is_no_page() -> None:
    async with App().run_test() as pilot:
        options = Options("one", "two")
        await pilot.app.mount(options)
        options.highlighted = 0
        options._index_to_line.clear()
        options.action_page_down()
        assert options.highlighted == 0


async def test_a_click_on_what_is_offered_no_longer_does_nothing() -> None:
    async with App().run_test() as pilot:
        palette, offered = Palette(), Options("one", "two")
        await pilot.app.mount(offered)
        await pilot.app.push_screen(palette)
        for options in (offered, palette.query_one(CommandList)):
            at = {"x": 1, "y": 1, "delta_x": 0, "delta_y": 0, "button": 1}
            style = Style(meta={"option": 2_000})
            click = events.Click(options, **at, shift=False, meta=False, ctrl=False, style=style)
            await options._on_click(click)
        assert pilot.app.screen is palette


async def test_themes_are_chosen_in_a_sheet_that_says_which_one_is_on(reading: Reading) -> None:
    async with reading() as session:
        app = session.pilot.app
        for key in ("escape", "ctrl+g"):
            await session.press("ctrl+t")
            assert isinstance(app.screen, Choose)
            await session.press(key)
            assert app.theme == "gazetteer-dark"
        await session.press("ctrl+t")
        offered = [str(one.prompt) for one in app.screen.query_one(OptionList).options]
        assert offered[:3] == ["gazetteer-dark  as it is", "gazetteer-light", "terminal"]
        assert not any(one.startswith("ansi") for one in offered)
        await session.press(*"ight", "enter")
        assert app.theme == "gazetteer-light"


async def test_what_the_palette_gathers_once_it_is_gone_is_for_nobody() -> None:
    async with App().run_test() as pilot:
        palette = Palette()
        await pilot.app.push_screen(palette)
        await palette.dismiss()
        await pilot.pause()
        await palette._gather_commands.__wrapped__(palette, "theme")
        assert pilot.app.screen is not palette


async def test_a_page_of_a_palette_that_is_not_drawn_yet_is_no_page() -> None:
    async with App().run_test() as pilot:
        palette = Palette()
        await pilot.app.push_screen(palette)
        commands = palette.query_one(OptionList)
        commands.add_options(["one", "two"])
        commands.highlighted = 0
        commands._index_to_line.clear()
        palette._action_command_list("page_down")
        assert commands.highlighted == 0


async def test_a_list_without_rows_names_no_key_that_needs_one(reading: Reading) -> None:
    async with reading() as session:
        for key, named in (("D", " s save this search  Esc close "), ("C", " Esc close ")):
            await session.press(key)
            hints = session.pilot.app.screen.query_one(KeyHints)
            assert hints.render_line(0).text.split() == named.split()
            await session.press("escape")


async def test_the_keys_of_a_question_stand_below_it(reading: Reading) -> None:
    async with reading() as session:
        await session.press("t")
        screen = session.pilot.app.screen
        question, hints = screen.query(Static).first(), screen.query_one(KeyHints)
        text = hints.render_line(0).text
        assert hints.region.x + len(text) - len(text.lstrip()) == question.region.x


async def test_where_nothing_has_what_is_typed_that_is_said() -> None:
    async with App().run_test() as pilot:
        choose = Choose("Who?", among([Choice("1", "Moreau"), Choice("2", "Okafor")]))
        await pilot.app.push_screen(choose)
        await pilot.press("x", "down", "enter")
        assert choose.is_current
        options = choose.query_one(OptionList)
        assert str(options.get_option_at_index(0).prompt) == "Nothing there has that in it"
        assert options.highlighted is None
        await pilot.press("backspace", "down", "enter")
        assert not choose.is_current


async def test_a_sheet_of_a_few_choices_is_no_higher_than_they_need(reading: Reading) -> None:
    async with reading() as session:
        await session.press("G", "tab", "asterisk", "plus")
        sheet = session.pilot.app.screen
        assert isinstance(sheet, Choose)
        few = sheet.query_one(OptionList).option_count
        assert sheet.query_one(".sheet").size.height == few + 1
        await session.press("x", "x")
        assert sheet.query_one(".sheet").size.height == few + 1


@pytest.mark.parametrize(("rows", "high"), [(0, 3), (1, 2), (2, 4), (500, round(24 * 0.8) - 4)])
async def test_a_list_is_no_higher_than_its_rows_need(rows: int, high: int) -> None:
    async with Drawn().run_test(size=(80, 24)) as pilot:
        listing = Listing("Clips", [Content("who\n  where")] * rows, (), "No clips yet")
        pilot.app.push_screen(listing)
        await pilot.pause()
        shown, keys = listing.query_one(RowList), listing.query_one(KeyHints)
        assert (shown.size.height, keys.region.y) == (high, shown.region.bottom + 1)
        assert listing.query_one(".listing").size.height == high + 2
        listing.show([Content("who\n  where\n  and when")] * rows)
        await pilot.pause()
        assert shown.size.height == (high if rows in {0, 500} else high + rows)


@pytest.mark.parametrize(("lines", "high"), [(1, 3), (9, 27), (500, round(40 * 0.9) - 4)])
async def test_a_sheet_is_no_higher_than_its_text_needs(lines: int, high: int) -> None:
    async with Drawn().run_test(size=(40, 40)) as pilot:
        sheet = Sheet("Skipped files", [Content("one that was not read  no text " * 3)] * lines)
        pilot.app.push_screen(sheet)
        await pilot.pause()
        assert sheet.query_one(StyledText).size.height == high


async def test_while_what_is_offered_is_looked_for_that_is_said() -> None:
    async with Drawn().run_test() as pilot:
        is_found = asyncio.Event()

        async def offer(typed: str) -> list[Choice]:
            await is_found.wait()
            return [Choice(typed, f"one{typed}")]

        pilot.app.push_screen(Choose("Which?", offer))
        await pilot.pause()
        options = pilot.app.screen.query_one(OptionList)
        assert [str(one.prompt) for one in options.options] == ["Looking…"]
        assert options.highlighted is None
        is_found.set()
        await pilot.press("s")
        await pilot.pause()
        assert [str(one.prompt) for one in options.options] == ["ones"]


async def test_a_list_without_reports_names_no_key_that_needs_one(reading: Reading) -> None:
    async with reading() as session:
        await session.press("slash", *"nowhere", "enter")
        text = session.screen.hints.render_line(0).text
        assert "D saved searches" in text
        assert "read" not in text
        await session.press("backspace")
        assert "Enter read" in session.screen.hints.render_line(0).text
