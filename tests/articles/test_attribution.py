"""What a report says of its author and source counts where its format says nothing."""

import pytest

from articles.article import DateBasis
from articles.assemble import assemble
from articles.formats.draft import Draft

LEDE = "The council voted on Monday to rebuild the bridge that the flood had carried away."


def test_the_author_is_whom_the_byline_names() -> None:
    text = f"Council votes to rebuild bridge\n\nBy Jane Doe and Richard Roe\n\n{LEDE}"
    assert assemble("a.txt", Draft(text)).author == "Jane Doe and Richard Roe"
    assert assemble("a.txt", Draft(text, author="J. D.")).author == "J. D."
    assert assemble("a.txt", Draft(LEDE)).author == ""


def test_white_space_of_any_kind_in_a_byline_is_one_space() -> None:
    """A byline may end in spaces that do not break."""
    text = f"Council votes to rebuild bridge\n\nBy Jane Doe\u00a0\u00a0\nBy Richard Roe\n\n{LEDE}"
    assert assemble("a.txt", Draft(text)).author == "Jane Doe"


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("https://www.example.org/bridge", "example.org"),
        ("http://news.example.co.uk:8080/a", "news.example.co.uk"),
        ("https://web.archive.org/web/2019/http://example.org/", "Reuters"),
        ("http://[broken", "Reuters"),
        ("file:///home/jane/bridge.html", "Reuters"),
        ("http://127.0.0.1/a", "Reuters"),
        ("", "Reuters"),
    ],
)
def test_the_source_is_the_host_of_the_address_else_the_agency(url: str, source: str) -> None:
    text = f"LONDON (Reuters) - {LEDE}"
    assert assemble("a.txt", Draft(text, url=url)).source == source
    assert assemble("a.txt", Draft(text, url=url, source="Gazette")).source == "Gazette"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (f"{LEDE} Last Update: Tuesday 12 July 2016 KSA 08:45", "2016-07-12"),
        (f"bridge falls, say neighbours AFP Saturday 26 Apr 2014 {LEDE}", "2014-04-26"),
    ],
)
def test_a_day_that_a_text_states_as_its_own_is_its_date_by_the_text(text: str, value: str) -> None:
    date = assemble("a.txt", Draft(text, title="T")).date
    assert date is not None
    assert (date.value, date.basis) in {(value, DateBasis.TEXT), (value, DateBasis.DATELINE)}


def test_a_day_with_the_weekday_that_it_was_not_is_no_date() -> None:
    text = f"bridge falls, say neighbours AFP Friday 26 Apr 2014 {LEDE}"
    assert assemble("a.txt", Draft(text, title="T")).date is None


def test_a_day_in_a_sentence_is_not_that_of_the_report() -> None:
    text = f"A study published on May 4 2017, a Thursday, says so. On Friday, 5 May 2017, it {LEDE}"
    assert assemble("a.txt", Draft(text, title="T")).date is None
