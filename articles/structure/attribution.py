"""Who a report is by, and where it is from, where its format does not say."""

import re
from urllib.parse import urlsplit

from articles.article import Label, Part
from articles.clean import clean_line
from articles.dates.datelines import AGENCY

_BY = re.compile(r"(?:(?:story|text|words|posted|written)\s+)?by:?\s+(?=\S)", re.IGNORECASE)
_FILED_BY = re.compile(rf"\b{AGENCY}\b")
_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,20}")
_ARCHIVES = ("web.archive.org", "archive.org", "archive.today", "archive.is", "archive.ph")
_LONGEST = 120


def author_of(text: str, parts: tuple[Part, ...]) -> str:
    """The author that the first byline names ("By Jane Doe": `Jane Doe`); empty if none does."""
    for part in parts:
        line = text[part.start : part.end].partition("\n")[0]
        if part.label is Label.BYLINE and (by := _BY.match(line)) and len(line) <= _LONGEST:
            return clean_line(line[by.end() :].strip(" ,;|•·"))
    return ""


def source_of(url: str, text: str, parts: tuple[Part, ...]) -> str:
    """The host of the address, without `www.`, else the agency in the dateline; or empty."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        host = ""
    if _HOST.fullmatch(host) and host not in _ARCHIVES:
        return host
    datelines = (text[one.start : one.end][:200] for one in parts if one.label is Label.DATELINE)
    found = next(filter(None, map(_FILED_BY.search, datelines)), None)
    return found[0] if found else ""
