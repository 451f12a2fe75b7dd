"""What the tagger found and what is known beforehand, made one list of names."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from articles.entities.known import Known, Match, Trust, is_demonym, named
from articles.entities.mention import EntityType
from articles.entities.names import Found

_ROW = 4
"""So many known names in one stretch are no name, whatever stands between them."""


def merge(text: str, found: Sequence[Found], matches: Iterable[Match]) -> list[Found]:
    """Lay known names over recognised ones.

    A known name that may stand alone is added where nothing was recognised, gives a recognised
    name its type, and swallows shorter ones. A longer recognised name keeps what it is: England
    in `Bank of England` is no mention of England.

    Args:
        text: The report.
        found: Recognised names in reading order, not overlapping.
        matches: Known names in reading order, not overlapping.

    Returns:
        Names in reading order, not overlapping.
    """
    matches = list(matches)
    found = _without_compounds(text, found, matches)
    merged: list[Found] = []
    at = 0
    for match in matches:
        first = at
        while first < len(found) and found[first].end <= match.start:
            first += 1
        stop = first
        while stop < len(found) and found[stop].start < match.end:
            stop += 1
        merged += found[at:first]
        at = first
        known = _known(text, match, [_bared(text, match, one) for one in found[first:stop]])
        if known is not None:
            merged.append(known)
            at = stop
    return [*merged, *found[at:]]


def attach(one: Found, row: Known, trust: Trust) -> Found:
    """A name whose stretch and type are certain, with the known name that it may be.

    What has a place's name and is an organisation is another thing, a team or a government; else
    a name that needs no tagger is what it is whatever it was taken for: the Pentagon, as a place.
    """
    same_thing = row.type is not EntityType.PERSON and (
        row.type is EntityType.ORGANISATION or one.type is EntityType.OTHER
    )
    if one.type is row.type or (same_thing and trust.alone):
        return Found(one.start, one.end, row.type, row, trust.short)
    return one


def _without_compounds(
    text: str, found: Sequence[Found], matches: Sequence[Match]
) -> Sequence[Found]:
    """Leave out stretches in which known names stand side by side: `Syrias Aleppo`, tags."""
    kept = []
    sure = [match for match in matches if match.trust.alone]
    starts = [match.start for match in sure]
    for one in found:
        inside = sure[bisect_left(starts, one.start) : bisect_left(starts, one.end)]
        if len(inside) < _ROW and not (
            len(inside) > 1
            and len({match.row.type for match in inside}) == 1
            and inside[0].row.type is not EntityType.OTHER
            and not _between(text, one, inside).strip(" \ns'’")
        ):
            kept.append(one)
    return kept


def _between(text: str, one: Found, inside: Sequence[Match]) -> str:
    """What a stretch has besides the known names in it."""
    ends = [one.start, *(match.end for match in inside)]
    nexts = [*(match.start for match in inside), one.end]
    return "".join(text[end:start] for end, start in zip(ends, nexts, strict=True))


def _bared(text: str, match: Match, one: Found) -> Found:
    """A name less what only describes a known one in it: `Kurdish YPG unit` is the YPG."""
    around = text[one.start : match.start].split() + text[match.end : one.end].split()
    small = [word for word in around if word.islower()]
    describes = all(word.islower() or is_demonym(word) for word in around)
    if not (around and describes and (small or text[match.start : match.end].isupper())):
        return one
    return Found(match.start, match.end, one.type)


def _known(text: str, match: Match, over: Sequence[Found]) -> Found | None:
    """The name to put in place of those that the match overlaps; None to leave them."""
    row, trust = match.row, match.trust
    known = Found(match.start, match.end, row.type, row, trust.short)
    if len(over) == 1 and (over[0].start, over[0].end) == (match.start, match.end):
        other = None if trust.alone else named(text[match.start : match.end], over[0].type)
        if other is not None and other[0].type is over[0].type:
            # A town and a parliament: the tagger says which.
            row, trust = other
            known = Found(match.start, match.end, row.type, row, trust.short)
        return known if trust.alone or _may_be(over[0].type, row.type, short=trust.short) else None
    if not trust.alone or (not over and row.type is EntityType.OTHER):
        return None
    inside = all(match.start <= one.start and one.end <= match.end for one in over)
    return known if inside else None


def _may_be(found: EntityType, known: EntityType, *, short: bool) -> bool:
    """Whether a doubtful known name fits what the tagger took the stretch for.

    Taggers take a bare `Assad` for almost anything; who has only a surname is a person.
    """
    if short and known is EntityType.PERSON:
        return True
    things = (EntityType.ORGANISATION, EntityType.PLACE)
    return found is known or (not short and found in things and known in things)
