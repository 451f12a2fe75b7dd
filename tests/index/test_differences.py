"""What two reports have in common, sentence by sentence."""

from hypothesis import given
from hypothesis import strategies as st

from index.copies.differences import MOST, Side, differences

TEXTS = st.lists(
    st.sampled_from(["The levee broke.", "He said no.", "“Go,” she said.", "Water fell.", "[/] 7"]),
    max_size=12,
).map(" ".join)


def sides(here: str, there: str) -> list[tuple[str, str]]:
    return [(one.side.value, one.text) for one in differences(here, there).sentences]


def test_sentences_are_in_both_or_in_one_alone() -> None:
    here = "The levee broke at dawn. Nobody was hurt.\n\nThe governor came."
    there = "THE LEVEE broke at dawn! Two were hurt.\n\nThe governor came."
    assert sides(here, there) == [
        ("both", "The levee broke at dawn."),
        ("here", "Nobody was hurt."),
        ("there", "Two were hurt."),
        ("both", "The governor came."),
    ]


def test_a_sentence_that_was_moved_stands_in_both() -> None:
    here = "One came first. Two came next. Three came last."
    there = "Three came last. One came first. Two came next."
    assert {side for side, _ in sides(here, there)} == {"both"}


@given(TEXTS)
def test_a_text_differs_in_nothing_from_itself(text: str) -> None:
    assert {side for side, _ in sides(text, text)} <= {"both"}


@given(TEXTS, TEXTS)
def test_what_is_only_here_is_only_there_seen_from_the_other(here: str, there: str) -> None:
    def alone(one: str, other: str, side: str) -> list[str]:
        return [text for where, text in sides(one, other) if where == side]

    assert alone(here, there, "here") == alone(there, here, "there")


def test_of_long_texts_the_beginning_is_compared_and_that_is_said() -> None:
    long = "\n\n".join(f"This is sentence {number} of many." for number in range(MOST + 5))
    found = differences(long, long)
    assert found.is_cut
    assert len(found.sentences) == MOST
    assert not differences("Short.", "Shorter.").is_cut
    assert all(one.side is Side.BOTH for one in found.sentences)
