"""Everything with the mouse alone: menus at the pointer, buttons of what asks."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import Input, OptionList, TextArea

from tui.commands.command import Pane
from tui.commands.menu import OFFERED
from tui.commands.table import BY_ID
from tui.dialogs.choose import Choose
from tui.dialogs.listing import Listing
from tui.dialogs.menu import Menu
from tui.dialogs.note import NoteEditor
from tui.widgets.line_pane import RIGHT
from tui.widgets.row_list import RowList
from tui.widgets.status_line import KeyHints, StatusLine
from tui.widgets.words import Words

Reading = Callable[..., Any]


class Mouse:
    """A hand that has nothing but a mouse."""

    def __init__(self, session: Any) -> None:  # noqa: ANN401  the session of conftest.py
        self._session = session

    @property
    def over(self) -> Any:  # noqa: ANN401  whatever screen there is
        """The screen on top."""
        return self._session.pilot.app.screen

    async def click(self, widget: Widget, x: int, y: int, *, button: int = 1) -> None:
        await self._session.pilot.click(widget, offset=(x, y), button=button)
        await self._session.settled()

    async def ask(self, widget: Widget, x: int, y: int) -> list[str]:
        """Use the right button; what is offered."""
        await self.click(widget, x, y, button=RIGHT)
        assert isinstance(self.over, Menu)
        return [command.id for command in self.over._commands]

    async def choose(self, id_: str) -> None:
        """Click a row of the menu."""
        assert isinstance(self.over, Menu)
        row = [command.id for command in self.over._commands].index(id_)
        await self.click(self.over.query_one(OptionList), 4, row + 1)

    async def press(self, name: str) -> None:
        """Click one of the keys that are shown."""
        keys = self.over.query_one(KeyHints)
        await self.click(keys, keys.render_line(0).text.index(name), 0)

    async def on_text(self, words: str, *, button: int = RIGHT) -> None:
        """Click words in the open text."""
        pane = self._session.screen.reading
        lines = [pane.render_line(y).text for y in range(pane.size.height)]
        y = next(y for y, line in enumerate(lines) if words in line)
        await self.click(pane, lines[y].index(words) + 1, y, button=button)


def test_a_menu_offers_commands_that_there_are_and_all_others_at_its_end() -> None:
    for ids in OFFERED.values():
        assert len(set(ids)) == len(ids)
        assert set(ids) <= set(BY_ID)
        assert ids[-1] == "palette"


async def test_many_clicks_in_a_row_do_what_as_many_keys_do_and_select_nothing(
    reading: Reading,
) -> None:
    async with reading() as session:
        screen = session.screen
        await session.press("G", "tab", "asterisk")
        key = screen.hints.render_line(0).text.index("mention")
        for there in (screen.hints, screen.articles):
            await session.pilot.click(there, offset=(key, 0), times=4)
            await session.settled()
            assert not screen.selections


async def test_the_map_is_dragged_along_and_nothing_is_selected(reading: Reading) -> None:
    text = "Levee breaks\n\n" + "\n\n".join(f"Paragraph {n} of it." for n in range(200))
    async with reading({"long.txt": text}) as session:
        pane, pilot = session.screen.reading, session.pilot
        right, tops = pane.size.width - 1, []
        await pilot.mouse_down(pane, offset=(right, 3))
        for y in (10, 20, 25):
            await pilot.hover(pane, offset=(right - 5, y))
            tops.append(pane.scroll_offset.y)
        await pilot.mouse_up(pane, offset=(right - 5, 25))
        assert tops == sorted(set(tops))
        assert tops[0] > 0
        assert not session.screen.selections
        await pilot.hover(pane, offset=(right - 5, 3))
        assert pane.scroll_offset.y == tops[-1]


async def test_a_click_on_the_row_of_the_cursor_opens_its_text_where_there_is_room_for_one_pane(
    reading: Reading,
) -> None:
    async with reading(size=(80, 24)) as session:
        await session.press("slash", *"levee", "enter")
        await Mouse(session).click(session.screen.articles, 20, 0)
        assert session.screen.pane is Pane.READING
        assert "Governor Margaret Okafor wants to know" in session.page


@pytest.mark.parametrize(("size", "is_read"), [((80, 24), True), ((120, 40), False)])
async def test_a_click_on_another_row_reads_that_where_there_is_room_for_one_pane(
    reading: Reading, size: tuple[int, int], is_read: bool
) -> None:
    async with reading(size=size) as session:
        await Mouse(session).click(session.screen.articles, 20, 2)
        assert session.screen.desk.row == 2
        assert (session.screen.pane is Pane.READING) == is_read


async def test_two_clicks_select_a_word_and_three_a_paragraph(reading: Reading) -> None:
    async with reading() as session:
        pane = session.screen.reading
        await session.press("G", "tab")
        lines = [pane.render_line(y).text for y in range(pane.size.height)]
        y = next(y for y, line in enumerate(lines) if "blamed" in line)
        at = (lines[y].index("blamed") + 2, y)
        for times, begins, ends in ((2, "blamed", "blamed"), (3, "Margaret", "denied it.")):
            await session.pilot.click(pane, offset=at, times=times)
            await session.settled()
            selected = session.screen.get_selected_text()
            assert (selected.startswith(begins), selected.endswith(ends)) == (True, True)
            assert "\n" not in selected


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (30, 10)])
async def test_a_menu_lies_within_the_screen(reading: Reading, size: tuple[int, int]) -> None:
    async with reading(size=size) as session:
        mouse = Mouse(session)
        articles = session.screen.articles
        if not articles.display:
            pytest.skip("no list in a terminal this small")
        await mouse.ask(articles, min(articles.size.width, size[0]) - 1, 1)
        region = mouse.over.query_one(OptionList).region
        assert mouse.over.region.contains_region(region)
        assert region.width > 10
        await mouse.click(mouse.over, 0, size[1] - 1)
        assert mouse.over is session.screen


async def test_by_its_key_a_menu_opens_at_what_one_is_on_and_does_not_hide_it(
    reading: Reading,
) -> None:
    async with reading(size=(80, 24)) as session:
        mouse, screen = Mouse(session), session.screen

        async def menu() -> Region:
            await session.press("f10")
            region = mouse.over.query_one(OptionList).region
            await session.press("escape")
            return region

        await session.press("j")
        row = screen.articles.place
        assert row.y == 3  # below the search bar and the first row
        assert (await menu()).y == row.bottom
        await session.press("G", "enter", "asterisk")
        name = screen.reading.place
        x, y = name.offset - screen.reading.region.offset
        assert session.page.splitlines()[y][x:].startswith(session.lit)
        shown = await menu()
        assert (shown.x, shown.y) == (name.x, name.bottom)
        await session.press("i")
        row = screen.entities.place
        assert row.y > 12
        assert (await menu()).bottom == row.y


async def test_from_the_line_that_says_where_one_is_a_menu_opens_under_the_pointer(
    reading: Reading,
) -> None:
    async with reading(size=(80, 24)) as session:
        mouse = Mouse(session)
        await mouse.click(session.screen.status_line, 30, 0)
        assert mouse.over.query_one(OptionList).region.x == 30


async def test_a_menu_on_a_row_that_was_rolled_out_of_sight_lies_within_the_screen(
    reading: Reading,
) -> None:
    reports = {f"{number:02}.txt": f"Report {number}\n\nIt is dry." for number in range(60)}
    async with reading(reports, size=(80, 24)) as session:
        mouse, articles = Mouse(session), session.screen.articles
        for row, top in ((0, 30), (59, 0)):
            articles.move_to(row)
            articles.jump(top)
            await session.press("f10")
            assert mouse.over.region.contains_region(mouse.over.query_one(OptionList).region)
            await session.press("escape")


@pytest.mark.parametrize("size", [(80, 24), (30, 10)])
async def test_each_command_of_a_menu_stands_on_one_line_with_its_key(
    reading: Reading, size: tuple[int, int]
) -> None:
    async with reading(size=size) as session:
        mouse = Mouse(session)
        await session.press("f10")
        options = mouse.over.query_one(OptionList)
        lines = [options.render_line(y).text for y in range(options.size.height)]
        assert [line.split()[0] for line in lines[:4]] == ["Open", "Read", "Star", "Tag"]
        assert [line.split()[-1] for line in lines[:4]] == ["Enter", "r", "p", "t"]


async def test_a_report_is_tagged_and_noted_from_its_row(reading: Reading) -> None:
    async with reading() as session:
        mouse, screen = Mouse(session), session.screen
        await mouse.ask(screen.articles, 20, 1)
        assert screen.desk.report.number == screen.desk.results.numbers[1]
        assert "Inquiry" in mouse.over.query_one(OptionList).border_title
        await mouse.choose("tag")
        await session.pilot.press(*"flood")
        await mouse.press("takes it")
        assert "+flood" in session.status
        await mouse.ask(screen.articles, 20, 0)
        await mouse.choose("tag")
        words, line = mouse.over.query_one(Words), mouse.over.query_one(Input)
        await mouse.click(words, 3, 0)
        assert line.value == "+flood "
        await mouse.click(words, 3, 0)
        assert line.value == ""
        await mouse.click(words, 3, 0)
        await mouse.press("takes it")
        assert screen.desk.notebook.of(screen.desk.report.number).tags == ("flood",)
        await mouse.ask(screen.articles, 20, 0)
        await mouse.choose("tag")
        await mouse.press("never mind")
        assert mouse.over is screen


async def test_a_note_is_written_or_not_by_what_is_clicked(reading: Reading) -> None:
    async with reading() as session:
        mouse, screen = Mouse(session), session.screen
        await mouse.ask(screen.articles, 20, 0)
        await mouse.choose("note")
        assert isinstance(mouse.over, NoteEditor)
        await mouse.press("closes")
        assert "No note was written" in session.status
        await mouse.ask(screen.articles, 20, 0)
        await mouse.choose("note")
        mouse.over.query_one(TextArea).text = "Ask the engineer"
        await session.settled()
        await mouse.press("keeps it")
        assert "Note kept: Ask the engineer" in session.status


async def test_a_name_in_the_text_is_taught_and_a_paragraph_clipped(reading: Reading) -> None:
    async with reading() as session:
        mouse, screen = Mouse(session), session.screen
        await session.press("G")
        top = screen.reading.scroll_offset.y
        await mouse.on_text("Northern River")
        assert screen.pane is Pane.READING
        assert screen.reading.scroll_offset.y == top
        assert mouse.over.query_one(OptionList).border_title == "Northern River Authority"
        await mouse.choose("teach.same")
        assert isinstance(mouse.over, Choose)
        options = mouse.over.query_one(OptionList)
        assert "Margaret Okafor" in options.render_line(0).text
        await mouse.click(options, 3, 0)
        await mouse.click(mouse.over.query_one(OptionList), 3, 2)  # only this mention
        assert "this 'Northern River Authority' here is Margaret Okafor" in session.status
        await mouse.click(screen.query_one(StatusLine), 3, 0)
        await mouse.choose("undo")
        assert "Undone" in session.status
        await mouse.on_text("before dawn")
        await mouse.choose("clip")
        assert "clip of" in session.status
        assert "levee broke" in session.status


async def test_what_is_selected_stays_selected_for_its_menu(reading: Reading) -> None:
    async with reading() as session:
        mouse, screen = Mouse(session), session.screen
        await session.press("G", "tab")
        at = screen.desk.report.article.text.index("lower town")
        screen.reading._select(at, at + len("lower town") - 1)
        await session.settled()
        await mouse.on_text("visit")
        assert screen.desk.report.article.text[slice(*screen.reading.selected)] == "lower town"
        await mouse.choose("teach.type")
        options = mouse.over.query_one(OptionList)
        rows = [options.render_line(y).text.strip() for y in range(4)]
        await mouse.click(options, 2, rows.index("place"))
        assert "lower town is a place" in session.status
        screen.reading._select(at, at + 4)
        await session.settled()
        await mouse.click(screen.query_one(StatusLine), 3, 0)
        assert [one.id for one in mouse.over._commands][:1] == ["clip"]


async def test_a_search_is_saved_and_an_entity_judged_by_clicks(reading: Reading) -> None:
    async with reading() as session:
        mouse, screen = Mouse(session), session.screen
        await session.press("slash", *"levee", "enter", "G")
        await mouse.ask(screen.articles, 20, 1)
        await mouse.choose("searches")
        assert isinstance(mouse.over, Listing)
        await mouse.press("save")
        await mouse.press("takes it")
        assert isinstance(mouse.over, Listing)
        assert "levee" in mouse.over.query_one(RowList).render_line(0).text
        await mouse.press("close")
        assert mouse.over is screen
        offered = await mouse.ask(screen.entities._list, 5, 0)
        assert offered[0] == "open"
        name = screen.entities.row.name
        await mouse.choose("teach.none")
        assert f"{name} is no entity" in session.status


async def test_what_lies_over_the_panes_is_put_away_at_the_edge_that_says_so(
    reading: Reading,
) -> None:
    async with reading(size=(80, 24)) as session:
        mouse = Mouse(session)
        await session.press("question_mark")
        sheet = mouse.over.query_one(".sheet")
        await mouse.click(sheet, 40, 3)
        assert mouse.over is not session.screen
        await mouse.click(sheet, 70, sheet.region.height - 1)
        assert mouse.over is session.screen
