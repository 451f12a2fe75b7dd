"""The main screen: what keys do to the panes."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input
from textual.worker import WorkerCancelled

from tui.app import Reader
from tui.background.searching import Answer, SearchUnavailable
from tui.commands.command import Pane
from tui.commands.table import COMMANDS
from tui.desk.desk import Desk
from tui.dialogs.help import HelpSheet
from tui.dialogs.sheet import Sheet
from tui.screens.main import MainScreen
from tui.settings.configuration import Configuration
from tui.widgets.article_list import ArticleList
from tui.widgets.entity_list import EntityList
from tui.widgets.styled_text import StyledText

Make = Callable[..., Reader]


@asynccontextmanager
async def running(
    reader: Reader, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[tuple[MainScreen, Pilot[int]]]:
    """The reader, once its first report lies open."""
    async with reader.run_test(size=size) as pilot:
        screen = await settled(pilot)
        yield screen, pilot


async def settled(pilot: Pilot[int]) -> MainScreen:
    """The main screen, when everything asked for has been shown."""
    for _ in range(3):
        await pilot.pause()
        for worker in [one for one in pilot.app.workers if one.group != "walker"]:
            with suppress(WorkerCancelled):
                await worker.wait()
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, MainScreen)
    await screen.walker.settled()
    await pilot.pause()
    return screen


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys, and wait for what they do."""
    await pilot.press(*keys)
    await settled(pilot)


def titles(screen: MainScreen) -> list[str]:
    """The titles in the list."""
    rows = [screen.articles.row(index) for index in range(screen.articles.count)]
    return [row.title for row in rows if row]


def status_of(screen: MainScreen) -> str:
    """What the status line shows."""
    return screen.status_line.render_line(0).text


async def test_reports_are_listed_newest_first(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, _pilot):
        assert titles(screen) == [
            "Markup [/] and [@click=app.quit]press[/]",
            "Inquiry into levee announced",
            "Levee breaks at Harrow Bend",
        ]


async def test_the_preview_follows_the_cursor(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "j")
        assert screen.desk.report is not None
        assert screen.desk.report.article.title == "Inquiry into levee announced"
        assert screen.pane is Pane.ARTICLES


async def test_typing_right_after_the_search_key_goes_into_the_search(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "slash", *"spring")
        assert screen.search_bar.text == "spring"
        assert titles(screen) == ["Inquiry into levee announced"]


async def test_a_bad_query_keeps_the_list(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "slash", *"levee) broke")
        assert len(titles(screen)) == 2


async def test_enter_in_the_search_goes_to_the_list(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "slash", *"levee", "enter")
        assert screen.pane is Pane.ARTICLES
        assert not screen.is_typing


