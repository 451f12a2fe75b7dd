"""Selecting text from the keyboard: where a motion takes the moving end. Pure."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from itertools import takewhile
from typing import Final

from articles.article import Span
from tui.page.layout import Rows

_WORD: Final = re.compile(r"\w+(?:[’'.-]\w+)*")
_LONGEST: Final = 400
"""Characters of a word, and of what may lie before it."""
_PARAGRAPH: Final = re.compile(r"\S[^\n]*")


class Motion(StrEnum):
    """How the moving end of a selection is moved."""

    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"
    WORD = "word"
    WORD_BACK = "word back"
    LINE_START = "line start"
    LINE_END = "line end"
    PARAGRAPH = "paragraph"
    PARAGRAPH_BACK = "paragraph back"
    TOP = "top"
    END = "end"


KEYS: Final = {
    "h": Motion.LEFT, "left": Motion.LEFT, "l": Motion.RIGHT, "right": Motion.RIGHT,
    "k": Motion.UP, "up": Motion.UP, "j": Motion.DOWN, "down": Motion.DOWN,
    "w": Motion.WORD, "b": Motion.WORD_BACK, "0": Motion.LINE_START, "home": Motion.LINE_START,
    "dollar_sign": Motion.LINE_END, "end": Motion.LINE_END,
    "right_curly_bracket": Motion.PARAGRAPH, "space": Motion.PARAGRAPH,
    "left_curly_bracket": Motion.PARAGRAPH_BACK, "g": Motion.TOP, "G": Motion.END,
}  # fmt: skip
"""Textual key names; vim's, as far as vim has them."""
EMACS: Final = {
    "ctrl+n": Motion.DOWN, "ctrl+p": Motion.UP, "ctrl+f": Motion.RIGHT, "ctrl+b": Motion.LEFT,
    "ctrl+a": Motion.LINE_START, "ctrl+e": Motion.LINE_END, "alt+f": Motion.WORD,
    "alt+b": Motion.WORD_BACK, "alt+less_than_sign": Motion.TOP,
    "alt+greater_than_sign": Motion.END,
}  # fmt: skip
"""Emacs's, beside those, for who moves by them."""


def moved(rows: Rows, at: int, motion: Motion) -> int:
    """Where a motion leads.

    Args:
        rows: The page as it is laid out.
        at: The character that the moving end is on.
        motion: Which way.

    Returns:
        A character of the text; the same one where there is nowhere to go.
    """
    last = max(0, len(rows.lines.text) - 1)
    return max(0, min(_MOVES[motion](rows, at), last))


def word_at(text: str, at: int) -> Span:
    """The word around a character; that character alone where there is none."""
    begin = max(text.rfind("\n", 0, at) + 1, at - _LONGEST)
    words = takewhile(lambda found: found.start() <= at, _WORD.finditer(text, begin))
    last = max(words, key=re.Match.start, default=None)
    return Span(*last.span()) if last and at < last.end() else Span(at, at + 1)


def _line_end(rows: Rows, at: int) -> int:
    return rows.lines.ends[rows.lines.line_of(at)] - 1 if len(rows.lines) else at


def _word(rows: Rows, at: int) -> int:
    """The last character of this word, or of the next one if that is where one stands."""
    found = _WORD.search(rows.lines.text, at + 1)
    return found.end() - 1 if found else len(rows.lines.text)


def _word_back(rows: Rows, at: int) -> int:
    starts = [found.start() for found in _WORD.finditer(rows.lines.text, max(0, at - _LONGEST), at)]
    return starts[-1] if starts else 0


def _paragraph(rows: Rows, at: int) -> int:
    """The last character of this paragraph, or of the next one if that is where one stands."""
    found = _PARAGRAPH.search(rows.lines.text, at + 1)
    return found.end() - 1 if found else len(rows.lines.text)


def _paragraph_back(rows: Rows, at: int) -> int:
    before = rows.lines.text[:at].rstrip()
    return before.rfind("\n") + 1


def _lines_on(rows: Rows, at: int, step: int) -> int:
    """The same column of the next line that has text."""
    row, index = rows.place_of(at)
    line = rows.line_at(row) + step
    while 0 <= line < len(rows.lines) and rows.lines.starts[line] >= rows.lines.ends[line]:
        line += step
    if not 0 <= line < len(rows.lines):
        return at
    target = rows.offset_at(rows.row_of(rows.lines.starts[line]), index)
    return min(target, rows.lines.ends[line] - 1)


_MOVES: Final[Mapping[Motion, Callable[[Rows, int], int]]] = {
    Motion.LEFT: lambda _, at: at - 1,
    Motion.RIGHT: lambda _, at: at + 1,
    Motion.UP: lambda rows, at: _lines_on(rows, at, -1),
    Motion.DOWN: lambda rows, at: _lines_on(rows, at, 1),
    Motion.WORD: _word,
    Motion.WORD_BACK: _word_back,
    Motion.LINE_START: lambda rows, at: rows.lines.offset_of(rows.lines.line_of(at)),
    Motion.LINE_END: _line_end,
    Motion.PARAGRAPH: _paragraph,
    Motion.PARAGRAPH_BACK: _paragraph_back,
    Motion.TOP: lambda _rows, _at: 0,
    Motion.END: lambda rows, _: len(rows.lines.text),
}
