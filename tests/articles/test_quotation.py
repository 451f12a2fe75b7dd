"""Quotations are found again in edited texts, and nowhere else."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from in_time import at_most

from articles.article import Span
from articles.quotation import (
    CONTEXT,
    Fate,
    Found,
    _endings,
    find,
    find_surely,
    in_its_place,
    quoted,
)

TEXT = (
    "The battle to recapture the city will begin in days, the minister said on Friday.\n\n"
    "Activists and state-run media said Wednesday that dozens of people were killed in the strike."
    " Refugees who fled fighting in Palmyra took shelter at the school.\n\n"
    "The minister said that the city is encircled, and that the battle for it will be hard.\n\n"
    "A message on Twitter claimed the suspect was a soldier and inspired by its message."
)


def span_of(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def test_an_untouched_quotation_is_unchanged() -> None:
    span = span_of("dozens of people were killed")
    assert find(TEXT, quoted(TEXT, span)) == Found(Fate.UNCHANGED, span)


def test_a_quotation_before_which_something_was_put_has_moved() -> None:
    quotation = quoted(TEXT, span_of("encircled"))
    later = "Updated on Monday. " + TEXT
    assert find(later, quotation) == Found(Fate.MOVED, span_of("encircled", later))


def test_of_equal_words_those_are_taken_that_stand_in_the_same_surroundings() -> None:
    second = TEXT.rindex("minister")
    quotation = quoted(TEXT, Span(second, second + 8))
    later = TEXT.replace("will begin in days, ", "")
    assert find(later, quotation) == Found(Fate.MOVED, Span(second - 20, second - 12))


def test_a_quotation_in_which_words_were_changed_is_told_from_a_moved_one() -> None:
    words = "Refugees who fled fighting in Palmyra took shelter at the school."
    edited = "Refugees that fled the fighting in Palmyra took shelter in a school."
    found = find(TEXT.replace(words, edited), quoted(TEXT, span_of(words)))
    assert found == Found(Fate.CHANGED, span_of(edited, TEXT.replace(words, edited)))


def test_a_short_quotation_is_known_by_what_stands_around_it() -> None:
    later = TEXT.replace("Palmyra", "Palmyrah")
    found = find(later, quoted(TEXT, span_of("Palmyra")))
    assert found.fate in (Fate.MOVED, Fate.CHANGED, Fate.UNCHANGED)
    assert found.span is not None
    assert later[slice(*found.span)].startswith("Palmyra")


def test_words_that_were_taken_out_are_missing_even_if_they_stand_elsewhere() -> None:
    sentence = "The minister said that the city is encircled, and that the battle for it"
    quotation = quoted(TEXT, Span(span_of(sentence).start + 4, span_of(sentence).start + 12))
    assert quotation.text == "minister"
    later = TEXT.replace(sentence, "Nobody denies this; war")
    assert find(later, quotation) == Found(Fate.MISSING, None)


@pytest.mark.parametrize("later", ["", "Something else entirely.", "x" * 5000])
def test_what_is_nowhere_is_missing(later: str) -> None:
    assert find(later, quoted(TEXT, span_of("dozens of people"))) == Found(Fate.MISSING, None)


def edited(text: str, share: float, rng: random.Random) -> tuple[str, list[int]]:
    """A text with a share of its characters edited, and where each old place is in it."""
    now: list[str] = []
    places: list[int] = []
    for char in text:
        places.append(len(now))
        roll = rng.random()
        if roll < share / 3:
            continue
        if roll < 2 * share / 3:
            now.append(rng.choice("abcdefgh "))
        elif roll < share:
            now += [char, rng.choice("abcdefgh ")]
        else:
            now.append(char)
    places.append(len(now))
    return "".join(now), places


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, len(TEXT) - 20), st.integers(12, 160))
def test_a_quotation_outlasts_edits_of_one_character_in_ten(
    seed: int, start: int, length: int
) -> None:
    span = Span(start, min(len(TEXT), start + length))
    later, places = edited(TEXT, 0.1, random.Random(seed))
    found = find(later, quoted(TEXT, span))
    assert found.span is not None
    # At the borders it cannot be known which of the new characters belongs to the quotation.
    assert abs(found.span.start - places[span.start]) <= 8
    assert abs(found.span.end - places[span.end]) <= 8


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.data())
def test_what_is_kept_is_found_unchanged_in_any_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quotation = quoted(text, Span(start, end))
    assert len(quotation.prefix) <= CONTEXT
    assert quotation.end == end
    expected = Found(Fate.UNCHANGED, Span(start, end)) if start < end else (Fate.MISSING, None)
    assert find(text, quotation) == expected


def plainly(text: str, pattern: str) -> list[int]:
    """Sellers' table, row by row: the fewest errors of a match that ends after each character."""
    column = list(range(len(pattern) + 1))
    ends = []
    for char in text:
        now = [0]
        for at, wanted in enumerate(pattern):
            now.append(min(column[at] + (char != wanted), column[at + 1] + 1, now[at] + 1))
        column = now
        ends.append(column[-1])
    return ends


