"""Feeds: RSS, Atom, RDF and JSON Feed, an entry a report. Nothing is fetched.

feedparser reads them, and is given bytes: a name or an address it would open.
"""

import re
import warnings
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, BinaryIO

import feedparser  # type: ignore[import-untyped]  # it ships no types

from articles.formats.draft import Draft, Fault, Unreadable
from articles.formats.fragments import text_of
from articles.formats.registry import PAGE, told_by_content

MOST_ELEMENTS = 100_000
"""What feedparser reads in some three seconds: 10,000 entries of ten elements each."""
_ELEMENT = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|(<[A-Za-z])", re.DOTALL)


def read(file: BinaryIO, _: str = "") -> Iterator[Draft | Fault]:
    """Read a feed; an entry without any text is its headline."""
    data = file.read()
    if not data.strip():
        yield Fault("empty")
        return
    if sum(1 for found in _ELEMENT.finditer(data) if found[1]) > MOST_ELEMENTS:
        yield Fault(f"a feed with more than {MOST_ELEMENTS:,} elements")
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it thinks of its own past
        found = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not found.version and not found.entries:
        is_page = told_by_content(PAGE, data[:4096]) is PAGE and b"<html" in data[:4096].lower()
        yield Fault("a page that is named as a feed" if is_page else "XML that is no feed")
        return
    source, language = _named(found.feed), _said(found.feed.get("language"))
    for number, entry in enumerate(found.entries, 1):
        try:
            yield _drafted(entry, number, source, language)
        except Unreadable as error:
            yield Fault(str(error), number)
    if not found.entries:
        yield Fault("a feed without entries")


def _named(feed: Mapping[str, Any]) -> str:
    """What a feed is called; nothing if that is no name: its entries are none the worse for it."""
    try:
        return _plain(feed.get("title", ""))
    except Unreadable:
        return ""


def _drafted(entry: Mapping[str, Any], number: int, source: str, language: str) -> Draft | Fault:
    title, text = _plain(_said(entry.get("title"))), _text(entry)
    if not (text or title):
        return Fault("an entry without text or headline", number)
    stated = entry.get("source")
    origin = _plain(_said(stated.get("title"))) if isinstance(stated, Mapping) else ""
    return Draft(
        text=text or title,
        title=title,
        date=_said(entry.get("published") or entry.get("updated") or entry.get("created")),
        source=origin or source,
        author=_plain(_said(entry.get("author"))),
        url=_said(entry.get("link")),
        section=_section(entry),
        language=_said(entry.get("language")) or language,
        record=_said(entry.get("id")),
        number=number,
    )


def _section(entry: Mapping[str, Any]) -> str:
    """The first category that an entry is put into; what follows is mostly key words."""
    named = [_plain(_said(tag.get("label") or tag.get("term"))) for tag in entry.get("tags") or ()]
    return next(filter(None, named), "")


def _text(entry: Mapping[str, Any]) -> str:
    """The full content where the feed has it, else the summary."""
    contents = entry.get("content")
    whole = [part.get("value") for part in contents] if isinstance(contents, list) else []
    texts = [text_of(_said(markup)) for markup in (*whole, entry.get("summary"))]
    return max(texts, key=len)


def _plain(markup: str) -> str:
    return " ".join(text_of(markup).split())


def _said(value: object) -> str:
    return value if isinstance(value, str) else ""


def json_feed(feed: Mapping[str, object]) -> Iterator[Draft | Fault]:
    """Read a JSON Feed (jsonfeed.org, versions 1 and 1.1)."""
    source, language = _said(feed.get("title")), _said(feed.get("language"))
    items = feed.get("items")
    items = items if isinstance(items, list) else []
    for number, item in enumerate(items, 1):
        if not isinstance(item, dict):
            yield Fault("not an entry: no JSON object", number)
            continue
        try:
            yield _item(item, number, source, language)
        except Unreadable as error:
            yield Fault(str(error), number)
    if not items:
        yield Fault("a feed without entries")


def _item(item: Mapping[str, object], number: int, source: str, language: str) -> Draft | Fault:
    title = _said(item.get("title"))
    texts = (_said(item.get("content_text")), text_of(_said(item.get("content_html"))))
    text = max(texts, key=len).strip() or _said(item.get("summary")).strip()
    if not (text or title):
        return Fault("an entry without text or headline", number)
    authors = item.get("authors")
    people = authors if isinstance(authors, list) else [item.get("author")]
    names = (_said(person.get("name")) for person in people if isinstance(person, dict))
    identity = item.get("id")
    return Draft(
        text=text or title,
        title=title,
        date=_said(item.get("date_published")) or _said(item.get("date_modified")),
        source=source,
        author=", ".join(filter(None, names)),
        url=_said(item.get("url")) or _said(item.get("external_url")),
        language=_said(item.get("language")) or language,
        record=str(identity) if isinstance(identity, str | int) else "",
        number=number,
    )
