"""The parts of a report: labels laid over its text; no character is moved or dropped.

Paragraphs are judged one after the other. What stands before the body (headline, date, byline,
highlights) is only looked for there, the rest (captions, credits, page furniture) everywhere. Where
we doubt, it is body: to dim what somebody wrote is worse than to show a caption as text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, zip_longest

from articles import furniture
from articles.article import Label, Part
from articles.blocks import Paragraph, paragraphs
from articles.datelines import dateline_end, is_dateline
from articles.titles import derived, is_headline, is_same, opening_title

_MOST_HIGHLIGHTS = 8
_LONGEST_HIGHLIGHT = 160
_LONGEST_VIDEO_TITLE = 100
_BULLETS = ("•", "*", "-", "–", "·", "●", "▪")
_TITLE_FROM = (
    {Label.BODY, Label.QUOTE},
    {Label.HIGHLIGHTS, Label.CAPTION, Label.CREDIT, Label.BYLINE, Label.DATELINE},
    set(Label),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """A report's parts, and what it is called."""

    title: str
    title_derived: bool
    parts: tuple[Part, ...]


def take_apart(text: str, title: str) -> Layout:
    """Label the parts of a report and find its title.

    Args:
        text: The report, cleaned.
        title: The title that its format states; empty if it states none.

    Returns:
        Parts that cover all but white space, neighbours of one label joined. The title is the
        stated one, else the headline, else made from the body's first sentence.
    """
    parts = tuple(_joined(_Reading(paragraphs(text), title).parts()))
    if title:
        return Layout(title, False, parts)
    headline = next((part for part in parts if part.label is Label.HEADLINE), None)
    if headline:
        return Layout(" ".join(_of(text, headline).strip("#* ").split()), False, parts)
    return Layout(_derived(text, parts), True, parts)


def _derived(text: str, parts: tuple[Part, ...]) -> str:
    for labels in _TITLE_FROM:
        if found := next((part for part in parts if part.label in labels), None):
            return derived(_of(text, found))
    return "(no text)"


def _of(text: str, part: Part) -> str:
    return text[part.start : part.end]


def _joined(parts: Iterator[Part]) -> Iterator[Part]:
    for label, group in groupby(parts, key=lambda part: part.label):
        members = list(group)
        yield Part(label, members[0].start, members[-1].end)


def _past_space(line: str, at: int) -> int:
    while line[at : at + 1].isspace():
        at += 1
    return at


@dataclass(slots=True)
class _Reading:
    """Going through a report's paragraphs once, with what has been seen so far."""

    paragraphs: list[Paragraph]
    title: str
    headline_found: bool = False
    body_begun: bool = False
    highlights_left: int = 0
    last: Label = field(default=Label.CHROME)

    def parts(self) -> Iterator[Part]:
        """The parts in reading order, neighbours not yet joined."""
        for paragraph, following in zip_longest(self.paragraphs, self.paragraphs[1:]):
            label = self._label(paragraph, following)
            if label is Label.BODY:
                yield from self._body(paragraph, is_last=following is None)
                self.body_begun = True
            else:
                yield Part(label, paragraph.start, paragraph.end)
            self.last = label

    def _label(self, paragraph: Paragraph, following: Paragraph | None) -> Label:
        line = paragraph.text
        if not self.body_begun and (label := self._label_above(paragraph, following)):
            return label
        if label := self._label_beside(line, following):
            return label
        if furniture.is_quotation(line) or self._is_attribution(line):
            return Label.QUOTE
        return Label.BODY

    def _label_beside(self, line: str, following: Paragraph | None) -> Label | None:
        """The label of what is no part of the story, wherever it stands."""
        if furniture.is_chrome(line) or self._is_video_title(line, following):
            return Label.CHROME
        if furniture.is_caption(line):
            return Label.CAPTION
        if furniture.is_credit(line):
            return Label.CREDIT
        return Label.HIGHLIGHTS if furniture.is_highlights(line) else None

    def _label_above(self, paragraph: Paragraph, following: Paragraph | None) -> Label | None:
        """The label of what stands above a body; None if it could as well stand in it."""
        line = paragraph.text
        if furniture.opens_highlights(line) and following is not None:
            self.highlights_left = _MOST_HIGHLIGHTS
            return Label.HIGHLIGHTS
        if is_dateline(line):
            self.highlights_left = 0
            return Label.DATELINE
        if furniture.is_reference(line):
            return Label.CHROME
        if furniture.is_byline(line):
            return Label.BYLINE
        if self._is_highlight(line):
            self.highlights_left -= 1
            return Label.HIGHLIGHTS
        return Label.HEADLINE if self._is_headline(paragraph, following) else None

    def _is_headline(self, paragraph: Paragraph, following: Paragraph | None) -> bool:
        line = paragraph.text
        if self.headline_found or self.last is Label.HIGHLIGHTS:
            return False
        if self.title:
            self.headline_found = is_same(line.strip("#* "), self.title)
        elif not self._label_beside(line, following) and not dateline_end(line):
            self.headline_found = is_headline(paragraph, following)
        return self.headline_found

    def _is_highlight(self, line: str) -> bool:
        if not self.highlights_left or dateline_end(line):
            return False
        short = len(line) <= _LONGEST_HIGHLIGHT and not line.endswith(".")
        return short or (line.startswith(_BULLETS) and len(line) < 2 * _LONGEST_HIGHLIGHT)

    def _is_video_title(self, line: str, following: Paragraph | None) -> bool:
        if following is None or len(line) > _LONGEST_VIDEO_TITLE or line.endswith("."):
            return False
        return furniture.is_video_time(following.text)

    def _is_attribution(self, line: str) -> bool:
        """Whether it names who said the quotation before it."""
        return self.last is Label.QUOTE and line.startswith(("—", "– ", "--")) and len(line) < 120

    def _body(self, paragraph: Paragraph, *, is_last: bool) -> Iterator[Part]:
        """A paragraph of the body, cut where a dateline, a headline or a credit runs into it."""
        start, end, line = paragraph.start, paragraph.end, paragraph.text
        if not self.body_begun:
            for part in self._opening(paragraph):
                yield part
                start = part.end
            start += len(line[start - paragraph.start :]) - len(
                line[start - paragraph.start :].lstrip()
            )
        cut = paragraph.start + furniture.credit_start(line) if is_last else end
        if start < cut:
            rest = line[start - paragraph.start : cut - paragraph.start].rstrip()
            yield Part(Label.BODY, start, start + len(rest))
        if cut < end:
            yield Part(Label.CREDIT, max(cut, start), end)

    def _opening(self, paragraph: Paragraph) -> Iterator[Part]:
        """Date, headline and dateline that stand at the head of a running text, in any order."""
        at, line = 0, paragraph.text
        for _ in range(3):
            at = _past_space(line, at)
            if end := dateline_end(line[at : at + 400]):
                label = Label.DATELINE
            elif not self.headline_found and (end := opening_title(line[at:], self.title)):
                self.headline_found, label = True, Label.HEADLINE
            else:
                return
            yield Part(label, paragraph.start + at, paragraph.start + at + end)
            at += end
