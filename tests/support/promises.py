"""What holds whatever is read: of each piece of code that meets what others wrote.

Used with inputs from hypothesis (`tests/fuzz`) and with those that a fuzzer finds
(`tests/fuzz/guided.py`). Each raises `AssertionError`, or whatever should not have escaped.
"""

import re
from collections.abc import Callable
from io import BytesIO

from articles.article import Article, DateBasis, ReportDate
from articles.assemble import assemble
from articles.clean import clean, clean_line, fold_newlines
from articles.dates.dates import dates_of
from articles.dates.relative_dates import resolve
from articles.entities.tokens import tokenise
from articles.formats.draft import Draft, Fault
from articles.formats.opening import LONGEST_TEXT, contents
from articles.structure.structure import take_apart
from index.query.parser import parse
from index.query.tree import QueryError

MOST_FOUND = 5_000
"""Reports and faults that a small file may give."""
_UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_DATE = re.compile(r"(1[7-9]|20)\d\d(-[01]\d(-[0-3]\d)?)?")


def is_read(content: bytes, name: str) -> list[Draft | Fault]:
    """A file gives reports, or reasons why not; all of it is safe; no error escapes."""
    found = []
    for item in contents(BytesIO(content), name):
        found.append(item)
        assert len(found) <= MOST_FOUND
        assert isinstance(item, Draft | Fault)
        assert item.number >= 0
        if isinstance(item, Fault):
            assert item.reason
        else:
            assert len(item.text) <= LONGEST_TEXT
            is_safe(assemble(clean_line(name), item))
    assert found
    return found


def costs_itself_only(made: Callable[[list[str]], bytes], name: str, bad: str) -> None:
    """A report in a file of many changes nothing about those before and after it.

    Args:
        made: Makes a file of reports with these texts.
        name: What it is called.
        bad: The text of one of them.
    """
    before, after = "The council voted on Monday.", "The bridge opens in May."
    told = {before, after}

    def found(texts: list[str]) -> list[str]:
        read = is_read(made(texts), name)
        return [one.text for one in read if isinstance(one, Draft) and one.text in told]

    for texts in ([before, bad, after], [bad, before, after]):
        assert found(texts) == [before, after]


def is_safe(article: Article) -> None:
    """Nothing in a report can be mistaken for an instruction; its parts and date are sound."""
    for line in (article.id, article.title, article.source, article.author, article.url):
        assert clean_line(line) == line
        assert not _UNSAFE.search(line)
    assert clean(article.text) == article.text
    assert not _UNSAFE.search(article.text)
    assert article.title
    at = 0
    for part in article.parts:
        assert at <= part.start < part.end <= len(article.text)
        assert not article.text[at : part.start].strip()
        at = part.end
    assert not article.text[at:].strip()
    assert article.date is None or _DATE.fullmatch(article.date.value)


def is_cleaned(text: str) -> None:
    """Cleaning keeps the length, leaves nothing unsafe, and is done at once."""
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    assert clean(cleaned) == cleaned
    assert not _UNSAFE.search(cleaned)
    line = clean_line(text)
    assert "\n" not in line
    assert clean_line(line) == line


def is_taken_apart(raw: str, title: str = "") -> None:
    """Parts hold every character but white space once and in order; words know their places."""
    is_safe(assemble("a", Draft(raw, title)))
    text = clean(fold_newlines(raw))
    tokens = tokenise(text)
    assert "".join(text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)).split() == (
        "".join(text.split()).split()
    )


def is_dated(metadata: str, raw: str, url: str, path: str) -> None:
    """A date is one that a calendar has, or none; what is told from it is in the calendar too."""
    text = clean(fold_newlines(raw))
    found, _ = dates_of(metadata, text, take_apart(text, "").parts, url, path)
    assert found is None or _DATE.fullmatch(found.value)
    for dated in (found, ReportDate("2019-01-31", DateBasis.URL)):
        for told in resolve(text, dated):
            assert 0 <= told.span.start < told.span.end <= len(text)
            assert re.fullmatch(r"\d{4}(-\d\d(-\d\d(/\d{4}-\d\d-\d\d)?)?)?", told.value)


def is_answered(typed: str, *, live: bool = False) -> None:
    """What is typed is a query that says what it means, or refused with a sentence and a place."""
    refused, understood = None, ""
    try:
        understood = parse(typed, live=live).describe()
    except QueryError as error:
        refused = error
    assert (refused.message if refused else understood).isprintable()
    if refused:
        assert refused.message.strip()
        assert 0 <= refused.start < refused.end <= len(typed)
