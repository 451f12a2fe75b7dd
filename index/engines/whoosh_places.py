"""Packed places of many reports at once: bytes in, sorted numbers out.

A key is a document and a position in one number, `document << 32 | position`, so that phrases are
arithmetic on sorted arrays. How places are packed, `index.engines.whoosh_terms` says.
"""

from collections.abc import Collection, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

DOCUMENT: Final = 32
"""Where in a key the document begins, in bits."""

_NARROW: Final = ord("H")


def keys_of(
    documents: NDArray[np.int64],
    values: Sequence[bytes],
    labels: Collection[int] | None,
    case: int | None,
) -> NDArray[np.int64]:
    """The keys of a word's places.

    Args:
        documents: Of shape (n,), rising.
        values: The packed places of each document.
        labels: Codes of the labels that are wanted; None for all.
        case: How the word has to be written; None for anyhow.

    Returns:
        The keys of the places that are wanted, rising.
    """
    packed = np.frombuffer(b"".join(values), dtype=np.uint8)
    lengths = np.fromiter(map(len, values), dtype=np.int64, count=len(values))
    begins = np.cumsum(lengths) - lengths
    widths = np.where(packed[begins] == _NARROW, 2, 4)
    counts = (lengths - 1) // (widths + 1)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    width = np.repeat(widths, counts)
    first = np.repeat(begins + 1, counts)
    at = first + within * width
    positions = packed[at].astype(np.int64) | packed[at + 1].astype(np.int64) << 8
    wide = np.flatnonzero(width == 4)
    if len(wide):
        far = at[wide]
        positions[wide] |= packed[far + 2].astype(np.int64) << 16
        positions[wide] |= packed[far + 3].astype(np.int64) << 24
    keys: NDArray[np.int64] = np.repeat(documents << DOCUMENT, counts) | positions
    if labels is None and case is None:
        return keys
    flags = packed[first + np.repeat(counts * widths, counts) + within]
    wanted: NDArray[np.int64] = keys[_wanted(flags, labels, case)]
    return wanted


def _wanted(
    flags: NDArray[np.uint8], labels: Collection[int] | None, case: int | None
) -> NDArray[np.bool_]:
    wanted = np.ones(256, dtype=bool)
    codes = np.arange(256)
    if labels is not None:
        wanted &= np.isin(codes >> 2, list(labels))
    if case is not None:
        wanted &= codes & 3 == case
    return wanted[flags]


def phrase(keys: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """The keys of the first words of phrases, given the keys of each word, in their order."""
    order = sorted(range(len(keys)), key=lambda at: len(keys[at]))
    starts = keys[order[0]] - order[0]
    for offset in order[1:]:
        starts = starts[is_among(starts + offset, keys[offset])]
    return starts


def is_among(keys: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of some numbers are among others, which rise."""
    if not len(others):
        return np.zeros(len(keys), dtype=bool)
    places = np.searchsorted(others, keys)
    places[places == len(others)] = 0
    return np.asarray(others[places] == keys)


def near(
    keys: Sequence[NDArray[np.int64]], needed: Sequence[int], distance: int
) -> NDArray[np.int64]:
    """What `index.places.near_places` finds, in all documents at once.

    Args:
        keys: Those of each word.
        needed: How often each has to occur in a stretch.
        distance: In words: neighbours are 1 apart.

    Returns:
        The keys of the words in stretches that have all of them, rising, each once.
    """
    every = np.concatenate(keys)
    order = np.argsort(every, kind="stable")
    events = every[order]
    words = np.repeat(np.arange(len(keys)), [len(each) for each in keys])[order]
    # No position is so near the end of its range that a stretch would reach the next document.
    ends = np.searchsorted(events, events + distance, side="right")
    whole = np.ones(len(events), dtype=bool)
    for word, count in enumerate(needed):
        before = np.concatenate([[0], np.cumsum(words == word)])
        whole &= before[ends] - before[:-1] >= count
    steps = np.zeros(len(events) + 1, dtype=np.int64)
    np.add.at(steps, np.flatnonzero(whole), 1)
    np.subtract.at(steps, ends[whole], 1)
    return np.unique(events[np.cumsum(steps[:-1]) > 0])
