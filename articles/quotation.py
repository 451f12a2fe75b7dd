"""Quotations that are found again: by their words and by what stood around them.

A quotation keeps its words, the characters before and after it and its place, as Hypothesis does
(https://web.hypothes.is/blog/fuzzy-anchoring/). In a text that has been edited since, the words are
looked for first as they are, then with as few errors as can be (Myers 1999, "A fast bit-vector
algorithm for approximate string matching", J. ACM 46). What is too unlike is not guessed at.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final, NamedTuple

from articles.article import Span

CONTEXT: Final = 32
"""Characters kept before and after a quotation."""

_TELLING: Final = 40
"""Characters from which a quotation is believed wherever it stands, whatever is around it."""
_MOST_ERRORS: Final = 0.25
"""Errors for each character that a changed quotation may have."""
_LEAST_ALIKE: Final = 0.5
"""How alike a changed quotation, or what is around an unchanged one, has to be (0 to 1)."""
_ENDING: Final = 4
"""Letters that a word at the border of a changed quotation may go on for."""
_NEAR: Final = 200
"""Characters that what stands in place of a missing quotation may have beyond twice its length."""
_LONGEST: Final = 4000
"""Characters of a quotation that are compared one by one: that takes their number times that of the
text's, so that a longer one is known by its ends of half that many."""
_AROUND: Final = 4000
"""Characters before and after the old place that are looked through first."""


class Fate(StrEnum):
    """What has become of a quotation."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    """Its words are the same, at another place."""
    CHANGED = "changed"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch `[start, end)` of a text, kept so that it can be found again."""

    text: str
    start: int
    prefix: str = ""
    """At most `CONTEXT` characters before it."""
    suffix: str = ""
    """At most `CONTEXT` characters after it."""

    @property
    def end(self) -> int:
        """Where it ended."""
        return self.start + len(self.text)


class Found(NamedTuple):
    """Where a quotation stands now."""

    fate: Fate
    span: Span | None
    """None if it is missing."""


def quoted(text: str, span: Span) -> Quotation:
    """Keep a stretch of a text."""
    start, end = span
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Quotation(text[start:end], start, before, after)


def find(text: str, quotation: Quotation) -> Found:
    """Find a quotation in a text that may have been edited since.

    Args:
        text: The whole text, as it is now.
        quotation: What was quoted.
    """
    if not quotation.text:
        return Found(Fate.MISSING, None)
    start = _as_it_was(text, quotation)
    if start is not None:
        span = Span(start, start + len(quotation.text))
        return Found(Fate.UNCHANGED if start == quotation.start else Fate.MOVED, span)
    changed = _changed(text, quotation)
    return Found(Fate.CHANGED, changed) if changed else Found(Fate.MISSING, None)


def in_its_place(text: str, quotation: Quotation) -> Span | None:
    """What stands by now between what stood before a missing quotation and what stood after it.

    Nothing is guessed: what stood around it has to be there as it was, and near its old place.

    Args:
        text: The whole text, as it is now.
        quotation: One that `find` does not find.

    Returns:
        The stretch; None if there is none, or nothing but white space stands there.
    """
    before, after = quotation.prefix, quotation.suffix
    if not before.strip() or not after.strip():
        return None
    starts = (place + len(before) for place in _places(text, before))
    start = min(starts, key=lambda place: abs(place - quotation.start), default=None)
    end = -1 if start is None else text.find(after, start)
    if start is None or not start < end <= start + 2 * len(quotation.text) + _NEAR:
        return None
    return Span(start, end) if text[start:end].strip() else None


def find_surely(text: str, quotation: Quotation) -> Span | None:
    """Find a quotation where nobody can doubt that it is the same, for what must never be guessed.

    Its very words have to stand there, and all that was kept of one side of them at least. Of
    several such places it is the one where more of both sides is as it was; where that is equal
    the old place, if that is one of them.

    Args:
        text: The whole text, as it is now.
        quotation: What was quoted.

    Returns:
        Where it stands; None if it is gone, or could be in more places than one.
    """
    places = [
        place for place in _places(text, quotation.text) if _keeps_side(text, quotation, place)
    ]
    fits = {place: _touching(text, quotation, place) for place in places}
    most = max(fits.values(), default=0)
    best = [place for place in places if fits[place] == most]
    start = best[0] if len(best) == 1 else quotation.start
    return Span(start, start + len(quotation.text)) if start in best else None


def _keeps_side(text: str, quotation: Quotation, place: int) -> bool:
    """Whether a whole side stands beside a place; less than `CONTEXT` tells only with both."""
    end, before, after = place + len(quotation.text), quotation.prefix, quotation.suffix
    is_long_before, is_long_after = len(before) >= CONTEXT, len(after) >= CONTEXT
    has_before = text.endswith(before, 0, place) and (is_long_before or place == len(before))
    has_after = text.startswith(after, end) and (is_long_after or end + len(after) == len(text))
    return (
        (has_before and has_after)
        or (has_before and is_long_before)
        or (has_after and is_long_after)
    )


def _as_it_was(text: str, quotation: Quotation) -> int | None:
    """Where the very words stand, in the surroundings most like those they had."""
    places = list(_places(text, quotation.text))
    if not places:
        return None

    def fit(place: int) -> tuple[int, int]:
        return _touching(text, quotation, place), -abs(place - quotation.start)

    best = max(places, key=fit)
    if len(quotation.text) >= _TELLING or _alike_around(text, quotation, best) >= _LEAST_ALIKE:
        return best
    near = min(places, key=lambda place: abs(place - quotation.start))
    return near if _alike_around(text, quotation, near) >= _LEAST_ALIKE else None


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _touching(text: str, quotation: Quotation, place: int) -> int:
    """How many characters right before and right after a place are as they were."""
    count = 0
    for offset, char in enumerate(reversed(quotation.prefix), 1):
        if place - offset < 0 or text[place - offset] != char:
            break
        count += 1
    end = place + len(quotation.text)
    for offset, char in enumerate(quotation.suffix):
        if text[end + offset : end + offset + 1] != char:
            break
        count += 1
    return count


