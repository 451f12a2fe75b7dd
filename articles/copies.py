"""Which reports are copies of each other: syndicated, shortened, lightly edited.

A report's body is seen as the set of its shingles: runs of five normalised words, as hashes. Two
sets that share most of the smaller one are copies; so are two that share a good part of what is
nobody's quotation, and some of how each begins: reports of one speech share its words, those of a
running story their background, interviews their questions, and are none. Candidates have some of
their lowest hashes in common (bottom-k sketches, Broder 1997), which finds a text also where half
of it was cut and a quarter added; how much two reports share is then counted on a sample of their
shingles, the lowest hashes of each (FracMinHash, Irber and others 2022), so no text need be read
again.
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
KEYS: Final = 64
"""Lowest hashes of a report by which its copies are found."""
KEYS_SHARED: Final = 2
"""How many of them two reports must have in common to be compared."""
LEAST: Final = 20
"""Shingles of the shorter report below which only equal sets are copies; and how many must stand
outside quotations in both for `SHARED_UNQUOTED` to say anything."""
SHARED: Final = 0.6
"""Share of the smaller set from which two reports are copies."""
SHARED_UNQUOTED: Final = 0.36
"""The same of what neither of them quotes."""
OPENING: Final = 60
"""Words that a report opens with."""
SHARED_OPENING: Final = 0.33
"""Share of the opening of either that the other must have for `SHARED_UNQUOTED` to count."""
LOPSIDED: Final = 0.17
"""A report that is shorter than this share of another, a sixth, is at most an excerpt of it."""

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
    (re.compile(r"(?<=[a-z])(?:ae|oe)(?=[a-z]{3})"), "e"),
    (re.compile(r"wards$"), "ward"),
    (re.compile(r"dgement"), "dgment"),
    (re.compile(r"lfil(?=s?$|ment)"), "lfill"),
    (re.compile(r"^(whil|amid|among)(?:st|e)$"), r"\1"),
    (re.compile(r"^gre(?=y)"), "gra"),
    (re.compile(r"^tyre"), "tire"),
    (re.compile(r"^sceptic"), "skeptic"),
    (re.compile(r"^plough"), "plow"),
    (re.compile(r"^cheque"), "check"),
    (re.compile(r"^aluminium"), "aluminum"),
)
"""What sets British from American spelling, folded; other words that meet by it do no harm."""
_MAY_DIFFER: Final = re.compile(
    r"is(?:ation|[ei])|ys[ei]|our|tre|ence|ll[ei]|ogue|amme|[ao]e|ward|dgement|lfil|(?:mid|mong|whil)"
    r"|^(?:grey|tyre|sceptic|plough|cheque|aluminium)"
)
"""Cheaper than those that decide, and right to say no."""
_LANES: Final = np.array([0x9E3779B97F4A7C15 * (2 * n + 1) % 2**64 for n in range(5)], np.uint64)
_QUOTED: Final = re.compile(r"“[^”\n]{1,4000}”?|\"[^\"\n]{1,4000}\"?|«[^»\n]{1,4000}»?")
"""A quotation, also one that goes on in the next paragraph; the signs are not always closed."""
_QUOTES: Final = np.uint32(1)
"""The bit of a hash that says whether a word of the shingle stands in a quotation."""
_OPENS: Final = np.uint32(2)
"""The bit that says whether it begins in the opening."""
_PLAIN: Final = ~(_QUOTES | _OPENS)
"""The bits that are the hash itself."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a report to tell its copies.

    Attributes:
        size: How many shingles it has.
        hashes: A sample of them, sorted: all if there are few, else the quarter of lowest hashes.
            The last bits of each say whether a word of it stands in a quotation, and whether it
            begins in the opening.
    """

    size: int
    hashes: Hashes

    @property
    def is_whole(self) -> bool:
        """Whether all shingles are kept."""
        return self.size <= _WHOLE

    @property
    def keys(self) -> list[int]:
        """The lowest hashes; reports that share `KEYS_SHARED` of them may be copies."""
        return [int(one) for one in self.hashes[:KEYS] >> np.uint32(2)]


def sketch(article: Article) -> Sketch:
    """Sketch a report, without headline, captions and furniture: each outlet has its own."""
    found = shingles(body(article))
    kept = found if len(found) <= _WHOLE else found[found < _SAMPLED]
    return Sketch(len(found), kept)


def body(article: Article) -> str:
    """The text without the parts that differ from outlet to outlet."""
    kept = [article.text[p.start : p.end] for p in article.parts if p.label not in _LEFT_OUT]
    return "\n".join(kept) if kept else article.text


def shingles(text: str) -> Hashes:
    """The set of a text's shingles, as sorted hashes; a text of few words is one shingle.

    The last bits of each are set as `Sketch` says, if that is so here or elsewhere.
    """
    found = list(_WORD.finditer(text))
    lacking = max(0, WORDS_A_SHINGLE - len(found))
    words = np.array([_word(one[0]) for one in found] + [0] * lacking, dtype=np.uint64)
    starts = np.array([one.start() for one in found] + [0] * lacking)
    quoted = _quoted(text, starts)
    count = len(words) - WORDS_A_SHINGLE + 1
    mixed, of_quotation = np.zeros(count, np.uint64), np.zeros(count, np.bool_)
    for place, lane in enumerate(_LANES):
        mixed ^= (words[place : place + count] + np.uint64(place + 1)) * lane
        mixed = (mixed << np.uint64(13)) | (mixed >> np.uint64(51))
        of_quotation |= quoted[place : place + count]
    mixed *= _LANES[0]
    distinct, places = np.unique(
        (mixed >> np.uint64(32)).astype(np.uint32) & _PLAIN, return_inverse=True
    )
    of_opening = np.arange(count) < OPENING
    np.bitwise_or.at(distinct, places, of_quotation * _QUOTES | of_opening * _OPENS)
    kept: Hashes = distinct
    return kept


def _quoted(text: str, starts: npt.NDArray[np.int_]) -> npt.NDArray[np.bool_]:
    """Which of these places stand in a quotation."""
    edges = np.array([edge for one in _QUOTED.finditer(text) for edge in one.span()], dtype=int)
    inside: npt.NDArray[np.bool_] = np.searchsorted(edges, starts, "right") % 2 == 1
    return inside


@lru_cache(maxsize=100_000)
def _word(word: str) -> int:
    plain = word.casefold().replace("’", "'").removesuffix("'s")
    if not plain.isascii():
        plain = "".join(
            c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c)
        )
    if _MAY_DIFFER.search(plain):
        for pattern, folded in _SPELLINGS:
            plain = pattern.sub(folded, plain)
    return zlib.crc32(plain.encode("utf-8", "replace"))


def shared(one: Sketch, other: Sketch) -> tuple[float, float]:
    """Which share of each of two reports stands in the other, from 0 to 1; an estimate if long."""
    mine, theirs = _alike(one, other)
    common = len(np.intersect1d(mine & _PLAIN, theirs & _PLAIN, assume_unique=True))
    return common / max(1, len(mine)), common / max(1, len(theirs))


def stored(size: int, hashes: bytes) -> Sketch:
    """A sketch as it was kept: its sample as unsigned numbers of four bytes, little-endian."""
    return Sketch(size, np.frombuffer(hashes, "<u4"))


def likeness(one: Sketch, other: Sketch) -> float:
    """How much two reports share: 1 if most of their words, 0 if they are no copies."""
    small, large = sorted((one.size, other.size))
    if small < LEAST:
        is_same = np.array_equal(one.hashes & _PLAIN, other.hashes & _PLAIN)
        return float(small == large and is_same)
    if small < LOPSIDED * large:
        return 0.0
    if max(shared(one, other)) >= SHARED:
        return 1.0
    if max(_shared_openings(one, other)) < SHARED_OPENING:
        return 0.0
    unquoted = _shared_unquoted(one, other)
    return min(unquoted, 0.99) if unquoted >= SHARED_UNQUOTED else 0.0


def _shared_openings(one: Sketch, other: Sketch) -> tuple[float, float]:
    """Which share of the opening of each of two reports stands in the other."""
    mine, theirs = _alike(one, other)
    first, second = (
        float(np.isin(opening & _PLAIN, rest & _PLAIN).mean()) if len(opening) else 0.0
        for opening, rest in (
            (mine[mine & _OPENS > 0], theirs),
            (theirs[theirs & _OPENS > 0], mine),
        )
    )
    return first, second


def _shared_unquoted(one: Sketch, other: Sketch) -> float:
    """The share that two reports have in common of what neither quotes, of the shorter."""
    mine, theirs = _alike(one, other)
    common, here, there = np.intersect1d(
        mine & _PLAIN, theirs & _PLAIN, assume_unique=True, return_indices=True
    )
    quoted = ((mine[here] | theirs[there]) & 1).astype(np.bool_)
    both = len(common) - int(quoted.sum())
    if both * (1 if len(mine) == one.size or len(theirs) == other.size else 4) < LEAST:
        return 0.0
    left = (int((~side & 1).sum()) - int((~side[at] & 1)[quoted].sum())
            for side, at in ((mine, here), (theirs, there)))  # fmt: skip
    return both / min(left)


def _alike(one: Sketch, other: Sketch) -> tuple[Hashes, Hashes]:
    """The samples of two reports, taken alike: of both all, or of both the lowest quarter."""
    mine, theirs = one.hashes, other.hashes
    if one.is_whole and not other.is_whole:
        mine = mine[mine < _SAMPLED]
    elif other.is_whole and not one.is_whole:
        theirs = theirs[theirs < _SAMPLED]
    return mine, theirs
