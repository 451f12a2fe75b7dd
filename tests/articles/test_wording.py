"""How two wordings of a passage differ."""

import pytest

from articles.wording import compared, sides

LONG = " ".join(f"word{at}" for at in range(60))


def told(was: str, now: str) -> tuple[str, str]:
    """Both wordings as they are shown."""
    one, other = sides(compared(was, now))
    return "".join(side.text for side in one), "".join(side.text for side in other)


@pytest.mark.parametrize(
    ("was", "now", "shown"),
    [
        ("at least 12 people died", "at least 14 people died",
         ("at least [-12-] people died", "at least {+14+} people died")),
        ("12 died", "12 civilians died", ("12 died", "12 {+civilians+} died")),
        ("12 civilians died", "12 died", ("12 [-civilians-] died", "12 died")),
        ("he said", "she said", ("[-he-] said", "{+she+} said")),
        ("said he", "said she", ("said [-he-]", "said {+she+}")),
        ("one\ntwo", "one two", ("one two", "one two")),
        ("", "new", ("", "{+new+}")),
    ],
)  # fmt: skip
def test_words_that_differ_are_marked_on_both_sides(
    was: str, now: str, shown: tuple[str, str]
) -> None:
    assert told(was, now) == shown


@pytest.mark.parametrize(
    ("was", "now"),
    [("a b  c\n\nd", "a x c d\n"), ("", "a"), (" a", "a "), (LONG, LONG.replace("word30", "w"))],
)
def test_stretches_joined_are_the_two_wordings(was: str, now: str) -> None:
    stretches = compared(was, now)
    assert "".join(one.was for one in stretches) == was
    assert "".join(one.now for one in stretches) == now


def test_of_a_long_passage_only_what_stands_beside_a_change_is_shown() -> None:
    was, now = told(LONG, LONG.replace("word30 ", "other "))
    kept = (
        " ".join(f"word{at}" for at in range(22, 30)),
        " ".join(f"word{at}" for at in range(31, 39)),
    )
    assert was == f"… {kept[0]} [-word30-] {kept[1]} …"
    assert now == f"… {kept[0]} {{+other+}} {kept[1]} …"


def test_two_texts_without_end_are_one_change_and_take_no_time() -> None:
    was, now = "a " * 200_000, "a b " * 100_000
    assert compared(was, now) == [(was, now)]
