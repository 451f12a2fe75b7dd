"""What a page states of itself: JSON-LD, Open Graph, Dublin Core and their like, by field.

The most telling comes first: what a publisher writes for machines that show its reports (JSON-LD of
a report, Open Graph), then Dublin Core and older names, then what stands on the page.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from articles.dates.written_dates import metadata_date
from articles.formats.fragments import text_of_tree

_Element: TypeAlias = Any
"""lxml ships no types."""

_TITLES = ("dc.title", "dcterm.title", "dcterms.title", "og:title", "weibo:article:title",
           "weibo:webpage:title", "title", "twitter:title", "parsely-title", "sailthru.title",
           "rnews:headline", "headline")  # fmt: skip
_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time",
    "rnews:datepublished", "datepublished", "article:published", "dcterms.issued",
    "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "dc.date.created",
    "parsely-pub-date", "sailthru.date", "originalpublicationdate", "publication_date",
    "publishdate", "publish-date", "pubdate", "pub_date", "displaydate", "ptime",
    "cxenseparse:recs:publishtime", "date", "datecreated", "article:post_date",
    "article.published", "iso-8601-publish-date", "publisheddate",
)  # fmt: skip
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author",
            "sailthru.author", "byl", "rnews:author")  # fmt: skip
_SOURCES = ("og:site_name", "dc.publisher", "dcterms.publisher", "application-name", "cre")
_SECTIONS = ("article:section", "og:section", "og:article:section", "parsely-section",
             "cxenseparse:recs:section", "rnews:articlesection", "articlesection", "section",
             "section_name", "prism.section", "category")  # fmt: skip
_LANGUAGES = ("dc.language", "dcterms.language", "content-language", "inlanguage", "language",
              "og:locale", "og:article:language")  # fmt: skip
_ADDRESSES = ("og:url", "twitter:url", "parsely-link")
_REPORT = re.compile(r"(?:article|posting|report|review|opinion|blog)s?$", re.IGNORECASE)
_DIVIDER = re.compile(
    r"\s+(?:[|–—·•»/\\>]|-|::)\s+|\s*[|»｜_]\s*|(?<=[^\x00-\x7f])-(?=[^\x00-\x7f]+$)"
)
_OPENING = re.compile(r"<!--|(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?")
_CLOSING = re.compile(r"(?:-->|(?://|/\*)?\s*\]\]>\s*(?:\*/)?)$")
"""What hides JSON-LD from browsers of the last century."""
_LONGEST_CLOSING = 40
_MOST_DATA = 1_000_000
"""Characters of JSON-LD that are looked at."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page states; empty where it states nothing."""

    title: str = ""
    date: str = ""
    source: str = ""
    author: str = ""
    url: str = ""
    section: str = ""
    language: str = ""
    body: str = ""
    """The whole report, which some publishers put into JSON-LD."""


def stated_by(tree: _Element) -> Stated:
    """What a page states of itself.

    Args:
        tree: The page, as it was before anything was taken out of it.
    """
    told = _Told(tree)
    named = told.meta
    dates = (told.linked("datePublished"), *_all(named, _DATES), *_marked_dates(tree))
    return Stated(
        title=_title(tree, told),
        date=next((date for date in dates if metadata_date(date)), ""),
        source=_first(
            (*_all(named, _SOURCES[:1]), told.linked("publisher"), *_all(named, _SOURCES))
        ),
        author=_first(
            name
            for name in (told.linked("author"), *_all(named, _AUTHORS))
            if not name.startswith("http")
        ),
        url=_first((*_links(tree, "canonical"), *_all(named, _ADDRESSES), told.linked("url"))),
        section=_first((told.linked("articleSection"), *_all(named, _SECTIONS))),
        language=_first(
            (told.linked("inLanguage"), tree.get("lang") or "", *_all(named, _LANGUAGES))
        ),
        body=told.linked("articleBody"),
    )


class _Told:
    """A page's metadata, looked up once."""

    def __init__(self, tree: _Element) -> None:
        self.meta: dict[str, str] = {}
        elements = list(tree.iter("meta"))
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            for element in elements:
                value = " ".join(html.unescape(element.get("content") or "").split())
                for name in (element.get(attribute) or "").lower().split() if value else ():
                    self.meta.setdefault(name.replace("dc:", "dc."), value)
        self._report: Mapping[str, object] = next(_reports(tree), {})

    def linked(self, name: str) -> str:
        """A field of the report in the page's JSON-LD; of an object its name, of several all."""
        return html.unescape(_named(self._report.get(name))).strip()


