"""Reports as data: which field of a record is the text, the title, the date and so on.

The names are those of news-please, sets derived from Common Crawl, Webhose, NewsAPI, GDELT, the
Guardian, the New York Times, Event Registry, Media Cloud, WordPress, schema.org and JSON Feed; and
what people call the columns of a table.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from articles.formats.draft import Draft, Fault, Unreadable
from articles.formats.loading import load

_NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "maintext", "fulltext", "bodytext", "articlebody", "articletext",
             "articlecontent", "contenttext", "body", "content", "article", "plaintext",
             "cleantext", "story", "contenthtml", "bodyhtml", "html", "description",
             "summary", "abstract", "leadparagraph", "snippet", "excerpt"),
    "title": ("title", "headline", "webtitle", "articletitle", "titlefull", "newstitle", "heading"),
    "date": ("date", "published", "publishedat", "datepublish", "datepublished", "publishdate",
             "pubdate", "publicationdate", "publishedtime", "publisheddate", "publishedon",
             "datetime", "webpublicationdate", "publishtime", "firstpublished", "timestamp",
             "created", "createdat", "createdutc", "day"),
    "source": ("source", "sourcename", "sourcedomain", "publisher", "outlet", "publication",
               "newspaper", "medianame", "site", "sitename", "sitefull", "website", "domain",
               "provider", "newsoutlet"),
    "author": ("author", "authors", "byline", "creator", "writer", "reporter", "journalist"),
    "url": ("url", "link", "canonicalurl", "weburl", "articleurl", "permalink", "uri",
            "externalurl"),
    "section": ("section", "sectionname", "sectiontitle", "articlesection", "newsdesk", "desk",
                "rubric", "category", "categories"),
    "language": ("language", "lang", "inlanguage", "languagecode", "sourcelanguage", "locale"),
    "record": ("id", "uuid", "guid", "articleid", "docid", "storyid", "postid", "recordid"),
}  # fmt: skip
"""Field of a draft: its names in the wild, most telling first; letters and digits only."""

_WRAPPERS = (
    "article",
    "thread",
    "fields",
    "data",
    "attributes",
    "metadata",
    "properties",
)
"""Fields that hold a record's fields, such as Webhose's `thread`."""
_VALUES = ("name", "rendered", "main", "original", "title", "value", "text", "href")
"""Fields of a value that is an object, such as NewsAPI's `{"name": …}`."""
_UNTELLING = re.compile(r"[^a-z0-9]+")
_MARKUP = re.compile(
    r"</?(?:p|br|div|span|h[1-6]|ul|ol|li|a|b|i|em|strong|img|figure)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_FIRST_EPOCH, _LAST_EPOCH = 10**8, 4 * 10**9
"""Seconds that may be meant as a time: 1973 to 2096."""


def drafted(record: Mapping[str, object], number: int) -> Draft | Fault:
    """The report that a record is, or why it is none: other records have nothing to do with it.

    Args:
        record: Its fields, under whatever names.
        number: Its line or place in the file, from 1.
    """
    if not record:
        return Fault("no text", number)
    fields = _fields(record)
    text = _first(fields, _NAMES["text"])
    if _MARKUP.search(text):
        try:
            text = load("articles.formats.fragments").text_of(text)
        except Unreadable as error:
            return Fault(str(error), number)
    if not text.strip():
        return Fault(
            "no text", number
        )  # before more is looked for: there may be millions, as above
    return _described(text, fields, number)


def described(text: str, record: Mapping[str, object]) -> Draft:
    """The report that is this text, with all that a record states of it besides."""
    return _described(text, _fields(record), 0)


def _described(text: str, fields: Mapping[str, object], number: int) -> Draft:
    said = {name: _first(fields, names) for name, names in _NAMES.items() if name != "text"}
    said["date"] = _moment(said["date"])
    said["section"] = _first(fields, _NAMES["section"], most=1)
    return Draft(text, number=number, **said)


def is_table_of_reports(columns: list[str]) -> bool:
    """Whether any of these columns may hold the texts."""
    return any(_folded(column) in _NAMES["text"] for column in columns)


def records_in(document: object, depth: int = 4) -> list[Mapping[str, object]]:
    """The records that a JSON document holds: an array, or one that lies in its objects.

    A document that is itself one record gives that; one that has none gives none.
    """
    if isinstance(document, list):
        return [item for item in document if isinstance(item, dict)]
    if not isinstance(document, dict) or depth == 0:
        return []
    # An index of reports has texts of its own, such as a description of the feed.
    lists = [value for value in document.values() if isinstance(value, list)]
    reports = [found for found in map(records_in, lists) if _are_reports(found)]
    if reports:
        return max(reports, key=len)
    inner = (records_in(value, depth - 1) for value in document.values() if isinstance(value, dict))
    if _has_text(document):
        return [document]
    return next((found for found in inner if _are_reports(found)), [])


def _are_reports(found: list[Mapping[str, object]]) -> bool:
    return any(map(_has_text, found[:5]))


def _has_text(record: Mapping[str, object]) -> bool:
    """Whether it is meant as a report, be it one that can be read or not."""
    return bool(_first(_fields(record), _NAMES["text"]).strip())


def _fields(record: Mapping[str, object]) -> dict[str, object]:
    """Its fields under plain names, with those of the objects that wrap some of them."""
    fields: dict[str, object] = {}
    inner = record.get("_source")  # Elasticsearch's, which is no source
    record = inner if isinstance(inner, dict) else record
    for name, value in record.items():
        fields.setdefault(_folded(name), value)
    for wrapper in _WRAPPERS:
        inner = fields.get(wrapper)
        if isinstance(inner, dict):
            for name, value in inner.items():
                plain = _folded(str(name))
                if not _words(fields.get(plain)).strip():
                    fields[plain] = value
    return fields


def _folded(name: str) -> str:
    return _UNTELLING.sub("", name.lower()) if len(name) < 100 else ""


def _first(fields: Mapping[str, object], names: tuple[str, ...], most: int = 100) -> str:
    """The first of these fields that says anything; of a list so many at most."""
    there = (fields[name] for name in names if name in fields)
    return next((found for value in there if (found := _words(value, most)).strip()), "")


def _words(value: object, most: int = 100) -> str:
    """A value as text: NewsAPI's `{"name": …}` and lists of authors included."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_words(item) for item in value[:most] if _is_plain(item))))
    if isinstance(value, dict):
        said = (value[name] for name in _VALUES if isinstance(value.get(name), str))
        return next(said, "")
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _is_plain(item: object) -> bool:
    return isinstance(item, str | dict)


def _moment(date: str) -> str:
    """Unix time, in seconds or milliseconds, as a date; anything else as it is."""
    if not re.fullmatch(r"\d{9,13}", date):
        return date
    seconds = int(date) / (1000 if len(date) > 10 else 1)
    if not _FIRST_EPOCH < seconds < _LAST_EPOCH:
        return date
    return datetime.fromtimestamp(seconds, UTC).isoformat()