@given(st.text("abc", max_size=30), st.text("abc", min_size=1, max_size=12))
def test_errors_are_counted_as_the_plain_table_counts_them(text: str, pattern: str) -> None:
    assert [errors for _, errors in _endings(text, pattern)] == plainly(text, pattern)


def test_what_took_the_place_of_a_missing_passage_is_told_by_what_stands_around_it() -> None:
    words = "Refugees who fled fighting in Palmyra took shelter at the school."
    other = "Nobody knows yet where it went."
    quotation = quoted(TEXT, span_of(words))
    later = "Updated. " + TEXT.replace(words, other)
    assert find(later, quotation).fate is Fate.MISSING
    assert in_its_place(later, quotation) == span_of(other, later)
    assert in_its_place(TEXT.replace(words, ""), quotation) is None
    assert (
        in_its_place(TEXT.replace(words, other).replace("The minister said", ""), quotation) is None
    )
    assert in_its_place(TEXT.replace(words, "x" * 1000), quotation) is None


# What must never be guessed


def test_what_must_be_sure_is_found_where_all_of_one_side_stands() -> None:
    at = TEXT.rindex("minister")
    quotation = quoted(TEXT, Span(at, at + 8))
    assert find_surely(TEXT, quotation) == Span(at, at + 8)
    assert find_surely("Updated. " + TEXT, quotation) == Span(at + 9, at + 17)
    for beside in (Span(at - 9, at - 5), Span(at + 13, at + 17)):
        changed = TEXT[: beside.start] + "XYZ" + TEXT[beside.end :]
        moved = at - 1 if beside.start < at else at
        assert find_surely(changed, quotation) == Span(moved, moved + 8)


def test_what_must_be_sure_is_not_found_where_both_sides_are_changed() -> None:
    at = TEXT.rindex("minister")
    changed = f"{TEXT[: at - 9]}XYZ{TEXT[at - 5 : at + 13]}XYZ{TEXT[at + 17 :]}"
    quotation = quoted(TEXT, Span(at, at + 8))
    assert find(changed, quotation).span is not None
    assert find_surely(changed, quotation) is None


def test_of_equal_places_only_the_old_one_is_sure() -> None:
    line = "Nobody at all in the whole of the country knew what Minister was to say next of it. "
    at = len(line) + line.index("Minister")
    quotation = quoted(line * 3, Span(at, at + 8))
    assert find_surely(line * 3, quotation) == Span(at, at + 8)
    assert find_surely("X" + line * 3, quotation) is None


def test_a_short_side_at_the_border_of_a_text_is_not_enough() -> None:
    quotation = quoted("Washington fell on Monday.", Span(0, 10))
    assert find_surely("Washington fell on Monday.", quotation) == Span(0, 10)
    assert find_surely("Washington rose on Monday.", quotation) is None
    assert find_surely("", quotation) is None


@given(st.text("ab \n", max_size=60), st.data())
def test_what_is_kept_is_surely_found_in_the_same_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(min(len(text), start + 1), len(text)))
    expected = Span(start, end) if start < end else None
    assert find_surely(text, quoted(text, Span(start, end))) == expected


def test_a_long_quotation_is_found_changed_or_missed_in_no_time() -> None:
    chance = random.Random(5)
    words = ["".join(chance.choices("abcdefghij", k=6)) for _ in range(30_000)]
    body = " ".join(words)
    quotation = quoted(f"Before it. {body} Behind it.", Span(11, 11 + len(body)))
    edited = " ".join([*words[:9_000], "levee", *words[9_100:]])
    other = " ".join([*words[:2_000], *["levee"] * 26_000, *words[28_000:]])
    with at_most(10, "quotations of 200,000 characters"):
        found = find(f"Now before. {edited} Behind.", quotation)
        assert (found.fate, found.span) == (Fate.CHANGED, Span(12, 12 + len(edited)))
        assert find(f"Now before. {other} Behind.", quotation) == Found(Fate.MISSING, None)
        assert find("The levee broke.", quotation) == Found(Fate.MISSING, None)
