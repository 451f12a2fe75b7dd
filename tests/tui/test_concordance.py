"""The concordance: aligned, sorted, opened there, exported."""

import asyncio
import csv
import io
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.app import App, ComposeResult

from index.catalogue.store import Sort
from index.search.concordance import Line, Order, in_order
from tui.background.searching import Answer
from tui.commands.command import Pane
from tui.desk.arranging import SLICE, arranged
from tui.desk.desk import Desk
from tui.dialogs.concordance import ConcordanceScreen
from tui.dialogs.sheet import Sheet
from tui.outside.exporting import FORMATS, ExportRefused, concordance_table, export
from tui.page.cells import cut_start, cut_words, cut_words_start, display, width
from tui.page.fitting import Part
from tui.widgets.concordance_beside import ConcordanceBeside
from tui.widgets.concordance_list import ConcordanceList
from tui.widgets.concordance_title import ConcordanceTitle
from tui.widgets.status_line import KeyHints

Reading = Callable[..., Any]
LEFTS = (
    "They advanced on ",
    "联合国安理会就叙利亚局势举行紧急会议",
    "cafe\u0301 e\u0301te\u0301 na\u0308her an " * 5,
    "👩\u200d👩\u200d👧 🇸🇾 👍🏽 ",
    "הצבא התקרב אל ",
    "",
)


def line(left: str = "on ", key: str = "Raqqa", right: str = " today", **known: str | None) -> Line:
    fields: dict[str, Any] = {
        "number": 1,
        "id": "a",
        "title": "T",
        "date": "2017-03-24",
        "source": "AP",
    }
    return Line(
        **{**fields, "start": 0, "end": 5, "left": left, "key": key, "right": right, **known}
    )


class Alone(App[None]):
    def compose(self) -> ComposeResult:
        yield ConcordanceList()


@pytest.mark.parametrize("columns", [40, 80, 120, 200])
async def test_keys_stand_below_each_other_whatever_stands_before_them(columns: int) -> None:
    async with Alone().run_test(size=(columns, 10)) as pilot:
        pane = pilot.app.query_one(ConcordanceList)
        pane.show([line(left, "IS") for left in LEFTS])
        strips = [pane.render_line(y) for y in range(len(LEFTS))]
        assert {strip.cell_length for strip in strips} == {columns}
        places = {width(display(strip.text.partition("IS")[0])) for strip in strips}
        assert len(places) == 1


@pytest.mark.parametrize("columns", range(12))
@pytest.mark.parametrize("text", LEFTS)
def test_the_end_of_a_text_is_cut_to_fit_and_never_begins_with_half_a_letter(
    text: str, columns: int
) -> None:
    end = cut_start(display(text), columns)
    assert width(end) <= columns
    assert not end.lstrip("…").startswith(("\u0301", "\u0308"))


@pytest.mark.parametrize("columns", range(12))
@pytest.mark.parametrize("text", LEFTS)
def test_what_is_cut_between_words_fits_and_ends_with_a_whole_word_if_one_fits(
    text: str, columns: int
) -> None:
    shown = display(text)
    for cut in (cut_words(shown, columns), cut_words_start(shown, columns)):
        assert width(cut) <= columns
    assert cut_words("one two three", 8) == "one two…"
    assert cut_words("one two three", 7) == "one…"
    assert cut_words("considerable", 7) == "consid…"
    assert cut_words_start("one two three", 7) == "…three"
    assert cut_words_start("considerable", 7) == "…erable"
    assert cut_words("one", 3) == cut_words_start("one", 3) == "one"


async def test_ten_thousand_lines_scroll_and_only_those_on_the_screen_are_drawn() -> None:
    async with Alone().run_test(size=(80, 10)) as pilot:
        pane = pilot.app.query_one(ConcordanceList)
        pane.show([line(right=f" {at}") for at in range(10_000)])
        pane.to_end()
        await pilot.pause()
        assert " 9999" in pane.render_line(9).text
        pane.page(-1)
        assert pane.cursor == 9990


async def test_a_terminal_of_one_cell_is_no_problem() -> None:
    async with Alone().run_test(size=(1, 1)) as pilot:
        pane = pilot.app.query_one(ConcordanceList)
        pane.show([line(left) for left in LEFTS])
        assert pane.render_line(0).cell_length == 1


async def test_all_mentions_of_the_traced_entity_are_listed_and_one_is_read_there(
    reading: Reading,
) -> None:
    async with reading() as session:
        await session.press("G", "tab", "asterisk", "w")
        screen = session.pilot.app.screen
        assert isinstance(screen, ConcordanceScreen)
        await session.pilot.press("G", "enter")
        await session.settled()
        assert session.screen.pane is Pane.READING
        assert session.lit.startswith("Harrow")


