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
        documents: Of shape (n,).
        values: The packed places of each document.
        labels: Codes of the labels that are wanted; None for all.
        case: How the word has to be written; None for anyhow.

    Returns:
        The keys of the places that are wanted, rising if the documents are.
    """
    widths = [2 if value[0] == _NARROW else 4 for value in values]
    counts = [(len(value) - 1) // (width + 1) for value, width in zip(values, widths, strict=True)]
    ends = [1 + width * count for width, count in zip(widths, counts, strict=True)]
    positions = _positions(values, ends, widths).astype(np.int64)
    keys: NDArray[np.int64] = np.repeat(documents << DOCUMENT, counts) | positions
    if labels is None and case is None:
        return keys
    flags = b"".join(value[end:] for value, end in zip(values, ends, strict=True))
    wanted: NDArray[np.int64] = keys[_wanted(np.frombuffer(flags, np.uint8), labels, case)]
    return wanted


def _positions(
    values: Sequence[bytes], ends: Sequence[int], widths: Sequence[int]
) -> NDArray[np.uint16] | NDArray[np.uint32]:
    """The positions of all values; there is hardly ever a report that needs wide ones."""
    parts = [value[1:end] for value, end in zip(values, ends, strict=True)]
    if 4 not in widths:
        return np.frombuffer(b"".join(parts), np.uint16)
    of_width = {2: np.uint16, 4: np.uint32}
    arrays = [np.frombuffer(part, of_width[w]) for part, w in zip(parts, widths, strict=True)]
    return np.concatenate(arrays, dtype=np.uint32)


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
    """What `index.positions.near_places` finds, in all documents at once.

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