async def test_a_report_is_seen_again_after_a_search_that_found_nothing(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        before = screen.reading.progress
        assert before > 0
        await press(pilot, "s", *"trmup", "enter")
        assert titles(screen) == []
        assert screen.desk.report is None
        assert screen.reading.progress == 0
        await press(pilot, "s", "ctrl+u", "enter")
        assert (screen.desk.report and screen.desk.report.number) == screen.desk.results.numbers[0]
        assert screen.reading.progress == before


@pytest.mark.parametrize("query", ["date:2020", 'entity:"Okafor"', "-xyzzy"])
async def test_a_query_without_words_counts_no_hits(make_reader: Make, query: str) -> None:
    async with running(make_reader()) as (screen, pilot):
        await screen.search_for(query)
        await settled(pilot)
        rows = [screen.articles.row(index) for index in range(screen.articles.count)]
        assert rows
        assert all(row is not None and row.hits is None for row in rows)
        assert "hit" not in status_of(screen)


async def test_a_query_with_words_beside_others_counts_their_hits(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        await screen.search_for("date:2020 levee")
        await settled(pilot)
        row = screen.articles.row(0)
        assert row is not None
        assert row.hits
        assert "hit 1/" in status_of(screen)


async def test_a_refinement_narrows_the_list_and_escape_widens_it_again(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "slash", *"levee", "enter", "backslash", *"spring", "enter")
        assert titles(screen) == ["Inquiry into levee announced"]
        assert screen.search_bar.terms == ("levee",)
        await press(pilot, "escape")
        assert (len(titles(screen)), screen.search_bar.text) == (2, "levee")


async def test_backspace_drops_the_last_term_from_any_pane(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "slash", *"levee", "enter", "backslash", *"dawn", "enter")
        assert screen.articles.count == 1
        await press(pilot, "tab", "backspace")
        assert screen.articles.count == 2
        assert screen.search_bar.text == "levee"
        await press(pilot, "backspace")
        assert screen.articles.count == 2
        assert "Nothing narrows the list" in status_of(screen)


async def test_names_of_the_library_complete_what_is_typed(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "slash", *"entity:marg", "tab", "enter")
        assert screen.search_bar.text == 'entity:"Margaret Okafor"'
        assert len(titles(screen)) == 2


async def test_tags_complete_what_is_typed(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        await screen.desk.keeper.tag(screen.desk.results.numbers[:1], ("urgent",), ())
        await press(pilot, "slash", *"tag:ur", "tab", "enter")
        assert screen.search_bar.text == "tag:urgent"
        assert len(titles(screen)) == 1


async def test_words_of_notes_complete_what_is_typed(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        for text in ("Check the dam", "check her"):
            await pilot.press("a", *text.replace(" ", "_"), "escape", "J")
            await settled(pilot)
        keeper = screen.desk.keeper
        assert await keeper.noted_words_beginning("che") == ["check_her", "check_the_dam"]
        await press(pilot, "slash", *"note:check_t", "tab", "enter")
        assert screen.articles.count == 1


async def test_searches_are_recalled_in_the_next_session_unless_that_is_off(
    make_reader: Make, tmp_path: Path
) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "slash", *"levee", "enter")
    folder, base = tmp_path / "reports", tmp_path / "libraries"
    for kept, recalled in ((True, "levee"), (False, "")):
        reader = Reader(folder, base, Configuration(history=kept))
        async with running(reader) as (screen, pilot):
            await press(pilot, "slash", "up")
            assert screen.search_bar.text == recalled


async def test_hits_are_walked_over_the_border_of_a_report(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "slash", *"Okafor", "enter")
        seen = []
        for _ in range(4):
            await press(pilot, "n")
            seen.append((screen.row, screen.reading.current))
        assert len(set(seen)) == 4
        await press(pilot, "n")
        assert (screen.row, screen.reading.current) == seen[0]


async def test_walking_as_often_as_the_count_says_visits_each_mention_once(
    make_reader: Make,
) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "j", "tab", "asterisk")
        assert "Margaret Okafor: mention 1/2 here · 1/4 · article 1/2" in status_of(screen)
        seen = set()
        for _ in range(4):
            seen.add((screen.row, screen.reading.current))
            await press(pilot, "e")
        assert len(seen) == 4
        assert "mention 1/2 here · 1/4" in status_of(screen)


async def test_a_count_walks_so_many_mentions(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "j", "tab", "asterisk", "3", "e")
        assert "mention 2/2 here · 4/4 · article 2/2" in status_of(screen)


@pytest.mark.parametrize(("key", "end"), [("e", "round to the start"), ("E", "round to the end")])
async def test_a_count_that_goes_round_says_so_whatever_border_comes_after(
    make_reader: Make, key: str, end: str
) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "j", "tab", "asterisk", "5", key)
        assert end in status_of(screen)
        await press(pilot, key)
        assert end not in status_of(screen)


async def test_thousands_are_written_alike_wherever_mentions_are_counted(
    make_reader: Make,
) -> None:
    text = "Levee\n\nMargaret Okafor spoke.\n\n" + "Then Okafor said no. " * 1_000
    async with running(make_reader({"a.txt": text})) as (screen, pilot):
        await press(pilot, "enter", "asterisk")
        assert "Margaret Okafor: mention 1/1,001 here · 1/1,001" in status_of(screen)
        rows = screen.entities.query_one(EntityList)
        assert rows.render_line(0).text.rstrip().endswith("1,001 / 1,001")
        assert "Okafor 1,000" in rows.render_line(1).text


async def test_there_is_nothing_to_open_in_a_text(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "j", "enter", "enter")
        assert "There is nothing to open in a text: * traces who is named" in status_of(screen)


async def test_walking_back_goes_the_other_way_round(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "j", "tab", "asterisk", "E")
        assert "mention 2/2 here · 4/4" in status_of(screen)


async def test_the_sidebar_traces(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "G", "i", "enter")
        assert screen.desk.trace is not None
        assert "here" in status_of(screen)


async def test_who_is_to_be_traced_before_a_report_is_open_is_traced_once_one_is(
    make_reader: Make,
) -> None:
    async with running(make_reader()) as (screen, pilot):
        await screen.open_row(-1)
        assert screen.desk.report is None
        await press(pilot, "asterisk")
        assert "traced as soon as" in status_of(screen)
        await screen.open_row(2)
        await settled(pilot)
        assert screen.desk.trace is not None


async def test_where_nothing_is_listed_nobody_is_traced_and_that_is_said(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "slash", *"zebra", "enter", "asterisk")
        assert "No report is open" in status_of(screen)


async def test_whom_a_list_was_asked_for_is_traced_and_walked_at_once(make_reader: Make) -> None:
    async with running(make_reader(), (80, 24)) as (screen, pilot):
        await press(pilot, "slash", *'entity:"Okafor"', "enter")
        assert screen.desk.trace.entity.name == "Margaret Okafor"
        assert "Margaret Okafor is traced" in status_of(screen)
        assert screen.pane is Pane.ARTICLES
        await press(pilot, "e")
        assert "mention 1/2 here" in status_of(screen)
        await press(pilot, "e")
        assert "mention 2/2 here" in status_of(screen)


async def test_a_key_typed_ahead_of_a_slow_search_walks_what_that_finds(
    make_reader: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = Desk.search

    async def slow(desk: Desk, text: str, *, live: bool) -> Answer | None:
        if not live and text:
            await asyncio.sleep(0.3)
        return await search(desk, text, live=live)

    monkeypatch.setattr(Desk, "search", slow)
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "slash", *'entity:"Okafor"', "enter", "e")
        assert screen.desk.trace is not None
        assert "mention 2/2 here" in status_of(screen)


async def test_whom_one_would_not_have_traced_is_not_traced_again_by_the_same_list(
    make_reader: Make,
) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "slash", *"person:okafor levee", "tab")
        assert screen.desk.trace is None
        await press(pilot, "enter")
        assert screen.desk.trace is not None
        assert screen.pane is Pane.READING
        await press(pilot, "escape", "escape", "enter")
        assert screen.desk.trace is None


