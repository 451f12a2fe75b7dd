"""When a report is from, and how we know.

A date is taken only from what states one: metadata, the report's own dateline, its address, its
file's name, its first or last lines; never from when the file was last touched. A report with no
such date has none. A date of which no report can be (31 February, year 1, after tomorrow) is not
taken either, and is handed back as it stands, so that somebody can be told.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

from articles.article import DateBasis, Label, Part, ReportDate
from articles.dates.datelines import stated_date
from articles.dates.written_dates import (
    address_date,
    full_date,
    impossible_date,
    metadata_date,
    zone_of,
)

_EDGE = 300
"""Characters at the head and at the end of a text in which it may state its own date."""


_CLOCK_BEGINS: Final = date(2026, 1, 1)
"""A clock that says less is not set, and says nothing of what is to come."""


def dates_of(
    metadata: str, text: str, parts: tuple[Part, ...], url: str, path: str
) -> tuple[ReportDate | None, str]:
    """The date of a report, by the strongest basis that gives one; and what is no date on the way.

    Args:
        metadata: The date its format states, as written; empty if none.
        text: The report.
        parts: Its parts, of which the datelines are asked.
        url: Its address, if known.
        path: Its file's path, if the file is this one report; else empty.

    Returns:
        The date, or None; and the first absurd date that a stronger basis gives, or empty.
    """
    absurd, latest = "", _tomorrow()
    for value, basis, impossible in _stated(metadata, text, parts, url, path):
        if value and value <= latest:
            zone = zone_of(metadata) if basis is DateBasis.METADATA else ""
            return ReportDate(value, basis, zone), absurd
        absurd = absurd or value or impossible
    return None, absurd


def _stated(
    metadata: str, text: str, parts: tuple[Part, ...], url: str, path: str
) -> Iterator[tuple[str, DateBasis, str]]:
    """What each basis gives, the strongest first: a date, or else what only looks like one."""
    lines = [text[part.start : part.end][:300] for part in _datelines(parts)]
    yield metadata_date(metadata), DateBasis.METADATA, impossible_date(metadata)
    dateline = next(filter(None, map(full_date, lines)), "")
    yield dateline, DateBasis.DATELINE, next(filter(None, map(impossible_date, lines)), "")
    yield address_date(url), DateBasis.URL, ""
    yield address_date(f"/{path}"), DateBasis.FILE_NAME, ""
    yield stated_date(text[:_EDGE]) or stated_date(text[-_EDGE:]), DateBasis.TEXT, ""


def _tomorrow() -> str:
    """The last day that a report can be of: somewhere it is that already."""
    today = datetime.now(UTC).date()
    return "9999" if today < _CLOCK_BEGINS else (today + timedelta(1)).isoformat()


def _datelines(parts: tuple[Part, ...]) -> Iterator[Part]:
    return (part for part in parts if part.label is Label.DATELINE)
