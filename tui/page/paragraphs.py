"""A report's paragraphs, found again in whatever way its lines were set.

Three settings occur in real reports: a blank line between paragraphs; one line a paragraph and no
blank lines; and paragraphs broken by hand at 60 to 80 columns. The last is re-flowed.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from articles.article import FURNITURE, Label, Part, Span
from tui.page.cells import DROPPED, display, is_plain

_LINE: Final = re.compile(r"[^\S\n]*(\S(?:[^\n]*\S)?)")
_WORD: Final = re.compile(r"\S+")
_ITEM: Final = re.compile(r"[-*•·–—>|#▸►]|\d{1,3}[.)]\s")
_FOLDABLE: Final = FURNITURE | {Label.HIGHLIGHTS}
_NARROWEST, _WIDEST = 40, 100
"""Between these lengths, in characters, lines may have been broken by hand."""
_LONG: Final = 80
"""A line longer than this is a paragraph, not a line of an address or a table."""
_SAMPLE: Final = 2000
"""Lines that are looked at to tell how a text was set."""


class Line(NamedTuple):
    """A line of the text that is not blank."""

    margin: int
    """Where it begins, white space and all."""
    start: int
    """Where its first word begins."""
    end: int
    """After its last word."""

    @property
    def indent(self) -> int:
        """White space before the first word."""
        return self.start - self.margin


class Paragraph(NamedTuple):
    """A stretch that is wrapped as one: `[start, end)`, without white space around it."""

    start: int
    end: int
    apart: bool
    """Whether a blank line stands before it."""


class Flow(NamedTuple):
    """A text as it flows in lines of any width: most of what laying it out takes."""

    text: str
    """As long as the text of the report, hand-made line breaks in it as spaces."""
    paragraphs: Sequence[Paragraph]
    is_plain: bool
    """Whether every character takes one column."""

    def beginning(self, end: int) -> "Flow":
        """What there is of it before a character."""
        first = self.paragraphs[: bisect_left(self.paragraphs, (end,))]
        cut = [one._replace(end=min(one.end, end)) for one in first]
        return Flow(self.text[:end], cut, self.is_plain)


class Setting(NamedTuple):
    """How a text's lines were set."""

    measure: int
    """Columns at which paragraphs were broken by hand; 0 where they were not."""
    dense: bool
    """Whether each line is a paragraph though no blank line divides them."""


def flow_of(text: str, parts: Sequence[Part]) -> Flow:
    """How a report's text flows, with labels laid over it in reading order."""
    flowed, paragraphs = reflow(display(text), parts)
    return Flow(flowed, paragraphs, is_plain(flowed))


def reflow(text: str, parts: Sequence[Part]) -> tuple[str, list[Paragraph]]:
    """The text with hand-made line breaks undone, and its paragraphs.

    Args:
        text: A `tui.page.cells.display` text.
        parts: Labels laid over it, in reading order.

    Returns:
        A text of the same length, in which a break inside a paragraph is a space, and the
        paragraphs in reading order.
    """
    lines = [Line(found.start(), *found.span(1)) for found in _LINE.finditer(text)]
    setting, headline = setting_of(text, lines), _headline(parts)
    lines = list(_headline_apart(text, lines, headline))
    groups = list(_groups(text, lines, setting, _label_starts(parts), headline))
    return _joined(text, lines, groups), list(_paragraphs(text, lines, groups, setting, parts))


