"""When a report is from, and how we know.

A date is taken only from what states one: metadata, the report's own dateline, its address, its
file's name, its first or last lines; never from when the file was last touched. A report with no
such date has none.
"""

from collections.abc import Iterator

from articles.article import DateBasis, Label, Part, ReportDate
from articles.datelines import stated_date
from articles.written_dates import address_date, full_date, metadata_date

_EDGE = 300
"""Characters at the head and at the end of a text in which it may state its own date."""


def date_of(
    metadata: str, text: str, parts: tuple[Part, ...], url: str, path: str
) -> ReportDate | None:
    """The date of a report, by the strongest basis that gives one.

    Args:
        metadata: The date its format states, as written; empty if none.
        text: The report.
        parts: Its parts, of which the datelines are asked.
        url: Its address, if known.
        path: Its file's path, if the file is this one report; else empty.
    """
    datelines = (full_date(text[part.start : part.end][:300]) for part in _datelines(parts))
    stated = (
        (metadata_date(metadata), DateBasis.METADATA),
        (next(filter(None, datelines), ""), DateBasis.DATELINE),
        (address_date(url), DateBasis.URL),
        (address_date(f"/{path}"), DateBasis.FILE_NAME),
        (stated_date(text[:_EDGE]) or stated_date(text[-_EDGE:]), DateBasis.TEXT),
    )
    return next((ReportDate(value, basis) for value, basis in stated if value), None)


def _datelines(parts: tuple[Part, ...]) -> Iterator[Part]:
    return (part for part in parts if part.label is Label.DATELINE)
