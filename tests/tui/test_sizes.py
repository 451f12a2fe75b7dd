"""The reader at every size of a terminal, down to one cell."""

from collections.abc import Callable
from typing import Any

import pytest
from textual import events
from textual.geometry import Size
from textual.widgets._toast import Toast

from tui.app import Reader
from tui.commands.table import COMMANDS
from tui.widgets.search_bar import _Below
from tui.widgets.status_line import StatusLine
from tui.widgets.styled_text import StyledText

Reading = Callable[..., Any]
KEYS = (
    "j", "enter", "asterisk", "e", "i", "I", "i", "slash", "l", "enter", "n", "ampersand", "V", "j",
    "escape", "escape", "f", "a", "w", "S", "q", "z", "z", "question_mark", "escape", "equals_sign",
    "escape", "A", "escape", "M", "T", "S", "J", "K", "H",
)  # fmt: skip


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (20, 5), (40, 10), (99, 15), (160, 16)])
async def test_every_key_works_at_every_size(reading: Reading, size: tuple[int, int]) -> None:
    async with reading(size=size) as session:
        for key in KEYS:
            await session.pilot.press(key)
        await session.settled()
        assert session.pilot.app.return_code is None


async def test_text_and_status_line_are_all_that_a_low_terminal_shows(reading: Reading) -> None:
    async with reading(size=(40, 10)) as session:
        await session.press("G", "enter")
        screen = session.screen
        assert screen.reading.size.height == 9
        assert screen.status_line.region.y == 9
        assert "The levee broke before dawn" in session.page


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (200, 60)])
async def test_what_is_told_by_itself_leaves_the_lines_at_the_bottom_free(
    make_reader: Callable[..., Reader], size: tuple[int, int]
) -> None:
    async with make_reader().run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        for told in ("keys: there is no command 'zenn'", "k is 'move.down' now"):
            pilot.app.notify(told, markup=False, timeout=100)
        await pilot.pause()
        first, last = (one.region for one in pilot.app.screen.query(Toast))
        assert (first.height, last.height, last.y) == (1, 1, first.bottom)
        assert last.bottom == pilot.app.screen.query_one(StatusLine).region.y


async def test_in_a_low_terminal_too_it_is_said_what_is_wrong_with_a_query(
    reading: Reading,
) -> None:
    async with reading(size=(40, 10)) as session:
        bar = session.screen.search_bar
        await session.press("s", *"title:(", "enter")
        assert bar.region.height == 2
        assert "title:" in bar.query_one(_Below).render_line(0).text
        await session.press("enter")
        assert not bar.display  # a text has all of it
        await session.press("h", "s", *"levee", "enter")
        assert not bar.display


async def test_over_the_text_of_a_narrow_terminal_stands_which_report_it_is(
    reading: Reading,
) -> None:
    text = "Levee breaks at Harrow Bend\n\n" + "The levee broke before dawn.\n\n" * 40
    async with reading({"2020-01-05 levee.txt": text}, size=(80, 24)) as session:
        line = session.screen.title_line
        assert not line.display
        await session.press("enter")
        assert (line.display, line.region.y) == (True, 0)
        told = line.render_line(0).text
        assert "Levee" not in told  # its headline is in sight
        assert told.rstrip().endswith("%")
        await session.press("G")
        assert "Levee breaks at Harrow Bend · 2020-01-05" in line.render_line(0).text
        assert line.render_line(0).text.endswith("1/1 · 100 % ")
        for size in ((120, 40), (40, 10)):
            await session.pilot.resize_terminal(*size)
            await session.settled()
            assert not line.display


async def test_in_a_low_terminal_the_entities_have_the_place_of_the_text(
    reading: Reading,
) -> None:
    async with reading(size=(40, 10)) as session:
        screen = session.screen
        await session.press("G", "enter", "i")
        assert screen.entities.size.height == 9
        assert not screen.reading.display
        await session.press("enter")
        assert screen.reading.size.height == 9
        assert session.lit == screen.desk.trace.entity.name