async def test_hits_are_listed_where_nobody_is_traced_and_sorted_by_what_stands_beside(
    reading: Reading,
) -> None:
    async with reading() as session:
        await session.press("slash", *"levee", "enter", "w")
        screen = session.pilot.app.screen
        assert screen.lines.count == 4
        await session.pilot.press("S")
        lefts = [screen.lines._lines[at].by_left for at in range(4)]
        assert lefts == sorted(lefts)
        assert "sort: list [left] right" in screen.title_line.render_line(0).text
        await session.pilot.press("q")
        assert session.screen.is_current


async def test_a_concordance_asked_for_ahead_of_a_slow_search_is_of_what_that_finds(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = Desk.search

    async def slow(desk: Desk, text: str, *, live: bool) -> Answer | None:
        if text:
            await asyncio.sleep(0.3)
        return await search(desk, text, live=live)

    monkeypatch.setattr(Desk, "search", slow)
    async with reading() as session:
        await session.press("slash", *"levee", "enter", "w")
        screen = session.pilot.app.screen
        assert isinstance(screen, ConcordanceScreen)
        assert "levee: 4 lines" in screen.title_line.render_line(0).text
        assert "sort: [list] left" in screen.title_line.render_line(0).text


async def test_a_search_that_was_entered_is_not_lost_to_news_of_the_library(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as session:
        client = await session.screen.desk.searcher()
        search, is_entered, is_overtaken = client.search, asyncio.Event(), asyncio.Event()

        async def slow(text: str, sort: Sort, *, live: bool = True) -> Answer | None:
            if live:
                return None  # nothing is found while one types
            if not is_entered.is_set():
                is_entered.set()
                await is_overtaken.wait()
            else:
                is_overtaken.set()
                await asyncio.sleep(0.2)
            return await search(text, sort, live=live)

        monkeypatch.setattr(client, "search", slow)
        await session.pilot.press("slash", *"levee", "enter")
        session.screen.run_worker(session.screen.see_what_is_new())
        await session.press("w")
        assert isinstance(session.pilot.app.screen, ConcordanceScreen)


async def test_without_query_and_trace_there_is_nothing_to_list(reading: Reading) -> None:
    async with reading() as session:
        await session.press("w")
        assert "Nothing to list" in session.status


def test_a_file_says_by_its_ending_how_it_is_written(tmp_path: Path) -> None:
    lines = [line('said "we\tare" ', source="=1+1"), line("«", date=None)]
    rows = list(
        csv.DictReader(
            io.StringIO(export(concordance_table(lines), f"{tmp_path}/a.csv", FORMATS).read_text())
        )
    )
    assert [row["key"] for row in rows] == ["Raqqa", "Raqqa"]
    assert rows[0]["left"] == 'said "we\tare"'
    assert rows[0]["source"] == "'=1+1"
    tsv = list(
        csv.DictReader(
            io.StringIO(export(concordance_table(lines), f"{tmp_path}/a.tsv", FORMATS).read_text()),
            delimiter="\t",
        )
    )
    assert tsv == rows
    written = (
        export(concordance_table(lines), f"{tmp_path}/a.json", FORMATS).read_text().splitlines()
    )
    assert [json.loads(one)["source"] for one in written] == ["=1+1", "AP"]


def test_no_file_is_overwritten_and_no_other_ending_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("mine")
    for name in (
        str(path),
        f"{tmp_path}/a.txt",
        f"{tmp_path}/no/such/a.csv",
        "a\0.csv",
        "~nobody?/a.csv",
    ):
        with pytest.raises(ExportRefused):
            export(concordance_table([line()]), name, FORMATS)
    assert path.read_text() == "mine"


async def test_the_lines_are_exported_in_the_order_shown(
    reading: Reading, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with reading() as session:
        await session.press("slash", *"levee", "enter", "w", "S", "S", "x")
        await session.press("enter")
        screen = session.pilot.app.screen
        rows = list(
            csv.DictReader(io.StringIO((tmp_path / "lines.tsv").read_text()), delimiter="\t")
        )
        shown = [one.right.strip() for one in screen.lines._lines]
        assert [row["right"] for row in rows] == shown
        assert "4 lines written to" in screen.status_line.render_line(0).text


async def test_the_keys_are_all_in_sight_at_eighty_columns_and_can_be_clicked(
    reading: Reading,
) -> None:
    async with reading(size=(80, 24)) as session:
        await session.press("slash", *"levee", "enter", "w")
        screen = session.pilot.app.screen
        keys = screen.query_one(KeyHints).render_line(0).text
        for key in ("Enter read", "/ filter", "S sort", "x export", "q back", "? help"):
            assert key in keys
        title = screen.title_line.render_line(0).text
        assert "levee: 4 lines" in title
        await session.pilot.click(ConcordanceTitle, offset=(title.index("right") + 1, 0))
        await session.settled()
        assert "[right]" in screen.title_line.render_line(0).text
        rights = [one.by_right for one in screen.lines._lines]
        assert rights == sorted(rights)
        await session.pilot.click(KeyHints, offset=(keys.index("q back") + 1, 0))
        await session.settled()
        assert session.screen.is_current


async def test_lines_are_filtered_by_words_and_escape_shows_all_of_them_again(
    reading: Reading, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with reading() as session:
        await session.press("slash", *"levee", "enter", "w")
        screen = session.pilot.app.screen
        await session.press("slash", *"INSPECTED")
        assert screen.lines.count == 2
        assert "2 of 4 lines" in screen.title_line.render_line(0).text
        await session.press("enter", "x", "enter")
        assert len((tmp_path / "lines.tsv").read_text().splitlines()) == 3
        await session.press("escape")
        assert screen.lines.count == 4
        await session.press("slash", *"zebra", "escape")
        assert screen.lines.count == 4
        await session.press("escape")
        assert session.screen.is_current


async def test_it_begins_at_the_line_that_one_stands_on(reading: Reading) -> None:
    async with reading() as session:
        await session.press("slash", *"levee", "enter", "n", "n", "n", "w")
        lines = session.pilot.app.screen.lines
        stood_on = session.screen.reading.current
        assert lines.cursor > 0
        assert (lines.line.start, lines.line.end) == tuple(stood_on)
        await session.press("g", "S")
        assert lines.cursor == 0
        await session.press("escape", "w")
        lines = session.pilot.app.screen.lines
        assert lines.line.start == stood_on.start


async def test_its_title_shortens_what_it_is_about_and_never_the_count() -> None:
    title = ConcordanceTitle()
    name = "Syrian Observatory for Human Rights"
    title.set_reactive(ConcordanceTitle.said, Part(f"{name}: 1,091 lines", names=(name,)))
    line = "".join(text for text, _ in title.stretches(80))
    assert line.startswith(" Syrian")
    assert "ights: 1,091 lines " in line


async def test_a_question_mark_shows_the_keys_of_the_concordance(reading: Reading) -> None:
    async with reading() as session:
        await session.press("slash", *"levee", "enter", "w", "question_mark")
        sheet = session.pilot.app.screen
        assert isinstance(sheet, Sheet)
        for does in ("Write the lines to a file", "The next order", "Next row"):
            assert does in sheet.text.plain


async def test_sorted_by_source_a_narrow_terminal_shows_the_source() -> None:
    async with Alone().run_test(size=(80, 10)) as pilot:
        pane = pilot.app.query_one(ConcordanceList)
        pane.show([line()])
        assert "2017-03-24" in pane.render_line(0).text
        pane.show([line()], order=Order.SOURCE)
        assert "AP" in pane.render_line(0).text


async def test_on_a_very_wide_terminal_the_mentions_stand_beside_the_text(reading: Reading) -> None:
    async with reading(size=(200, 60)) as session:
        assert not session.screen.query(ConcordanceBeside)
        await session.press("j", "tab", "asterisk")
        beside = session.screen.query_one(ConcordanceBeside)
        assert beside.display
        assert session.screen.entities.size.height > 20
        keys = [one.key for one in beside.lines._lines]
        assert keys == ["Margaret Okafor", "Okafor", "Margaret Okafor", "Okafor"]
        await session.press("e", "e")
        assert beside.lines.cursor == 2
        assert "Margaret Okafor" in beside.lines.render_line(2).text
        await session.pilot.click(beside.lines, offset=(5, 3))
        await session.pilot.click(beside.lines, offset=(5, 3))
        await session.settled()
        assert (session.lit, beside.lines.cursor) == ("Okafor", 3)
        assert session.screen.pane is Pane.READING
        await session.pilot.resize_terminal(120, 40)
        await session.settled()
        assert not beside.display
        await session.pilot.resize_terminal(200, 60)
        await session.settled()
        assert beside.display
        await session.press("escape")
        assert not beside.display


@pytest.mark.parametrize("order", list(Order))
async def test_any_number_of_lines_is_sorted_in_slices_as_they_would_be_at_once(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(4)
    lines = [
        line(by_left=f"{chance.random():.3}", by_right=chance.choice("abc"), source=f"{at % 7}",
             date=chance.choice((None, "2016", "2017-05")), start=at)
        for at in range(5 * SLICE)
    ]  # fmt: skip
    pauses, sleep = [], asyncio.sleep

    async def counted(seconds: float) -> None:
        pauses.append(seconds)
        await sleep(seconds)

    monkeypatch.setattr("tui.desk.arranging.asyncio.sleep", counted)
    assert await arranged(lines, order) == in_order(lines, order)
    assert len(pauses) >= (0 if order is Order.LIST else 9)
    assert await arranged([], order) == []


async def test_the_last_of_several_orders_is_the_one_that_stays(reading: Reading) -> None:
    async with reading() as session:
        await session.press("slash", *"levee", "enter", "w", "S", "S", "S")
        screen = session.pilot.app.screen
        dates = [one.date for one in screen.lines._lines]
        assert dates == sorted(dates)
        assert screen.lines._order is Order.DATE
