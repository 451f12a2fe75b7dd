"""One line made of parts, fitted to so many columns: names give way first, numbers never. Pure."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tui.page.cells import cut, cut_middle, cut_words_middle, display, width

BETWEEN: Final = " · "
"""Stands between two parts."""
_EASY, _LEAST = 12, 5
"""Columns to which names are shortened before parts are left out, and after that."""


class Part(NamedTuple):
    """Something that a line says."""

    text: str
    rank: int = 0
    """Parts of the highest rank are left out first; those of rank 0 stay."""
    brief: str = ""
    """What it says where there is less room; the same if empty."""
    brief_rank: int = 0
    """It is said briefly before parts of this rank are left out; at least its own."""
    names: tuple[str, ...] = ()
    """Stretches of the text that may be shortened in their middle."""


def parts_of(text: str, names: Sequence[str] = ()) -> list[Part]:
    """A line that was said as one, such as `Raqqa is Rakka · U undoes`; all of it stays."""
    return [Part(one, names=tuple(names)) for one in text.split(BETWEEN)]


def fitted(parts: Sequence[Part], columns: int) -> str:
    """As much of a line as there is room for.

    Names are shortened a little, then parts are said briefly or left out, the least important
    first, then names are shortened as far as they can be told. What is too long even then is cut,
    in the middle of its longest part.

    Args:
        parts: What it says, in order.
        columns: How wide it may be.

    Returns:
        A `tui.page.cells.display` text of at most so many columns.
    """
    kept = [(part, display(part.text)) for part in parts]
    line = _named(kept, columns, _EASY)
    for at, text in _steps(parts):
        if line is not None:
            return line
        kept[at] = (parts[at], display(text))
        line = _named(kept, columns, _EASY)
    line = line or _named(kept, columns, _LEAST)
    return _cut([text for _, text in kept if text], columns) if line is None else line


def _steps(parts: Sequence[Part]) -> Iterator[tuple[int, str]]:
    """What gives way, one after the other: which part, and what is left of it."""
    left = [(part.rank, 0, at, "") for at, part in enumerate(parts) if part.rank]
    left += [
        (max(part.rank, part.brief_rank), 1, at, part.brief)
        for at, part in enumerate(parts)
        if part.brief
    ]
    for _, _, at, text in sorted(left, reverse=True):
        yield at, text


def least(parts: Sequence[Part]) -> int:
    """Columns without which `fitted` would cut what has to stay."""
    stays = [part for part in parts if not part.rank]
    line = BETWEEN.join(display(part.brief or part.text) for part in stays)
    return width(_shortened(line, _names(stays), _LEAST))


def _named(kept: Sequence[tuple[Part, str]], columns: int, least: int) -> str | None:
    """The line with its names as long as there is room for; None if even `least` are too many."""
    line = BETWEEN.join(text for _, text in kept if text)
    if width(line) <= columns:
        return line
    names = _names([part for part, text in kept if text])
    if width(_shortened(line, names, least)) > columns:
        return None
    lengths = range(least, max(map(width, names)))
    fits = bisect_right(lengths, columns, key=lambda most: width(_shortened(line, names, most)))
    return _shortened(line, names, lengths[fits - 1])


def _names(parts: Sequence[Part]) -> list[str]:
    """What may be shortened, the longest first: a name may stand inside another."""
    return sorted({display(name) for part in parts for name in part.names}, key=len, reverse=True)


def _shortened(line: str, names: Sequence[str], most: int) -> str:
    """The line with no name of more than `most` columns."""
    if not (long := [re.escape(name) for name in names if width(name) > most]):
        return line
    return re.sub("|".join(long), lambda found: cut_middle(found[0], most), line)


def _cut(texts: list[str], columns: int) -> str:
    """What is said, cut in the middle of its longest part; at its end if that is not enough."""
    longest = max(range(len(texts)), key=lambda at: width(texts[at]), default=0)
    others = sum(width(text) + len(BETWEEN) for text in texts) - len(BETWEEN)
    if texts and (room := columns - others + width(texts[longest])) >= _LEAST:
        texts[longest] = cut_words_middle(texts[longest], room)
    return cut(BETWEEN.join(texts), columns)