async def test_in_a_narrow_terminal_a_selection_begins_in_a_text_that_was_not_seen_yet(
    reading: Reading,
) -> None:
    async with reading(size=(80, 24)) as session:
        await session.press("V", "w")
        selected = session.screen.reading.selected
        assert selected is not None
        assert selected.end - selected.start > 1
        assert f"{selected.end - selected.start} characters selected" in session.status


async def test_in_a_narrow_terminal_what_a_key_does_goes_on_further_in(reading: Reading) -> None:
    async with reading(size=(40, 24)) as session:
        await session.press("question_mark")
        text = session.pilot.app.screen.query_one(StyledText)
        lines = ["".join(one.text for one in text.line(y)) for y in range(text.laid.height)]
        headings = {command.group for command in COMMANDS}
        headings |= {"What can be searched for", "In other panes"}
        at = next(at for at, line in enumerate(lines) if line.endswith("Next row, or"))
        assert lines[at + 1].rstrip() == f"{' ' * lines[at].index('Next')}one line down"
        assert {line for line in lines if line[:1].strip()} <= headings


async def test_the_place_is_kept_to_the_character_while_the_terminal_is_resized(
    reading: Reading,
) -> None:
    async with reading() as session:
        await session.press("G", "tab", "slash", *"denied", "enter")
        place = session.screen.reading.reading_offset
        for size in ((40, 10), (200, 60), (1, 1), (80, 24), (120, 40)):
            await session.pilot.resize_terminal(*size)
            await session.settled()
        assert session.screen.reading.reading_offset == place
        assert session.lit == "denied"


async def test_a_size_that_is_told_late_is_not_followed(reading: Reading) -> None:
    async with reading() as session:
        await session.pilot.resize_terminal(101, 31)
        await session.settled()
        late = Size(100, 30)
        session.screen.post_message(events.Resize(late, late))
        await session.settled()
        assert session.screen.outer_size == (101, 31)


async def test_the_hit_that_is_shown_is_the_one_that_is_counted_in_a_narrow_terminal(
    reading: Reading,
) -> None:
    async with reading(size=(80, 24)) as session:
        await session.press("s", *"levee", "enter")
        assert "hit 0/2 here" in session.status  # the text is not seen yet
        await session.press("enter")
        assert (session.lit, "hit 1/2 here" in session.status) == ("levee", True)


LONG = "Title of it\n\n" + "\n\n".join(
    f"Paragraph {n}: " + ("the council of 联合国安理会 met قرب الرقة and went on " * 6)
    for n in range(60)
)


@pytest.mark.parametrize("start", [(120, 40), (80, 24)])
async def test_a_place_in_mid_text_is_on_the_top_line_at_every_size_and_the_same_afterwards(
    reading: Reading, start: tuple[int, int]
) -> None:
    async with reading({"2020-01-01 long.txt": LONG}, size=start) as session:
        await session.press("enter", "space", "space", "j", "j", "j")
        pane = session.screen.reading
        place, word = pane.reading_offset, pane._rows.text_of(pane.scroll_offset.y)
        assert place > 500
        for size in ((40, 10), (200, 60), (100, 30), (20, 5), (80, 24), (160, 50), (3, 3), start):
            await session.pilot.resize_terminal(*size)
            await session.settled()
            assert pane.reading_offset == place
            top = pane.scroll_offset.y
            if top < pane.max_scroll_y:
                assert pane._rows.row_of(place) == top
        assert pane._rows.text_of(pane.scroll_offset.y) == word


async def test_the_cursors_of_list_and_entities_stay_in_sight_while_the_terminal_is_resized(
    reading: Reading,
) -> None:
    reports = {
        f"2020-01-{n:02} r.txt": f"Report {n}\n\nRain fell on day {n}." for n in range(1, 30)
    }
    async with reading(reports) as session:
        articles = session.screen.articles
        await session.press("G", "k", "k")
        for size in ((40, 10), (200, 60), (80, 24), (100, 20), (120, 40)):
            await session.pilot.resize_terminal(*size)
            await session.settled()
            assert articles.cursor == 26
            assert articles.scroll_offset.y <= 26 < articles.scroll_offset.y + articles.size.height
