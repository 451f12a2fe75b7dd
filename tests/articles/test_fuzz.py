"""Whatever a text holds, it is cleaned, taken apart and dated without an error, and kept whole."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.clean import clean, fold_newlines
from articles.dates import date_of
from articles.structure import take_apart

PIECES = (  # of all that is looked for, and of what is hostile
    "The council voted on Monday.", "Advertisement", "By Jane Doe", "Story highlights", "Related",
    "LONDON (Reuters) - ", "Friday, January 4, 2019", "Nov. 31, 2019", "0000-00-00", "“One.”",
    "—Jane", "## See also", "[object Object]", "* entry", "<img ", "<a>", "](", "Get short URL 0 1",
    "Read Also", "Source TRT World", "JANE DOE", "Sincerely,", "END", "1:32 P.M. EST", "Q ", "█",
    "\x1b[31m", "\u202e", "\x00", "\ud800", "\r", "\n", "\n\n", "\t", " ", "…", "٢٠١٩",
    "Aug 142016",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map("".join)


@settings(max_examples=150)
@given(texts, st.sampled_from(["", "Jane Doe", "The council voted"]) | st.text(max_size=30))
def test_parts_hold_every_character_but_white_space_once_and_in_order(raw: str, title: str) -> None:
    text = clean(fold_newlines(raw))
    layout = take_apart(text, title)
    at = 0
    for part in layout.parts:
        assert not text[at : part.start].strip()
        assert at <= part.start < part.end <= len(text)
        at = part.end
    assert not text[at:].strip()
    assert layout.title


@settings(max_examples=100)
@given(texts)
def test_what_is_clean_stays_as_it_is(raw: str) -> None:
    text = clean(fold_newlines(raw))
    assert clean(text) == text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text)


@settings(max_examples=100)
@given(texts, texts, texts, texts)
def test_a_date_is_one_that_a_calendar_has_or_none(
    metadata: str, raw: str, url: str, path: str
) -> None:
    text = clean(fold_newlines(raw))
    date = date_of(metadata, text, take_apart(text, "").parts, url, path)
    assert date is None or re.fullmatch(r"[12]\d{3}(-[01]\d(-[0-3]\d)?)?", date.value)
