"""What is sent to the terminal: what it lacks, and no faster than it takes it."""

import asyncio
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, Final

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from tui.terminal.frames import Shown, Stretch, Thrifty
from tui.terminal.pace import Pace

COLUMNS, ROWS = 12, 3
STYLES = ("", "bold", "#102030 on #405060", "bold underline #102030 on #405060", "reverse", "red")
CUTS = ((0, COLUMNS), (0, 4, COLUMNS), (0, 6, 8, COLUMNS))
"""How a line may be cut into stretches."""


TRUE: Final = ColorSystem.TRUECOLOR
CONSOLE: Final = Console(color_system="truecolor")


def strip(*pieces: tuple[str, str]) -> Strip:
    """A piece of a line, of texts and their styles."""
    return Strip(Segment(text, Style.parse(style) if style else None) for text, style in pieces)


def whole(frame: Sequence[Stretch]) -> str:
    """A frame as Textual sends it."""
    return "".join(
        f"\x1b[{row + 1};{column + 1}H{piece.render(CONSOLE)}" for row, column, piece in frame
    )


@st.composite
def frames(draw: st.DrawFn) -> list[list[Stretch]]:
    """Frames of stretches of some lines."""
    made = []
    for _ in range(draw(st.integers(1, 6))):
        cuts = draw(st.sampled_from(CUTS))
        frame = []
        for row in draw(st.sets(st.integers(0, ROWS - 1))):
            for start, end in pairwise(cuts):
                letters = draw(st.sampled_from(("abcdefghijkl", "xxxxxxxxxxxx", "日本語日本語")))
                half = draw(st.integers(0, (end - start) // 2))
                wide = 2 if letters[0] == "日" else 1
                first, rest = (
                    letters[: half * 2 // wide],
                    letters[: (end - start - 2 * half) // wide],
                )
                piece = strip(
                    (first, draw(st.sampled_from(STYLES))), (rest, draw(st.sampled_from(STYLES)))
                )
                frame.append((row, start, piece))
        made.append(frame)
    return made


def looks(sent: str) -> list[object]:
    """What a terminal shows of it: every cell with its colours."""
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.Stream(screen)
    stream.feed(sent)
    return [screen.buffer[y][x] for y in range(ROWS) for x in range(COLUMNS)]


@given(frames())
def test_a_terminal_shows_the_same_of_what_it_lacked_as_of_everything(
    made: list[list[Stretch]],
) -> None:
    shown = Shown()
    sent = "".join(shown.lacking(frame, TRUE) for frame in made)
    everything = "".join(map(whole, made))
    assert looks(sent) == looks(everything)
    assert len(sent) <= len(everything) + len(made) * len("\x1b[0m")
    assert all(shown.lacking(made[-1], TRUE) == "" for _ in range(2))


def test_only_lines_that_are_others_are_sent_and_only_what_differs_in_their_style() -> None:
    shown = Shown()
    base = "#102030 on #405060"
    frame = [(y, 0, strip((f"line {y}", base))) for y in (0, 1, 2)]
    assert shown.lacking(frame, TRUE).count("line") == 3
    other = [frame[0], (1, 0, strip(("li", base), ("NE 1", f"bold {base}"))), frame[2]]
    assert shown.lacking(other, TRUE) == (
        "\x1b[2;1H\x1b[38;2;16;32;48;48;2;64;80;96mli\x1b[1mNE 1\x1b[0m"
    )
    shown.forget()
    assert "line 0" in shown.lacking(other, TRUE)


def test_a_stretch_that_was_drawn_over_is_sent_again() -> None:
    shown = Shown()
    stretch = [(0, 0, strip(("abcdef", "")))]
    shown.lacking(stretch, TRUE)
    shown.lacking([(0, 2, strip(("XX", "")))], TRUE)
    assert shown.lacking(stretch, TRUE) == "\x1b[1;1Habcdef"


def test_a_whole_frame_is_known_again_by_the_parts_that_it_was_drawn_in() -> None:
    left, right = strip(("left ", "")), strip(("right", ""))
    line = [left, right]
    frame = LayoutUpdate([line, line], Region(0, 0, 10, 2))
    shown = Shown()
    stretches = [(0, 0, left), (0, 5, right), (1, 0, left), (1, 5, strip(("other", "")))]
    shown.lacking(stretches, TRUE)
    thrifty = Thrifty(frame, shown)
    assert thrifty.render_segments(CONSOLE) == "\x1b[2;6Hright"
    assert thrifty.is_sent
    again = Thrifty(frame, shown)
    assert (again.render_segments(CONSOLE), again.is_sent) == ("", False)


@pytest.mark.parametrize("spans", [[(0, 0, 10)], [(0, 2, 7), (1, 0, 4)], [(1, 5, 10)]])
def test_of_some_lines_that_is_sent_which_textual_would_send(
    spans: list[tuple[int, int, int]],
) -> None:
    line = {0: strip(("le", "bold"), ("ft ", "red")), 5: strip(("right", ""))}
    frame = ChopsUpdate([line, {0: None, 5: line[5]}], spans, [[5, 10], [5, 10]])
    sent = Thrifty(frame, Shown()).render_segments(CONSOLE)
    assert looks(sent) == looks(frame.render_segments(CONSOLE))


def test_the_colours_are_those_that_the_terminal_has() -> None:
    frame = LayoutUpdate([[strip(("red", "#ff0000"))]], Region(0, 0, 3, 1))
    few, none = Console(color_system="standard"), Console(color_system=None)
    assert Thrifty(frame, Shown()).render_segments(few) == "\x1b[1;1H\x1b[31mred\x1b[0m"
    assert "38;2;255;0;0" in Thrifty(frame, Shown()).render_segments(none)  # as Textual has it


@pytest.mark.parametrize(
    ("colour", "number"),
    [
        ("#f4f1ea", 255), ("#faf8f3", 231), ("#e8e3d8", 254), ("#121212", 233), ("#000000", 16),
        ("#ff0000", 196), ("#8a6a00", 94), ("#24507a", 24),
    ],
)  # fmt: skip
def test_of_256_colours_the_nearest_is_sent(colour: str, number: int) -> None:
    frame = LayoutUpdate([[strip(("text", f"bold {colour} on {colour}"))]], Region(0, 0, 4, 1))
    sent = Thrifty(frame, Shown()).render_segments(Console(color_system="256"))
    assert sent == f"\x1b[1;1H\x1b[1;38;5;{number};48;5;{number}mtext\x1b[0m"


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


async def test_what_changes_while_a_frame_is_on_its_way_is_drawn_once_it_is_there(
    reading: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    frames: list[Any] = []
    async with reading() as session:
        app = session.pilot.app
        monkeypatch.setattr(app, "_display", lambda _screen, frame: frames.append(frame))
        app.pace.answered()  # the terminal is one that does
        app.pace.drawn()
        session.screen.status_line.say("said meanwhile")
        await asyncio.sleep(0.1)  # by then the screen has nothing to do
        assert (app.pace.holds, frames) == (True, [])
        app.pace.answered()
        await asyncio.sleep(0.1)
        assert any(isinstance(frame, ChopsUpdate) for frame in frames)
