"""What is lit and chosen differs by more than colour: with NO_COLOR, by that alone."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from rich.color import Color as RichColor
from rich.style import Style
from textual.app import App, ComposeResult
from textual.color import Color
from textual.geometry import Offset
from textual.selection import Selection
from textual.widgets import OptionList

from tui.dialogs.choose import Choose
from tui.page.layout import Page
from tui.page.lights import Lit, LitKind
from tui.settings.configuration import Configuration
from tui.settings.themes import ANSI, DARK, LIGHT
from tui.widgets.reading_pane import ReadingPane

WORDS = "plain mention soft traced hit noted current other"
KINDS = {
    "mention": LitKind.MENTION,
    "soft": LitKind.SOFT,
    "traced": LitKind.TRACED,
    "hit": LitKind.HIT,
    "noted": LitKind.NOTED,
    "current": LitKind.HIT,
}


class Reader(App[None]):
    """A reading pane and nothing else."""

    CSS = """
    Screen:nocolor > .screen--selection { text-style: reverse; }
    """

    def compose(self) -> ComposeResult:
        yield ReadingPane()


@asynccontextmanager
async def reading(theme: str) -> AsyncIterator[ReadingPane]:
    """A pane in which each word is lit as it says."""
    app = Reader()
    for one in (DARK, LIGHT, *ANSI):
        app.register_theme(one)
    app.theme = theme
    async with app.run_test(size=(80, 12)) as pilot:
        pane = app.query_one(ReadingPane)
        pane.show(Page(1, "A", headline_derived=False, details=(), text=WORDS))
        pane.light([Lit(*stretch(word), kind) for word, kind in KINDS.items()])
        pane.go_to(*stretch("current"))
        await pilot.pause()
        yield pane


def stretch(word: str) -> tuple[int, int]:
    start = WORDS.index(word)
    return start, start + len(word)


def styles(pane: ReadingPane) -> dict[str, Style]:
    """How each word is drawn."""
    drawn: dict[str, Style] = {}
    for y in range(pane.size.height):
        for segment in pane.render_line(y):
            for word in segment.text.split():
                drawn.setdefault(word, segment.style or Style())
    return drawn


def shape(style: Style) -> tuple[bool, ...]:
    """All of a style but its colours."""
    return tuple(
        bool(one) for one in (style.bold, style.dim, style.italic, style.underline, style.reverse)
    )


async def test_every_kind_of_light_has_a_shape_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading("ansi-dark") as pane:
        drawn = styles(pane)
        shapes = {word: shape(drawn[word]) for word in ["plain", *KINDS]}
        assert len(set(shapes.values())) == len(shapes)
        assert any("▌" in pane.render_line(y).text for y in range(pane.size.height))


@pytest.mark.parametrize("theme", ["gazetteer-dark", "gazetteer-light", "ansi-dark"])
async def test_with_colours_hits_mentions_and_the_current_stretch_differ_by_shape_too(
    theme: str,
) -> None:
    async with reading(theme) as pane:
        drawn = styles(pane)
        shapes = {word: shape(drawn[word]) for word in ("plain", "mention", "soft", "hit")}
        assert len(set(shapes.values())) == len(shapes)
        assert shape(drawn["traced"]) not in {shapes["plain"], shapes["mention"], shapes["hit"]}
        assert shape(drawn["current"]) != shapes["hit"]


@pytest.mark.parametrize("theme", ["gazetteer-dark", "gazetteer-light"])
async def test_what_is_lit_can_be_read(theme: str) -> None:
    async with reading(theme) as pane:
        for word, style in styles(pane).items():
            if word in KINDS and style.color and style.bgcolor:
                text, ground = (Color.from_rich_color(one) for one in (style.color, style.bgcolor))
                assert contrast(text, ground) >= 4.5, word


async def test_in_the_terminals_colours_what_is_lit_can_be_read_on_any_ground() -> None:
    async with reading("ansi-dark") as pane:
        drawn = styles(pane)
        for word in ("hit", "current"):
            assert drawn[word].bgcolor is not None
        assert not drawn["hit"].bold  # bold, it is grey in many terminals
        current = drawn["current"]  # nothing is stronger than both grounds changed about
        assert current.reverse
        assert current.color == current.bgcolor == RichColor.default()
        assert drawn["noted"].bgcolor in (None, RichColor.default())
        assert drawn["noted"].italic
        for name in ("text-primary", "text-warning", "text-error"):
            assert pane.app.theme_variables[name] == "ansi_default"


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colours, by WCAG 2."""

    def luminance(colour: Color) -> float:
        parts = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in colour.normalized
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


async def test_a_hit_inside_a_selection_stands_out_from_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading("ansi-dark") as pane:
        row = next(y for y in range(pane.size.height) if "plain" in pane.render_line(y).text)
        pane.screen.selections = {pane: Selection(Offset(0, row), Offset(60, row))}
        pane.selection_updated(pane.text_selection)
        drawn = styles(pane)
        assert drawn["plain"].reverse
        assert not drawn["hit"].reverse
        assert shape(drawn["hit"]) != shape(drawn["mention"])


async def test_letters_on_names_are_in_reverse_where_no_colour_is_known() -> None:
    async with reading("ansi-dark") as pane:
        pane.label({stretch("mention")[0]: "a"})
        label = styles(pane)["a"]
        assert label.reverse
        assert label.color == label.bgcolor == RichColor.default()


async def test_while_letters_stand_on_names_all_but_the_letters_is_dim(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading("ansi-dark") as pane:
        pane.label({stretch(word)[0]: "a" for word in ("mention", "traced")})
        drawn = styles(pane)
        assert (drawn["a"].reverse, drawn["a"].dim, drawn["a"].underline) == (True, None, None)
        for word in ("plain", "ention", "hit", "other"):
            assert drawn[word].dim
            assert not drawn[word].reverse
        assert drawn["ention"].underline
        assert not drawn["hit"].underline


async def test_what_is_chosen_in_a_sheet_shows_without_colour(
    reading: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(settings=Configuration(theme="terminal")) as session:
        await session.press("G", "tab", "asterisk", "equals_sign")
        sheet = session.pilot.app.screen
        assert isinstance(sheet, Choose)
        options = sheet.query_one(OptionList)
        first, second = (options.render_line(y) for y in (0, 1))
        assert all(segment.style and segment.style.underline for segment in first)
        assert not any(segment.style and segment.style.underline for segment in second)
