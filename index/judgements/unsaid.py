"""What of judgements that come as lines is still to be said, so that nothing is said twice."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from index.analysis import tokens
from index.judgements.judgement import Judgement, Kind
from index.judgements.where import Where

Words: TypeAlias = tuple[Kind, str, str, str, Where | None]


def words_of(judgement: Judgement) -> Words:
    """What a judgement says, with names in place of those of whom it is said."""
    other = judgement.other.name if judgement.other else ""
    return judgement.kind, judgement.subject.name, other, judgement.value, judgement.where


def unsaid(said: Iterable[Judgement], come: Sequence[Judgement]) -> list[Judgement]:
    """Those that come and are not in force already, in their order.

    One is in force if it stands, and what was said after it of the same entity, report or word,
    which may say otherwise, comes after it again.

    Args:
        said: What stands, in the order in which it was said.
        come: What is to be said now.
    """
    standing = {one: number for number, one in enumerate(said)}
    coming = list(dict.fromkeys(reversed(come)))[::-1]
    settled: dict[str, int] = {}
    """By key, word or report: the last of what stands and does not come again any more."""

    def settle(one: Judgement, number: int) -> None:
        for what in _about(one):
            settled[what] = max(number, settled.get(what, number))

    for one in standing.keys() - set(coming):
        settle(one, standing[one])
    new: list[Judgement] = []
    for one in coming:
        number = standing.get(one)
        if number is None or any(settled.get(what, -1) > number for what in _about(one)):
            new.append(one)
            number = len(standing) + len(new)
        settle(one, number)
    return new


def _about(judgement: Judgement) -> Iterator[str]:
    """The keys of whom, the words of the name, or the report in which a judgement holds."""
    if judgement.where is not None:
        yield judgement.where.report.id
        return
    yield from judgement.subject.keys
    if judgement.other is not None:
        yield from judgement.other.keys
    if judgement.own:
        yield judgement.own
    if judgement.kind is Kind.ADD:
        # Where two added names of one length overlap, the later one stands.
        yield from (token.folded for token in tokens(judgement.subject.name))
