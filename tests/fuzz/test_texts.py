"""Whatever a text holds, it is cleaned, taken apart, dated and cut into words without an error."""

from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from promises import is_cleaned, is_dated, is_taken_apart

PIECES = (  # of all that is looked for, and of what is hostile
    "The council voted on Monday.", "Advertisement", "By Jane Doe", "Story highlights", "Related",
    "LONDON (Reuters) - ", "Friday, January 4, 2019", "Nov. 31, 2019", "0000-00-00", "“One.”",
    "—Jane", "## See also", "[object Object]", "* entry", "<img ", "<a>", "](", "Get short URL 0 1",
    "Read Also", "Source TRT World", "JANE DOE", "Sincerely,", "END", "1:32 P.M. EST", "Q ", "█",
    "three days ago", "last week", "Feb. 29", "29 February 1900", "20190230T", "/2019/13/45/",
    "1546596000", "99999999999.9", "U.S.", "AT&T", "O’Brien’s", "e\u0301", "東京", "किताब", "😀",
    "\x1b[31m", "\u202e", "\x00", "\ud800", "\r", "\n", "\n\n", "\t", " ", "…", "٢٠١٩",
    "\u0301" * 6, "Aug 142016", "\u2028", "\u00a0", "\u3000", "\v", "\x1c", "\x85",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map("".join)
anything = st.text(st.characters(exclude_categories=()))
titles = st.sampled_from(["", "Jane Doe", "The council voted"]) | st.text(max_size=30)


@examples(150)
@given(texts | anything)
def test_cleaning_keeps_the_length_and_leaves_nothing_that_is_obeyed(raw: str) -> None:
    is_cleaned(raw)


@examples(200)
@given(texts, titles)
def test_parts_and_words_hold_every_character_but_white_space_once_and_in_order(
    raw: str, title: str
) -> None:
    is_taken_apart(raw, title)


@examples(150)
@given(texts, texts, texts, texts)
def test_a_date_is_one_that_a_calendar_has_or_none(
    metadata: str, raw: str, url: str, path: str
) -> None:
    is_dated(metadata, raw, url, path)
