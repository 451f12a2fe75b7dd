"""A list over the panes: any number of rows, of any number of lines."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.pilot import Pilot

from tui.widgets.row_list import RowList
from tui.widgets.styled_rows import StyledRows

SHORT = [Content("one"), Content("two\n  and more of it"), Content("three")]
LONG = [Content(f"Report {number}\n  " + "what it says of that " * 4) for number in range(3000)]


class Shown(App[None]):
    """A list, and what was chosen of it."""

    def __init__(self, rows: Sequence[Content], cursor: int) -> None:
        super().__init__()
        self.list = RowList(rows, cursor, "Nothing here")
        self.chosen: list[int] = []

    def compose(self) -> ComposeResult:
        yield self.list

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        self.chosen.append(event.index)


@asynccontextmanager
async def showing(
    rows: Sequence[Content], cursor: int = 0, size: tuple[int, int] = (40, 10)
) -> AsyncIterator[tuple[Pilot[None], Shown]]:
    app = Shown(rows, cursor)
    async with app.run_test(size=size) as pilot:
        app.list.focus()
        await pilot.pause()
        yield pilot, app


async def laid_out(rows: RowList) -> None:
    """Wait until the first of these rows are."""
    while not rows.virtual_size.height:  # noqa: ASYNC110  nothing tells of it
        await asyncio.sleep(0)


def lines(app: Shown) -> list[str]:
    return [app.list.render_line(y).text.rstrip() for y in range(app.list.size.height)]


async def test_rows_are_shown_with_all_their_lines_and_a_bar_before_one() -> None:
    async with showing(SHORT, cursor=1) as (_, app):
        assert lines(app)[:5] == [" one", "▌two", "▌  and more of it", " three", ""]


async def test_a_row_that_is_too_long_goes_on_indented() -> None:
    async with showing([Content("The levee broke before dawn")], size=(16, 4)) as (_, app):
        assert lines(app)[:3] == ["▌The levee", "▌  broke", "▌  before dawn"]


async def test_styles_of_a_row_are_kept_under_the_cursor_and_nothing_is_markup() -> None:
    row = Content.assemble(("bold [red]", "bold"), (" dim", "dim"))
    async with showing([row, row]) as (_, app):
        for y in (0, 1):
            styled = {one.text: one.style for one in app.list.render_line(y) if one.style}
            assert styled["bold [red]"].bold
            assert styled[" dim"].dim is (y == 1)  # under the cursor it could not be read


@pytest.mark.parametrize(
    ("keys", "cursor"),
    [
        ("j", 1),
        ("down down", 2),
        ("j j j", 0),
        ("k", 2),
        ("G", 2),
        ("G g", 0),
        ("end home", 0),
        ("space", 2),
        ("pagedown b", 0),
        ("ctrl+f", 2),
        ("ctrl+f ctrl+b", 0),
    ],
)
async def test_keys_move_the_cursor(keys: str, cursor: int) -> None:
    async with showing(SHORT) as (pilot, app):
        await pilot.press(*keys.split())
        assert app.list.cursor == cursor


async def test_enter_chooses_and_a_click_where_the_cursor_is() -> None:
    async with showing(SHORT) as (pilot, app):
        await pilot.press("j", "enter")
        await pilot.click(app.list, offset=(4, 3))
        assert (app.chosen, app.list.cursor) == ([1], 2)
        await pilot.click(app.list, offset=(4, 3))
        assert app.chosen == [1, 2]


async def test_without_a_row_it_says_so_and_nothing_is_chosen() -> None:
    async with showing([]) as (pilot, app):
        assert "Nothing here" in "".join(lines(app))
        await pilot.press("j", "k", "G", "space", "enter")
        assert app.chosen == []


async def test_a_page_is_a_screen_of_lines_however_many_a_row_takes() -> None:
    async with showing(LONG) as (pilot, app):
        before = app.list.lines_of(0)
        await pilot.press("space")
        assert app.list.index_at(app.list.size.height) == app.list.cursor
        assert len(before) * app.list.cursor <= app.list.size.height


async def test_half_a_page_is_half_as_many_lines() -> None:
    async with showing(LONG, size=(40, 40)) as (pilot, app):
        await pilot.press("ctrl+d")
        half = app.list.cursor
        await pilot.press("ctrl+u", "space")
        assert 0 < half < app.list.cursor <= 2 * half + 1


async def test_the_end_is_gone_to_also_before_all_is_laid_out() -> None:
    async with showing(LONG[:1]) as (pilot, app):
        more = RowList(LONG, 2, "")
        await app.mount(more)
        more.focus()
        await laid_out(more)
        assert more.index_at(more.virtual_size.height - 1) != len(LONG) - 1
        more.action_end(1)
        assert more.cursor < len(LONG) - 1
        await pilot.app.workers.wait_for_complete()
        assert more.cursor == len(LONG) - 1
        assert more.lines_of(more.cursor).stop == more.virtual_size.height


async def test_who_moves_on_meanwhile_is_not_taken_to_the_end() -> None:
    async with showing(LONG[:1]) as (pilot, app):
        more = RowList(LONG, 2, "")
        await app.mount(more)
        await laid_out(more)
        more.action_end(1)
        more.action_end(-1)
        await pilot.app.workers.wait_for_complete()
        assert more.cursor == 0


async def test_a_list_that_begins_far_down_lays_out_what_is_before_in_steps_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps: list[int] = []
    lay_out = StyledRows.lay_out

    def counted(rows: StyledRows, more: int) -> None:
        steps.append(more)
        lay_out(rows, more)

    monkeypatch.setattr(StyledRows, "lay_out", counted)
    async with showing(LONG, cursor=2900) as (pilot, app):
        while not app.list.laid.is_whole:
            await pilot.pause()
        await pilot.pause()
        assert max(steps) <= 110
        assert app.list.cursor == 2900
        assert any(line.startswith("▌Report 2900") for line in lines(app))


async def test_the_cursor_stays_on_its_row_and_in_sight_at_another_width() -> None:
    async with showing(LONG, cursor=700, size=(80, 10)) as (pilot, app):
        await pilot.resize_terminal(30, 10)
        await pilot.pause()
        assert app.list.cursor == 700
        assert any(line.startswith("▌Report 700") for line in lines(app))
