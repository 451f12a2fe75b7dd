"""Paragraphs of a plain text, whichever way it marks them."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

_WRAPPED_WIDTH = 100
"""Characters: a text with longer lines than these was not broken by hand or mail program."""
_SENTENCE_END = (".", "!", "?", ":", '"', "”", "’", ")", "…", "—", ";")


class Paragraph(NamedTuple):
    """A paragraph: `[start, end)`, white space around it left out."""

    start: int
    end: int
    text: str
    apart: bool
    """Whether a blank line, or nothing, comes before it."""


def paragraphs(text: str) -> list[Paragraph]:
    """Cut a text into paragraphs: one a line, or one a block where lines were broken to a width."""
    lines = list(_lines(text))
    return list(_blocks(text, lines)) if _is_wrapped(lines) else lines


def _lines(text: str) -> Iterator[Paragraph]:
    at, apart = 0, True
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            start = at + len(line) - len(line.lstrip())
            yield Paragraph(start, start + len(bare), bare, apart)
        apart = not bare
        at += len(line) + 1


def _is_wrapped(lines: list[Paragraph]) -> bool:
    """Whether most lines that another one follows at once stop in mid-sentence."""
    pairs = [before for before, after in pairwise(lines) if not after.apart]
    if len(pairs) < 2 or sum(len(line.text) > _WRAPPED_WIDTH for line in lines) * 50 > len(lines):
        return False
    broken = sum(len(line.text) > 40 and not line.text.endswith(_SENTENCE_END) for line in pairs)
    return broken * 2 > len(pairs)


def _blocks(text: str, lines: list[Paragraph]) -> Iterator[Paragraph]:
    start = end = -1
    for line in lines:
        if line.apart and start >= 0:
            yield Paragraph(start, end, text[start:end], apart=True)
            start = -1
        start, end = (line.start if start < 0 else start), line.end
    if start >= 0:
        yield Paragraph(start, end, text[start:end], apart=True)
