r"""What a report becomes in the Whoosh index: terms with places.

Each field has one term for each folded word, at every place where it stands. A word whose writing
the folded form does not tell (`IS`, `McCain`, `Élysée`) has a second term, `\0` and its surface.
Stems, prefixes and misspellings need no terms: they are looked up in the sorted words.

A place is one number: `position << 6 | label << 2 | case`. The position counts words of the report;
the label is the part that the word stands in, so that `in:caption` needs no field of its own; the
case tells `may` from `May`. Only chrome, which is not searched by default, is a field apart.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final, TypeAlias

from articles.article import Label, Part
from index.analysis import Case, case_of, tokens
from index.engine import Document
from index.whoosh_guard import COLUMN, FieldType, Format, NumericColumn, Schema

Terms: TypeAlias = dict[bytes, list[int]]
"""The places of each term of one field of one report."""

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


class PlacesFormat(Format):  # type: ignore[misc]  # Whoosh is untyped
    """Posting values of any length; Whoosh only stores them."""


class TermsField(FieldType):  # type: ignore[misc]  # Whoosh is untyped
    """A field whose value has been analysed already."""

    def __init__(self) -> None:
        super().__init__(PlacesFormat(), None, scorable=True)

    def index(self, value: Terms, **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:  # noqa: ANN401 - as in the base class
        """Each term with its frequency, weight and packed places.

        Exact terms stand where folded ones already do, so they count nothing towards the length.
        """
        for term, places in value.items():
            frequency = 0 if term[:1] == EXACT else len(places)
            yield term, frequency, float(len(places)), packed(places)


SCHEMA: Final = Schema(number=COLUMN(NumericColumn("I")), **{name: TermsField() for name in FIELDS})


def packed(places: list[int]) -> bytes:
    """Places as bytes in the machine's order: two each while they fit, else four; a letter says."""
    if places[-1] < 0x10000:
        return b"H" + array("H", places).tobytes()
    return b"I" + array("I", places).tobytes()


def unpacked(value: bytes) -> "array[int]":
    """The places that `packed` made into bytes."""
    places = array(chr(value[0]))
    places.frombytes(value[1:])
    return places


def fields_of(document: Document) -> dict[str, Any]:
    """What Whoosh is given of a report.

    Raises:
        ValueError: If it cannot be indexed: no number that fits, or a text with lone surrogates.
    """
    if not 0 <= document.number < 2**32:
        raise ValueError(f"{document.number} is no number of a report")
    text, chrome = _terms(document.text, document.parts)
    fields: dict[str, Any] = {"number": document.number, TEXT: text, CHROME: chrome}
    for name in (TITLE, SOURCE, AUTHOR, PATH):
        fields[name], _ = _terms(getattr(document, name), ())
    return fields


def _terms(text: str, parts: Iterable[Part]) -> tuple[Terms, Terms]:
    """The terms of a text: those of what is searched by default, and those of chrome."""
    searched: Terms = defaultdict(list)
    chrome: Terms = defaultdict(list)
    stretches = iter(parts)
    part = next(stretches, None)
    for position, (start, _, surface, folded) in enumerate(tokens(text)):
        while part is not None and part.end <= start:
            part = next(stretches, None)
        label = part.label if part is not None and part.start <= start else Label.BODY
        terms = chrome if label is Label.CHROME else searched
        case = Case.LOWER if surface == folded else case_of(surface, folded)
        place = position << 6 | _CODES[label] | case
        terms[folded.encode()].append(place)
        if case >= Case.CAPITALS:
            terms[EXACT + surface.encode()].append(place)
    return searched, chrome