def _alike_around(text: str, quotation: Quotation, place: int) -> float:
    """How alike the better of both sides of a place is to what it was (0 to 1)."""
    end = place + len(quotation.text)
    before = text[max(0, place - len(quotation.prefix)) : place]
    after = text[end : end + len(quotation.suffix)]
    return max(_alike(quotation.prefix, before), _alike(quotation.suffix, after))


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _changed(text: str, quotation: Quotation) -> Span | None:
    """Where words stand that differ little; a short quotation is looked for with its context."""
    words = quotation.text
    if len(words) < 2 * CONTEXT:
        pattern = quotation.prefix + words + quotation.suffix
        window = _nearest(text, pattern, quotation.start - len(quotation.prefix))
        inner = window and _mapped(text, window, pattern, quotation)
    elif len(words) > _LONGEST:
        inner = _between_ends(text, quotation)
    else:
        inner = _nearest(text, words, quotation.start)
    if inner is None or inner.start >= inner.end:
        return None
    inner = _whole_words(text, inner, quotation)
    now = text[inner.start : inner.end]
    return inner if len(words) >= 2 * CONTEXT or _alike(words, now) >= _LEAST_ALIKE else None


def _between_ends(text: str, quotation: Quotation) -> Span | None:
    """Where a long quotation begins and ends as it did, with much the same words between."""
    words, half = quotation.text, _LONGEST // 2
    first = _nearest(text, words[:half], quotation.start)
    last = _nearest(text, words[-half:], quotation.end - half) if first else None
    if first is None or last is None or last.end <= first.start:
        return None
    now = text[first.start : last.end].split()
    ratio = SequenceMatcher(None, words.split(), now, autojunk=False).quick_ratio()
    return Span(first.start, last.end) if ratio >= 1 - _MOST_ERRORS else None


def _whole_words(text: str, span: Span, quotation: Quotation) -> Span:
    """A stretch up to the borders of words that are near, where the quotation cut none either."""
    start, end = span
    if not _is_within_word(quotation.prefix[-1:] + quotation.text[:1]):
        starts = range(start, max(0, start - _ENDING) - 1, -1)
        cut = (at for at in starts if not _is_within_word(text[max(0, at - 1) : at + 1]))
        start = next(cut, start)
    if not _is_within_word(quotation.text[-1:] + quotation.suffix[:1]):
        ends = range(end, min(len(text), end + _ENDING) + 1)
        end = next((at for at in ends if not _is_within_word(text[at - 1 : at + 1])), end)
    return Span(start, end)


def _is_within_word(two: str) -> bool:
    return len(two) == 2 and two.isalnum()


def _mapped(text: str, window: Span, pattern: str, quotation: Quotation) -> Span | None:
    """The part of a window that stands for the quotation within its context."""
    matcher = SequenceMatcher(None, pattern, text[window.start : window.end], autojunk=False)
    first, last = len(quotation.prefix), len(quotation.prefix) + len(quotation.text)
    start = end = None
    for tag, one, after, there, then in matcher.get_opcodes():
        if start is None and after > first:
            start = there + (first - one if tag == "equal" else 0)
        if one < last <= after:
            end = there + (last - one) if tag == "equal" else then
    if start is None or end is None:
        return None
    return Span(window.start + start, window.start + end)


def _nearest(text: str, pattern: str, start: int) -> Span | None:
    """The stretch with the fewest errors, looked for near its old place before everywhere."""
    low = max(0, start - _AROUND)
    high = start + len(pattern) + _AROUND
    for begin, end in ((low, min(high, len(text))), (0, len(text))):
        found = _least_errors(text[begin:end], pattern)
        if found is not None:
            return Span(begin + found.start, begin + found.end)
    return None


def _least_errors(text: str, pattern: str) -> Span | None:
    most = int(len(pattern) * _MOST_ERRORS)
    errors, end = min(
        ((count, end) for end, count in _endings(text, pattern)), default=(most + 1, 0)
    )
    if errors > most:
        return None
    head = text[max(0, end - len(pattern) - errors) : end]
    _, back = min((count, back) for back, count in _endings(head[::-1], pattern[::-1]))
    return Span(end - back, end)


def _endings(text: str, pattern: str) -> Iterator[tuple[int, int]]:
    """After each character of a text: its place, and the fewest errors of a match ending there."""
    full, high = (1 << len(pattern)) - 1, 1 << (len(pattern) - 1)
    masks: dict[str, int] = {}
    for place, char in enumerate(pattern):
        masks[char] = masks.get(char, 0) | 1 << place
    up, down, errors = full, 0, len(pattern)
    for place, char in enumerate(text, 1):
        same = masks.get(char, 0)
        vertical = same | down
        across = (((same & up) + up) ^ up) | same
        grows, shrinks = down | (full & ~(across | up)), up & across
        errors += bool(grows & high) - bool(shrinks & high)
        grows, shrinks = grows << 1 & full, shrinks << 1 & full
        up, down = shrinks | (full & ~(vertical | grows)), grows & vertical
        yield place, errors
