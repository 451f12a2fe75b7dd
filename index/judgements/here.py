"""What the user said of single mentions, laid over what a report says of entities.

A mention is known again by its very words and by what stands around them
(`articles.quotation.find_surely`): what is said of it is never laid on another. Where its words
are part of a longer name by now, the longer name stands.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from articles.entities.mention import LocalEntity
from articles.quotation import find_surely
from index.judgements.absorbing import Absorbing, Named, Row, Stretch
from index.judgements.form import form_of
from index.judgements.rules import SaidHere


class Judged(NamedTuple):
    """What a report says of entities when its mentions have been judged."""

    left: list[LocalEntity]
    """What the report itself says; the same values for what is not changed."""
    made: list[LocalEntity]
    """What the user says."""


def judged(text: str, entities: Sequence[LocalEntity], said: Sequence[SaidHere]) -> Judged:
    """What a report says of entities, with what was said of single mentions; the later word holds.

    Args:
        text: Its text.
        entities: What it says without that, with names that were added.
        said: In the order in which it was said.
    """
    named = _Names(entities)
    standing: dict[Stretch, Named] = {}
    for one in said:
        for stretch in named.meant(text, one):
            if stretch not in named:  # so another that was said may overlap with it
                standing = {at: whom for at, whom in standing.items() if not _overlap(at, stretch)}
            standing[stretch] = one.whom
    if not standing:
        return Judged(list(entities), [])
    absorbing = Absorbing(standing)
    left = [one for entity in entities for one in absorbing.left_of(entity)]
    return Judged(left, list(absorbing.added(text)))


def _overlap(one: Stretch, other: Stretch) -> bool:
    return one.start < other.end and other.start < one.end


class _Names:
    """The names in a report, by where they stand."""

    def __init__(self, entities: Sequence[LocalEntity]) -> None:
        self._mentions = {
            Stretch(one.start, one.end): one
            for entity in entities
            for one in entity.mentions
            if not one.soft
        }
        self._row = Row()
        for stretch in sorted(self._mentions):
            self._row.put(stretch)

    def __contains__(self, stretch: Stretch) -> bool:
        return stretch in self._mentions

    def meant(self, text: str, said: SaidHere) -> Iterator[Stretch]:
        """Where that was said of which something was said."""
        quotation, name = said.where.quotation, said.where.name
        if quotation is None:
            form = form_of(name)
            yield from (at for at, one in self._mentions.items() if form_of(one.surface) == form)
            return
        span = find_surely(text, quotation)
        stretch = span and Stretch(*span)
        if stretch is None:
            return
        # What is not recognised any more names whom the user says all the same.
        others = [one for one in self._row.over(stretch) if one != stretch]
        if not others and (stretch in self._mentions or said.whom is not None):
            yield stretch
