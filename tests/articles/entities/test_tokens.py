"""What the words and sentences of a report are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.entities.tokens import Case, Tokens, tokenise


def forms(text: str) -> list[str]:
    return tokenise(text).forms


def sentences(text: str) -> list[str]:
    tokens = tokenise(text)
    return [tokens.surface(first, end) for first, end in tokens.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ISIS-affiliated", ["ISIS", "-", "affiliated"]),
        ("Syria's", ["Syria", "'s"]),
        ("Syria’s", ["Syria", "'s"]),
        ("SYRIA'S", ["SYRIA", "'S"]),
        ("residents' homes", ["residents", "'", "homes"]),
        ("O'Brien", ["O'Brien"]),
        ("O’Brien’s", ["O'Brien", "'s"]),
        ("Sana'a's", ["Sana'a", "'s"]),
        ("Shi’ite", ["Shi'ite"]),
        ("'ISIS'", ["'", "ISIS", "'"]),
        ("“ISIS”", ['"', "ISIS", '"']),
        ("U.S.-led", ["U.S.", "-", "led"]),
        ("U.S.A", ["U.S.A"]),
        ("George W. Bush", ["George", "W.", "Bush"]),
        ("J.K. Rowling", ["J.K.", "Rowling"]),
        ("Mr. Smith", ["Mr.", "Smith"]),
        ("AT&T", ["AT&T"]),
        ("Amazon.com", ["Amazon.com"]),
        ("G20 and MH17", ["G20", "and", "MH17"]),
        ("3,000 on the 4th", ["3,000", "on", "the", "4th"]),
        ("Raqqa—Syria", ["Raqqa", "-", "Syria"]),
        ("al-Assad", ["al", "-", "Assad"]),
        ("cafe\u0301", ["café"]),
        ("snake_case", ["snake", "_", "case"]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_a_name_never_shares_a_token_with_what_is_not_part_of_it(
    text: str, expected: list[str]
) -> None:
    assert forms(text) == expected


@given(st.text(alphabet=st.sampled_from("ab AB.'’-\n1é\u0301(&“”_\u00a0😀"), max_size=60))
def test_tokens_cover_everything_but_white_space_in_order(text: str) -> None:
    tokens = tokenise(text)
    covered = "".join(text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True))
    assert covered == "".join(text.split())


@given(st.text(alphabet=st.sampled_from("ab AB.'’-\n1!?\""), max_size=60))
def test_sentences_follow_one_another_without_gaps(text: str) -> None:
    tokens = tokenise(text)
    ends = [0, *(end for _, end in tokens.sentences)]
    assert [first for first, _ in tokens.sentences] == ends[:-1]
    assert ends[-1] == len(tokens.forms)


def test_a_sentence_ends_at_a_full_stop_before_a_capital() -> None:
    assert sentences("They fled. Then they came back.") == ["They fled.", "Then they came back."]


def test_a_closing_quotation_mark_belongs_to_the_sentence_before() -> None:
    assert sentences('"We fled." Then he left.') == ['"We fled."', "Then he left."]


@pytest.mark.parametrize(
    "text", ["Gen. James Mattis spoke", "It is No. 5 today", "the U.S. Army", "Apple Inc. said"]
)
def test_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert sentences(text) == [text]


def test_an_abbreviation_before_a_word_that_begins_sentences_ends_one() -> None:
    assert sentences("He left the U.S. The war went on.") == [
        "He left the U.S.",
        "The war went on.",
    ]


def test_a_paragraph_break_ends_a_sentence() -> None:
    assert sentences("RAQQA\n\nThe city fell") == ["RAQQA", "The city fell"]


def test_a_line_break_in_an_unwrapped_text_ends_a_sentence() -> None:
    assert sentences("Raqqa falls\nThe city fell") == ["Raqqa falls", "The city fell"]


WRAPPED = """The spokesman of the Syrian Democratic Forces, Mustafa
Bali, said on Tuesday that fighters had entered the Old
City of Raqqa from the east and from the west of it.

Residents
"""


def test_a_name_broken_over_a_hard_wrapped_line_stays_in_one_sentence() -> None:
    first, second = sentences(WRAPPED)
    assert "Mustafa\nBali" in first
    assert second == "Residents"


def test_a_line_that_goes_on_in_small_letters_is_one_sentence() -> None:
    assert len(sentences("President Bashar\nal-Assad spoke")) == 1


def test_a_short_line_of_a_hard_wrapped_text_ends_its_sentence() -> None:
    assert sentences(f"Headline Here\n{WRAPPED}")[0] == "Headline Here"


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("US-Backed Forces Enter Raqqa From Three Sides", Case.TITLE),
        ("FORCES ENTER RAQQA FROM THREE SIDES", Case.CAPITALS),
        ("Forces enter Raqqa from three sides", Case.NORMAL),
        ("Barack Obama", Case.NORMAL),
    ],
)
def test_a_sentence_knows_how_it_is_written(text: str, case: Case) -> None:
    assert tokenise(text).cases == [case]


def test_glued_tokens_have_nothing_between_them() -> None:
    tokens: Tokens = tokenise("al-Assad spoke")
    assert [tokens.glued(i) for i in range(4)] == [False, True, True, False]
