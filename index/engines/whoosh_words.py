"""Which words of the index a term of a query stands for.

Stems, prefixes and misspellings are looked up in the sorted words of each segment; the index holds
no stems. An expansion is never longer than `MOST_WORDS`: the most frequent words are kept.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Final

from index.analysis import Case, case_of, fold, stem, stem_opening, stem_strays
from index.engines.engine import Cancel, Cancelled
from index.engines.whoosh_segment import Lexicon, Segment
from index.engines.whoosh_terms import EXACT, FIELDS
from index.query.tree import Exactly, Folded, Fuzzy, Prefix, Term, Word

MOST_WORDS: Final = 1000
"""Words that a prefix or a fuzzy word may stand for."""

MOST_OF_A_LETTER: Final = 200
"""Words that a prefix of one letter may stand for; with these it finds nearly every report."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the index that a term stands for."""

    words: tuple[bytes, ...]
    case: Case | None = None
    """How they must be written, where the word alone does not tell."""
    total: int = 0
    """How many there are, of which the most frequent are kept."""


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
    for segment in segments:
        for field in FIELDS:
            if cancel():
                raise Cancelled
            lexicon = segment.lexicon(field)
            for at in _places(term, lexicon, cancel):
                found[lexicon.words[at]] += segment.frequency(field, at)
    most = MOST_OF_A_LETTER if len(term.text) == 1 else MOST_WORDS
    if isinstance(term, Word) or len(found) <= most:
        return Words(tuple(found), total=len(found))
    kept = nlargest(most, found, key=lambda word: (found[word], word))
    return Words(tuple(kept), total=len(found))


def _places(term: Word | Prefix | Fuzzy, lexicon: Lexicon, cancel: Cancel) -> Iterable[int]:
    match term:
        case Word(text):
            return _with_stem(stem(text), lexicon)
        case Prefix(text, exact):
            return lexicon.beginning((EXACT if exact else b"") + text.encode())
        case Fuzzy(text, edits):
            return within_edits(text, edits, lexicon.words, cancel)


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


def within_edits(text: str, edits: int, words: Sequence[bytes], cancel: Cancel) -> Iterator[int]:
    """The places, in sorted words, of those within so many edits of a text.

    Walks the words as a trie with an automaton (Wu, Manber 1992, "Fast text searching allowing
    errors", with both ends fixed): its states after each letter are kept for the letters that a
    word shares with the one before, and where no state is left, all words that begin so are
    skipped.

    Raises:
        Cancelled: If `cancel` said so.
    """
    automaton = _Automaton(text, edits)
    states = [automaton.start]
    spelt = ""
    at = _skip(words, EXACT)
    turns = 0
    while at < len(words):
        turns += 1
        if turns % 256 == 0 and cancel():
            raise Cancelled
        word = words[at].decode()
        del states[_shared(spelt, word) + 1 :]
        for letter in word[len(states) - 1 :]:
            states.append(automaton.after(states[-1], letter))
            if not states[-1][-1]:
                break
        spelt = word[: len(states) - 1]
        if not states[-1][-1]:
            at = _skip(words, spelt.encode(), at)
            continue
        if states[-1][-1] & automaton.accepted:
            yield at
        at += 1


class _Automaton:
    """Recognises the words within so many edits of a text.

    A state is one number for each count of edits, 0 upwards; its bit n is set if the letters read
    so far are within so many edits of the first n letters of the text.
    """

    def __init__(self, text: str, edits: int) -> None:
        self._masks: dict[str, int] = {}
        for at, letter in enumerate(text):
            self._masks[letter] = self._masks.get(letter, 0) | 1 << at
        self._all = (2 << len(text)) - 1
        self.start = tuple((2 << left_out) - 1 & self._all for left_out in range(edits + 1))
        self.accepted = 1 << len(text)

    def after(self, state: tuple[int, ...], letter: str) -> tuple[int, ...]:
        """The state after one more letter."""
        mask = self._masks.get(letter, 0)
        fewer = state[0]
        moved = (fewer & mask) << 1
        after = [moved]
        for these in state[1:]:
            # Read the letter; or put it in, or change it, or leave one of the text's out.
            moved = ((these & mask) << 1 | fewer | (fewer | moved) << 1) & self._all
            after.append(moved)
            fewer = these
        return tuple(after)


def _shared(left: str, right: str) -> int:
    """How many letters two words have in common at their beginning."""
    for at, (one, other) in enumerate(zip(left, right, strict=False)):
        if one != other:
            return at
    return min(len(left), len(right))


def _skip(words: Sequence[bytes], prefix: bytes, low: int = 0) -> int:
    """The first place, from `low` on, after the words that begin so."""
    high, step = low, 1
    while high < len(words) and words[high].startswith(prefix):
        low, high, step = high, high + step, step * 2
    high = min(high, len(words))
    while low < high:
        middle = (low + high) // 2
        if words[middle].startswith(prefix):
            low = middle + 1
        else:
            high = middle
    return low
