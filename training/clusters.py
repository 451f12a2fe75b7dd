"""Words that stand in the same places, grouped: `clusters.txt.xz`.

    python -m training.clusters GOLD_FOLDER CORPUS.jsonl.gz…

Each word is what stands beside it: counts of the commonest words directly to its left and right,
weighted by positive pointwise mutual information (smoothed contexts, as in Levy, Goldberg and
Dagan, "Improving Distributional Similarity with Lessons Learned from Word Embeddings", 2015), then
reduced by a randomised truncated SVD (Halko, Martinsson and Tropp, 2011), then grouped by spherical
k-means, once coarsely and once finely. Seeds and orders are fixed.
"""

import gzip
import json
import lzma
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from articles.entities.tokens import tokenise

LEXICON = Path(__file__).parent.parent / "articles" / "entities" / "data" / "lexicon"
_WORDS, _CONTEXTS, _DIMENSIONS = 25_000, 3_000, 120
_COARSE, _FINE = 80, 800
_LEAST = 5
_ROUNDS, _AT_ONCE = 25, 8192
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
_ABOUT = """\
# Words that stand in the same places: coarse group, fine group, its words.
# Computed by training/clusters.py from the texts of the training sets (see NOTICE) and of free
# corpora: White House releases (public domain), Wikinews (CC BY 2.5), Wikipedia (CC BY-SA).
# This file: CC BY-SA 4.0.
"""


def main(paths: Sequence[Path]) -> None:
    """Write `clusters.txt.xz` from the texts in these files and folders."""
    sentences = list(_sentences(paths))
    counts = Counter(word for sentence in sentences for word in sentence)
    words = [word for word, count in counts.most_common(_WORDS) if count >= _LEAST]
    vectors = _vectors(sentences, words)
    write("clusters", _ABOUT, words, [group(vectors, number) for number in (_COARSE, _FINE)])


def write(name: str, about: str, words: Sequence[str], groups: Sequence[Ints]) -> None:
    """Write a list of the lexicon: a line for all words that are in the same groups."""
    together: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for word, *numbers in sorted(zip(words, *(g.tolist() for g in groups), strict=True)):
        together[tuple(numbers)].append(word)
    lines = (
        f"{' '.join(map(str, n))} {' '.join(found)}\n" for n, found in sorted(together.items())
    )
    content = (about + "".join(lines)).encode()
    packed = lzma.compress(content, lzma.FORMAT_XZ, preset=9 | lzma.PRESET_EXTREME)
    (LEXICON / f"{name}.txt.xz").write_bytes(packed)


def _sentences(paths: Sequence[Path]) -> Iterator[list[str]]:
    files = [f for p in paths for f in (sorted(p.glob("*.jsonl.gz")) if p.is_dir() else [p])]
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                tokens = tokenise(json.loads(line)["text"])
                lower = [_fold(form) for form in tokens.forms]
                yield from (["<s>", *lower[a:b], "</s>"] for a, b in tokens.sentences)


def _fold(form: str) -> str:
    return "0" if form[0].isdigit() else form.lower()


def _vectors(sentences: Sequence[Sequence[str]], words: Sequence[str]) -> Floats:
    """One row of `_DIMENSIONS` numbers a word, of length 1."""
    number = {word: i for i, word in enumerate(words)}
    table = np.zeros((len(words), 2 * _CONTEXTS), np.float32)
    flat = np.array([number.get(word, -1) for sentence in sentences for word in sentence])
    left, right = flat[:-1], flat[1:]
    for word, context, shift in ((right, left, 0), (left, right, _CONTEXTS)):
        both = (word >= 0) & (context >= 0) & (context < _CONTEXTS)
        np.add.at(table, (word[both], context[both] + shift), 1)
    return _reduce(_surprise(table))


def _surprise(table: Floats) -> Floats:
    """Positive pointwise mutual information, with context counts smoothed by the power 0.75."""
    rows = table.sum(1, keepdims=True)
    columns = table.sum(0, keepdims=True) ** 0.75
    with np.errstate(divide="ignore", invalid="ignore"):
        information = np.log(table / rows / (columns / columns.sum()))
    information[~np.isfinite(information)] = 0
    surprise: Floats = np.maximum(information, 0).astype(np.float32)
    return surprise


def _reduce(matrix: Floats) -> Floats:
    random = np.random.default_rng(1)
    probe = random.standard_normal((matrix.shape[1], _DIMENSIONS + 20)).astype(np.float32)
    basis = matrix @ probe
    for _ in range(3):
        basis = np.linalg.qr(matrix @ (matrix.T @ np.linalg.qr(basis)[0]))[0]
    left, values, _ = np.linalg.svd(basis.T @ matrix, full_matrices=False)
    rows = (basis @ left)[:, :_DIMENSIONS] * np.sqrt(values[:_DIMENSIONS])
    return unit(rows)


def unit(rows: Floats) -> Floats:
    """The rows, each of length 1."""
    ones: Floats = (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)).astype(
        np.float32
    )
    return ones


def group(vectors: Floats, number: int, weights: Floats | None = None) -> Ints:
    """Spherical k-means: for each row, of length 1, the number of its group.

    Args:
        vectors: `(rows, dimensions)`.
        number: of groups; fewer come out if there are fewer rows.
        weights: how much each row counts, `(rows,)`; the same where it is left out.
    """
    random = np.random.default_rng(2)
    counts = np.ones(len(vectors), np.float32) if weights is None else weights
    pool = min(len(vectors), 6 * number)  # the commonest words, apart, are the first centres
    centres = vectors[random.choice(pool, min(number, pool), replace=False)]
    nearest = _nearest(vectors, centres)
    for _ in range(_ROUNDS):
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, vectors * counts[:, None])
        used = np.bincount(nearest, minlength=len(centres)) > 0
        centres = np.where(used[:, None], unit(sums), centres)
        nearest = _nearest(vectors, centres)
    return nearest


def _nearest(vectors: Floats, centres: Floats) -> Ints:
    parts = [vectors[at : at + _AT_ONCE] @ centres.T for at in range(0, len(vectors), _AT_ONCE)]
    return np.concatenate([part.argmax(1) for part in parts])


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
