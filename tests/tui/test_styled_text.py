"""What a sheet over the panes shows: a text of any length."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.selection import Selection

from tui.dialogs.sheet import Sheet
from tui.widgets.styled_text import StyledText

LINES = [Content.assemble(f"file-{number}.pdf", ("  no text", "dim")) for number in range(3000)]


class Shown(App[None]):
    """A text and nothing else."""

    def __init__(self, lines: Sequence[Content]) -> None:
        super().__init__()
        self.text = StyledText(lines)

    def compose(self) -> ComposeResult:
        yield self.text


@asynccontextmanager
async def showing(lines: Sequence[Content]) -> AsyncIterator[tuple[Pilot[None], StyledText]]:
    app = Shown(lines)
    async with app.run_test(size=(30, 6)) as pilot:
        await pilot.pause()
        yield pilot, app.text


def screen(text: StyledText) -> list[str]:
    return [text.render_line(y).text.rstrip() for y in range(text.size.height)]


async def test_lines_are_wrapped_and_what_is_in_them_is_no_markup() -> None:
    lines = [Content("[red]one"), Content(""), Content("a line of this that is too long for it")]
    async with showing(lines) as (_, text):
        assert screen(text)[:4] == ["[red]one", "", "a line of this that is", "  too long for it"]


async def test_styles_are_kept() -> None:
    async with showing(LINES) as (_, text):
        styles = {one.text: one.style for one in text.render_line(0) if one.style}
        assert styles["  no text"].dim
        assert not styles["file-0.pdf"].dim


async def test_the_end_is_gone_to_also_before_all_is_laid_out() -> None:
    async with showing(LINES[:1]) as (pilot, text):
        text.show(LINES)
        assert text.virtual_size.height < len(LINES)
        text.to_end()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert screen(text)[-1].startswith("file-2999")
        text.to_top()
        await pilot.pause()
        assert screen(text)[0].startswith("file-0")


async def test_who_scrolls_on_meanwhile_is_not_taken_to_the_end() -> None:
    async with showing(LINES[:1]) as (pilot, text):
        text.show(LINES)
        text.to_end()
        text.move(-10_000)
        await pilot.app.workers.wait_for_complete()
        assert text.scroll_offset.y == 0


async def test_what_is_selected_is_drawn_so_and_can_be_copied() -> None:
    async with showing([Content("one two"), Content("three")]) as (pilot, text):
        before = text.render_line(0)
        pilot.app.screen.selections = {text: Selection(Offset(4, 0), Offset(2, 1))}
        await pilot.pause()
        assert pilot.app.screen.get_selected_text() == "two\nth"
        styles = {one.text: one.style for one in text.render_line(0)}
        assert styles["one "] != styles["two"]
        assert text.render_line(0).text == before.text
        pilot.app.screen.clear_selection()
        await pilot.pause()
        assert "two" not in {one.text for one in text.render_line(0)}


async def test_what_is_dragged_over_is_selected() -> None:
    async with showing([Content("one two"), Content("three")]) as (pilot, text):
        await pilot.mouse_down(text, offset=(4, 0))
        await pilot.hover(text, offset=(2, 1))
        await pilot.mouse_up(text, offset=(2, 1))
        await pilot.pause()
        assert (pilot.app.screen.get_selected_text() or "").startswith("two\nth")


@pytest.mark.parametrize("lines", [LINES, Content("\n").join(LINES[:300])])
async def test_a_sheet_of_thousands_of_lines_is_there_before_they_are_laid_out(
    lines: Content | Sequence[Content],
) -> None:
    async with App().run_test(size=(80, 24)) as pilot:
        sheet = Sheet("Skipped", lines)
        pilot.app.push_screen(sheet)
        seen = set()
        for _ in range(2000):
            await asyncio.sleep(0)
            seen |= {text.virtual_size.height for text in sheet.query(StyledText)}
        assert len(seen) > 3
        await pilot.press("G")
        await pilot.pause()
        shown = sheet.query_one(StyledText)
        assert shown.scroll_offset.y == shown.max_scroll_y > 200
