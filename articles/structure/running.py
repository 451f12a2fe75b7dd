"""Furniture that stands on the same line as the report, where a page was saved as running text.

What opens a report before its first sentence, what its last paragraph runs out into, and what
stands between two sentences. The cues are such as no sentence begins with.
"""

import re
from collections.abc import Iterator
from typing import TypeAlias

from articles.article import Label
from articles.dates.datelines import AGENCY
from articles.dates.written_dates import DATE, WEEKDAY
from articles.structure.furniture import credit_start

Stretch: TypeAlias = tuple[Label, int, int]
"""A label, and `[start, end)` of what it is laid over, in characters of the paragraph."""

_HEAD = re.compile(
    r"""(?:get\ short\ url(?:\s+topic\s.{3,90}?\(\d{1,5}\))?(?:\s+\d{1,6}){0,4}
    | print\ this\ page | print\s+tweet | share\s+tweet(?:\s+share)?)(?=\s)""",
    re.VERBOSE | re.IGNORECASE,
)
_TAIL = re.compile(
    r"""(?:(?<=[.!?"”’)…])|(?<=\.\d)|(?<=[Aa]gencies)|(?<=World)|(?<=YouTube))\s+(
      (?:\d{1,6}\s)?Related\s(?:News|Stories|Articles|Topics|Links)\b | \d{1,6}\sRelated\s(?=[A-Z])
    | Read\s(?:Also|Next)\s*$ | Tags:?\s(?=[^.!?]*$) | Never\smiss\sa\sstory\sagain\b
    | Our\sStandards:\s?The\sThomson | (?:Last\s)?Update(?:d)?:\s(?=.{8,90}$)
    | R(?:ead|EAD)\s[Mm](?:ore|ORE):\s(?=[^.!?]{8,160}$)
    | Follow\sus\son\s(?=\w) | Community\sstandards\s?Discussion | English\sbulletin\s*$
    | Copyright\s(?:©|\(c\)|\W{1,3})?\s?(?:19|20)\d\d\b
      | Share\s(?:this\s(?:article|story|page)\b|Tweet\b)
    | (?:Facebook\s)?Twitter\s*$ | Click\shere\b(?=.{0,120}$) | Subscribe\s(?:to|for)\b(?=.{0,160}$)
    | Sign\sup\s(?:for|to)\s(?:our|the)\b(?=.{0,160}$)
    )""",
    re.VERBOSE,
)
_INTERRUPTION = re.compile(
    r"""(?<=[.!?"”’)])\s+((?:Advertisement\s+)?Continue\sreading\sthe\smain\sstory|ADVERTISEMENT
    |(?:Story|Article)\scontinues\sbelow\s(?:this\s)?ad(?:vertisement)?)(?=\s+["“‘]?[A-Z])""",
    re.VERBOSE,
)
_SUPPLIED = re.compile(
    r"""(?<=[.!?"”’)])\s+(Source:?\s(?:TRT\s?World|[A-Z][\w.]*)(?:\s?(?:,|and|/)\s?[\w.]+){0,3}
    | [A-Z][\w.-]*(?:\s[\w.-]{1,14}){0,2}(?:\s?/\s?[A-Z][\w.-]*(?:\s[\w.-]{1,14}){0,2}){1,4}
    | (?:(?:[Aa]dditional\s)?[Rr]eporting|Writing|Editing)\sby\s[A-Z][^.]{2,300})\.?$""",
    re.VERBOSE,
)
_FILED = re.compile(
    rf"""(?<=\w)\s((?-i:{AGENCY})(?:\s?[,/]\s?(?-i:{AGENCY}|[A-Z][\w]+(?:\sOnline)?)){{0,2}}
    \s{WEEKDAY}\s{DATE})(?=\s["“‘'(]?(?-i:[A-Z0-9]))""",
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST_HEADLINE = 160
_LONGEST_CREDIT = 340
_LONGEST_TAIL = 5000
_LEAST = 400
"""Characters of a paragraph that may have a headline run into it."""


def head_end(text: str) -> int:
    """Where the furniture that a text opens with ends; 0 if there is none."""
    found = _HEAD.match(text[:200])
    return found.end() if found else 0


def stretches(line: str) -> list[Stretch]:
    """A last paragraph, cut where the report ends and a credit or furniture begins."""
    tail = _TAIL.search(line, max(len(line) // 4, len(line) - _LONGEST_TAIL))
    chrome = tail.start(1) if tail else len(line)
    story = line[:chrome].rstrip()
    supplied = _SUPPLIED.search(story, max(0, len(story) - _LONGEST_CREDIT))
    credit = supplied.start(1) if supplied else credit_start(story)
    return [
        (Label.BODY, 0, credit),
        (Label.CREDIT, credit, len(story)),
        (Label.CHROME, chrome, len(line)),
    ]


def interrupted(line: str, start: int, end: int) -> Iterator[Stretch]:
    """A stretch of a body, cut where what the page put between two sentences stands in it."""
    if "continue" in line or "ontinue reading" in line or "ADVERT" in line:
        for found in _INTERRUPTION.finditer(line, start, end):
            yield Label.BODY, start, found.start(1)
            yield Label.CHROME, *found.span(1)
            start = found.end(1)
    yield Label.BODY, start, end


def filed(line: str) -> tuple[int, int] | None:
    """Agency and day between a headline and a text on one line: "Bridge falls AFP Sunday 5 …"."""
    if len(line) < _LEAST:
        return None
    found = _FILED.search(line[: 2 * _LONGEST_HEADLINE])
    return found.span(1) if found and 20 <= found.start(1) <= _LONGEST_HEADLINE else None