def setting_of(text: str, lines: Sequence[Line]) -> Setting:
    """Tell how a text was set from its first lines.

    A text was broken by hand if nearly every line that another follows directly is so full that
    the next line's first word would not have fitted, and no line is longer than people make them.
    """
    sample = lines[:_SAMPLE]
    pairs = [
        (line, after)
        for line, after in pairwise(sample)
        if text.count("\n", line.end, after.start) == 1 and not _starts_anew(text, line, after)
    ]
    if not pairs:
        return Setting(0, dense=False)
    lengths = sorted(line.end - line.margin for line, _ in pairs)
    measure = lengths[-1 - len(lengths) // 50]  # one line in fifty may be odd
    if len(pairs) >= 3 and _NARROWEST <= measure <= _WIDEST:
        full = sum(_is_full(text, line, after, measure) for line, after in pairs)
        if full >= 0.7 * len(pairs):
            return Setting(measure, dense=False)
    dense = len(pairs) >= 0.8 * (len(sample) - 1) and measure > _LONG
    return Setting(0, dense)


def folds(text: str, parts: Sequence[Part]) -> list[Span]:
    """The runs of page furniture (and highlights) that can be folded: whole lines only.

    Nothing is folded in a text that is all furniture.
    """
    runs: list[Span] = []
    follows = False
    for part in parts:
        foldable = part.label in _FOLDABLE
        if foldable and follows:
            runs[-1] = Span(runs[-1].start, part.end)
        elif foldable:
            runs.append(Span(part.start, part.end))
        follows = foldable
    if all(part.label in _FOLDABLE for part in parts):
        return []
    return [run for run in runs if _whole_lines(text, run)]


def left_out(paragraphs: Sequence[Paragraph], offsets: Sequence[int]) -> Iterator[Span]:
    """The runs of paragraphs that hold none of these sorted offsets."""
    run: Span | None = None
    for paragraph in paragraphs:
        at = bisect_left(offsets, paragraph.start)
        if at < len(offsets) and offsets[at] < paragraph.end:
            if run is not None:
                yield run
            run = None
        else:
            run = Span(run.start if run else paragraph.start, paragraph.end)
    if run is not None:
        yield run


def count_lines(text: str, start: int, end: int) -> int:
    """Lines of a stretch that are not blank."""
    return sum(1 for _ in _LINE.finditer(text, start, end))


def _whole_lines(text: str, run: Span) -> bool:
    before = text[text.rfind("\n", 0, run.start) + 1 : run.start]
    newline = text.find("\n", run.end)
    return not before.strip() and not text[run.end : None if newline < 0 else newline].strip()


def _is_full(text: str, line: Line, after: Line, measure: int) -> bool:
    word = _WORD.match(text, after.start)
    return line.end - line.margin + 1 + (len(word[0]) if word else 0) > measure


def _label_starts(parts: Sequence[Part]) -> frozenset[int]:
    """Where a part begins whose label differs from the one before."""
    labels = [None, *(part.label for part in parts)]
    return frozenset(
        part.start for part, label in zip(parts, labels, strict=False) if part.label != label
    )


def _headline(parts: Sequence[Part]) -> Span:
    """The headline that the text begins with; empty if it does not."""
    if parts and parts[0].label is Label.HEADLINE:
        return Span(parts[0].start, parts[0].end)
    return Span(0, 0)


def _headline_apart(text: str, lines: Sequence[Line], headline: Span) -> Iterator[Line]:
    """The lines; that on which the text runs on from its headline is two."""
    for line in lines:
        rest = _WORD.search(text, headline.end, line.end)
        if line.start < headline.end < line.end and rest:
            yield line._replace(end=headline.end)
            yield Line(rest.start(), rest.start(), line.end)
        else:
            yield line


def _groups(
    text: str, lines: Sequence[Line], setting: Setting, fences: frozenset[int], headline: Span
) -> Iterator[tuple[int, int]]:
    """Runs of lines `[first, last)` that make one paragraph."""
    if not setting.measure and not headline.end:
        yield from ((i, i + 1) for i in range(len(lines)))
        return
    first = 0
    for i in range(1, len(lines)):
        line, after = lines[i - 1], lines[i]
        if after.end <= headline.end and text.count("\n", line.end, after.start) == 1:
            continue
        if after.start in fences or not _continues(text, line, after, setting.measure):
            yield first, i
            first = i
    if lines:
        yield first, len(lines)


def _continues(text: str, line: Line, after: Line, measure: int) -> bool:
    """Whether `after` goes on with the paragraph that `line` is in."""
    return (
        measure > 0
        and text.count("\n", line.end, after.start) == 1
        and _is_full(text, line, after, measure)
        and not _starts_anew(text, line, after)
    )


def _starts_anew(text: str, line: Line, after: Line) -> bool:
    """Whether `after` is an item of a list, or indented as the first line of a paragraph."""
    return after.indent > line.indent or bool(_ITEM.match(text, after.start))


def _joined(text: str, lines: Sequence[Line], groups: Sequence[tuple[int, int]]) -> str:
    pieces: list[str] = []
    done = 0
    for first, last in groups:
        for i in range(first, last - 1):
            end, start = lines[i].end, lines[i + 1].start
            pieces += text[done:end], " ", DROPPED * (start - end - 1)
            done = start
    return "".join(pieces) + text[done:] if pieces else text


def _paragraphs(
    text: str,
    lines: Sequence[Line],
    groups: Sequence[tuple[int, int]],
    setting: Setting,
    parts: Sequence[Part],
) -> Iterator[Paragraph]:
    headline_end = _headline(parts).end
    was_whole, end = True, 0
    for first, last in groups:
        start = lines[first].start
        whole = setting.dense or last - first > 1 or lines[first].end - start > _LONG
        apart = whole or was_whole or 0 < headline_end == end or text.count("\n", end, start) > 1
        end = lines[last - 1].end
        was_whole = whole
        yield Paragraph(start, end, apart)
