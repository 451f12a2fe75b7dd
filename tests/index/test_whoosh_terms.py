"""What a report becomes in the Whoosh index, held against the plainest way to find it out."""

from array import array
from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from articles.article import FURNITURE, Article, Label, Part
from index.analysis import Case, case_of, tokens
from index.engines.engine import Document, document_of
from index.engines.whoosh_terms import EXACT, LABELS, fields_of, prepare

TEXTS = st.text("aAbB .-_e\u0301é漢字カ\u00adß1\nISł", max_size=60)


@st.composite
def reports(draw: st.DrawFn) -> Document:
    """A text with parts that begin and end anywhere, also within words."""
    text = draw(TEXTS)
    offsets = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    parts = [
        Part(draw(st.sampled_from(LABELS)), start, end)
        for start, end in zip(offsets[::2], offsets[1::2], strict=False)
    ]
    return Document(1, "", "", "", "", text, tuple(parts))


def plainly(report: Document) -> dict[str, dict[bytes, list[tuple[int, int]]]]:
    """Positions and flags of every term, a word at a time."""
    found: dict[str, dict[bytes, list[tuple[int, int]]]] = {
        "text": defaultdict(list),
        "aside": defaultdict(list),
    }
    for position, token in enumerate(tokens(report.text)):
        labels = [part.label for part in report.parts if part.start <= token.start < part.end]
        label = labels[0] if labels else Label.BODY
        terms = found["aside" if label in FURNITURE else "text"]
        case = case_of(token.surface, token.folded)
        place = (position, LABELS.index(label) << 2 | case)
        terms[token.folded.encode()].append(place)
        if case >= Case.CAPITALS:
            terms[EXACT + token.surface.encode()].append(place)
    return found


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


@given(reports())
def test_a_report_has_every_word_at_its_place_with_the_label_of_where_it_begins(
    report: Document,
) -> None:
    terms = fields_of(report).terms
    for field, expected in plainly(report).items():
        unpacked = {
            term: list(zip(positions_in(value), flags_in(value), strict=True))
            for term, (_, value) in terms[field].items()
        }
        assert unpacked == expected
        assert all(count == len(unpacked[term]) for term, (count, _) in terms[field].items())


@given(reports())
def test_what_was_prepared_elsewhere_is_what_would_be_made_here(report: Document) -> None:
    article = Article("a.txt", report.text, "A title", parts=report.parts)
    here = document_of(article, 7)
    there = document_of(article, 7, prepare(article))

    assert there.prepared is not None
    assert fields_of(there) == fields_of(here)


def test_a_word_stands_at_all_its_places_however_far_apart_and_however_written() -> None:
    words = ["Raqqa", *["and"] * 70_000, "raqqa", "RAQQA"]
    count, value = fields_of(Document(1, "", "", "", "", " ".join(words))).terms["text"][b"raqqa"]

    assert (count, list(positions_in(value))) == (3, [0, 70_001, 70_002])
