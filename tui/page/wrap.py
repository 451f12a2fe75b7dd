"""A report's text as screen lines: offsets only, no copies, no terminal.

The whole text is wrapped at once, since a megabyte takes some hundredths of a second; what is drawn
later costs what is on the screen.
"""

import re
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from typing import Final

from articles.article import Label, Part, Span
from tui.page.cells import WIDTHS, first_odd
from tui.page.paragraphs import Flow, Paragraph, count_lines, flow_of, folds, left_out

_BREAK: Final = r"[^\S\n\xa0\u2007\u202f]"
"""White space at which a line may be broken."""
_SPACES: Final = " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u3000"
_CLOSING: Final = frozenset("、。，．：；！？）」』】》〉〕｝”’…ー々")
"""Must not begin a line (the core of the Japanese and Chinese rules)."""
_OPENING: Final = frozenset("（「『【《〈〔｛“‘")
"""Must not end one."""
_FLAGS: Final = range(0x1F1E6, 0x1F200)


class Lines:
    """Screen lines of a text: line `i` is `text[starts[i]:ends[i]]`, empty where it is blank."""

    def __init__(
        self,
        text: str,
        starts: "array[int]",
        ends: "array[int]",
        folds: Mapping[int, int],
        hidden: tuple[Span, ...],
        *,
        only_some: bool = False,
    ) -> None:
        self.text = text
        """What is drawn: as long as the report's text, hand-made line breaks as spaces."""
        self.starts, self.ends = starts, ends
        """The starts grow strictly."""
        self.folds = folds
        """Screen lines that stand for folded page furniture, with the number of lines folded."""
        self.hidden = hidden
        """The stretches that are folded."""
        self.only_some = only_some
        """Whether what is folded are paragraphs that nothing was looked for in, not furniture."""

    def __len__(self) -> int:
        return len(self.starts)

    def line_of(self, offset: int) -> int:
        """The line that shows a character, or the last one before it; 0 in an empty text."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def offset_of(self, line: int) -> int:
        """The first character of a line; lines before the first and after the last are these."""
        return self.starts[max(0, min(line, len(self) - 1))] if self.starts else 0

    def paragraph_at(self, offset: int) -> Span:
        """What is drawn between blank lines around a character; from none, the next such block."""
        if not self.starts:
            return Span(0, 0)
        line = self.line_of(offset)
        near = chain(range(line, len(self)), range(line - 1, -1, -1))
        first = last = next((one for one in near if not self._is_blank(one)), line)
        while first > 0 and not self._is_blank(first - 1):
            first -= 1
        while last + 1 < len(self) and not self._is_blank(last + 1):
            last += 1
        return Span(self.starts[first], self.ends[last])

    def _is_blank(self, line: int) -> bool:
        return self.starts[line] >= self.ends[line]

    def is_hidden(self, offset: int) -> bool:
        """Whether the character is folded away."""
        return any(run.start <= offset < run.end for run in self.hidden)


def lay_out(
    text: str,
    parts: Sequence[Part],
    width: int,
    *,
    folded: bool,
    only: Sequence[int] | None = None,
    flow: Flow | None = None,
) -> Lines:
    """Wrap a report.

    Args:
        text: The report's text.
        parts: Labels laid over it, in reading order; may be empty.
        width: Columns; at least 2 are used, as wide characters need them.
        folded: Whether runs of page furniture show as one line.
        only: Sorted offsets; only paragraphs that hold one are shown, runs of others as one line.
        flow: How the text flows, where that is known already.

    Returns:
        Lines no wider than `width`, one blank line between paragraphs, none at either end.
    """
    flow = flow or flow_of(text, parts)
    hidden = tuple(folds(flow.text, parts) if folded else ())
    if only is not None:
        hidden = tuple(left_out(flow.paragraphs, only))
    starts, ends, counts = _broken(flow, hidden, max(2, width))
    return Lines(flow.text, starts, ends, counts, hidden, only_some=only is not None)


def _broken(
    flow: Flow, hidden: Sequence[Span], width: int
) -> "tuple[array[int], array[int], dict[int, int]]":
    """Where lines start and end, and how many are folded in which."""
    wrapping = _wrap_plain if flow.is_plain else wrap
    starts, ends = array("q"), array("q")
    counts: dict[int, int] = {}
    after_fold = False
    for piece in _with_folds(flow.paragraphs, hidden):
        if starts and (after_fold or piece.apart):
            # the end of a folded run is no line's end
            starts.append(piece.start - 1 if after_fold else ends[-1])
            ends.append(starts[-1])
        after_fold = isinstance(piece, _Fold)
        if after_fold:
            counts[len(starts)] = count_lines(flow.text, piece.start, piece.end)
            starts.append(piece.start)
            ends.append(piece.start)
            continue
        for start, end in wrapping(flow.text, piece.start, piece.end, width):
            starts.append(start)
            ends.append(end)
    return starts, ends, counts


def label_at(parts: Sequence[Part], offset: int) -> Label:
    """The label of a character; `BODY` where there is none."""
    at = bisect_right(parts, offset, key=lambda part: part.start) - 1
    return parts[at].label if at >= 0 and offset < parts[at].end else Label.BODY


def label_end(parts: Sequence[Part], offset: int) -> int:
    """Where the label of a character ends; the end of the world after the last part."""
    at = bisect_right(parts, offset, key=lambda part: part.start) - 1
    if at >= 0 and offset < parts[at].end:
        return parts[at].end
    return parts[at + 1].start if at + 1 < len(parts) else sys.maxsize


class _Fold(Paragraph):
    """A run of page furniture that shows as one line."""


def _with_folds(paragraphs: Sequence[Paragraph], hidden: Sequence[Span]) -> Iterator[Paragraph]:
    """The paragraphs, with one fold for each run of those that are hidden."""
    runs = iter(hidden)
    run = next(runs, None)
    for paragraph in paragraphs:
        while run is not None and run.end <= paragraph.start:
            yield _Fold(run.start, run.end, apart=True)
            run = next(runs, None)
        if run is None or paragraph.end <= run.start:
            yield paragraph
    if run is not None:
        yield _Fold(run.start, run.end, apart=True)


def wrap(text: str, start: int, end: int, width: int) -> Iterable[tuple[int, int]]:
    """Wrap one paragraph.

    Args:
        text: A `tui.page.cells.display` text.
        start: Where the paragraph begins.
        end: Where it ends; it holds no newline.
        width: Columns, at least 2.

    Returns:
        The offsets `[start, end)` of each line, without the spaces at which it was broken.
    """
    wrapping = _wrap_plain if first_odd(text, start, end) == end else _wrap_wide
    return wrapping(text, start, end, width)


def _wrap_plain(text: str, start: int, end: int, width: int) -> Iterable[tuple[int, int]]:
    """Wrap by characters, each of which takes one column."""
    return [found.span(1) for found in _pattern(width).finditer(text, start, end)]


@lru_cache(16)
def _pattern(width: int) -> re.Pattern[str]:
    line = rf"(?:.{{0,{width - 1}}}\S)(?={_BREAK}|\Z)|.{{1,{width}}}"
    return re.compile(f"({line}){_BREAK}*", re.DOTALL)


def _wrap_wide(text: str, start: int, end: int, width: int) -> Iterator[Span]:
    """Wrap by columns; breaks at spaces, and around wide characters but for their punctuation.

    A line never begins with a character of no width, nor between the halves of a flag.
    """
    piece = text[start:end]
    columns = [0, *accumulate(map(WIDTHS.__getitem__, piece))]
    at = 0
    while at < len(piece):
        stop = bisect_right(columns, columns[at] + width, at) - 1
        if stop < len(piece):
            stop = _last_break(piece, at, stop)
        yield Span(start + at, start + at + len(piece[at:stop].rstrip(_SPACES)))
        at = stop
        while at < len(piece) and piece[at] in _SPACES:
            at += 1


def _last_break(piece: str, first: int, limit: int) -> int:
    """The last place in `(first, limit]` at which a line may be broken; `limit` if none is fit."""
    if piece[limit] in _SPACES:
        return limit
    for at in range(limit, first, -1):
        if _may_break(piece, at):
            return at
    return limit


def _may_break(piece: str, at: int) -> bool:
    """Whether a line may begin with the character at `at`, which is not white space."""
    character, before = piece[at], piece[at - 1]
    if before in _SPACES:
        return True
    if not WIDTHS[character]:
        return False
    if ord(character) in _FLAGS:
        return _flags_before(piece, at) % 2 == 0
    while at > 1 and not WIDTHS[before]:
        at -= 1
        before = piece[at - 1]
    wide = WIDTHS[character] == 2 or WIDTHS[before] == 2
    return wide and character not in _CLOSING and before not in _OPENING


def _flags_before(piece: str, at: int) -> int:
    """How many halves of flags stand directly before `at`."""
    first = at
    while first and ord(piece[first - 1]) in _FLAGS:
        first -= 1
    return at - first
