"""A concordance: everything that was found, one line each, the key in the middle.

Key word in context: what stands left of the key, the key, what stands right of it (H. P. Luhn,
"Keyword-in-Context Index for Technical Literature", 1959). Sorted by what stands beside it, uses of
a word fall into groups that no ranking shows.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Final

from articles.article import Article, Span
from index.analysis import fold, tokens
from index.search.line import Line, Order

__all__ = ["CONTEXT", "KEYS", "Line", "Order", "in_order", "lines"]

CONTEXT: Final = 100
"""Characters taken on each side, without a word that would be cut by that."""
_BEGUN: Final = re.compile(r"\S*\s+(?=\S)")
"""The end of a word at the beginning of a context, and what parts it from the next."""
_LEFT_OVER: Final = re.compile(r"(?<=\S)\s+\S*\Z")
"""The beginning of a word at the end of a context, and what parts it from the one before."""
_WORDS: Final = 6
"""Words on a side that lines are sorted by."""
_LAST: Final = "\U0010ffff"
"""Comes after every date and name."""


def lines(number: int, article: Article, spans: Iterable[Span]) -> Iterator[Line]:
    """The lines of one report.

    Args:
        number: Its number.
        article: The report.
        spans: What was found in it.
    """
    text, date = article.text, article.date.value if article.date else None
    for start, end in spans:
        left = _one_line(_before(text, start))
        right = _one_line(_after(text, end))
        key = _one_line(text[start:end]).strip()
        source = article.source
        yield Line(
            number, article.id, article.title, date, source, start, end, left.lstrip(), key,
            right.rstrip(), " ".join(_folded(left)[::-1][:_WORDS]),
            " ".join(_folded(right)[:_WORDS]),
        )  # fmt: skip


def in_order(found: Sequence[Line], order: Order) -> list[Line]:
    """Lines, given in the order of the list, in another order."""
    return sorted(found, key=KEYS[order]) if order is not Order.LIST else list(found)


KEYS: Final[dict[Order, Callable[[Line], str | tuple[str, str]]]] = {
    Order.LEFT: attrgetter("by_left"),
    Order.RIGHT: attrgetter("by_right"),
    Order.DATE: lambda line: line.date or _LAST,
    Order.SOURCE: lambda line: (line.source.casefold() or _LAST, line.date or _LAST),
}
"""What each order compares; that of the list compares nothing."""


def _folded(text: str) -> list[str]:
    """The words of a context, to be compared; those at its far end may be halves."""
    return [fold(token.surface) for token in tokens(text)]


def _before(text: str, start: int) -> str:
    """What stands before a key, from the beginning of a word on, if there is a whole one."""
    begin = max(0, start - CONTEXT)
    half = _BEGUN.match(text, begin, start) if begin and not text[begin - 1].isspace() else None
    return text[half.end() if half else begin : start]


def _after(text: str, end: int) -> str:
    """What stands after a key, up to the end of a word, if there is a whole one."""
    last = end + CONTEXT
    is_cut = last < len(text) and not text[last].isspace()
    half = _LEFT_OVER.search(text, end, last) if is_cut else None
    return text[end : half.start() if half else last]


def _one_line(text: str) -> str:
    """A stretch with each run of white space as one space, also at its ends."""
    words = " ".join(text.split())
    before = " " if text[:1].isspace() else ""
    after = " " if words and text[-1:].isspace() else ""
    return f"{before}{words}{after}"
