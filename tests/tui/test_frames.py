"""What is sent to the terminal: what it lacks, and no faster than it takes it."""

import asyncio
from itertools import pairwise

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from tui.frames import Shown, Thrifty
from tui.pace import Pace

COLUMNS, ROWS = 12, 3
STYLES = ("", "bold", "#102030 on #405060", "bold underline #102030 on #405060", "reverse", "red")
CUTS = ((0, COLUMNS), (0, 4, COLUMNS), (0, 6, 8, COLUMNS))
"""How a line may be cut into stretches."""


def styled(text: str, style: str) -> str:
    return Style.parse(style).render(text) if style else text


@st.composite
def frames(draw: st.DrawFn) -> list[str]:
    """Frames as Textual makes them: stretches of some lines, each after a move."""
    made = []
    for _ in range(draw(st.integers(1, 6))):
        cuts = draw(st.sampled_from(CUTS))
        sent = ""
        for row in draw(st.sets(st.integers(1, ROWS))):
            for start, end in pairwise(cuts):
                letters = draw(st.sampled_from(("abcdefghijkl", "xxxxxxxxxxxx", "日本語日本語")))
                half = draw(st.integers(0, (end - start) // 2))
                wide = 2 if letters[0] == "日" else 1
                first, rest = (
                    letters[: half * 2 // wide],
                    letters[: (end - start - 2 * half) // wide],
                )
                pieces = (
                    (first, draw(st.sampled_from(STYLES))),
                    (rest, draw(st.sampled_from(STYLES))),
                )
                sent += f"\x1b[{row};{start + 1}H" + "".join(styled(*one) for one in pieces)
            sent += "\n" if row < ROWS else ""
        made.append(sent)
    return made


def looks(sent: str) -> list[object]:
    """What a terminal shows of it: every cell with its colours."""
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.Stream(screen)
    stream.feed(sent)
    return [screen.buffer[y][x] for y in range(ROWS) for x in range(COLUMNS)]


@given(frames())
def test_a_terminal_shows_the_same_of_what_it_lacked_as_of_everything(made: list[str]) -> None:
    shown = Shown()
    sent = "".join(shown.lacking(frame) for frame in made)
    assert looks(sent) == looks("".join(made))
    assert len(sent) <= len("".join(made)) + len(made) * len("\x1b[0m")
    assert all(shown.lacking(made[-1]) == "" for _ in range(2))


def test_only_lines_that_are_others_are_sent_and_only_what_differs_in_their_style() -> None:
    shown = Shown()
    base = "#102030 on #405060"
    frame = "".join(f"\x1b[{y};1H" + styled(f"line {y}", base) for y in (1, 2, 3))
    assert shown.lacking(frame).count("line") == 3
    other = frame.replace(
        styled("line 2", base), styled("li", base) + styled("NE 2", f"bold {base}")
    )
    assert shown.lacking(other) == (
        "\x1b[2;1H\x1b[38;2;16;32;48;48;2;64;80;96mli\x1b[1mNE 2\x1b[0m"
    )
    shown.forget()
    assert "line 1" in shown.lacking(other)


def test_a_stretch_that_was_drawn_over_is_sent_again() -> None:
    shown = Shown()
    shown.lacking("\x1b[1;1Habcdef")
    shown.lacking("\x1b[1;3HXX")
    assert shown.lacking("\x1b[1;1Habcdef") == "\x1b[1;1Habcdef"


def test_a_whole_frame_is_known_again_by_the_parts_that_it_was_drawn_in() -> None:
    line = [Strip([Segment("left ")]), Strip([Segment("right")])]
    whole = LayoutUpdate([line, line], Region(0, 0, 10, 2))
    shown, console = Shown(), Console()
    shown.lacking("\x1b[1;1Hleft \x1b[1;6Hright\n\x1b[2;1Hleft \x1b[2;6Hother")
    frame = Thrifty(whole, shown)
    assert frame.render_segments(console) == "\x1b[2;6Hright"
    assert frame.is_sent
    again = Thrifty(whole, shown)
    assert (again.render_segments(console), again.is_sent) == ("", False)


class Line:
    """A line with a terminal at its end."""

    def __init__(self) -> None:
        self.asked = 0
        self.held: list[bool] = []
        self.pace = Pace(self._ask, self.held.append)

    def _ask(self) -> None:
        self.asked += 1


def test_a_frame_waits_for_the_answer_to_the_last_one() -> None:
    line = Line()
    line.pace.drawn()
    assert (line.asked, line.pace.holds) == (1, False)  # it may be one that never answers
    line.pace.answered()
    line.pace.drawn()
    assert (line.asked, line.pace.holds) == (2, True)
    line.pace.answered()
    assert (line.held, line.pace.holds) == ([True, False], False)
    line.pace.drawn()
    line.pace.go_on()  # the answer has got lost
    assert not line.pace.holds
    line.pace.drawn()
    assert (line.asked, line.pace.holds) == (4, True)


async def test_a_terminal_that_answers_at_once_does_not_lag() -> None:
    line = Line()
    line.pace.drawn()
    line.pace.answered()
    assert not await line.pace.lags()
    line.pace.drawn()
    waiting = asyncio.create_task(line.pace.lags())
    await asyncio.sleep(0.3)
    assert not waiting.done()
    line.pace.answered()
    assert await waiting


@pytest.mark.parametrize("frames", [1, 50])
def test_a_terminal_that_never_answers_is_asked_once_and_not_waited_for(frames: int) -> None:
    line = Line()
    for _ in range(frames):
        line.pace.drawn()
    assert (line.asked, line.held) == (1, [])
