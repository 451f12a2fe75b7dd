r"""What a report becomes in the Whoosh index: terms with places.

Each field has one term for each folded word, at every place where it stands. A word whose writing
the folded form does not tell (`IS`, `McCain`, `Élysée`) has a second term, `\0` and its surface.
Stems, prefixes and misspellings need no terms: they are looked up in the sorted words.

A place is a position and a byte of flags, `label << 2 | case`. The position counts words of the
report; the label is the part that the word stands in, so that `in:caption` needs no field of its
own; the case tells `may` from `May`. Only chrome, not searched by default, is a field apart.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

from articles.article import Label, Part
from index.analysis import Case, case_of, tokens
from index.engines.engine import Document
from index.engines.whoosh_guard import COLUMN, FieldType, Format, NumericColumn, Schema

Terms: TypeAlias = dict[bytes, tuple[int, bytes]]
"""The terms of one field of one report: how often each occurs, and its packed places."""

EXACT: Final = b"\0"
"""What the terms of exact surfaces begin with."""

LABELS: Final = tuple(Label)
_CODES: Final = {label: code << 2 for code, label in enumerate(LABELS)}

TEXT, CHROME, TITLE, SOURCE, AUTHOR, PATH = FIELDS = (
    "text",
    "chrome",
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
        return sum(count for term, (count, _) in self.terms[field].items() if term[:1] != EXACT)


def _field() -> FieldType:
    """A field that Whoosh stores lengths and posting values of; what they mean is our business."""
    return FieldType(Format(), None, scorable=True)


SCHEMA: Final = Schema(number=COLUMN(NumericColumn("I")), **{name: _field() for name in FIELDS})


def packed(positions: list[int], flags: bytes | bytearray) -> bytes:
    """Places as bytes: a letter that says how wide positions are, then positions, then flags."""
    width = "H" if positions[-1] < 0x10000 else "I"
    return width.encode() + array(width, positions).tobytes() + flags


def positions_in(value: bytes) -> "array[int]":
    """The positions of packed places."""
    width = value[:1].decode()
    size = 2 if width == "H" else 4
    positions = array(width)
    positions.frombytes(value[1 : 1 + (len(value) - 1) // (size + 1) * size])
    return positions


def flags_in(value: bytes) -> bytes:
    """The flags of packed places: one byte each, `label << 2 | case`."""
    size = 2 if value[:1] == b"H" else 4
    return value[1 + (len(value) - 1) // (size + 1) * size :]


def fields_of(document: Document) -> Fields:
    """Analyse a report.

    Raises:
        ValueError: If it cannot be indexed: no number that fits, or a text with lone surrogates.
    """
    if not 0 <= document.number < 2**32:
        raise ValueError(f"{document.number} is no number of a report")
    terms: dict[str, Terms] = {}
    terms[TEXT], terms[CHROME] = _terms(document.text, document.parts)
    for name in (TITLE, SOURCE, AUTHOR, PATH):
        terms[name], _ = _terms(getattr(document, name), ())
    return Fields(document.number, terms)


def _terms(text: str, parts: Iterable[Part]) -> tuple[Terms, Terms]:
    """The terms of a text: those of what is searched by default, and those of chrome."""
    searched: _Places = {}
    chrome: _Places = {}
    stretches = iter(parts)
    part = next(stretches, None)
    for position, (start, _, surface, folded) in enumerate(tokens(text)):
        while part is not None and part.end <= start:
            part = next(stretches, None)
        label = part.label if part is not None and part.start <= start else Label.BODY
        places = chrome if label is Label.CHROME else searched
        case = Case.LOWER if surface == folded else case_of(surface, folded)
        _add(places, folded, position, _CODES[label] | case)
        if case >= Case.CAPITALS:
            _add(places, _EXACTLY + surface, position, _CODES[label] | case)
    return _packed_terms(searched), _packed_terms(chrome)


_Places: TypeAlias = dict[str, tuple[list[int], bytearray]]
_EXACTLY: Final = EXACT.decode()


def _add(places: _Places, term: str, position: int, flags: int) -> None:
    known = places.get(term)
    if known is None:
        places[term] = ([position], bytearray((flags,)))
    else:
        known[0].append(position)
        known[1].append(flags)


def _packed_terms(found: _Places) -> Terms:
    return {
        term.encode(): (len(positions), packed(positions, flags))
        for term, (positions, flags) in found.items()
    }
