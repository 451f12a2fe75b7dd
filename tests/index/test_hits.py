"""What is lit in a text is what the query matched, to the character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.article import Label, Part, Span
from index.analysis import tokens
from index.positions import near_places, phrase_starts
from index.query.parser import parse
from index.query.tree import Folded, Match
from index.search import hits as search_hits
from index.search.hits import hits

TEXT = (
    "Any of the many airstrikes in Raqqa was an airstrike by the US. They told us: Le Drian "
    "and his de facto capital; the French de jure. The People’s Units are dying. IS is here."
)


def lit(
    query: str, text: str = TEXT, parts: tuple[Part, ...] = (), *, live: bool = False
) -> list[str]:
    return [text[start:end] for start, end in hits(parse(query, live=live), text, parts)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("any", ["Any"]),
        ("airstrike", ["airstrikes", "airstrike"]),
        ('"airstrike"', ["airstrike"]),
        ("airstr*", ["airstrikes", "airstrike"]),
        ("US", ["US"]),
        ("us", ["US", "us"]),
        ("IS", ["IS"]),
        ("is", ["IS", "is"]),
        ("I*", ["in", "IS", "is"]),
        ("IS*", ["IS"]),
        ("=Is", []),
        ("=Le", ["Le"]),
        ('"de facto capital"', ["de facto capital"]),
        ('"facto de"', []),
        ('"french capital"~6', ["capital", "French"]),
        ('"french capital"~1', []),
        ('"capital the fr*"', ["capital; the French"]),
        ("die", ["dying"]),
        ("people's", ["People’s"]),
        ("raka~2", ["Raqqa"]),
        ("raqqa -airstrike", ["Raqqa"]),
        ("NOT raqqa", []),
        ("-(raqqa -capital)", ["capital"]),
        ("raqqa OR mosul", ["Raqqa"]),
        ("title:raqqa", []),
        ("entity:Raqqa", []),
        ("date:2015 raqqa", ["Raqqa"]),
        ("", []),
    ],
)
def test_what_is_lit(query: str, expected: list[str]) -> None:
    assert lit(query) == expected


def test_a_word_still_being_typed_lights_what_begins_so() -> None:
    assert lit("airstr", live=True) == ["airstrikes", "airstrike"]


def test_overlapping_hits_are_lit_as_one() -> None:
    assert lit('"de facto" "facto capital" capital') == ["de facto capital"]


def test_neighbouring_hits_stay_apart() -> None:
    assert lit("le drian") == ["Le", "Drian"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("de facto capital", ["de facto capital", "de"]),
        ("facto de", ["de facto", "de"]),
        ('"french capital"~6', ["capital; the French"]),
        ('"airstrike raqqa us"~6', ["Raqqa was an airstrike by the US"]),
        ("any many", ["Any", "many"]),
    ],
)
def test_of_hits_that_follow_each_other_or_had_to_be_near_one_stretch_is_made(
    query: str, expected: list[str]
) -> None:
    found = hits(parse(query), TEXT, (), joined=True)
    assert [TEXT[start:end] for start, end in found] == expected


def test_a_phrase_may_cross_a_line() -> None:
    assert lit('"siege of mosul"', "the siege\nof Mosul") == ["siege\nof Mosul"]


def test_chrome_is_lit_only_when_it_is_searched() -> None:
    text = "Raqqa. Read on: Raqqa"
    parts = (Part(Label.BODY, 0, 6), Part(Label.CHROME, 7, 21))

    assert hits(parse("raqqa"), text, parts) == [Span(0, 5)]
    assert hits(parse("raqqa in:all"), text, parts) == [Span(0, 5), Span(16, 21)]
    assert hits(parse("raqqa in:chrome"), text, parts) == [Span(16, 21)]


def test_parts_limit_what_is_lit() -> None:
    text = "Smoke over Raqqa\nRaqqa fell."
    parts = (Part(Label.CAPTION, 0, 16), Part(Label.BODY, 17, 28))

    assert hits(parse("raqqa in:caption"), text, parts) == [Span(11, 16)]
    assert hits(parse("(raqqa in:body) (smoke in:caption)"), text, parts) == [
        Span(0, 5),
        Span(17, 22),
    ]


def test_offsets_are_characters_whatever_stands_before() -> None:
    assert lit("raqqa", "😀 « é » e\u0301 \u202e Raqqa") == ["Raqqa"]


@pytest.mark.parametrize(
    ("places", "starts"),
    [
        ([[0, 5], [1, 9]], [0]),
        ([[3], [4], [5]], [3]),
        ([[0, 1, 2], [0, 1, 2]], [0, 1]),
        ([[7], []], []),
    ],
)
def test_where_phrases_begin(places: list[list[int]], starts: list[int]) -> None:
    assert phrase_starts(places) == starts


@pytest.mark.parametrize(
    ("places", "needed", "distance", "found"),
    [
        ([[0], [3]], [1, 1], 3, [0, 3]),
        ([[0], [3]], [1, 1], 2, []),
        ([[4], [1, 30]], [1, 1], 5, [1, 4]),
        ([[0, 2, 9]], [2], 2, [0, 2]),
        ([[0, 2, 4], [3]], [2, 1], 3, [0, 2, 3, 4]),
        ([[0], [1], [9]], [1, 1, 1], 8, []),
        ([[], [1]], [1, 1], 5, []),
    ],
)
def test_where_words_are_near_each_other(
    places: list[list[int]], needed: list[int], distance: int, found: list[int]
) -> None:
    assert near_places(places, needed, distance) == found


@given(st.text(alphabet="aAé\u0301ß1_-’. \t\n\xa0\u2028\x1c词カ", max_size=60))
def test_words_between_spaces_are_those_of_the_whole_text(text: str) -> None:
    for word in tokens(text):
        whole = [Span(one.start, one.end) for one in tokens(text) if one.folded == word.folded]
        assert set(hits(Match(Folded(word.folded)), text, ())) == set(whole)


def test_of_the_words_that_were_analysed_no_more_are_kept_than_so_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = search_hits._Analysed()
    monkeypatch.setattr(search_hits._Analysed, "MOST", 10)
    for number in range(25):
        assert [word.folded for word in kept[f"w{number}"]] == [f"w{number}"]
    assert len(kept) <= 10
    long = "a" * (kept.LONGEST + 1)
    assert len(kept[long]) == 1
    assert long not in kept
