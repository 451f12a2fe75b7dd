"""Paragraphs that are furniture if many reports of their source have them.

A standing line under every column, an appeal for donations, a note on transcripts: by itself each
could be a sentence of the story, so only who sees many reports can tell (`index.catalogue.learning`
does). Here is what one report says of it: which of its paragraphs could be such a line, and how its
parts are labelled once some of them are known to be.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import islice, takewhile
from typing import Final, NamedTuple

from articles.article import Article, Label, Span
from articles.dates.datelines import dateline_end
from articles.structure.blocks import Paragraph, paragraphs
from articles.structure.relabelled import relabelled

AT_AN_END: Final = 5
"""Paragraphs of the story at either end of a report that are looked at."""
FEWEST_WORDS: Final = 6
"""Of a paragraph: a shorter one may be a heading that stands over other news each time."""
LONGEST: Final = 2_000
"""Characters of a paragraph that may be furniture."""

_LEADS_ON: Final = (":", ",", ";", "—", "–", "-", "?")
"""How a paragraph ends that goes on in the next, or is answered there."""
_OF_A_LIST: Final = re.compile(r"\(?[a-zA-Z0-9]{1,4}[.)]\s")
_QUOTED: Final = ('"', "“", "”", "«", "„", "‘")


class Candidate(NamedTuple):
    """A paragraph that is furniture if enough reports have it."""

    key: int
    """Tells its wording from others, whatever its case and spacing; 63 bits of a hash."""
    span: Span


def candidates(article: Article) -> list[Candidate]:
    """The paragraphs near the beginning and the end of a report that could be furniture.

    Only such as are body from end to end: one that opens with a dateline is not. Quotations, items
    of a list and what leads on to the next paragraph are part of what surrounds them.
    """
    whole = paragraphs(article.text)
    first = list(islice(_story(article, whole), AT_AN_END))
    further = first[-1].end if first else 0
    rest = takewhile(lambda one: one.start >= further, reversed(whole))
    last = list(islice(_story(article, rest), AT_AN_END))
    return [Candidate(_key(article.text[slice(*span)]), span) for span in (*first, *last[::-1])]


def _story(article: Article, some: Iterable[Paragraph]) -> Iterator[Span]:
    """Those of some paragraphs that are body, long enough and stand for themselves."""
    starts = [part.start for part in article.parts]
    for start, end, line, _ in some:
        at = bisect_right(starts, start) - 1
        in_body = at >= 0 and article.parts[at].label is Label.BODY and end <= article.parts[at].end
        if in_body and len(line) <= LONGEST and _stands_alone(line):
            yield Span(start, end)


def _stands_alone(line: str) -> bool:
    return (
        len(line.split(maxsplit=FEWEST_WORDS - 1)) == FEWEST_WORDS
        and not line.endswith(_LEADS_ON)
        and not line.startswith(_QUOTED)
        and not _OF_A_LIST.match(line)
        and not dateline_end(line)
    )


def _key(line: str) -> int:
    plain = " ".join(line.casefold().split()).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(plain, digest_size=8).digest(), "big") >> 1


def known(article: Article, keys: Iterable[int]) -> list[Span]:
    """The paragraphs with these keys, in reading order; none if nothing of the body is left."""
    wanted = set(keys)
    found = [one.span for one in candidates(article) if one.key in wanted]
    left = relabelled(article.text, article.parts, found)
    return found if any(part.label is Label.BODY for part in left) else []
