"""What is no part of a name, and what is no name."""

import pytest

from articles.article import Article
from articles.entities.analysis import analyse
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


def test_who_is_called_like_a_day_is_a_person_before_a_date_too() -> None:
    text = (
        "Tiantian Sun and Jie Zheng played. Zheng won over Peng Shuai and Sun, 06-Apr.\nMon Jul 6"
    )
    (entities,) = analyse([Article("a", text, "")])
    named = [text[one.start : one.end] for entity in entities for one in entity.mentions]
    assert "Sun" in named
    assert "Mon" not in named
