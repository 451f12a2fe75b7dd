"""What keys do inside the open report: find, letters, selecting, leaving out."""

from collections.abc import Callable
from typing import Any

import pytest

from articles.article import Span
from tui.commands.command import Pane
from tui.page.hinting import Hints, labels

Reading = Callable[..., Any]
OKAFOR = "Margaret Okafor"


async def test_a_slash_in_the_text_finds_there_and_n_walks_what_was_found(reading: Reading) -> None:
    async with reading() as session:
        await session.press("slash", *"levee", "enter", "j", "tab", "slash", *"northern")
        assert session.lit == "Northern"
        await session.press("enter", "n")
        assert "find northern: 2/2" in session.status
        await session.press("n")
        assert "round to the start" in session.status


async def test_escape_returns_from_what_was_found_to_the_hits_of_the_query(
    reading: Reading,
) -> None:
    async with reading() as session:
        await session.press("slash", *"levee", "enter", "j", "tab")
        hits = session.screen.desk.hits_here()
        await session.press("slash", *"northern", "enter", "escape")
        assert session.screen.desk.hits_here() == hits
        assert session.screen.pane is Pane.READING


async def test_an_expression_that_is_none_is_said_and_the_place_kept(reading: Reading) -> None:
    async with reading() as session:
        await session.press("G", "tab", "slash", "slash", "(")
        assert "no regular expression" in session.status
        await session.press("escape")
        assert session.screen.reading.reading_offset == 0


async def test_what_is_found_ends_with_the_report(reading: Reading) -> None:
    async with reading() as session:
        await session.press("G", "tab", "slash", *"okafor", "enter")
        assert session.screen.desk.found is not None
        await session.press("K")
        assert session.screen.desk.found is None


@pytest.mark.parametrize("count", [0, 1, 26, 27, 700])
def test_no_label_begins_another(count: int) -> None:
    made = labels(count)
    assert len(set(made)) == count
    assert not any(one != other and other.startswith(one) for one in made[:26] for other in made)
    assert sum(map(len, made[:26])) <= 26 * 2


def test_a_letter_that_fits_no_label_changes_nothing() -> None:
    hints = Hints([Span(at, at + 1) for at in range(30)])
    assert hints.type("m") is None
    assert hints.type("é") is None
    assert set(hints.shown) == set(range(25, 30))
    assert hints.type("s") == Span(26, 27)
    assert Hints([Span(7, 8)]).type("a") == Span(7, 8)


async def test_letters_stand_on_the_names_and_trace(reading: Reading) -> None:
    async with reading() as session:
        await session.press("G", "tab", "f")
        assert "sargaret Okafor" in session.page
        await session.press("s")
        assert session.screen.desk.trace.entity.name == OKAFOR
        assert session.lit == OKAFOR
        assert "sargaret" not in session.page


async def test_nothing_but_the_letters_stands_out_while_they_are_shown(reading: Reading) -> None:
    async with reading() as session:
        await session.press("slash", *"okafor", "enter", "G", "tab", "asterisk", "f")
        pane = session.screen.reading
        letters = 0
        for y in range(pane.size.height):
            for text, style, _ in list(pane.render_line(y))[1:-1]:
                if style and style.bold and len(text.strip()) == 1 and text.strip().isalpha():
                    letters += 1
                elif text.strip(" ▌│"):
                    assert style
                    assert (style.dim, bool(style.bold), bool(style.reverse)) == (
                        True,
                        False,
                        False,
                    )
        assert letters == len(session.screen.features.hinting._hints.shown)


async def test_while_letters_are_asked_for_no_other_key_acts(reading: Reading) -> None:
    async with reading() as session:
        await session.press("G", "tab", "f", "J", "question_mark", "escape", "f", "escape")
        assert session.screen.pane is Pane.READING
        assert session.screen.is_current
        assert session.screen.desk.trace is None
        await session.press("K")
        assert session.screen.desk.row == 1


async def test_only_paragraphs_with_hits_or_mentions_are_shown_and_then_all_again(
    reading: Reading,
) -> None:
    async with reading() as session:
        await session.press("G", "tab", "slash", *"monday", "enter", "ampersand")
        assert "on Monday" in session.page
        assert "before dawn" not in session.page
        assert "left out" in session.page
        await session.press("ampersand")
        assert "before dawn" in session.page


async def test_where_nothing_is_lit_nothing_is_left_out(reading: Reading) -> None:
    async with reading() as session:
        await session.press("tab", "ampersand")
        assert "Nothing is lit" in session.status
        assert not session.screen.reading.only_lit


async def test_text_is_selected_with_the_keys_that_move(reading: Reading) -> None:
    async with reading() as session:
        await session.press("G", "tab", "slash", *"blamed", "enter", "V", "2", "w", "l")
        assert session.screen.get_selected_text() == "blamed the Northern "
        await session.press("b", "h", "h")
        assert session.screen.get_selected_text() == "blamed the"
        await session.press("escape", "j")
        assert session.screen.reading.selected is None


async def test_the_keys_at_the_bottom_are_those_for_what_is_selected_and_can_be_clicked(
    reading: Reading,
) -> None:
    async with reading(size=(80, 24)) as session:
        await session.press("G", "enter", "V", "w")
        hints = session.screen.hints
        keys = hints.render_line(0).text
        for key in ("y copy", "c clip", "a note", "Esc select nothing"):
            assert key in keys
        await session.pilot.click(hints, offset=(keys.index("c clip"), 0))
        await session.settled()
        assert "clip of" in session.status
        assert session.screen.reading.selected is None
        assert "e mention" in hints.render_line(0).text


async def test_the_selection_is_told_in_characters_of_the_report_and_outlasts_a_resize(
    reading: Reading,
) -> None:
    async with reading() as session:
        await session.press("G", "tab", "slash", *"blamed", "enter", "V", "right_curly_bracket")
        span = session.screen.reading.selected
        text = session.screen.desk.report.article.text
        assert text[slice(*span)] == "blamed the Northern River Authority. " + (
            "The Northern River Authority denied it."
        )
        await session.pilot.resize_terminal(60, 30)
        await session.settled()
        assert session.screen.reading.selected == span


async def test_a_selection_goes_over_lines_and_back_past_where_it_began(reading: Reading) -> None:
    async with reading(size=(60, 30)) as session:
        await session.press("G", "enter", "slash", *"governor", "enter", "V", "j", "k", "k", "g")
        text = session.screen.desk.report.article.text
        assert session.screen.reading.selected == (0, text.index("governor") + 1)


async def test_one_character_is_told_in_the_singular(reading: Reading) -> None:
    async with reading() as session:
        await session.press("G", "tab", "V")
        assert "1 character selected" in session.status


async def test_without_a_report_nothing_is_selected(reading: Reading) -> None:
    async with reading({}) as session:
        await session.press("tab", "V")
        assert "No report is open" in session.status
        assert not session.screen.reading.is_selecting
        await session.press("B")
        assert session.status.count("No report is open") == 1


async def test_a_find_that_finds_nothing_is_why_there_is_no_next_hit(
    reading: Callable[..., Any],
) -> None:
    async with reading() as session:
        await session.press("slash", *"levee", "enter", "enter", "slash", *"zzz", "enter", "n")
        assert "Not in this article" in session.status
        await session.press("escape", "n")
        assert "hit" in session.status
