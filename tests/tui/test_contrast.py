"""What is written can be read on its ground, in our themes and in the terminal's own colours."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import dim_color
from textual.widget import Widget
from textual.widgets import Input, OptionList

from tui.dialogs.choose import Choose
from tui.dialogs.listing import Listing
from tui.settings.configuration import Configuration
from tui.widgets.article_list import ArticleList
from tui.widgets.row_list import RowList

Reading = Callable[..., Any]

ours = pytest.mark.parametrize("theme", ["gazetteer-dark", "gazetteer-light"])
LEAST = 4.5
"""What WCAG 2 asks of text."""


def luminance(colour: Color) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(style: Style) -> float:
    """That of a text with its ground, dimmed as Textual does."""
    assert style.color
    assert style.bgcolor
    text = dim_color(style.bgcolor, style.color) if style.dim else style.color
    lights = [luminance(Color.from_rich_color(one)) + 0.05 for one in (text, style.bgcolor)]
    return max(lights) / min(lights)


def segments(widget: Widget, lines: Iterable[int] = (0,)) -> list[Segment]:
    """What is written in lines of a widget."""
    return [one for y in lines for one in widget.render_line(y) if one.text.strip(" ▌")]


def faint(written: Iterable[Segment]) -> list[str]:
    """Texts that are too near their ground."""
    return [one.text for one in written if not one.style or contrast(one.style) < LEAST]


@ours
async def test_all_of_the_row_under_the_cursor_can_be_read(reading: Reading, theme: str) -> None:
    async with reading(settings=Configuration(theme=theme)) as session:
        await session.press("slash", *"levee", "enter")
        rows = session.screen.query_one(ArticleList)
        row = segments(rows, rows.lines_of(rows.cursor))
        assert "2020" in "".join(one.text for one in row)
        assert not faint(row)


@ours
async def test_all_of_what_is_chosen_in_a_sheet_can_be_read(reading: Reading, theme: str) -> None:
    async with reading(settings=Configuration(theme=theme)) as session:
        await session.press("G", "tab", "asterisk", "equals_sign")
        sheet = session.pilot.app.screen
        assert isinstance(sheet, Choose)
        assert not faint(segments(sheet.query_one(OptionList)))


@ours
async def test_all_of_a_listed_row_can_be_read_under_the_cursor(
    reading: Reading, theme: str
) -> None:
    async with reading(settings=Configuration(theme=theme)) as session:
        await session.press("G", "enter", "c", "C")
        pad = session.pilot.app.screen
        assert isinstance(pad, Listing)
        rows = pad.query_one(RowList)
        assert not faint(segments(rows, rows.lines_of(0)))


async def test_a_row_in_reverse_has_neither_dim_nor_coloured_stretches(reading: Reading) -> None:
    async with reading(settings=Configuration(theme="terminal")) as session:
        await session.press("G", "enter", "c", "C")
        rows = session.pilot.app.screen.query_one(RowList)
        row = [one.style for one in segments(rows, rows.lines_of(0)) if one.style]
        assert all(style.reverse for style in row)
        assert not any(style.dim for style in row)
        assert len({style.color for style in row}) == 1


@ours
async def test_what_is_typed_and_what_might_be_can_be_read(reading: Reading, theme: str) -> None:
    async with reading(settings=Configuration(theme=theme)) as session:
        line = session.screen.query_one("SearchBar Input", Input)
        assert not faint(segments(line))
        await session.press("s", *"levee", "shift+home")
        assert not faint(segments(line))


@pytest.mark.parametrize("colours", ["none", "the terminal's"])
async def test_where_one_types_and_what_is_selected_there_is_in_reverse(
    reading: Reading, monkeypatch: pytest.MonkeyPatch, colours: str
) -> None:
    if colours == "none":
        monkeypatch.setenv("NO_COLOR", "1")
    async with reading(settings=Configuration(theme="terminal")) as session:
        line = session.screen.query_one("SearchBar Input", Input)
        await session.press("s", *"levee")
        assert [one.text for one in line.render_line(0) if one.style and one.style.reverse] == [" "]
        await session.press("shift+home")
        assert "levee" in "".join(
            one.text for one in line.render_line(0) if one.style and one.style.reverse
        )


async def test_the_titles_of_sheets_are_in_a_colour_for_any_ground(reading: Reading) -> None:
    async with reading(settings=Configuration(theme="terminal")) as session:
        await session.press("question_mark")
        sheet = session.pilot.app.screen.query_one(".sheet")
        assert sheet.styles.border_top[1].ansi == -1