async def test_whom_one_asks_for_again_is_traced_again(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "s", *'entity:"Okafor"', "enter", "escape")
        assert screen.desk.trace is None
        await press(pilot, "s", "enter")
        assert screen.desk.trace.entity.name == "Margaret Okafor"
        await press(pilot, "escape", "enter")
        assert screen.pane is Pane.READING
        assert screen.desk.trace is None


async def test_escape_ends_the_trace(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "j", "tab", "asterisk", "escape")
        assert screen.desk.trace is None


async def test_the_trail_leads_back(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "J", "J", "H")
        assert screen.row == 1
        await press(pilot, "L")
        assert screen.row == 2


async def test_sorting_goes_round_and_keeps_the_open_report(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "j", "S", "S")
        assert titles(screen)[0] == "Inquiry into levee announced"
        assert screen.desk.report is not None
        assert screen.desk.report.article.title == "Inquiry into levee announced"


@pytest.mark.parametrize(
    ("columns", "shape"), [(80, "-narrow"), (100, "-medium"), (159, "-medium"), (160, "-wide")]
)
async def test_the_panes_follow_the_width(make_reader: Make, columns: int, shape: str) -> None:
    async with running(make_reader(), (columns, 40)) as (screen, _pilot):
        assert screen.has_class(shape)
        shown = [pane for pane in (screen.articles, screen.reading, screen.entities) if pane.size]
        assert len([pane for pane in shown if pane.display]) == (1 if shape == "-narrow" else 3)


async def test_a_narrow_terminal_shows_the_text_and_the_drawer_on_demand(make_reader: Make) -> None:
    async with running(make_reader(), (80, 24)) as (screen, pilot):
        await press(pilot, "enter")
        assert (screen.articles.display, screen.reading.display) == (False, True)
        assert not screen.entities.display
        await press(pilot, "i")
        assert screen.entities.display
        await press(pilot, "i", "q")
        assert screen.articles.display


