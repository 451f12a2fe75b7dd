"""A line or two of a report, around what was found."""

from collections.abc import Sequence
from typing import Final

from articles.article import Span

_ELLIPSIS: Final = "…"
_LOOKED_AT: Final = 1_000
"""Hits that are looked at: of ten thousand that alone would take some milliseconds."""


def snippet(text: str, spans: Sequence[Span], width: int) -> tuple[str, list[Span]]:
    """Cut out about `width` characters around the densest hits, of the first thousand.

    Args:
        text: The report's text.
        spans: Hits in it, in reading order; without any, the text's beginning is taken.
        width: Characters to take, 16 or more; the result is never longer.

    Returns:
        The snippet on one line, cut at the borders of words, with `…` where text was left out; and
        the hits in it, as spans of the snippet.
    """
    width, spans = max(width, 16), spans[:_LOOKED_AT]
    start, end = _window(text, spans, width)
    before = _ELLIPSIS if text[:start].strip() else ""
    after = _ELLIPSIS if text[end:].strip() else ""
    shown, places = _on_one_line(text, start, end)
    kept = [
        Span(places[span.start - start] + len(before), places[span.end - start] + len(before))
        for span in spans
        if span.start >= start and span.end <= end
    ]
    return before + shown + after, kept


def _window(text: str, spans: Sequence[Span], width: int) -> tuple[int, int]:
    """The stretch of the text to show: at word borders, with room for two ellipses."""
    room = width - 2
    first, last = _densest(spans, room)
    slack = max(0, room - (last - first))
    start = max(0, first - slack // 3)
    start = _word_start(text, start, first)
    end = min(len(text), start + room)
    return start, _word_end(text, end, max(last, start + 1))


def _densest(spans: Sequence[Span], room: int) -> tuple[int, int]:
    """The stretch, no longer than there is room, that holds most hits; the first such."""
    if not spans:
        return 0, 0
    best, best_count, left = (spans[0].start, spans[0].end), 0, 0
    for right, span in enumerate(spans):
        while span.end - spans[left].start > room and left < right:
            left += 1
        if right - left + 1 > best_count:
            best, best_count = (spans[left].start, span.end), right - left + 1
    return best


def _word_start(text: str, at: int, latest: int) -> int:
    """Move on to the beginning of a word, unless that is past `latest`."""
    moved = at
    if 0 < moved < len(text) and not text[moved - 1].isspace():
        while moved < latest and not text[moved].isspace():
            moved += 1
    while moved < latest and text[moved].isspace():
        moved += 1
    return moved


def _word_end(text: str, at: int, earliest: int) -> int:
    """Move back to the end of a word, unless that is before `earliest`."""
    moved = at
    if moved < len(text) and not text[moved].isspace():
        while moved > earliest and not text[moved - 1].isspace():
            moved -= 1
        if moved <= earliest:
            return at
    while moved > earliest and text[moved - 1].isspace():
        moved -= 1
    return moved


def _on_one_line(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """The stretch with each run of white space as one space, and where each character went."""
    shown: list[str] = []
    places: list[int] = []
    for char in text[start:end]:
        space = char.isspace()
        places.append(len(shown) - (space and bool(shown) and shown[-1] == " "))
        if not space:
            shown.append(char)
        elif not shown or shown[-1] != " ":
            shown.append(" ")
    places.append(len(shown))
    return "".join(shown), places
