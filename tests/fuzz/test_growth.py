"""No text, however monotonous, takes more than its length: nothing here grows with its square.

Tokens that patterns begin with, look ahead to, or count are repeated to 25,000 characters. What
takes too long is stopped by a timer, so that a failure costs as many seconds as it is allowed.
"""

import io
from collections.abc import Callable

import pytest
from in_time import at_most

from articles.article import DateBasis, ReportDate, Span
from articles.clean import clean, clean_line, fold_newlines
from articles.dates.dates import dates_of
from articles.dates.relative_dates import resolve
from articles.entities.tokens import tokenise
from articles.formats.opening import contents
from articles.quotation import find_surely, quoted
from articles.structure.structure import take_apart
from index.analysis import tokens
from index.query.parser import parse
from index.query.tree import QueryError

LENGTH = 25_000
SECONDS = 5.0
"""Of the processor. Most take less than a tenth of a second; squares take many."""

TOKENS = (
    "a", "A. ", "a\n", " ", "\n", "-", "*", "“", '"', "(", "](", "<", "<!--", "<![CDATA[", "&#",
    "/", "1:", "2019-01-04 ", "January 4, 2019 ", "(Reuters) - ", "LONDON, ", "By A ", "Photo: ",
    "contributed to ", "click here ", "Related\n", "\u0301\u200b", "\x1b[31m", "\ud800", "東", "😀",
    "O'", "U.S.", "a@b.c ", "three days ago ", '{"a":', '\\"', ',"', "a: b\n", "=?utf-8?q?a?= ",
    "From a b\n\n", "Subject: a\n", "--b\n", "<p>", "<b><i>", "a='b' ", "Aaa, ",
)  # fmt: skip


def read(name: str, head: str = "", tail: str = "") -> Callable[[str], object]:
    """A reader, of a file that has the text somewhere in it."""
    return lambda text: list(
        contents(io.BytesIO((head + text + tail).encode("utf-8", "surrogatepass")), name)
    )


def dated(text: str) -> object:
    told = list(resolve(text, ReportDate("2019-01-04", DateBasis.METADATA)))
    return told, dates_of(text, text, take_apart(text, "").parts, text, text)


def typed(text: str) -> object:
    """As much of it as may be typed."""
    try:
        return parse(text[:1024]).describe()
    except QueryError as error:
        return error


WAYS: dict[str, Callable[[str], object]] = {
    "clean": clean,
    "clean_line": clean_line,
    "structure": lambda text: take_apart(clean(fold_newlines(text)), "A a, A."),
    "dates": lambda text: dated(clean(fold_newlines(text))),
    "tokens of names": lambda text: tokenise(clean(fold_newlines(text))),
    "words": lambda text: list(tokens(text)),
    "query": typed,
    "plain": read("a.txt"),
    "markdown": read("a.md", "---\n", "\n---\nx"),
    "toml": read("a.md", "+++\n", "\n+++\nx"),
    "page": read("a.html", "<html><body><article><p>", "</p></article></body></html>"),
    "table": read("a.csv", 'title,text\na,"'),
    "header of a table": read("a.csv"),
    "json": read("a.json", '{"text": "', '"}'),
    "lines": read("a.jsonl"),
    "mail": read("a.eml", 'Subject: a\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n'),
    "header of a mail": read("a.eml", "From: ", "\n\nx"),
    "type of a mail": read("a.eml", "Subject: a\nContent-Type: ", "\n\nx"),
    "mailbox": read("a.mbox"),
    "feed": read("a.rss", "<rss version='2.0'><channel><item><title>", "</title></item>"),
    "date of a feed": read("a.rss", "<rss version='2.0'><channel><item><pubDate>"),
}


@pytest.mark.filterwarnings("ignore")  # of libraries, which nobody hears in a parser's process
@pytest.mark.parametrize("way", WAYS)
def test_a_monotonous_text_is_read_in_time(way: str) -> None:
    for token in TOKENS:
        with at_most(SECONDS, f"{token!r} again and again"):
            WAYS[way](token * (LENGTH // len(token)))


@pytest.mark.parametrize("token", ["a", "Okafor "])
def test_a_quotation_is_found_again_in_time_where_the_same_stands_everywhere(token: str) -> None:
    """The greatest of all that fits was looked for once for each place."""
    text = token * LENGTH
    place = len(text) // 2
    quotation = quoted(text, Span(place, place + len(token)))
    with at_most(SECONDS, f"{token!r} among as many"):
        assert find_surely(text, quotation) == Span(place, place + len(token))


@pytest.mark.parametrize("space", [" ", "\n", "\u2028"])
def test_white_space_in_the_data_of_a_page_is_passed_over_at_once(space: str) -> None:
    """Found by this: every run of it was looked through from each of its characters."""
    page = read("a.html", "<script type='application/ld+json'>", "</script><p>The council voted.")
    with at_most(SECONDS, "white space"):
        page(space * 60_000)