async def test_a_change_of_focus_has_no_more_than_panes_styled_and_painted(
    make_reader: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(make_reader(), (180, 50)) as (screen, pilot):
        whole: list[str] = []
        for name in ("update_node_styles", "refresh"):
            monkeypatch.setattr(screen, name, lambda *_, name=name, **__: whole.append(name))
        await press(pilot, "tab", "tab", "tab", "tab")
        assert screen.reading.has_focus
        assert whole == []


async def test_a_terminal_that_becomes_narrow_shows_the_pane_that_has_the_focus(
    make_reader: Make,
) -> None:
    async with running(make_reader(), (180, 50)) as (screen, pilot):
        await press(pilot, "tab", "tab")
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert (screen.articles.display, screen.entities.display) == (False, True)
        await press(pilot, "tab")
        assert (screen.articles.display, screen.entities.display) == (True, False)


async def test_resizing_keeps_the_place(make_reader: Make) -> None:
    long = "Title\n\n" + "\n\n".join(f"Paragraph {n} of many, long enough." for n in range(200))
    async with running(make_reader({"long.txt": long})) as (screen, pilot):
        await press(pilot, "tab", "space", "space")
        before = screen.reading.reading_offset
        await pilot.resize_terminal(200, 60)
        await pilot.resize_terminal(120, 40)
        await settled(pilot)
        assert screen.reading.reading_offset == before


async def test_skipped_files_are_listed_with_their_reason(make_reader: Make) -> None:
    async with running(make_reader()) as (_screen, pilot):
        await press(pilot, "exclamation_mark")
        assert isinstance(pilot.app.screen, Sheet)
        assert "scan.docx" in str(pilot.app.screen.text)


async def test_help_names_every_command_of_the_pane(make_reader: Make) -> None:
    async with running(make_reader()) as (_screen, pilot):
        await press(pilot, "question_mark")
        assert isinstance(pilot.app.screen, Sheet)
        shown = str(pilot.app.screen.text)
        assert all(one.help in shown for one in COMMANDS if Pane.ARTICLES in one.panes)


async def test_the_help_sheet_obeys_the_keys_that_it_lists(make_reader: Make) -> None:
    async with running(make_reader()) as (_, pilot):
        await pilot.press("question_mark")
        await pilot.pause()
        sheet = pilot.app.screen.query_one(StyledText)
        end, at = sheet.max_scroll_y, []
        for key in ("G", "g", "ctrl+f", "ctrl+b", "d", "u", "space", "b"):
            await pilot.press(key)
            await pilot.pause()
            at.append(sheet.scroll_offset.y)
        page, half = at[2], at[4]
        assert at == [end, 0, page, 0, half, 0, page, 0]
        assert 0 < half < page


async def test_what_was_found_while_it_was_typed_is_not_lost_when_it_is_entered(
    reading: Callable[..., Any],
) -> None:
    async with reading() as session:
        await session.press("s", *"governor inspec")
        found = list(session.screen.desk.results.numbers)
        assert found
        await session.press("enter")
        assert list(session.screen.desk.results.numbers) == found
        assert session.screen.search_bar.text == "governor inspec*"
        assert "Nothing matches inspec as a whole word" in session.status
        await session.press("n")
        assert session.lit.startswith("inspec")
        await session.press("s", *"zebra", "enter")
        assert session.screen.search_bar.text == "zebra"


async def test_while_one_types_the_keys_of_the_search_bar_are_shown_and_can_be_clicked(
    reading: Callable[..., Any],
) -> None:
    async with reading(size=(80, 24)) as session:
        hints = session.screen.hints
        await session.press("s", *"levee")
        shown = hints.render_line(0).text
        assert all(word in shown for word in ("Enter search", "Tab complete", "Esc leave"))
        await session.press("f1")
        sheet = session.pilot.app.screen
        assert isinstance(sheet, HelpSheet)
        assert sheet.text.plain.startswith("What can be searched for")
        await session.press("escape")
        assert session.screen.is_typing
        await session.pilot.click(hints, offset=(shown.index("leave"), 0))
        await session.settled()
        assert not session.screen.is_typing
        assert "Enter read" in hints.render_line(0).text


async def test_the_only_term_is_dropped_as_the_others_are_and_ends_say_so(
    reading: Callable[..., Any],
) -> None:
    async with reading() as session:
        await session.press("s", *"zebra", "enter")
        assert session.screen.articles.placeholder.endswith("Backspace shows all")
        await session.press("backspace")
        assert session.screen.search_bar.text == ""
        assert len(session.screen.desk.results.numbers) == 3
        await session.press("backspace")
        assert "Nothing narrows the list" in session.status
        await session.press("K")
        assert "the first of the list" in session.status
        await session.press("G", "J")
        assert "the last of the list" in session.status


async def test_a_quote_is_searched_while_it_is_typed_and_what_is_missing_is_no_error(
    reading: Callable[..., Any],
) -> None:
    async with reading() as session:
        below = session.screen.search_bar._below
        await session.press("s", *'levee "harrow be')
        assert len(session.screen.desk.results.numbers) == 1
        await session.press("ctrl+u", *"levee OR")
        assert not below.is_problem
        assert "OR needs a word on both sides" in below.text
        await session.press("enter")
        assert below.is_problem


async def test_keys_typed_into_the_filter_of_the_help_sheet_are_letters(make_reader: Make) -> None:
    async with running(make_reader()) as (_, pilot):
        await pilot.press("question_mark", "slash", *"dug")
        await pilot.pause()
        assert pilot.app.screen.query_one(Input).value == "dug"


async def test_a_key_typed_into_the_search_is_no_command(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "slash", *"qQ?")
        assert pilot.app.is_running
        assert screen.search_bar.text == "qQ?"


async def test_q_quits_at_the_root(make_reader: Make) -> None:
    async with make_reader().run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("q")
    assert pilot.app.return_code == 0


@pytest.mark.parametrize(
    "keys",
    [
        ("tab", "V", "w", "ctrl+c"),
        ("tab", "V", "ctrl+c"),
        ("question_mark",),
        ("slash", "a"),
        ("colon",),
        ("a", "b"),
    ],
)
async def test_ctrl_c_ends_it_whatever_is_selected_or_asked(
    make_reader: Make, keys: tuple[str, ...]
) -> None:
    async with running(make_reader()) as (_, pilot):
        await pilot.press(*keys)
        await pilot.pause(0.2)  # what is asked comes when it was looked up
        await pilot.press("ctrl+c")
        for _ in range(100):
            if pilot.app.return_code is not None:
                break
            await asyncio.sleep(0.02)
        code = pilot.app.return_code
        pilot.app.exit(0)  # also what has not ended
    assert code == 130


async def test_ctrl_c_copies_what_is_selected_in_a_report(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "tab", "V", "w", "ctrl+c")
        assert pilot.app.is_running
        assert "the selection" in status_of(screen)
        await press(pilot, "g", "V", "w", "ctrl+c")  # the same again
        assert pilot.app.is_running


async def test_ctrl_c_copies_what_is_selected_where_one_writes(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "slash", *"flood", "shift+left", "shift+left", "ctrl+c")
        assert pilot.app.is_running
        assert (pilot.app.clipboard, screen.search_bar.text) == ("od", "flood")


async def test_keys_do_no_harm_before_there_is_a_library(make_reader: Make, tmp_path: Path) -> None:
    make_reader()
    async with running(Reader(tmp_path / "reports", tmp_path / "elsewhere")) as (screen, pilot):
        await press(pilot, "S", "s", "a", "backspace", "enter", "n", "e", "asterisk", "J", "i")
        assert pilot.app.is_running
        assert screen.articles.count == 0


async def test_a_report_that_is_gone_is_said_to_be_gone(
    make_reader: Make, rebuild: Callable[..., None], tmp_path: Path
) -> None:
    async with running(make_reader()) as (screen, pilot):
        (tmp_path / "reports" / "2020-01-07 inquiry.txt").unlink()
        rebuild()
        await press(pilot, "J")
        assert "no longer in the collection" in status_of(screen)


async def test_a_changed_report_is_shown_as_it_is_now(
    make_reader: Make, rebuild: Callable[..., None], tmp_path: Path
) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "j")
        path = tmp_path / "reports" / "2020-01-07 inquiry.txt"
        path.write_text("Inquiry called off\n\nMargaret Okafor said so.\n", "utf-8")
        rebuild()
        await screen.see_what_is_new()
        await settled(pilot)
        assert screen.desk.report is not None
        assert screen.desk.report.article.title == "Inquiry called off"
        assert screen.row == 1
        pane = screen.reading
        page = "".join(pane.render_line(y).text for y in range(pane.size.height))
        assert "Margaret Okafor said so." in page
        assert "wants to know" not in page


