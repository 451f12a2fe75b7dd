"""What is sent to the terminal: of each frame only what it does not show already.

Textual sends every line of a widget that is drawn anew, and with every stretch of a line all of its
colours. Over a slow line that is what one waits for: moving the focus draws the whole screen, in
which ten lines are others than before. So it is remembered what was sent where, and of colours
and attributes only the change is sent.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from textual._compositor import CompositorUpdate, LayoutUpdate

_MOVE: Final = re.compile(r"\x1b\[(\d+);(\d+)H")
_STYLE: Final = re.compile(r"\x1b\[([\d;]*)m")
_CODE: Final = re.compile(r"[345]8;(?:2;\d+;\d+;\d+|5;\d+)|\d+")
_PLAIN: Final = "\x1b[0m"


class Shown:
    """What the terminal shows, as far as it was sent."""

    def __init__(self) -> None:
        """Know of nothing yet."""
        self._rows: dict[str, dict[int, tuple[int, str]]] = {}

    def forget(self) -> None:
        """Know of nothing any more: something else has drawn there, or its size has changed."""
        self._rows.clear()

    def lacking(self, frame: str) -> str:
        """What of a frame has to be sent; empty if all of it is shown.

        Args:
            frame: Stretches of lines, each after a move of the cursor to its beginning.
        """
        _, *pieces = _MOVE.split(frame)
        sent: list[str] = []
        style = ""
        for row, column, text in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True):
            run = text.rstrip("\n")
            if run and self._is_news(row, int(column), run):
                thrifty, style = _thrifty(run, style)
                sent.append(f"\x1b[{row};{column}H{thrifty}")
        return "".join(sent) + (_PLAIN if style else "")

    def _is_news(self, row: str, start: int, run: str) -> bool:
        """Whether a stretch is not shown; from now on it is."""
        shown = self._rows.setdefault(row, {})
        was = shown.get(start)
        if was is not None and was[1] == run:
            return False
        end = start + cell_len(_STYLE.sub("", run))
        for other, (to, _) in list(shown.items()):
            if other < end and to > start:
                del shown[other]
        shown[start] = (end, run)
        return True


class Thrifty(CompositorUpdate):
    """A frame of Textual's of which only what is not shown is sent."""

    def __init__(self, frame: CompositorUpdate, shown: Shown) -> None:
        """Send what `shown` lacks of `frame`."""
        self._frame, self._shown = frame, shown
        self.is_sent = False
        """Whether anything of it had to be."""

    def render_segments(self, console: Console) -> str:
        """What is sent."""
        frame = self._frame
        whole = _by_strips(frame, console) if isinstance(frame, LayoutUpdate) else ""
        lacking = self._shown.lacking(whole or frame.render_segments(console))
        self.is_sent = bool(lacking)
        return lacking


def _by_strips(frame: LayoutUpdate, console: Console) -> str:
    """A whole frame in the stretches that parts of it come in, each at its place."""
    sent: list[str] = []
    for y, line in enumerate(frame.strips, frame.region.y):
        x = frame.region.x
        for strip in line:
            sent.append(f"\x1b[{y + 1};{x + 1}H{strip.render(console)}")
            x += strip.cell_length
    return "".join(sent)


def _thrifty(run: str, style: str) -> tuple[str, str]:
    """A stretch with the changes of style only, and the style at its end.

    Args:
        run: The stretch; it begins without any style.
        style: What is in force where it is sent.
    """
    sent: list[str] = []
    for wanted, text in _stretches(run):
        if text:
            sent.append(_change(style, wanted) + text)
            style = wanted
    return "".join(sent), style


def _stretches(run: str) -> Iterator[tuple[str, str]]:
    """Stretches of one style each, with it: codes after a reset, empty for none."""
    before, *pieces = _STYLE.split(run)
    yield "", before
    style = ""
    for codes, text in zip(pieces[::2], pieces[1::2], strict=True):
        is_reset = codes in ("", "0")
        style = "" if is_reset else ";".join(filter(None, (style, codes)))
        yield style, text


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
