"""How reports end: signatures, authors, hours, credits and furniture below the last sentence.

Seen from the end, so that what stands below a report is known for what it is although the same
words would say nothing in its midst.
"""

import re
from collections.abc import Sequence

from articles.article import Label
from articles.dates.datelines import is_dateline, is_hour
from articles.structure import furniture
from articles.structure.blocks import Paragraph
from articles.structure.chrome import is_chrome

_MOST = 40
"""Paragraphs below a report that are looked at."""
_END = re.compile(r"END\b[\s*]*")
_ISSUED = re.compile(r"(?:[A-Z]{2,}[ A-Z]{2,40}),?\s+(?=\S)")


def closing(paragraphs: Sequence[Paragraph]) -> dict[int, Label]:
    """Labels of the paragraphs below a report's last sentence, by where they start."""
    found: dict[int, Label] = {}
    for paragraph in reversed(paragraphs[1:][-_MOST:]):
        label = _label(paragraph.text)
        if label is None:
            return found
        found[paragraph.start] = label
    return found


def _label(line: str) -> Label | None:
    end = _END.match(line)
    if end and (end.end() == len(line) or is_hour(line[end.end() :])):
        return Label.CHROME
    if is_chrome(line):
        return Label.CHROME
    if furniture.is_credit(line):
        return Label.CREDIT
    if is_hour(line) or is_dateline(line):
        return Label.DATELINE
    issued = _ISSUED.match(line)
    if issued and is_dateline(line[issued.end() :]):
        return Label.DATELINE
    is_byline = furniture.is_signature(line) or furniture.is_biography(line)
    return Label.BYLINE if is_byline else None