async def test_late_news_of_a_row_that_was_left_moves_nothing(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        screen.articles.post_message(ArticleList.Highlighted(1))
        await settled(pilot)
        assert (screen.articles.cursor, screen.desk.row) == (0, 0)


async def test_news_stay_when_the_list_comes_after_them_and_go_with_the_report(
    make_reader: Make,
) -> None:
    async with running(make_reader()) as (screen, pilot):
        screen.desk.put_away()
        screen.status_line.tell("1 added")
        await screen.open_row(0)
        assert screen.desk.report is not None
        assert "1 added" in status_of(screen)
        screen.desk.is_stale = True
        await screen.open_row(0)
        assert "1 added" in status_of(screen)
        await press(pilot, "j")
        assert "1 added" not in status_of(screen)


async def test_a_library_built_anew_keeps_the_report_and_the_trace(
    make_reader: Make, rebuild: Callable[..., None], tmp_path: Path
) -> None:
    """Numbers and ids are others then; what is read and whom one follows are not."""
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "j", "tab", "asterisk")
        new = "Aaron Abel opens fair\n\nAaron Abel opened it. Bella Braun came.\n"
        (tmp_path / "reports" / "2019-01-01 fair.txt").write_text(new, "utf-8")
        rebuild(anew=True)
        await screen.see_what_is_new()
        await settled(pilot)
        assert screen.desk.report is not None
        assert screen.desk.report.article.title == "Inquiry into levee announced"
        assert "Margaret Okafor: mention" in status_of(screen)


