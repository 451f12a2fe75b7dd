"""A day that a report tells from its own is resolved by that, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.article import DateBasis, ReportDate
from articles.dates.relative_dates import resolve

SUNDAY = ReportDate("2019-01-06", DateBasis.DATELINE)


def told(text: str, dated: ReportDate | None = SUNDAY) -> list[tuple[str, str]]:
    """What is told relatively in a text, and what it resolves to."""
    return [(text[slice(*one.span)], one.value) for one in resolve(text, dated)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He said so today.", "2019-01-06"),
        ("He said so this morning.", "2019-01-06"),
        ("It fell yesterday.", "2019-01-05"),
        ("It fell last night.", "2019-01-05"),
        ("It opens tomorrow.", "2019-01-07"),
        ("On Friday, the bridge fell.", "2019-01-04"),
        ("It fell Sunday.", "2019-01-06"),
        ("It fell last Sunday.", "2018-12-30"),
        ("It fell last Friday.", "2019-01-04"),
        ("The council will vote on Friday.", "2019-01-11"),
        ("The council is due to vote on Monday.", "2019-01-07"),
        ("It was seen by all. They voted on Friday.", "2019-01-04"),
        ("They meet next Friday.", "2019-01-11"),
        ("Friday's vote was close.", "2019-01-04"),
        ("It fell three days ago.", "2019-01-03"),
        ("It fell 10 days ago.", "2018-12-27"),
        ("It fell two weeks ago.", "2018-12-17/2018-12-23"),
        ("It fell two months ago.", "2018-11"),
        ("It was built 12 years ago.", "2007"),
        ("It fell earlier this week.", "2018-12-31/2019-01-06"),
        ("It fell last week.", "2018-12-24/2018-12-30"),
        ("It fell last month.", "2018-12"),
        ("It opens next month.", "2019-02"),
        ("It fell last year.", "2018"),
        ("It fell on Nov. 13.", "2018-11-13"),
        ("It fell on January 2 at noon.", "2019-01-02"),
        ("It will open on March 3.", "2019-03-03"),
    ],
)
def test_what_is_told_from_the_day_of_the_report_is_resolved_by_it(text: str, value: str) -> None:
    assert [found for _, found in told(text)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Shops were full on Black Friday.",
        "He wrote for the Sunday Times.",
        "They meet on Fridays.",
        "On Friday, January 4, 2019, it fell.",
        "On November 13, 2015, it fell.",
        "It fell on Nov. 31.",
        "The vote of January 20 is in doubt.",
        "They had until Friday to say so.",
        "It would be rebuilt by Friday.",
        "We met may 5 people.",
        "He sat in the sun.",
    ],
)
def test_what_has_a_date_of_its_own_or_is_not_certain_is_left_out(text: str) -> None:
    assert told(text) == []


def test_nothing_is_resolved_without_a_date() -> None:
    assert told("It fell on Friday, last month.", None) == []


def test_nothing_is_resolved_more_exactly_than_the_report_is_dated() -> None:
    text = "It fell on Friday, last month, last year."
    assert told(text, ReportDate("2019-01", DateBasis.URL)) == [
        ("last month", "2018-12"),
        ("last year", "2018"),
    ]
    assert told(text, ReportDate("2019", DateBasis.URL)) == [("last year", "2018")]


def test_what_is_resolved_says_what_it_rests_on() -> None:
    assert [one.basis for one in resolve("It fell yesterday.", SUNDAY)] == [DateBasis.DATELINE]


@given(
    st.lists(
        st.sampled_from(
            ["Friday", "last", "week", "ago", "999", "years", "Nov.", "31", "will", "."]
        )
    ).map(" ".join)
    | st.text(),
    st.sampled_from(["1700-01-01", "2019-02-28", "2099-12-31", "2019-02", "2019"]),
)
def test_no_text_is_too_odd(text: str, value: str) -> None:
    at = 0
    for one in resolve(text, ReportDate(value, DateBasis.URL)):
        assert at <= one.span.start < one.span.end <= len(text)
        at = one.span.end
