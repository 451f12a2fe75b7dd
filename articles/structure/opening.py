"""Highlights above a report that nothing announces: a short list, and then the story."""

from collections.abc import Sequence
from itertools import dropwhile, takewhile

from articles.article import Label
from articles.structure.blocks import Paragraph

_LOOKED_AT = 12
"""Paragraphs of which the first list is taken."""
_FEWEST, _MOST = 2, 6
_LONGEST = 160
_FEWEST_WORDS = 4
_BULLETS = ("* ", "• ", "- ", "– ", "· ", "● ", "▪ ")
_SENTENCE_END = (".", "”", '"', "!", "?")
_LEADS_ON = (".", ":")


def highlights(paragraphs: Sequence[Paragraph]) -> dict[int, Label]:
    """Labels of the list that stands above a story without a heading, by where its lines start.

    They are short, none ends in a full stop, and no sentence stands above them: a list that comes
    after one, or after a colon, belongs to it. What follows has to be a sentence, or all there is
    may be a list.
    """
    some = list(dropwhile(lambda one: _is_above(one.text), paragraphs[:_LOOKED_AT]))
    found = list(takewhile(lambda one: _is_item(one.text), some))
    rest = list(dropwhile(lambda one: _is_above(one.text), some[len(found) :]))
    goes_on = bool(rest) and rest[0].text.endswith(_SENTENCE_END) and len(rest[0].text) > 80
    is_list = goes_on and not rest[0].text.startswith(_BULLETS)
    if not is_list or not _FEWEST <= len(found) <= _MOST:
        return {}
    return {one.start: Label.HIGHLIGHTS for one in found}


def _is_above(line: str) -> bool:
    """Whether it may be a headline, a byline or a date."""
    return len(line) <= _LONGEST and not line.startswith(_BULLETS) and not line.endswith(_LEADS_ON)


def _is_item(line: str) -> bool:
    return (
        line.startswith(_BULLETS)
        and len(line) <= _LONGEST
        and not line.endswith(_LEADS_ON)
        and len(line.split()) > _FEWEST_WORDS
    )
