"""What the tagger found and what is known beforehand, made one list of names."""

from collections.abc import Iterable, Sequence

from articles.entities.known import Known, Match, Trust
from articles.entities.mention import EntityType
from articles.entities.names import Found


def merge(found: Sequence[Found], matches: Iterable[Match]) -> list[Found]:
    """Lay known names over recognised ones.

    A known name that may stand alone is added where nothing was recognised, gives a recognised
    name its type, and swallows shorter ones. A longer recognised name keeps what it is: England
    in `Bank of England` is no mention of England.

    Args:
        found: Recognised names in reading order, not overlapping.
        matches: Known names in reading order, not overlapping.

    Returns:
        Names in reading order, not overlapping.
    """
    merged = list(found)
    for match in matches:
        over = [one for one in merged if one.start < match.end and match.start < one.end]
        known = _known(match, over)
        if known is not None:
            merged = [one for one in merged if one not in over]
            merged.append(known)
    return sorted(merged, key=lambda one: one.start)


def attach(one: Found, row: Known, trust: Trust) -> Found:
    """A name whose stretch and type are certain, with the known name that it may be."""
    if one.type is row.type:
        return Found(one.start, one.end, one.type, row, trust.short)
    return one


def _known(match: Match, over: Sequence[Found]) -> Found | None:
    """The name to put in place of those that the match overlaps; None to leave them."""
    row, trust = match.row, match.trust
    known = Found(match.start, match.end, row.type, row, trust.short)
    if len(over) == 1 and (over[0].start, over[0].end) == (match.start, match.end):
        return known if trust.alone or _may_be(over[0].type, row.type, short=trust.short) else None
    if not trust.alone or (not over and row.type is EntityType.OTHER):
        return None
    inside = all(match.start <= one.start and one.end <= match.end for one in over)
    return known if inside else None


def _may_be(found: EntityType, known: EntityType, *, short: bool) -> bool:
    """Whether a doubtful known name fits what the tagger took the stretch for."""
    return found is known or (not short and EntityType.PERSON not in (found, known))
