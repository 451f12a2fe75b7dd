"""Which reports are copies of each other: syndicated, shortened, lightly edited.

A report's body is seen as the set of its shingles: runs of five normalised words, as 32-bit hashes.
Two sets that share most of the smaller one are copies. Candidates are found by MinHash with
locality-sensitive hashing (Broder 1997; Indyk and Motwani 1998) over the whole set; how much two
reports share is then counted on a sample of their shingles, the lowest hashes of each (FracMinHash,
Irber and others 2022), so no text need be read again.
"""

import re
import unicodedata
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from articles.article import Article, Label

Hashes: TypeAlias = npt.NDArray[np.uint32]

WORDS_A_SHINGLE: Final = 5
BANDS: Final = 32
ROWS: Final = 2
"""Two sets with a Jaccard similarity of j meet in some band with a chance of 1 - (1 - j^2)^32: 0.95
for 0.3, 0.27 for 0.1."""
LEAST: Final = 20
"""Shingles of the shorter report below which only equal sets are copies."""
SHARED: Final = 0.6
"""Share of the smaller set from which two reports are copies."""
LOPSIDED: Final = 0.25
"""A report that is shorter than this share of another is at most an excerpt of it."""

_WHOLE: Final = 256
"""Sets up to this size are kept whole."""
_SAMPLED: Final = np.uint32(2**32 // 4)
"""Of larger sets the hashes below this are kept: a quarter."""
_LEFT_OUT: Final = frozenset(
    {Label.HEADLINE, Label.DATELINE, Label.BYLINE, Label.CAPTION, Label.CREDIT, Label.CHROME}
)
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SPELLINGS: Final = (
    (re.compile(r"isation"), "ization"),
    (re.compile(r"is(e[drs]?|ing)$"), r"iz\1"),
    (re.compile(r"ys(e[drs]?|ing)$"), r"yz\1"),
    (re.compile(r"(?<=[a-z]{2})our"), "or"),
    (re.compile(r"(?<=[a-z]{2}t)re(s?)$"), r"er\1"),
    (re.compile(r"ence$"), "ense"),
    (re.compile(r"ll(e[dr]|ing)$"), r"l\1"),
    (re.compile(r"ogue(s?)$"), r"og\1"),
    (re.compile(r"amme(s?)$"), r"am\1"),
)
"""What sets British from American spelling, folded; other words that meet by it do no harm."""
_LANES: Final = np.array([0x9E3779B97F4A7C15 * (2 * n + 1) % 2**64 for n in range(5)], np.uint64)
_SEEDS: Final = np.random.default_rng(20_200_229).integers(
    1, 2**63, size=(2, BANDS * ROWS), dtype=np.uint64
)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a report to tell its copies.

    Attributes:
        size: How many shingles it has.
        hashes: A sample of them, sorted: all if there are few, else the quarter of lowest hashes.
        bands: `BANDS` numbers of 64 bits; reports that share one may be copies.
    """

    size: int
    hashes: Hashes
    bands: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        """Whether all shingles are kept."""
        return self.size <= _WHOLE


def sketch(article: Article) -> Sketch:
    """Sketch a report, without headline, captions and furniture: each outlet has its own."""
    found = shingles(body(article))
    kept = found if len(found) <= _WHOLE else found[found < _SAMPLED]
    return Sketch(len(found), kept, _bands(found) if len(found) else ())


def body(article: Article) -> str:
    """The text without the parts that differ from outlet to outlet."""
    kept = [article.text[p.start : p.end] for p in article.parts if p.label not in _LEFT_OUT]
    return "\n".join(kept) if kept else article.text


def shingles(text: str) -> Hashes:
    """The set of a text's shingles, as sorted hashes; a text of few words is one shingle."""
    words = np.array([_word(found) for found in _WORD.findall(text)], dtype=np.uint64)
    if len(words) < WORDS_A_SHINGLE:
        words = np.concatenate([words, np.zeros(WORDS_A_SHINGLE - len(words), np.uint64)])
    count = len(words) - WORDS_A_SHINGLE + 1
    mixed = np.zeros(count, np.uint64)
    for place, lane in enumerate(_LANES):
        mixed ^= (words[place : place + count] + np.uint64(place + 1)) * lane
        mixed = (mixed << np.uint64(13)) | (mixed >> np.uint64(51))
    mixed *= _LANES[0]
    return np.unique((mixed >> np.uint64(32)).astype(np.uint32))


@lru_cache(maxsize=100_000)
def _word(word: str) -> int:
    plain = word.casefold().replace("’", "'").removesuffix("'s")
    if not plain.isascii():
        plain = "".join(
            c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c)
        )
    for pattern, folded in _SPELLINGS:
        plain = pattern.sub(folded, plain)
    return zlib.crc32(plain.encode("utf-8", "replace"))


def _bands(hashes: Hashes) -> tuple[int, ...]:
    factors, addends = _SEEDS | np.uint64(1)
    least = np.full(BANDS * ROWS, np.iinfo(np.uint64).max, np.uint64)
    for start in range(0, len(hashes), 4096):
        some = hashes[start : start + 4096, None].astype(np.uint64)
        np.minimum(least, (some * factors + addends).min(axis=0), out=least)
    rows = least.reshape(BANDS, ROWS)
    keys = rows[:, 0] * _LANES[1] + rows[:, 1] * _LANES[2] + np.arange(BANDS, dtype=np.uint64)
    return tuple(int(key) for key in keys.astype(np.int64))


def shared(one: Sketch, other: Sketch) -> tuple[float, float]:
    """Which share of each of two reports stands in the other, from 0 to 1; an estimate if long."""
    mine, theirs = one.hashes, other.hashes
    if one.is_whole and not other.is_whole:
        mine = mine[mine < _SAMPLED]
    elif other.is_whole and not one.is_whole:
        theirs = theirs[theirs < _SAMPLED]
    common = len(np.intersect1d(mine, theirs, assume_unique=True))
    return common / max(1, len(mine)), common / max(1, len(theirs))


def stored(size: int, hashes: bytes) -> Sketch:
    """A sketch as it was kept: its sample as unsigned numbers of four bytes, little-endian."""
    return Sketch(size, np.frombuffer(hashes, "<u4"), ())


def are_copies(one: Sketch, other: Sketch) -> bool:
    """Whether two reports are copies of each other."""
    small, large = sorted((one.size, other.size))
    if small < LEAST:
        return small == large and bool(np.array_equal(one.hashes, other.hashes))
    return small >= LOPSIDED * large and max(shared(one, other)) >= SHARED
