"""Where a pattern occurs in one segment: posting lists in, documents with counts out."""

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import chain
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from articles.article import FURNITURE, Label
from index.engines.engine import Cancel, Cancelled
from index.engines.whoosh_places import DOCUMENT, keys_of, near, phrase
from index.engines.whoosh_segment import Postings, Segment
from index.engines.whoosh_terms import ASIDE, LABELS, TEXT
from index.engines.whoosh_words import Words
from index.query.tree import SEARCHED, Near, Pattern, Phrase

Keys: TypeAlias = NDArray[np.int64]
"""Documents and positions, see `index.engines.whoosh_places`."""

Counts: TypeAlias = NDArray[np.float64]
"""How often something occurs, by document."""

_HELD: Final = {TEXT: SEARCHED, ASIDE: FURNITURE}
"""The labels of what stands in fields that have parts."""

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
) -> Counts:
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
    wanted = _wanted_codes(fields, labels)
    if len(words) == 1 and wanted is None and words[0].case is None:
        return _counted(segment, fields, words[0], cancel)
    lists = {each: list(_lists(segment, fields, each, cancel)) for each in dict.fromkeys(words)}
    shared = _shared(segment, list(lists.values()))
    keys: dict[Words, Keys] = {}
    for each, of_each in lists.items():
        if cancel():
            raise Cancelled
        keys[each] = _keys(of_each, shared, wanted, each.case)
    places = [keys[each] for each in words]
    if isinstance(pattern, Near):
        return _nearness(segment, pattern, places)
    return _by_document(segment, phrase(places) if isinstance(pattern, Phrase) else places[0])


def _wanted_codes(fields: Sequence[str], labels: frozenset[Label]) -> frozenset[int] | None:
    """The labels to look for, by code; None if the fields are searched whole."""
    if all(labels >= _HELD.get(field, frozenset()) for field in fields):
        return None
    return frozenset(code for code, label in enumerate(LABELS) if label in labels)


def _counted(segment: Segment, fields: Sequence[str], words: Words, cancel: Cancel) -> Counts:
    """How often words occur, from their weights; of very many words, only that one does."""
    lists = list(_lists(segment, fields, words, cancel))
    documents = _documents(lists)
    if len(words.words) > COUNTED:
        found = np.zeros(segment.count)
        found[documents] = 1.0
        return found
    weights = list(chain.from_iterable(of_each for _, of_each, _ in lists))
    return np.bincount(documents, weights, segment.count).astype(float)


def _lists(
    segment: Segment, fields: Sequence[str], words: Words, cancel: Cancel
) -> Iterator[Postings]:
    """The posting lists of words in fields."""
    for field in fields:
        for place in words.places_in(segment, field):
            if cancel():
                raise Cancelled
            yield segment.postings_at(field, place)


def _documents(lists: Sequence[Postings]) -> NDArray[np.int64]:
    """The documents of posting lists, one list after the other: there may be thousands."""
    return np.array(list(chain.from_iterable(each for each, _, _ in lists)), dtype=np.int64)


def _shared(segment: Segment, lists: Sequence[Sequence[Postings]]) -> NDArray[np.bool_]:
    """Which documents have every one of some words."""
    return reduce(np.logical_and, (_present(segment, each) for each in lists))


def _present(segment: Segment, lists: Sequence[Postings]) -> NDArray[np.bool_]:
    present = np.zeros(segment.count, dtype=bool)
    present[_documents(lists)] = True
    return present


def _keys(
    lists: Sequence[Postings],
    shared: NDArray[np.bool_],
    labels: frozenset[int] | None,
    case: int | None,
) -> Keys:
    """Where words stand, in those documents that matter."""
    documents = _documents(lists)
    kept = np.flatnonzero(shared[documents])
    if not len(kept):
        return np.empty(0, dtype=np.int64)
    values = list(chain.from_iterable(of_each for _, _, of_each in lists))
    if len(kept) < len(values):
        documents, values = documents[kept], [values[at] for at in kept.tolist()]
    found = keys_of(documents, values, labels, case)
    return found if len(lists) == 1 else np.sort(found)


def _by_document(segment: Segment, keys: Keys) -> Counts:
    return np.bincount(keys >> DOCUMENT, minlength=segment.count).astype(float)


def _nearness(segment: Segment, pattern: Near, places: Sequence[Keys]) -> Counts:
    """How often terms are near each other: once for every set of words that are."""
    distinct = list(dict.fromkeys(pattern.terms))
    of_each = [places[pattern.terms.index(term)] for term in distinct]
    needed = [pattern.terms.count(term) for term in distinct]
    found = _by_document(segment, near(of_each, needed, pattern.distance))
    return np.where(found > 0, np.maximum(found / len(pattern.terms), 1.0), 0.0)
