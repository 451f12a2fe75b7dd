"""Whatever a terminal answers is heard out, and only what can be is believed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual import events

from tui.terminal import listening
from tui.terminal.listening import WIDEST, Parser

NUMBERS = st.sampled_from(["", "0", "1", "-1", "80", "48", "2026", "55296", "1114112", "9" * 20])
ANSWERS = st.builds(
    "\x1b[{}{}{}".format,
    st.sampled_from(["", "?", "<", "48;"]),
    st.lists(st.builds(str.__add__, NUMBERS, st.sampled_from(["", ":", ":1"])), max_size=5).map(
        ";".join
    ),
    st.sampled_from(["u", "~", "A", "R", "M", "m", "t", "c", "$y", "x"]),
)


def heard(said: str) -> list[object]:
    parser = Parser()
    return [*parser.feed(said), *parser.feed("")]


@example(["\x1b[1114112u"])
@example(["\x1b[48;40;120;0;0t", "\x1b[<0;3;4M"])
@given(st.lists(ANSWERS, max_size=9))
def test_whatever_is_answered_the_next_key_is_heard(answers: list[str]) -> None:
    # After the text a key would be heard that an unfinished answer made another one.
    assert any(getattr(one, "key", "") == "j" for one in heard("".join(answers) + "  " * 20 + "j"))


@pytest.mark.parametrize("key", ["1114112u", "99999999999u", ":u", "97:65:97u", "97;1:3u"])
def test_a_key_that_there_is_not_is_none(key: str) -> None:
    assert heard(f"\x1b[{key}") == []


@pytest.mark.parametrize(
    "answer",
    ["]11;rgb:1e1e/1e1e/1e1e\x07", "]52;c;cnF8Cg==\x1b\\", "P>|xterm(390)\x1b\\", "_Gi=1;OK\x1b\\"],
)
def test_an_answer_that_another_program_asked_for_presses_no_key(answer: str) -> None:
    assert [one.key for one in heard(f"\x1b{answer}j")] == ["j"]


@pytest.mark.parametrize(
    ("said", "key"),
    [("\x1b<", "alt+less_than_sign"), ("\x1b>", "alt+greater_than_sign"), ("\x1b/", "slash"),
     ("\x1bv", "alt+v"), ("<", "less_than_sign")],
)  # fmt: skip
def test_alt_with_the_signs_that_emacs_has_is_a_key_of_its_own(said: str, key: str) -> None:
    assert [one.key for one in heard(said) if isinstance(one, events.Key)] == [key]


@pytest.mark.parametrize("size", [9, 17, 4_096])
@pytest.mark.parametrize("opening", ["]52;c;", "P1$r", "_Gi=1;"])
@pytest.mark.parametrize("end", ["\x1b\\", "\x1b[A"], ids=["whole", "broken off"])
def test_an_answer_that_comes_in_pieces_presses_no_key(size: int, opening: str, end: str) -> None:
    parser, said = Parser(), f"j\x1b{opening}{'q' * 10_000}{end}j"
    pieces = (said[at : at + size] for at in range(0, len(said), size))
    keys = [one.key for piece in pieces for one in parser.feed(piece)]
    assert keys == (["j", "up", "j"] if end == "\x1b[A" else ["j", "j"])


def test_keys_are_heard_again_once_nothing_more_of_an_answer_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [100.0]
    monkeypatch.setattr(listening, "monotonic", lambda: now[0])
    parser = Parser()
    assert [*parser.feed("\x1b]52;c;cnF8"), *parser.tick(), *parser.feed("Cg")] == []
    now[0] += 1.0
    assert [one.key for one in (*parser.tick(), *parser.feed("j"))] == ["j"]


def test_alt_with_a_key_that_such_an_answer_begins_with_is_a_key() -> None:
    assert [one.key for one in heard("\x1bPj")] == ["alt+shift+p", "j"]


@pytest.mark.parametrize("size", ["0;0", "0;80", "24;0", f"24;{WIDEST + 1}", f"{9**12};80"])
def test_a_size_that_no_screen_has_is_not_believed(size: str) -> None:
    height, _, width = size.partition(";")
    found = heard(f"\x1b[48;24;80;480;800t\x1b[48;{height};{width};9;9t\x1b[<0;11;21M")
    assert [type(one) for one in found] == [events.Resize, events.MouseDown]
    assert (found[1].x, found[1].y) == (1.0, 1.0)


def test_a_size_without_pixels_leaves_the_mouse_in_its_cell() -> None:
    found = heard("\x1b[48;24;80;0;0t\x1b[<0;3;4M")
    assert (found[1].x, found[1].y) == (2.0, 3.0)
