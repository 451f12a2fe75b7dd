"""The parts of a report: labels laid over its text; no character is moved or dropped.

Paragraphs are judged one after the other. What stands before the body (headline, date, byline,
highlights) is only looked for there, the rest (captions, credits, page furniture) everywhere. Where
we doubt, it is body: to dim what somebody wrote is worse than to show a caption as text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice, zip_longest

from articles.article import Label, Part
from articles.dates.datelines import dateline_end, is_dateline, is_hour, is_venue
from articles.structure import chrome, furniture, running
from articles.structure.blocks import Paragraph, paragraphs
from articles.structure.closing import closing
from articles.structure.opening import highlights
from articles.structure.running import Stretch
from articles.structure.titles import derived, is_headline, is_same, opening_title

_BEGINNING, _ENDING = 10_000, 100
"""Paragraphs at either end that are judged; of a text of more, a log or a table rather than a
report, all between is body, so that half a million lines do not cost ten seconds."""
_MOST_HIGHLIGHTS = 8
_LONGEST_HIGHLIGHT = 160
_LONGEST_VIDEO_TITLE = 100
_MOST_RUN_IN = 5
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


def _may_follow_links(line: str) -> bool:
    return chrome.is_link(line) or chrome.opens_links(line) or chrome.is_chrome(line)


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
    in_links: bool = False
    known: dict[int, Label] = field(default_factory=dict)
    """What is known of paragraphs, by where they start, from those around them."""
    last: Label = field(default=Label.CHROME)

    def parts(self) -> Iterator[Part]:
        """The parts in reading order, neighbours not yet joined."""
        self.known = highlights(self.paragraphs) | closing(self.paragraphs)
        ending = max(_BEGINNING, len(self.paragraphs) - _ENDING)
        between = self.paragraphs[_BEGINNING:ending]
        yield from self._judged(0, _BEGINNING)
        if between:
            yield Part(Label.BODY, between[0].start, between[-1].end)
            self.body_begun, self.in_links, self.last = True, False, Label.BODY
        yield from self._judged(ending, len(self.paragraphs))

    def _judged(self, first: int, end: int) -> Iterator[Part]:
        """The parts of some of the paragraphs."""
        followed = zip_longest(self.paragraphs, islice(self.paragraphs, 1, None))
        for paragraph, following in islice(followed, first, end):
            label = self._label(paragraph, following)
            if label is Label.BODY:
                yield from self._body(paragraph, is_last=following is None)
                self.body_begun = True
            else:
                yield Part(label, paragraph.start, paragraph.end)
            self.last = label

    def _label(self, paragraph: Paragraph, following: Paragraph | None) -> Label:
        line = paragraph.text
        if self._is_in_links(line, following):
            return Label.CHROME
        if known := self.known.get(paragraph.start):
            return known
        if not self.body_begun and (label := self._label_above(paragraph, following)):
            return label
        if label := self._label_beside(line, following):
            return label
        if furniture.is_quotation(line) or self._is_attribution(line):
            return Label.QUOTE
        return Label.BODY

    def _label_beside(self, line: str, following: Paragraph | None) -> Label | None:
        """The label of what is no part of the story, wherever it stands."""
        if chrome.is_chrome(line) or self._is_video_title(line, following):
            return Label.CHROME
        if furniture.is_caption(line):
            return Label.CAPTION
        if furniture.is_credit(line):
            return Label.CREDIT
        return Label.HIGHLIGHTS if furniture.is_highlights(line) else None

    def _label_above(self, paragraph: Paragraph, following: Paragraph | None) -> Label | None:
        """The label of what stands above a body; None if it could as well stand in it."""
        line = paragraph.text
        if is_dateline(line) or is_hour(line) or self._is_venue(line, following):
            self.highlights_left = 0
            return Label.DATELINE
        if furniture.is_reference(line):
            return Label.CHROME
        if furniture.is_byline(line):
            return Label.BYLINE
        if self._is_highlight(line, following):
            return Label.HIGHLIGHTS
        return Label.HEADLINE if self._is_headline(paragraph, following) else None

    def _is_in_links(self, line: str, following: Paragraph | None) -> bool:
        """Whether it heads a list of other reports or of sources, or stands in one."""
        if chrome.opens_links(line):
            self.in_links = following is None or _may_follow_links(following.text)
        elif self.in_links:
            self.in_links = chrome.is_link(line)
        return self.in_links

    def _is_venue(self, line: str, following: Paragraph | None) -> bool:
        if following is None or not is_venue(line, following.text):
            return False
        return bool(self.title) or self.headline_found or is_hour(following.text)

    def _is_headline(self, paragraph: Paragraph, following: Paragraph | None) -> bool:
        line = paragraph.text
        if self.headline_found or self.last is Label.HIGHLIGHTS:
            return False
        if self.title:
            self.headline_found = is_same(line.strip("#* "), self.title)
        elif not self._label_beside(line, following) and not dateline_end(line):
            self.headline_found = is_headline(paragraph, following)
        return self.headline_found

    def _is_highlight(self, line: str, following: Paragraph | None) -> bool:
        opens = following is not None and furniture.opens_highlights(line)
        if opens or furniture.is_highlights(line):
            self.highlights_left = _MOST_HIGHLIGHTS
            return True
        if not self.highlights_left or dateline_end(line):
            return False
        self.highlights_left -= 1
        short = len(line) <= _LONGEST_HIGHLIGHT and not line.endswith(".")
        return short or (line.startswith(_BULLETS) and len(line) < 2 * _LONGEST_HIGHLIGHT)

    def _is_video_title(self, line: str, following: Paragraph | None) -> bool:
        if following is None or len(line) > _LONGEST_VIDEO_TITLE or line.endswith("."):
            return False
        return furniture.is_video_time(following.text)

    def _is_attribution(self, line: str) -> bool:
        """Whether it names who said the quotation before it, or one that the page showed apart."""
        if self.last is Label.QUOTE and line.startswith(("—", "– ", "--")):
            return len(line) < 120
        return (
            line.startswith("—") and line[1:2].isupper() and line[-1].isalpha() and len(line) < 60
        )

    def _body(self, paragraph: Paragraph, *, is_last: bool) -> Iterator[Part]:
        """A paragraph of the body, cut where a dateline, a headline or furniture runs into it."""
        line, done = paragraph.text, 0
        if not self.body_begun:
            for label, start, end in self._opening(line):
                yield Part(label, paragraph.start + start, paragraph.start + end)
                done = end
        stretches = running.stretches(line) if is_last else [(Label.BODY, 0, len(line))]
        cut = (
            piece
            for label, start, end in stretches
            for piece in (
                running.interrupted(line, start, end)
                if label is Label.BODY
                else [(label, start, end)]
            )
        )
        for label, start, end in cut:
            at = _past_space(line, max(start, done))
            if at < end:
                last = paragraph.start + at + len(line[at:end].rstrip())
                yield Part(label, paragraph.start + at, last)

    def _opening(self, line: str) -> Iterator[Stretch]:
        """Date, headline and furniture that stand at the head of a running text, in any order."""
        at = 0
        if not (self.title or self.headline_found) and (filed := running.filed(line)):
            self.headline_found, at = True, filed[1]
            yield Label.HEADLINE, 0, filed[0] - 1
            yield Label.DATELINE, *filed
        for _ in range(_MOST_RUN_IN):
            at = _past_space(line, at)
            if end := dateline_end(line[at : at + 400]):
                label = Label.DATELINE
            elif end := running.head_end(line[at : at + 200]):
                label = Label.CHROME
            elif not self.headline_found and (end := opening_title(line[at:], self.title)):
                self.headline_found, label = True, Label.HEADLINE
            else:
                return
            yield label, at, at + end
            at += end
