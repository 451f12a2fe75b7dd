"""What is sent to the terminal: of each frame only what it does not show already.

Textual sends every line of a widget that is drawn anew, and with every stretch of a line all of its
colours. Over a slow line that is what one waits for: moving the focus draws the whole screen, in
which ten lines are others than before. So it is remembered what was sent where, and of colours
and attributes only the change is sent.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import Final

from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, Console
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

from tui.terminal.eight_bit import nearest

_CODE: Final = re.compile(r"[345]8;(?:2;\d+;\d+;\d+|5;\d+)|\d+")
_PLAIN: Final = "\x1b[0m"

Stretch = tuple[int, int, Strip]
"""A piece of a line, and the row and column at which it begins."""
_Run = list[tuple[str, str]]
"""What a stretch looks like: pieces of text, each after the codes of its style."""


class Shown:
    """What the terminal shows, as far as it was sent."""

    def __init__(self) -> None:
        """Know of nothing yet."""
        self._rows: dict[int, dict[int, tuple[int, _Run]]] = {}

    def forget(self) -> None:
        """Know of nothing any more: something else has drawn there, or its size has changed."""
        self._rows.clear()

    def lacking(self, frame: Iterable[Stretch], colours: ColorSystem) -> str:
        """What of a frame has to be sent; empty if all of it is shown.

        Args:
            frame: The stretches of lines that it consists of.
            colours: Those that the terminal has.
        """
        sent: list[str] = []
        here, codes_of = "", _codes_in(colours)
        for row, column, strip in frame:
            run = [(codes_of(style) if style else "", text) for text, style, _ in strip if text]
            if run and self._is_news(row, column, column + strip.cell_length, run):
                sent.append(f"\x1b[{row + 1};{column + 1}H")
                for wanted, text in run:
                    sent += _change(here, wanted), text
                    here = wanted
        return "".join(sent) + (_PLAIN if here else "")

    def _is_news(self, row: int, start: int, end: int, run: _Run) -> bool:
        """Whether a stretch is not shown; from now on it is."""
        shown = self._rows.setdefault(row, {})
        was = shown.get(start)
        if was is not None and was[1] == run:
            return False
        for other, (to, _) in list(shown.items()):
            if other < end and to > start:
                del shown[other]
        shown[start] = (end, run)
        return True


class Thrifty(CompositorUpdate):
    """A frame of Textual's of which only what is not shown is sent."""

    def __init__(self, frame: LayoutUpdate | ChopsUpdate, shown: Shown) -> None:
        """Send what `shown` lacks of `frame`."""
        self._frame, self._shown = frame, shown
        self.is_sent = False
        """Whether anything of it had to be."""

    def render_segments(self, console: Console) -> str:
        """What is sent."""
        frame = self._frame
        stretches = _of_all(frame) if isinstance(frame, LayoutUpdate) else _of_some(frame)
        colours = COLOR_SYSTEMS[console.color_system or "truecolor"]
        lacking = self._shown.lacking(stretches, colours)
        self.is_sent = bool(lacking)
        return lacking


def untie(frame: LayoutUpdate | ChopsUpdate) -> None:
    """Have lines of a frame that are whole forget what they were cut into.

    Textual's strips keep that; of one that was cut at its end only it is the strip itself, with
    its seven caches garbage that nothing but the collector finds.
    """
    lines: Iterable[Iterable[Strip | None]]
    if isinstance(frame, LayoutUpdate):
        lines = frame.strips
    else:
        lines = (line.values() for line in frame.chops)
    for line in lines:
        for strip in line:
            if strip is not None:
                strip._divide_cache.clear()  # noqa: SLF001 - it is never emptied


def _of_all(frame: LayoutUpdate) -> Iterator[Stretch]:
    """A whole frame in the stretches that parts of it come in, each at its place."""
    for row, line in enumerate(frame.strips, frame.region.y):
        column = frame.region.x
        for strip in line:
            yield row, column, strip
            column += strip.cell_length


def _of_some(frame: ChopsUpdate) -> Iterator[Stretch]:
    """The stretches of some lines, those that go beyond what is to be drawn cut there."""
    for row, first, last in frame.spans:
        for end, (column, strip) in zip(
            frame.chop_ends[row], frame.chops[row].items(), strict=False
        ):
            if strip is None or column > last or end <= first:
                continue
            is_whole = first <= column < last and end <= last
            yield row, column, strip if is_whole else strip.crop(0, min(end, last) - column)


@cache
def _codes_in(colours: ColorSystem) -> Callable[[Style], str]:
    """What gives the codes of a style in colours that the terminal has."""

    @lru_cache(maxsize=4096)
    def codes_of(style: Style) -> str:
        of_these = nearest(style) if colours is ColorSystem.EIGHT_BIT else style
        return Strip.render_ansi(of_these, colours)

    return codes_of


@lru_cache(maxsize=4096)
def _change(here: str, wanted: str) -> str:
    """What leads from one style to another."""
    if here == wanted:
        return ""
    was, now = _codes(here), _codes(wanted)
    if not was.keys() <= now.keys():
        return f"\x1b[0;{wanted}m" if wanted else _PLAIN
    return f"\x1b[{';'.join(code for what, code in now.items() if was.get(what) != code)}m"


def _codes(style: str) -> dict[str, str]:
    """The codes of a style by what they say: text, ground, or an attribute of its own."""
    found: dict[str, str] = {}
    for code in _CODE.findall(style):
        number = int(code.partition(";")[0])
        if number in range(30, 40) or number in range(90, 98):
            what = "text"
        elif number in range(40, 50) or number in range(100, 108):
            what = "ground"
        else:
            what = code
        found[what] = code
    return found
