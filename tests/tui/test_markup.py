"""Nothing that is shown is read as markup, or obeyed by a terminal: in no widget, screen or toast.

What is shown of a text is held against what is shown of as many harmless letters: it stands there
as often, letter by letter, and no cell has a link or an action.
"""

import re
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hostile_texts import MARKUP, PAYLOADS
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.content import Content
from textual.filter import LineFilter
from textual.pilot import Pilot
from textual.screen import Screen

from articles.article import Span
from articles.clean import clean_line
from index.search.line import Line
from tui.background.raw import Raw
from tui.commands.hints import KeyHint
from tui.commands.keymap import keymap
from tui.dialogs.ask import Ask, Confirm
from tui.dialogs.choose import Choice, Choose, among
from tui.dialogs.concordance import ConcordanceScreen
from tui.dialogs.listing import Listing
from tui.dialogs.note import NoteEditor
from tui.dialogs.raw_text import RawText
from tui.dialogs.sheet import Sheet
from tui.dialogs.welcome import Welcome
from tui.page.layout import Page
from tui.page.list_rows import EntityRow, ListRow
from tui.terminal.guard import SafeLines
from tui.widgets.article_list import ArticleList
from tui.widgets.concordance_list import ConcordanceList
from tui.widgets.entity_sidebar import EntitySidebar
from tui.widgets.find_bar import FindBar
from tui.widgets.reading_pane import ReadingPane
from tui.widgets.search_bar import SearchBar
from tui.widgets.status_line import KeyHints, StatusLine

ROOM = 60
"""Columns that every widget has for a text."""
UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
KEYMAP = keymap("vim", {}).keymap


def grouped(texts: Sequence[str]) -> Iterator[str]:
    """The texts, as many beside each other as there is room for."""
    line = ""
    for text in texts:
        if line and len(line) + 1 + len(text) > ROOM:
            yield line.ljust(ROOM, "x")
            line = ""
        line = f"{line} {text}" if line else text
    yield line.ljust(ROOM, "x")


class Panes(Screen[None]):
    """All our widgets."""

    CSS = "ArticleList, ReadingPane, EntitySidebar, ConcordanceList { height: 6; }"

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        yield SearchBar()
        yield ArticleList()
        yield ReadingPane()
        yield EntitySidebar()
        yield ConcordanceList()
        yield FindBar(self.text, self.text)
        yield StatusLine()
        yield KeyHints()

    def on_mount(self) -> None:
        text = self.text
        self.query_one(SearchBar).understood(text)
        row = ListRow(text, title_derived=False, date="2020-01-01", source="AP")
        self.query_one(ArticleList).show(1, lambda _start, _stop: [row])
        self.query_one(ReadingPane).show(Page(1, text, False, (text,), text))
        self.query_one(EntitySidebar).show([EntityRow("e1", text, "P", 1, 1, (), False)])
        self.query_one(ConcordanceList).show([line(text)])
        self.query_one(StatusLine).say(text)
        self.query_one(KeyHints).show([KeyHint("x", text, "help")])
        self.query_one(FindBar).open()


def line(text: str) -> Line:
    return Line(1, "a", text, None, "AP", 0, len(text), "", text, "")


async def lines(text: str) -> AsyncIterator[list[Line]]:
    yield [line(text)]


SCREENS: dict[str, Callable[[str], Screen[object]]] = {
    "panes": Panes,
    "sheet": lambda text: Sheet(text, Content(text)),
    "listing": lambda text: Listing(text, [Content(text)], [KeyHint("x", text, "x")], ""),
    "ask": Ask,
    "confirm": lambda text: Confirm(text, text),
    "choose": lambda text: Choose(text, among([Choice("a", text), Choice("b", "b", text)])),
    "note": lambda text: NoteEditor(text, "", text, text),
    "raw text": lambda text: RawText(text, Raw(text, [Span(0, 1)], False, text), KEYMAP),
    "concordance": lambda text: ConcordanceScreen(text, lines(text), KEYMAP),
    "welcome": Welcome,
}


class Bare(App[None]):
    """An application with our styles and our last guard, and nothing on its screen."""

    CSS_PATH = str(Path("tui/app.tcss").resolve())

    def __init__(self) -> None:
        super().__init__()
        self.guard = SafeLines()

    def get_line_filters(self) -> list[LineFilter]:
        return [*super().get_line_filters(), self.guard]


async def drawn(pilot: Pilot[None]) -> list[list[Segment]]:
    """The rows of the screen as they are written."""
    await pilot.pause()
    await pilot.pause()
    return [list(strip) for strip in pilot.app.screen._compositor.render_strips(pilot.app.size)]


async def shown(pilot: Pilot[None], screen: Screen[object], text: str) -> int:
    """How often a screen shows a text; no cell of it does anything."""
    await pilot.app.push_screen(screen)
    rows = await drawn(pilot)
    await pilot.app.pop_screen()
    for segment in (segment for row in rows for segment in row):
        assert segment.style is None or segment.style.link is None
        assert "@click" not in (segment.style.meta if segment.style else {})
        assert not UNSAFE.search(segment.text)
    return sum("".join(segment.text for segment in row).count(text) for row in rows)


@pytest.mark.parametrize("name", SCREENS)
async def test_markup_is_shown_letter_by_letter_and_nothing_is_obeyed(name: str) -> None:
    make = SCREENS[name]
    async with Bare().run_test(size=(200, 50)) as pilot:
        wanted = await shown(pilot, make("x" * ROOM), "x" * ROOM)
        assert wanted > 0
        for text in grouped(MARKUP):
            assert await shown(pilot, make(text), text) == wanted, text
        for text in grouped(PAYLOADS):
            await shown(pilot, make(text), text)


async def test_toasts_read_no_markup_and_write_nothing_unsafe() -> None:
    async with Bare().run_test(size=(200, 60), notifications=True) as pilot:
        for text in (*grouped(MARKUP), *grouped(PAYLOADS)):
            pilot.app.notify(f"before {text}", markup=False, timeout=100)
            found = "".join(segment.text for row in await drawn(pilot) for segment in row)
            assert not UNSAFE.search(found)
            assert "before" in found
            if text == clean_line(text):
                assert [word for word in text.split() if word not in found] == []
            pilot.app.clear_notifications()
            await pilot.pause()