async def test_back_leads_to_what_was_read_also_once_a_library_was_built_anew(
    make_reader: Make, rebuild: Callable[..., None]
) -> None:
    async with running(make_reader()) as (screen, pilot):
        for row in (2, 1):
            await screen.desk.keeper.has_read(screen.desk.results.numbers[row], "")
        rebuild(anew=True)
        await screen.see_what_is_new()
        await settled(pilot)
        await press(pilot, "H")
        assert screen.row == 2


async def test_a_library_that_is_deleted_leaves_what_is_open(
    make_reader: Make, tmp_path: Path
) -> None:
    async with running(make_reader()) as (screen, pilot):
        shutil.rmtree(tmp_path / "libraries")
        await screen.see_what_is_new()
        await press(pilot, "j")
        assert pilot.app.is_running
        assert screen.row == 1


async def test_a_library_deleted_and_built_again_is_noticed(
    make_reader: Make, rebuild: Callable[..., None], tmp_path: Path
) -> None:
    async with running(make_reader()) as (screen, pilot):
        shutil.rmtree(tmp_path / "libraries")
        assert not await screen.desk.is_behind()
        rebuild()
        assert await screen.desk.is_behind()
        await screen.see_what_is_new()
        await settled(pilot)
        assert not await screen.desk.is_behind()


async def test_reports_are_marked_by_number_so_that_another_list_keeps_the_marks(
    make_reader: Make,
) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "2", "M")
        first, second = screen.desk.results.numbers[:2]
        assert screen.desk.marked_numbers() == [first, second]
        assert screen.articles.cursor == 2
        await press(pilot, "S", "S", "S")
        assert set(screen.desk.marked_numbers()) == {first, second}
        await press(pilot, "escape")
        assert screen.desk.marked_numbers() == []


async def test_all_reports_are_marked_and_unmarked_by_one_key(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "T")
        assert screen.desk.marked_numbers() == list(screen.desk.results.numbers)
        await press(pilot, "T")
        assert screen.desk.marked_numbers() == []


async def test_a_jump_remembers_the_place_that_it_led_away_from(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "j", "tab", "asterisk")
        number, place = screen.desk.results.numbers[1], screen.reading.reading_offset
        await press(pilot, "2", "e")
        assert screen.desk.memory.came_from == (number, place)
        assert (screen.desk.report and screen.desk.report.number) != number


