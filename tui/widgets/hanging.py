"""Wrapping with a hanging indent, so that the rest of a line does not look like another."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from tui.page.cells import display, width
from tui.page.wrap import wrap

_FURTHER: Final = 2
"""Columns that the rest of a line stands further in than its beginning."""
_SECOND: Final = re.compile(r"\S+(?: \S+)* {2,}(?=\S)")
"""What stands before a second column."""
_ROOM: Final = 12
"""Columns that a second column needs for its lines to stand below each other."""


class Hung(NamedTuple):
    """A line of the screen: `[start, end)` of the text, after so many columns of nothing."""

    indent: int
    start: int
    end: int


def hanging(text: str, columns: int, *, hangs: bool = True) -> Iterator[Hung]:
    """The lines that a text takes, long ones with a hanging indent, unless they are not to hang."""
    shown, end = display(text), -1
    for line in shown.split("\n"):
        start, end = end + 1, end + 1 + len(line)
        if width(line) <= columns:
            yield Hung(0, start, end)
            continue
        indent = len(line) - len(line.lstrip()) if hangs else 0
        first = start + indent
        before = _before_second(line[indent:columns], columns - indent) if hangs else ""
        further = width(before) or _FURTHER * hangs
        room = max(2, columns - indent - further)
        for at, (low, high) in enumerate(wrap(shown, first + len(before), end, room)):
            yield Hung(indent + further, low, high) if at else Hung(indent, first, high)


def _before_second(line: str, columns: int) -> str:
    """What stands before the second column of a line; nothing if it has none, or no room for it."""
    before = _SECOND.match(line)
    return before[0] if before and width(before[0]) + _ROOM <= columns else ""
