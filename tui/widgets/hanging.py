"""Wrapping with a hanging indent, so that the rest of a line does not look like another."""

from collections.abc import Iterator
from typing import NamedTuple

from tui.page.cells import display, width
from tui.page.wrap import wrap

_FURTHER = 2
"""Columns that the rest of a line stands further in than its beginning."""


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
        further = _FURTHER if hangs else 0
        room = max(2, columns - indent - further)
        for at, (first, last) in enumerate(wrap(shown, start + indent, end, room)):
            yield Hung(indent + further * (at > 0), first, last)
