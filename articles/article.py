"""What a report is: a text, labels laid over it, and what is known about it.

Offsets count characters (Unicode code points) of `Article.text`, half open: `[start, end)`.
Bytes become characters in `articles.formats`, and nowhere else.
"""

from enum import StrEnum
from typing import Final, NamedTuple


class Span(NamedTuple):
    """A stretch of a text: `[start, end)` in characters."""

    start: int
    end: int


class Label(StrEnum):
    """What a stretch of a report is."""

    HEADLINE = "headline"
    DATELINE = "dateline"
    BYLINE = "byline"
    CAPTION = "caption"
    HIGHLIGHTS = "highlights"
    BODY = "body"
    QUOTE = "quote"
    CREDIT = "credit"
    CHROME = "chrome"
    """What the page put around it, as a line tells by itself."""
    REPEATED = "repeated"
    """The same, known by standing in many reports of one source: see `structure.repeated`."""


FURNITURE: Final = frozenset({Label.CHROME, Label.REPEATED})
"""What is no part of what somebody wrote; it is searched only where a query asks for it."""


class Part(NamedTuple):
    """A labelled stretch of a report's text.

    Parts do not overlap, stand in reading order, and leave out only white space. A quotation inside
    a paragraph is no part of its own: `QUOTE` labels a paragraph that is one.
    """

    label: Label
    start: int
    end: int


class DateBasis(StrEnum):
    """Where a report's date was found."""

    METADATA = "metadata"
    DATELINE = "dateline"
    URL = "url"
    FILE_NAME = "file name"
    TEXT = "text"
    USER = "set by you"

    @property
    def told(self) -> str:
        """In a sentence: "by its dateline"."""
        return self.value if self is DateBasis.USER else f"by its {self.value}"


class ReportDate(NamedTuple):
    """A date as exactly as it is known.

    `value` is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, so that dates sort as strings.
    """

    value: str
    basis: DateBasis
    zone: str = ""
    """The time zone whose day it is, as `+02:00`, where one is stated with the date."""

    @property
    def known_by(self) -> str:
        """How it is known: "by its metadata, UTC+02:00"."""
        return f"{self.basis.told}, UTC{self.zone}" if self.zone else self.basis.told


class Article(NamedTuple):
    """One news report. All strings have been through `articles.clean.clean`."""

    id: str
    """Path relative to the collection; `path#record` in a file that holds many reports."""
    text: str
    title: str
    title_derived: bool = False
    """Whether the title was made from the text because the report has no headline."""
    date: ReportDate | None = None
    source: str = ""
    author: str = ""
    url: str = ""
    parts: tuple[Part, ...] = ()
    section: str = ""
    """The part of the paper or site that it ran in, as its format states it."""
    language: str = ""
    """ISO 639: two letters, or three where there are no two; empty if nobody can be sure."""
    absurd_date: str = ""
    """What it states as its date where no report can be of that date; it is not taken."""
