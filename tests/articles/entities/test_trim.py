"""What is no part of a name, and what is no name."""

import pytest

from articles.entities.trim import is_day


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Mon Jul 6 2015 Two activists", True),
        ("Thu, 14 December", True),
        ("Sun. 5 May", True),
        ("Mon people of Burma", False),
        ("Sun reported", False),
        ("Sat May came", False),
        ("Monday 6 July", False),
    ],
)
def test_the_short_name_of_a_day_before_a_date_is_no_mention(text: str, *, is_one: bool) -> None:
    end = next(at for at, letter in enumerate(text) if not letter.isalpha())
    assert is_day(text, 0, end) is is_one
