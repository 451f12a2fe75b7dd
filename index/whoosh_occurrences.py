"""Where a pattern occurs in one segment: posting lists in, documents with counts out."""

from collections.abc import Collection, Sequence
from functools import reduce

from articles.article import Label
from index.engine import Cancel, Cancelled
from index.hits_places import near_places, phrase_starts
from index.query_tree import SEARCHED, Near, Pattern, Phrase, Term
from index.whoosh_segment import Segment
from index.whoosh_terms import LABELS, TEXT, unpacked
from index.whoosh_words import Words


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
    places = _places(segment, fields, words, wanted, cancel)
    counts = ((document, _times(pattern, at)) for document, at in places)
    return {document: count for document, count in counts if count}


def _wanted_codes(field: str, labels: frozenset[Label]) -> frozenset[int] | None:
    """The labels to look for, by code; None if the fields are searched whole."""
    if field != TEXT or labels >= SEARCHED:
        return None
    return frozenset(code for code, label in enumerate(LABELS) if label in labels)


def _counted(
    segment: Segment, fields: Sequence[str], words: Words, cancel: Cancel
) -> dict[int, float]:
    """How often words occur, from their weights."""
    found: dict[int, float] = {}
    for field in fields:
        for word in words.words:
            if cancel():
                raise Cancelled
            documents, weights, _ = segment.postings(field, word)
            if not found:
                found = dict(zip(documents, weights, strict=True))
                continue
            for document, weight in zip(documents, weights, strict=True):
                found[document] = found.get(document, 0.0) + weight
    return found


def _places(
    segment: Segment,
    fields: Sequence[str],
    words: Sequence[Words],
    wanted: Collection[int] | None,
    cancel: Cancel,
) -> list[tuple[int, list[list[int]]]]:
    """Documents in which all of the words occur, with the positions of each."""
    values = [_values(segment, fields, each, cancel) for each in words]
    shared = reduce(frozenset.intersection, (frozenset(found) for found in values))
    found: list[tuple[int, list[list[int]]]] = []
    for turn, document in enumerate(shared):
        if turn % 256 == 0 and cancel():
            raise Cancelled
        places = [
            _positions(of_word[document], wanted, each.case)
            for of_word, each in zip(values, words, strict=True)
        ]
        if all(places):
            found.append((document, places))
    return found


def _values(
    segment: Segment, fields: Sequence[str], words: Words, cancel: Cancel
) -> dict[int, list[bytes]]:
    """The packed places of words, by document."""
    found: dict[int, list[bytes]] = {}
    for field in fields:
        for word in words.words:
            if cancel():
                raise Cancelled
            documents, _, values = segment.postings(field, word)
            for document, value in zip(documents, values, strict=True):
                found.setdefault(document, []).append(value)
    return found


def _positions(
    values: Sequence[bytes], wanted: Collection[int] | None, case: int | None
) -> list[int]:
    """The positions in packed places, of the labels and the case that are wanted."""
    places = [place for value in values for place in unpacked(value)]
    if wanted is not None:
        places = [place for place in places if (place >> 2) & 15 in wanted]
    if case is not None:
        places = [place for place in places if place & 3 == case]
    return [place >> 6 for place in places]


def _times(pattern: Pattern, places: Sequence[list[int]]) -> float:
    """How often a pattern occurs, given where each of its terms stands."""
    match pattern:
        case Phrase():
            return float(len(phrase_starts(places)))
        case Near(terms, distance):
            return _nearness(terms, places, distance)
        case _:
            return float(len(places[0]))


def _nearness(terms: Sequence[Term], places: Sequence[list[int]], distance: int) -> float:
    """How often terms are near each other: once for every set of words that are."""
    distinct = list(dict.fromkeys(terms))
    of_each = [places[terms.index(term)] for term in distinct]
    needed = [terms.count(term) for term in distinct]
    near = len(near_places(of_each, needed, distance))
    return max(1.0, near / len(terms)) if near else 0.0
