"""Dates of reports, each with its basis."""

import re

from articles.article import DateBasis, ReportDate


def date_of(metadata: str, text: str, url: str, name: str) -> ReportDate | None:
    """The date a report states."""
    del text, url, name
    found = re.match(r"(?:19|20)\d\d(?:-[01]\d(?:-[0-3]\d)?)?", metadata)
    return ReportDate(found[0], DateBasis.METADATA) if found else None