async def test_a_count_is_for_the_next_key_alone(make_reader: Make) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "2", "i", "i", "h", "j")
        assert screen.articles.cursor == 1
        await press(pilot, "k", "1", "0", "j")
        assert screen.articles.cursor == 2


async def test_a_report_is_read_from_the_first_hit_on_and_one_without_from_its_headline(
    make_reader: Make,
) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "enter")
        assert screen.reading.current is None
        await press(pilot, "s", *"spring", "enter")
        await press(pilot, "enter")
        assert screen.pane is Pane.READING
        report, current = screen.desk.report, screen.reading.current
        assert report is not None
        assert current is not None
        assert report.article.text[slice(*current)] == "spring"


@pytest.mark.parametrize("begin", ["s", "i", "tab"])
async def test_keys_typed_ahead_of_a_slow_screen_are_no_letters_of_what_was_entered(
    make_reader: Make, begin: str
) -> None:
    async with running(make_reader()) as (screen, pilot):
        await press(pilot, "G", begin, *(["slash"] if begin != "s" else []), *"okafor")
        for key in ("enter", "x", "question_mark"):  # none waits for what the one before it does
            pilot.app.post_message(Key(key, {"enter": "\r", "x": "x"}.get(key, "?")))
        await pilot.pause(0.1)
        await pilot.press("escape")
        await settled(pilot)
        assert {one.value for one in screen.query(Input)} == {"okafor", ""}
        assert not screen.is_typing


async def test_leaving_the_reader_during_a_search_is_no_error(
    make_reader: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = asyncio.Event()

    async def unanswered(*_: object, **__: object) -> None:
        await left.wait()
        raise SearchUnavailable("the search process was closed")

    async with running(make_reader()) as (screen, pilot):
        close = screen.desk.close

        async def closing() -> None:
            left.set()
            await asyncio.sleep(0.05)
            await close()

        monkeypatch.setattr(screen.desk, "search", unanswered)
        monkeypatch.setattr(screen.desk, "close", closing)
        await pilot.press("s", *"levee", "enter")
    assert left.is_set()


async def test_a_key_that_does_nothing_says_which_one_does(reading: Callable[..., Any]) -> None:
    async with reading() as session:
        for pane in Pane:
            session.screen.enter(pane)
            await session.press("right_curly_bracket")
            assert session.status.startswith(" } does nothing here (d: half a page down)")
            await session.press("0")
            assert session.status.startswith(" 0 does nothing here · ? lists the keys")
        await session.press("3", "at", "escape")
        assert not session.screen.is_counting


async def test_a_key_that_does_nothing_is_a_letter_where_one_types(
    reading: Callable[..., Any],
) -> None:
    async with reading() as session:
        await session.press("s", "right_curly_bracket", "f2")
        assert session.screen.search_bar.text == "}"
        assert "does nothing" not in session.status


async def test_where_there_is_nothing_to_go_back_from_that_is_said(
    reading: Callable[..., Any],
) -> None:
    async with reading() as session:
        await session.press("escape")
        assert session.status.startswith(" Nothing to go back from · q quits")
        await session.press("s", *"levee", "enter", "escape")
        assert "Nothing to go back from · Backspace brings all reports" in session.status


async def test_it_is_said_whether_furniture_is_folded(reading: Callable[..., Any]) -> None:
    async with reading() as session:
        await session.press("F")
        assert "Page furniture is shown" in session.status
        await session.press("F")
        assert "Page furniture is folded" in session.status


async def test_a_command_without_a_key_is_listed_with_the_way_to_it(make_reader: Make) -> None:
    async with make_reader().run_test(size=(120, 40)) as pilot:
        await press(pilot, "question_mark")
        words = " ".join(pilot.app.screen.text.plain.split())
        assert "Ctrl-p by name The date of marked reports" in words


async def test_an_answer_to_one_key_goes_with_the_next_one_or_a_click(
    reading: Callable[..., Any],
) -> None:
    async with reading() as session:
        await session.press("n")
        assert "No hits: type a word" in session.status
        await session.press("tab")
        assert session.status.startswith(" 1/3 articles")
        await session.press("n")
        await session.pilot.click(ArticleList, offset=(10, 6))
        assert session.status.startswith(" 1/3 articles")
