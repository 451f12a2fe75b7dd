r"""What a report becomes in the Whoosh index: terms with places.

Each field has one term for each folded word, at every place where it stands. A word whose writing
the folded form does not tell (`IS`, `McCain`, `Élysée`) has a second term, `\0` and its surface.
Stems, prefixes and misspellings need no terms: they are looked up in the sorted words.

A place is a position and a byte of flags, `label << 2 | case`. The position counts words of the
report; the label is the part that the word stands in, so that `in:caption` needs no field of its
own; the case tells `may` from `May`. Only furniture, not searched by default, is a field
apart.
"""

import marshal
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, groupby, pairwise
from operator import itemgetter
from struct import Struct
from typing import Final, TypeAlias

from articles.article import FURNITURE, Article, Label, Part
from index.analysis import LONGEST_WORD, Case, case_of, fold, is_within_word, surfaces, tokens
from index.engines.engine import Document, document_of

Terms: TypeAlias = dict[bytes, tuple[int, bytes]]
"""The terms of one field of one report: how often each occurs, and its packed places."""

EXACT: Final = b"\0"
"""What the terms of exact surfaces begin with."""

LABELS: Final = tuple(Label)
_CODES: Final = {label: code << 2 for code, label in enumerate(LABELS)}

TEXT, ASIDE, TITLE, SOURCE, AUTHOR, PATH = FIELDS = (
    "text",
    "aside",
    "title",
    "source",
    "author",
    "path",
)


@dataclass(frozen=True, slots=True)
class Fields:
    """A report, ready to be written."""

    number: int
    terms: dict[str, Terms]

    def length(self, field: str) -> int:
        """Words in a field; exact terms stand where folded ones do, and count for nothing."""
        # A list, and the first byte, which is 0 in `EXACT`: this is asked of every report indexed.
        return sum([count for term, (count, _) in self.terms[field].items() if term[0]])


_ONE: Final = Struct("=cHc").pack
"""Packs the only place of a term, as `packed` would."""


def packed(positions: list[int], flags: bytes) -> bytes:
    """Places as bytes: a letter that says how wide positions are, then positions, then flags."""
    width = "H" if positions[-1] < 0x10000 else "I"
    return width.encode() + array(width, positions).tobytes() + flags


def fields_of(document: Document) -> Fields:
    """Analyse a report.

    Raises:
        ValueError: If it has no number that fits.
    """
    if not 0 <= document.number < 2**32:
        raise ValueError(f"{document.number} is no number of a report")
    if document.prepared is not None:
        return Fields(document.number, marshal.loads(document.prepared))
    return Fields(document.number, _terms_by_field(document))


def prepare(article: Article) -> bytes:
    """Analyse a report, in another process than the one that writes the index."""
    return marshal.dumps(_terms_by_field(document_of(article)))


def _terms_by_field(document: Document) -> dict[str, Terms]:
    terms: dict[str, Terms] = {}
    terms[TEXT], terms[ASIDE] = _terms(document.text, document.parts)
    for name in (TITLE, SOURCE, AUTHOR, PATH):
        terms[name], _ = _terms(getattr(document, name), ())
    return terms


def _terms(text: str, parts: Iterable[Part]) -> tuple[Terms, Terms]:
    """The terms of a text: those of what is searched by default, and those of furniture.

    Words are gathered by surface first: what becomes of a word is found out once for each surface
    of a stretch, not at each place.
    """
    searched, furniture = _Places(), _Places()
    position = 0
    for label, words in _stretches(text, tuple(parts)):
        (furniture if label in FURNITURE else searched).take(words, position, _CODES[label])
        position += len(words)
    return searched.packed(), furniture.packed()


def _stretches(text: str, parts: Sequence[Part]) -> Iterator[tuple[Label, Sequence[str]]]:
    """The words of a text by stretches of one label, which is that of where a word begins."""
    cuts = [
        (end, label)
        for part in parts
        for end, label in ((part.start, Label.BODY), (part.end, part.label))
    ]
    cuts.append((len(text), Label.BODY))
    if any(is_within_word(text, end) for end, _ in cuts):
        yield from _stretches_of_tokens(text, cuts)
        return
    at = 0
    for label, run in groupby(cuts, key=itemgetter(1)):
        *_, (end, _) = run
        yield label, surfaces(text[at:end])
        at = end


def _stretches_of_tokens(
    text: str, cuts: Iterable[tuple[int, Label]]
) -> Iterator[tuple[Label, Sequence[str]]]:
    """The same, slowly, where a label changes within a run of letters."""
    ends = iter(cuts)
    end, label = next(ends)
    words: list[str] = []
    for token in tokens(text):
        while end <= token.start:
            yield label, words
            words = []
            end, label = next(ends)
        words.append(token.surface)
    yield label, words


_Found: TypeAlias = tuple[list[int], bytes]
"""Where words stand: rising positions, and a byte of flags for each."""
_EXACTLY: Final = EXACT.decode()


class _Places:
    """Where each term of a field stands."""

    def __init__(self) -> None:
        self._first: dict[str, _Found] = {}
        self._further: defaultdict[str, list[_Found]] = defaultdict(list)
        """What other stretches and surfaces gave the terms that are in `_first`."""

    def take(self, words: Sequence[str], first: int, code: int) -> None:
        """Note the places of words, of which the first has the position `first`."""
        by_surface: defaultdict[str, list[int]] = defaultdict(list)
        for position, surface in enumerate(words, first):
            by_surface[surface].append(position)
        flags = [bytes((code | case,)) for case in Case]
        for surface, positions in by_surface.items():
            folded, exactly, case = _spelt(surface)
            found = (positions, flags[case] * len(positions))
            self._add(folded, found)
            if exactly:
                self._add(exactly, found)

    def _add(self, term: str, found: _Found) -> None:
        if term in self._first:
            self._further[term].append(found)
        else:
            self._first[term] = found

    def packed(self) -> Terms:
        """How often each term occurs, and where."""
        for term, further in self._further.items():
            self._first[term] = _joined([self._first[term], *further])
        return {
            term.encode(): (1, _ONE(b"H", positions[0], flags))
            if len(flags) == 1 and positions[0] < 0x10000
            else (len(flags), packed(positions, flags))
            for term, (positions, flags) in self._first.items()
        }


@lru_cache(maxsize=50_000)
def _spelt(word: str) -> tuple[str, str, Case]:
    """The term of a word, that of its exact surface if it has one, and how it is written."""
    surface = word[:LONGEST_WORD]
    folded = fold(surface)
    case = case_of(surface, folded)
    return folded, _EXACTLY + surface if case >= Case.CAPITALS else "", case


def _joined(found: Sequence[_Found]) -> _Found:
    """The places of one term, by rising position."""
    positions = list(chain.from_iterable(one for one, _ in found))
    flags = b"".join(some for _, some in found)
    if any(one[-1] > other[0] for (one, _), (other, _) in pairwise(found)):
        both = sorted(zip(positions, flags, strict=True))
        return [position for position, _ in both], bytes(flag for _, flag in both)
    return positions, flags
