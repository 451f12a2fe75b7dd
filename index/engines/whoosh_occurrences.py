"""Where a pattern occurs in one segment: posting lists in, documents with counts out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from typing import Final

from articles.article import Label
from index.engines.engine import Cancel, Cancelled
from index.engines.whoosh_segment import Postings, Segment
from index.engines.whoosh_terms import LABELS, TEXT, flags_in, positions_in
from index.engines.whoosh_words import Words
from index.places import near_places
from index.query.tree import SEARCHED, Near, Pattern, Phrase, Term

COUNTED: Final = 128
"""Words up to which their occurrences are counted; beyond, a prefix says little by how often."""


def occurrences(
    segment: Segment,
    fields: Sequence[str],
    pattern: Pattern,
    words: Sequence[Words],
    labels: frozenset[Label],
    *,
    cancel: Cancel,
) -> dict[int, float]:
    """How often a pattern occurs in each document of a segment.

    Args:
        segment: The segment.
        fields: The fields to look in, taken as one text.
        pattern: What to look for.
        words: What each of its terms stands for.
        labels: The parts to look in.
        cancel: Asked now and then.

    Raises:
        Cancelled: If `cancel` said so.
    """
    wanted = _wanted_codes(fields[0], labels)
    if len(words) == 1 and wanted is None and words[0].case is None:
        return _counted(segment, fields, words[0], cancel)
    values = {each: _values(segment, fields, each, cancel) for each in dict.fromkeys(words)}
    found: dict[int, float] = {}
    for turn, document in enumerate(_shared(values.values())):
        if turn % 256 == 0 and cancel():
            raise Cancelled
        packed = [values[each][document] for each in words]
        times = _times(pattern, packed, words, wanted)
        if times:
            found[document] = times
    return found


def _wanted_codes(field: str, labels: frozenset[Label]) -> frozenset[int] | None:
    """The labels to look for, by code; None if the fields are searched whole."""
    if field != TEXT or labels >= SEARCHED:
        return None
    return frozenset(code for code, label in enumerate(LABELS) if label in labels)


def _counted(
    segment: Segment, fields: Sequence[str], words: Words, cancel: Cancel
) -> dict[int, float]:
    """How often words occur, from their weights; of very many words, only that one does."""
    lists = _lists(segment, fields, words, cancel)
    if len(words.words) > COUNTED:
        return dict.fromkeys(set().union(*(documents for documents, _, _ in lists)), 1.0)
    found: dict[int, float] = {}
    for documents, weights, _ in lists:
        if not found:
            found = dict(zip(documents, weights, strict=True))
            continue
        for document, weight in zip(documents, weights, strict=True):
            found[document] = found.get(document, 0.0) + weight
    return found


def _values(
    segment: Segment, fields: Sequence[str], words: Words, cancel: Cancel
) -> dict[int, list[bytes]]:
    """The packed places of words, by document."""
    found: dict[int, list[bytes]] = {}
    for documents, _, values in _lists(segment, fields, words, cancel):
        if not found:
            pairs = zip(documents, values, strict=True)
            found = {document: [value] for document, value in pairs}
            continue
        for document, value in zip(documents, values, strict=True):
            found.setdefault(document, []).append(value)
    return found


def _lists(
    segment: Segment, fields: Sequence[str], words: Words, cancel: Cancel
) -> Iterator[Postings]:
    """The posting lists of words in fields."""
    for field in fields:
        for word in words.words:
            if cancel():
                raise Cancelled
            yield segment.postings(field, word)


def _shared(found: Iterable[Mapping[int, object]]) -> frozenset[int]:
    """The documents that are in all of these."""
    rarest, *others = sorted(found, key=len)
    return reduce(lambda shared, each: shared & each.keys(), others, frozenset(rarest))


def _times(
    pattern: Pattern,
    packed: Sequence[Sequence[bytes]],
    words: Sequence[Words],
    wanted: frozenset[int] | None,
) -> float:
    """How often a pattern occurs, given the packed places of each of its terms."""
    if isinstance(pattern, Phrase):
        return _phrases(packed, words, wanted)
    places = [
        _positions(values, wanted, each.case) for values, each in zip(packed, words, strict=True)
    ]
    if isinstance(pattern, Near):
        return _nearness(pattern.terms, places, pattern.distance)
    return float(len(places[0]))


def _phrases(
    packed: Sequence[Sequence[bytes]], words: Sequence[Words], wanted: frozenset[int] | None
) -> float:
    """How often words follow each other.

    The most frequent word makes the set, which is quick; the others, the rarest first, are looked
    up in it, and few need a second.
    """
    first, *others = sorted(range(len(packed)), key=lambda at: -len(packed[at][0]))
    starts = set(_positions(packed[first], wanted, words[first].case))
    for offset in reversed(others):
        shift = first - offset
        places = _positions(packed[offset], wanted, words[offset].case)
        starts = starts.intersection([place + shift for place in places])
        if not starts:
            return 0.0
    return float(len(starts))


def _positions(
    values: Sequence[bytes], wanted: frozenset[int] | None, case: int | None
) -> Sequence[int]:
    """The positions in packed places, of the labels and the case that are wanted."""
    if len(values) == 1 and wanted is None and case is None:
        return positions_in(values[0])
    places = [
        place
        for value in values
        for place in zip(positions_in(value), flags_in(value), strict=True)
    ]
    if wanted is not None:
        places = [place for place in places if place[1] >> 2 in wanted]
    if case is not None:
        places = [place for place in places if place[1] & 3 == case]
    return [position for position, _ in places]


def _nearness(terms: Sequence[Term], places: Sequence[Sequence[int]], distance: int) -> float:
    """How often terms are near each other: once for every set of words that are."""
    distinct = list(dict.fromkeys(terms))
    of_each = [places[terms.index(term)] for term in distinct]
    needed = [terms.count(term) for term in distinct]
    near = len(near_places(of_each, needed, distance))
    return max(1.0, near / len(terms)) if near else 0.0
