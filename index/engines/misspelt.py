"""Which of many words are nearly this one: all words of one length are spelt at once."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.engines.engine import Cancel, Cancelled

_LONGEST: Final = 60
"""Letters of a text whose states fit into 64 bits; those of longer ones are Python's numbers."""
_States: TypeAlias = list[NDArray[Any]]
"""An array for each count of edits, 0 upwards; each has a number for each word."""


class Spellings:
    """Words by their length, their letters side by side.

    Args:
        words: The words, in UTF-8.
        first: The place of the first that counts.
    """

    def __init__(self, words: Sequence[bytes], first: int = 0) -> None:
        spelt = [word.decode() for word in words[first:]]
        lengths = np.fromiter(map(len, spelt), np.int64, len(spelt))
        order = np.argsort(lengths, kind="stable")
        letters = "".join([spelt[at] for at in order.tolist()]).encode("utf-32-le", "surrogatepass")
        codes = np.frombuffer(letters, np.uint32)
        self._letters = int(codes.max(initial=0)) + 1
        self._groups: dict[int, tuple[NDArray[Any], NDArray[Any]]] = {}
        at = begun = 0
        for length, count in zip(*np.unique(lengths, return_counts=True), strict=True):
            end = begun + int(length * count)
            spread = codes[begun:end].reshape(int(count), int(length))
            places = order[at : at + int(count)] + first
            self._groups[int(length)] = places, np.ascontiguousarray(spread.T)
            at, begun = at + int(count), end

    def within(self, text: str, edits: int, cancel: Cancel) -> list[int]:
        """The places, rising, of the words within so many edits of a text.

        An automaton (Wu, Manber 1992, "Fast text searching allowing errors", with both ends fixed)
        reads a letter of all words at a time; words of which no state is left are dropped.

        Raises:
            Cancelled: If `cancel` said so.
        """
        masks = self._masks(text)
        found: list[int] = []
        for length in range(len(text) - edits, len(text) + edits + 1):
            if cancel():
                raise Cancelled
            if length in self._groups:
                found += _near(*self._groups[length], masks, len(text), edits)
        return sorted(found)

    def _masks(self, text: str) -> NDArray[Any]:
        """By each letter that words have: its places in a text, as bits."""
        places: defaultdict[int, int] = defaultdict(int)
        for at, letter in enumerate(text):
            places[ord(letter)] |= 1 << at
        masks = np.zeros(self._letters, np.uint64 if len(text) <= _LONGEST else object)
        for code, bits in places.items():
            if code < self._letters:
                masks[code] = bits
        return masks


def _near(
    places: NDArray[Any], letters: NDArray[Any], masks: NDArray[Any], length: int, edits: int
) -> list[int]:
    """Those of the words of one length that are within so many edits.

    A state's bit n is set if the letters read so far are within so many edits of the first n
    letters of the text.
    """
    every = (2 << length) - 1
    states: _States = [
        np.full(len(places), (2 << left_out) - 1 & every, masks.dtype)
        for left_out in range(edits + 1)
    ]
    for row in range(len(letters)):
        states = _after(states, masks[letters[row]], every)
        alive = states[-1] != 0
        if 2 * np.count_nonzero(alive) < len(alive):
            places, letters = places[alive], letters[:, alive]
            states = [state[alive] for state in states]
    accepted = (states[-1] & (1 << length)) != 0
    return [int(place) for place in places[accepted]]


def _after(states: _States, masks: NDArray[Any], every: int) -> _States:
    """The states after one more letter of each word, whose places in the text are its mask."""
    fewer = states[0]
    moved = (fewer & masks) << 1
    after = [moved]
    for these in states[1:]:
        # Read the letter; or put it in, or change it, or leave one of the text's out.
        moved = ((these & masks) << 1 | fewer | (fewer | moved) << 1) & every
        after.append(moved)
        fewer = these
    return after
