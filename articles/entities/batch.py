"""Several documents side by side as arrays, one entry a token."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from articles.entities import lexicon
from articles.entities.features import Column, Flag, key
from articles.entities.tokens import Tokens

Ints = NDArray[np.int64]
Keys = NDArray[np.uint32]
Bools = NDArray[np.bool_]
_LONGEST_PHRASE = 5
EDGE = key("<edge>")


class Batch:
    """The tokens of several documents, one after the other.

    Args:
        documents: at least one of them with tokens.
        words: the number of each token's word, `(tokens,)`.
        table: the table of words, see `features.Words`.
    """

    def __init__(self, documents: Sequence[Tokens], words: Ints, table: Keys) -> None:
        self.words = words
        sizes = [len(document.forms) for document in documents]
        lengths = [end - first for d in documents for first, end in d.sentences]
        self.sentence = np.repeat(np.arange(len(lengths)), lengths)
        self.bounds = np.concatenate([[0], np.cumsum(lengths)])
        self.document = np.repeat(np.arange(len(documents)), sizes)
        self.case = np.repeat(np.array([c for d in documents for c in d.cases]), lengths)
        starts = np.array([start for d in documents for start in d.starts])
        ends = np.array([end for d in documents for end in d.ends])
        self.first = np.zeros(len(words), np.bool_)
        self.first[self.bounds[:-1]] = True
        self.last = np.roll(self.first, -1)
        self.glued = np.concatenate([[False], starts[1:] == ends[:-1]]) & ~self.first
        self._columns = table[words]
        self.phrase = _phrases(documents, self.flag(Flag.BEGINS_PHRASE))

    def column(self, column: Column) -> Keys:
        """One column of the table of words for each token."""
        return self._columns[:, column]

    def flag(self, flag: Flag) -> Bools:
        """Whether each token's word has a flag."""
        having: Bools = (self.column(Column.FLAGS) & np.uint32(flag)) != 0
        return having

    def beside(self, values: Keys, offset: int, edge: int = EDGE) -> Keys:
        """The values `offset` tokens further on; `edge` beyond the sentence."""
        moved = np.roll(values, -offset)
        moved[np.roll(self.sentence, -offset) != self.sentence] = edge
        moved[slice(-offset, None) if offset > 0 else slice(-offset)] = edge
        return moved


def _phrases(documents: Sequence[Tokens], candidates: Bools) -> Keys:
    """For each token, what list the name of several words around it is in, and where in it."""
    codes = np.zeros(len(candidates), np.uint32)
    base = 0
    for document in documents:
        size = len(document.forms)
        for token in np.flatnonzero(candidates[base : base + size]).tolist():
            for stop in range(min(token + _LONGEST_PHRASE, size), token + 1, -1):
                if kind := lexicon.phrase(document.surface(token, stop)):
                    codes[base + token] = key(f"{kind} B")
                    codes[base + token + 1 : base + stop] = key(f"{kind} I")
                    break
        base += size
    return codes
