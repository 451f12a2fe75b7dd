"""The last guard: what must never reach a terminal, whichever widget it is in."""

import re
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Button, Input, Label, OptionList, RichLog, Static

from tui.app import Reader
from tui.commands.hints import KeyHint
from tui.page.layout import Page
from tui.page.list_rows import EntityRow, ListRow
from tui.terminal.guard import SafeLines
from tui.widgets.article_list import ArticleList
from tui.widgets.entity_sidebar import EntitySidebar
from tui.widgets.reading_pane import ReadingPane
from tui.widgets.search_bar import SearchBar
from tui.widgets.status_line import KeyHints, StatusLine

PAYLOADS = {
    "a title": "\x1b]0;owned\x07",
    "the clipboard": "\x1b]52;c;b3duZWQ=\x07",
    "a cleared screen": "\x1b[2J",
    "a question to the terminal": "\x1bP$qm\x1b\\\x1b[6n",
    "a link": "\x1b]8;;http://x\x1b\\x",
    "C1": "\x9b2J\x9d52;c;b3duZWQ=\x9c",
    "NUL": "a\x00b",
    "text from right to left": "\u202eevil\u2066x\u2069",
    "tags": "\U000e0041\U000e007f",
    "half a character": "\ud800\udfff",
}
UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)


class Everything(App[None]):
    """Our widgets, and some of Textual's, all with the same text in them, all on the screen."""

    CSS = "ArticleList, ReadingPane, EntitySidebar { height: 8; }"

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.guard = SafeLines()

    def get_line_filters(self) -> list[LineFilter]:
        return [*super().get_line_filters(), self.guard]

    def compose(self) -> ComposeResult:
        text = self.text
        yield SearchBar()
        yield ArticleList()
        yield ReadingPane()
        yield EntitySidebar()
        yield StatusLine()
        yield KeyHints()
        yield Static(Content(text))
        yield Label(text, markup=False)
        yield Input(text)
        yield OptionList(text, markup=False)
        yield RichLog()
        yield Button(Content(text))

    def on_mount(self) -> None:
        text = self.text
        self.query_one(SearchBar).understood(text)
        self.query_one(ArticleList).show(
            1, lambda _start, _stop: [ListRow(text, title_derived=False, date=text, source=text)]
        )
        self.query_one(ReadingPane).show(Page(1, text, False, (text,), text))
        self.query_one(EntitySidebar).show([EntityRow("e1", text, "P", 1, 1, (text,), True, text)])
        self.query_one(StatusLine).say(text)
        self.query_one(KeyHints).show([KeyHint(text, text, "help")])
        self.query_one(RichLog).write(text)


async def drawn(pilot: Pilot[None]) -> list[str]:
    """What is written where the whole screen is drawn."""
    await pilot.pause()
    app = pilot.app
    app.refresh()
    await pilot.pause()
    hidden = [
        one for one in app.screen.children if not app.screen.region.contains_region(one.region)
    ]
    assert not hidden
    strips = app.screen._compositor.render_strips(app.size)
    return [segment.text for strip in strips for segment in strip]


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
async def test_nothing_unsafe_is_written_by_any_widget(payload: str) -> None:
    app = Everything(f"before{payload}after")
    async with app.run_test(size=(60, 60)) as pilot:
        written = await drawn(pilot)
        assert "before" in "".join(written)
        assert not [text for text in written if UNSAFE.search(text)]


async def test_the_guard_counts_what_it_had_to_replace() -> None:
    app = Everything("a\x1bb")
    async with app.run_test(size=(60, 60)) as pilot:
        await drawn(pilot)
        assert app.guard.scrubbed > 0


async def test_the_guard_finds_nothing_in_clean_text() -> None:
    app = Everything("Raqqa, “days”, 中文, سوريا, e\u0301, ␛")
    async with app.run_test(size=(60, 60)) as pilot:
        assert "Raqqa" in "".join(await drawn(pilot))
        assert app.guard.scrubbed == 0


def test_columns_do_not_shift_when_a_character_is_replaced() -> None:
    segments = [Segment("a\x1bb"), Segment("plain")]
    scrubbed = SafeLines().apply(segments, Color.parse("black"))
    assert [segment.text for segment in scrubbed] == ["a\ufffdb", "plain"]
    assert scrubbed[1] is segments[1]


class Unclean(Screen[None]):
    def compose(self) -> ComposeResult:
        yield Static(Content("before\x1b]0;owned\x07after"))


async def test_the_reader_draws_through_the_guard(tmp_path: Path) -> None:
    async with Reader(None, tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.app.push_screen(Unclean())
        await pilot.pause()
        strips = pilot.app.screen._compositor.render_strips(pilot.app.size)
        written = "".join(segment.text for strip in strips for segment in strip)
    assert "before\ufffd]0;owned" in written
    assert not UNSAFE.search(written)
