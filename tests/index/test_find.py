"""Find in one text."""

import pytest

from index.search.find import MOST, FindError, find

TEXT = "The “Islamic\nState” took Raqqa; the islamic state’s men left Tabqa – and Raqqa."


def found(wanted: str, text: str = TEXT) -> list[str]:
    return [text[start:end] for start, end in find(text, wanted)]


def test_words_are_found_over_a_line_break_and_in_either_case() -> None:
    assert found("islamic state") == ["Islamic\nState", "islamic state"]


def test_capitals_count_if_there_are_any() -> None:
    assert found("Islamic") == ["Islamic"]


def test_what_is_typed_finds_what_newspapers_print_for_it() -> None:
    assert found("state's") == ["state’s"]
    assert found("tabqa - and") == ["Tabqa – and"]
    assert found('"islamic') == ["“Islamic"]


def test_words_are_no_expression_and_an_expression_stands_between_slashes() -> None:
    assert found("R.qqa") == []
    assert found("/R.qqa/") == found("/R.qqa") == ["Raqqa", "Raqqa"]


def test_nothing_typed_yet_finds_nothing() -> None:
    assert found("") == found("/") == found("//") == found("/x*/") == []


@pytest.mark.parametrize("wanted", ["/(/", "/[a", "/*/", "x" * 1001])
def test_what_cannot_be_looked_for_is_said(wanted: str) -> None:
    with pytest.raises(FindError, match=r"expression|characters"):
        find(TEXT, wanted)


@pytest.mark.parametrize("wanted", ["/(a+)+$/", "/(a|a)*x/", "/(.|.)*x/"])
def test_an_expression_that_would_take_for_ever_is_given_up(wanted: str) -> None:
    with pytest.raises(FindError, match="longer than"):
        find("a" * 1_000_000 + "!", wanted, seconds=0.05)


def test_a_text_full_of_it_gives_only_so_many() -> None:
    assert len(find("a" * (MOST + 5), "a")) == MOST
