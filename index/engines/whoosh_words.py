"""Which words of the index a term of a query stands for.

Stems, prefixes and misspellings are looked up in the sorted words of each segment; the index holds
no stems. An expansion is never longer than `MOST_WORDS`, nor are more than `MOST_POSTINGS` read for
it: the most frequent words are kept.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import accumulate
from typing import Final

from index.analysis import Case, case_of, fold, stem, stem_opening, stem_strays
from index.engines.engine import Cancel, Cancelled
from index.engines.whoosh_segment import Lexicon, Segment
from index.engines.whoosh_terms import EXACT, FIELDS
from index.query.tree import Exactly, Folded, Fuzzy, Prefix, Term, Word

MOST_WORDS: Final = 1000
"""Words that a prefix or a fuzzy word may stand for."""

MOST_POSTINGS: Final = (20_000, 40_000, 100_000)
"""Postings that are read for a prefix of one letter, of two, of more, or a fuzzy word. It bounds
the time they take; with the most frequent words nearly every report is found that there is."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the index that a term stands for."""

    words: tuple[bytes, ...]
    case: Case | None = None
    """How they must be written, where the word alone does not tell."""
    total: int = 0
    """How many there are, of which the most frequent are kept."""
    places: Mapping[tuple[str, str], Sequence[int]] | None = field(default=None, compare=False)
    """Where they are in each lexicon, by segment and field; None if nobody has looked."""

    def places_in(self, segment: Segment, field: str) -> Sequence[int]:
        """The places of those that are in a lexicon."""
        if self.places is not None:
            return self.places.get((segment.id, field), ())
        lexicon = segment.lexicon(field)
        return [at for at in map(lexicon.find, self.words) if at >= 0]


def expand(term: Term, segments: Sequence[Segment], cancel: Cancel) -> Words:
    """Find the words that a term stands for, in all segments and fields.

    Raises:
        Cancelled: If `cancel` said so.
    """
    match term:
        case Folded(text):
            return Words((text.encode(),))
        case Exactly(text):
            return _exactly(text)
        case _:
            return _looked_up(term, segments, cancel)


def _exactly(surface: str) -> Words:
    folded = fold(surface)
    case = case_of(surface, folded)
    if case >= Case.CAPITALS:
        return Words((EXACT + surface.encode(),))
    return Words((folded.encode(),), case)


def _looked_up(term: Word | Prefix | Fuzzy, segments: Sequence[Segment], cancel: Cancel) -> Words:
    """Words that have to be found in the lexicons; frequencies are added up over them."""
    found: Counter[bytes] = Counter()
    places: dict[tuple[str, str], list[int]] = {}
    for segment in segments:
        for name in FIELDS:
            if cancel():
                raise Cancelled
            lexicon = segment.lexicon(name)
            places[segment.id, name] = list(_places(term, lexicon, cancel))
            for at in places[segment.id, name]:
                found[lexicon.words[at]] += segment.frequency(name, at)
    most = MOST_POSTINGS[min(len(term.text), len(MOST_POSTINGS)) - 1]
    if isinstance(term, Word) or (len(found) <= MOST_WORDS and found.total() <= most):
        return Words(tuple(found), None, len(found), places)
    kept = nlargest(MOST_WORDS, found, key=lambda word: (found[word], word))
    read = accumulate(found[word] for word in kept)
    few = [word for word, postings in zip(kept, read, strict=True) if postings <= most] or kept[:1]
    return Words(tuple(few), None, len(found), _among(frozenset(few), segments, places))


def _among(
    words: frozenset[bytes],
    segments: Sequence[Segment],
    places: Mapping[tuple[str, str], list[int]],
) -> dict[tuple[str, str], list[int]]:
    """Of places in lexicons, those of some words."""
    return {
        (segment.id, name): [
            at for at in places[segment.id, name] if segment.lexicon(name).words[at] in words
        ]
        for segment in segments
        for name in FIELDS
    }


def _places(term: Word | Prefix | Fuzzy, lexicon: Lexicon, cancel: Cancel) -> Iterable[int]:
    match term:
        case Word(text):
            return _with_stem(stem(text), lexicon)
        case Prefix(text, exact):
            return lexicon.beginning((EXACT if exact else b"") + text.encode())
        case Fuzzy(text, edits):
            return lexicon.misspelt(text, edits, cancel)


def _with_stem(wanted: str, lexicon: Lexicon) -> Iterator[int]:
    if len(wanted) == 1:
        yield from (at for at in [lexicon.find(wanted.encode())] if at >= 0)
        return
    for at in lexicon.beginning(stem_opening(wanted).encode()):
        if stem(lexicon.words[at].decode()) == wanted:
            yield at
    for stray in stem_strays(wanted):
        at = lexicon.find(stray.encode())
        if at >= 0:
            yield at
