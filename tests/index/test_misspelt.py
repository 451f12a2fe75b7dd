"""Words within some edits of another: none missed, none too many."""

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st

from index.engines.engine import Cancelled, never
from index.engines.misspelt import Spellings

letters = st.text("abé東😀", min_size=1, max_size=6)


def edits(one: str, other: str) -> int:
    """Levenshtein's distance, in the plainest way."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row[0] = row[0], at
        for place, read in enumerate(other, 1):
            before, row[place] = (
                row[place],
                min(before + (letter != read), row[place] + 1, row[place - 1] + 1),
            )
    return row[-1]


@examples(300)
@given(st.lists(letters, max_size=30, unique=True), letters, st.integers(1, 2))
def test_exactly_the_words_within_so_many_edits_are_found(
    words: list[str], text: str, most: int
) -> None:
    words.sort()
    found = Spellings([word.encode() for word in words]).within(text, most, never)
    assert found == [at for at, word in enumerate(words) if edits(text, word) <= most]


@pytest.mark.parametrize("length", [58, 59, 60, 61, 62, 63, 64, 65, 100])
def test_long_words_are_compared_to_their_end(length: int) -> None:
    word = "ab" * (length // 2) + "a" * (length % 2)
    words = [word, word[:-1] + "x", word[:-2] + "xy", "x" + word[:-2] + "y", word[3:], word + "xyz"]
    spellings = Spellings([one.encode() for one in words])
    for most in (1, 2):
        expected = [at for at, one in enumerate(words) if edits(word, one) <= most]
        assert spellings.within(word, most, never) == expected


def test_words_before_the_first_do_not_count_and_places_stay() -> None:
    assert Spellings([b"\0Rakka", b"raqqa", b"rakka"], 1).within("rakka", 1, never) == [2]


def test_no_words_are_no_spellings() -> None:
    assert Spellings([]).within("rakka", 2, never) == []


def test_looking_can_be_given_up() -> None:
    with pytest.raises(Cancelled):
        Spellings([b"raqqa"]).within("rakka", 1, lambda: True)
