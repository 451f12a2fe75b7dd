"""A report for a screen reader or a Braille display: to be heard, or felt line by line.

One line a paragraph, each of which says what it is unless it is plain text; what is looked for is
announced in words where it stands. No colour, no columns, no drawn lines: a screen reader has no
way to read the reader's own screen (Textual offers none), but it reads this.
"""

from collections.abc import Iterator, Sequence

from articles.article import Article, Label, Part, Span
from tui.page.cells import display
from tui.page.paragraphs import Paragraph, reflow
from tui.page.wrap import label_at

_SPOKEN = {
    Label.HEADLINE: "Headline: ",
    Label.DATELINE: "Dateline: ",
    Label.BYLINE: "Byline: ",
    Label.CAPTION: "Caption: ",
    Label.HIGHLIGHTS: "Highlights: ",
    Label.QUOTE: "Quotation: ",
    Label.CREDIT: "Credit: ",
    Label.CHROME: "Page furniture: ",
    Label.REPEATED: "Page furniture, in many reports: ",
    Label.BODY: "",
}


def spoken(article: Article, marked: Sequence[tuple[Span, str]]) -> Iterator[str]:
    """The lines of a report, what is known of it first.

    Args:
        article: The report.
        marked: Stretches to be announced, each with the word for it: `hit`, `mention`.
    """
    yield from _about(article)
    for word in sorted({word for _, word in marked}):
        count = sum(one == word for _, one in marked)
        yield f"{word.capitalize()}s: {count}."
    yield ""
    in_order = list(_apart(marked))
    for label, span in _paragraphs(article):
        here = [one for one in in_order if span.start <= one[0].start < span.end]
        yield f"{_SPOKEN[label]}{' '.join(_announced(article.text, span, here).split())}"


def _about(article: Article) -> Iterator[str]:
    derived = ", made from the text" if article.title_derived else ""
    yield f"Title{derived}: {article.title}"
    if article.source:
        yield f"Source: {article.source}"
    if article.author:
        yield f"Author: {article.author}"
    date = article.date
    yield f"Date: {date.value}, {date.known_by}" if date else "No date."
    if article.absurd_date:
        yield f"It gives an absurd date: {article.absurd_date}"
    if article.section:
        yield f"Section: {article.section}"
    if article.language:
        yield f"Language: {article.language}"
    yield f"{len(article.text.split()):,} words."


def _apart(marked: Sequence[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    """Stretches without those that begin inside another."""
    end = 0
    for span, word in sorted(marked):
        if span.start >= end:
            yield span, word
            end = span.end


def _paragraphs(article: Article) -> Iterator[tuple[Label, Span]]:
    """The paragraphs that the reader draws, in order, each with what it is.

    Lines of one kind that nothing sets apart, such as those of an address, are one.
    """
    parts = article.parts
    whole: tuple[Label, Span] | None = None
    for one in reflow(display(article.text), parts)[1]:
        label = _label(parts, one)
        if whole is not None and not one.apart and label is whole[0]:
            whole = label, Span(whole[1].start, one.end)
            continue
        if whole is not None:
            yield whole
        whole = label, Span(one.start, one.end)
    if whole is not None:
        yield whole


def _label(parts: Sequence[Part], paragraph: Paragraph) -> Label:
    """What most of a paragraph is: one that begins with a dateline is none."""
    middle = (paragraph.start + paragraph.end) // 2
    return label_at(parts, middle)


def _announced(text: str, span: Span, marked: Sequence[tuple[Span, str]]) -> str:
    said, at = "", span.start
    for one, word in marked:
        said += f"{text[at : one.start]}[{word}: {text[slice(*one)]}]"
        at = one.end
    return said + text[at : max(at, span.end)]