def _reports(tree: _Element) -> Iterator[Mapping[str, object]]:
    """The reports in a page's JSON-LD."""
    left = _MOST_DATA
    for script in tree.iter("script"):
        text = script.text or ""
        if script.get("type", "").lower() != "application/ld+json" or len(text) > left:
            continue
        left -= len(text)
        try:
            yield from _objects(json.loads(_unwrapped(text), strict=False))
        except (ValueError, RecursionError):
            continue


def _unwrapped(text: str) -> str:
    """JSON-LD without what may stand around it."""
    text = text.strip()
    opened = _OPENING.match(text)
    start = opened.end() if opened else 0
    # At the end only: looked for everywhere, it would take the square of a run of white space.
    closed = _CLOSING.search(text, max(start, len(text) - _LONGEST_CLOSING))
    return text[start : closed.start() if closed else len(text)]


def _objects(data: object, depth: int = 3) -> Iterator[Mapping[str, object]]:
    if isinstance(data, list):
        for item in data[:100]:
            yield from _objects(item, depth)
    elif isinstance(data, dict):
        kinds = data.get("@type")
        if any(
            _REPORT.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])
        ):
            yield data
        elif depth:
            yield from _objects([data.get("@graph"), data.get("mainEntity")], depth - 1)


def _named(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(filter(None, (_named(item) for item in value[:20]))))
    if isinstance(value, dict):
        return _named(value.get("name") or value.get("@value"))
    return ""


def _title(tree: _Element, told: _Told) -> str:
    """The headline: as stated for machines, else the page's title without the site's name."""
    headings = [" ".join(text_of_tree(one).split()) for one in tree.iter("h1")]
    window = next((" ".join((one.text or "").split()) for one in tree.iter("title")), "")
    named = _first(_all(told.meta, _TITLES))
    headline = told.linked("headline")
    is_shown = any(headline in shown for shown in (*headings, window))
    for title in (headline if is_shown else "", named, window, headline):
        if title:
            # what also stands on the page as its heading is the headline, the rest the site's name
            shown = (one for one in headings if _is_most_of(one, title))
            return next(shown, "") or _without_site(title, told.meta.get("og:site_name", ""))
    return next(filter(None, headings), "")


def _is_most_of(heading: str, title: str) -> bool:
    """Whether a heading is what a title says before or after the site's name, and its sections."""
    if heading not in title:
        return False
    is_divided = title.startswith(heading) and _DIVIDER.match(title, len(heading))
    longest = max(map(len, _DIVIDER.split(title)))
    return len(heading) >= len(title) / 2 or (bool(is_divided) and len(heading) >= longest)


def _without_site(title: str, site: str) -> str:
    """A title without what stands before or after a divider, if it is short or the site's name."""
    pieces = _DIVIDER.split(title)
    if len(pieces) < 2:
        return title
    first, last = pieces[0], pieces[-1]
    without_last = title[: title.rindex(last)].rstrip(" |–—·•»/\\>-:｜_")
    is_short = len(last) < len(title) / (3 if len(pieces) == 2 else 2) and len(last) < 40
    if is_short or (site and last.casefold() == site.casefold()):
        return without_last
    return last if len(pieces) == 2 and len(first) < len(title) / 5 else title


def _marked_dates(tree: _Element) -> Iterator[str]:
    """Dates that the page shows and marks as its own."""
    for element in tree.iter("time", "span", "p", "div", "abbr", "meta"):
        marks = f"{element.get('itemprop') or ''} {element.get('property') or ''}".lower()
        is_own = element.tag == "time" and element.get("pubdate") is not None
        if "datepublished" in marks or is_own or "pubdate" in marks:
            yield (
                element.get("datetime")
                or element.get("content")
                or "".join(element.itertext())[:100]
            )


def _links(tree: _Element, relation: str) -> Iterator[str]:
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == relation:
            yield (element.get("href") or "").strip()


def _all(meta: Mapping[str, str], names: Iterable[str]) -> Iterator[str]:
    return (meta[name] for name in names if name in meta)


def _first(values: Iterable[str]) -> str:
    return next((value for value in values if value.strip()), "")
