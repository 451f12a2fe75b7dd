"""A snippet shows the densest hits, cut at words, and says where they are in it."""

from hypothesis import given
from hypothesis import strategies as st

from articles.article import Span
from index.search.snippet import snippet

TEXT = (
    "First words of a report. "
    + "Filler text goes on. " * 10
    + "Raqqa and\nRaqqa   again. The end."
)


def marked(text: str, spans: list[Span], width: int) -> list[str]:
    shown, found = snippet(text, spans, width)
    return [shown[start:end] for start, end in found]


def raqqas() -> list[Span]:
    first = TEXT.index("Raqqa")
    second = TEXT.index("Raqqa", first + 1)
    return [Span(0, 5), Span(first, first + 5), Span(second, second + 5)]


def test_of_very_many_hits_the_first_thousand_are_looked_at() -> None:
    text = "hit and more than that. " * 1_000 + "hit hit hit"
    spans = [Span(at, at + 3) for at in range(0, 24_000, 24)]
    spans += [Span(24_000 + at, 24_003 + at) for at in (0, 4, 8)]
    assert len(marked(text, spans[:2], 16)) == 1
    assert len(marked(text, spans[-3:], 16)) == 3
    assert len(marked(text, spans, 16)) == 1


def test_without_hits_it_is_the_beginning() -> None:
    assert snippet(TEXT, [], 30) == ("First words of a report.…", [])


def test_it_shows_the_densest_hits() -> None:
    assert marked(TEXT, raqqas(), 40) == ["Raqqa", "Raqqa"]


def test_it_is_one_line_with_single_spaces() -> None:
    shown, _ = snippet(TEXT, raqqas(), 40)

    assert "Raqqa and Raqqa again" in shown
    assert "\n" not in shown


def test_what_was_left_out_is_said() -> None:
    shown, _ = snippet(TEXT, raqqas(), 40)

    assert shown.startswith("…")


def test_a_short_text_is_shown_whole() -> None:
    assert snippet("Raqqa fell.", [Span(0, 5)], 40) == ("Raqqa fell.", [Span(0, 5)])


def test_an_empty_text_has_an_empty_snippet() -> None:
    assert snippet("", [], 40) == ("", [])


@given(st.text(st.sampled_from("ab \n."), max_size=200), st.data(), st.integers(1, 80))
def test_it_is_never_longer_than_asked_and_its_hits_read_as_in_the_text(
    text: str, data: st.DataObject, width: int
) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = [Span(*pair) for pair in zip(cuts[::2], cuts[1::2], strict=False)]

    shown, found = snippet(text, spans, width)

    assert len(shown) <= max(width, 16)
    said = [" ".join(text[start:end].split()) for start, end in spans]
    assert all(" ".join(shown[start:end].split()) in said for start, end in found)
