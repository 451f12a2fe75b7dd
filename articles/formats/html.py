"""HTML: a saved page. trafilatura finds the report in it; nothing is fetched.

Extraction takes time that grows faster than the page, worst with many links or cells, and the
parser's with the square of a tag's attributes. So what no news page has is refused by counting,
before anything is parsed.
"""

import html
import logging
import re
import warnings
from collections.abc import Iterator
from typing import BinaryIO

from lxml.etree import LxmlError  # type: ignore[import-untyped]  # lxml ships no types
from trafilatura.settings import Document
from trafilatura.utils import load_html

from articles.formats.decoding import NotText, decode
from articles.formats.draft import MEGABYTE, Draft, Fault
from articles.formats.fragments import text_of
from articles.formats.markup import excess
from articles.formats.page_body import body_of
from articles.formats.page_metadata import stated_by

LARGEST = 8 * MEGABYTE
_HEAD = 4096
_SHORTEST = 25
"""Characters of a page without markup that is a report."""
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([a-z0-9_-]{2,20})", re.IGNORECASE)
_KNOWN_CHARSET = re.compile(r"iso-|windows-125|koi8|gb|big5|euc-|shift_jis|sjis|x-sjis|tis-620|mac")
_WIDER = {
    "iso-8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "big5": "big5hkscs",
}
"""What browsers read these as: the declared one lacks characters that pages use all the same."""
_ERROR = re.compile(
    r"(?:(?:http )?(?:error )?(?:40[0-9]|410|50[0-4])\b.{0,40}|page not found|not found|forbidden"
    r"|access denied|attention required!?.{0,20}|just a moment\W*)",
    re.IGNORECASE,
)
"""Titles of what servers send in place of a page."""
_LONGEST_ERROR = 1000
_NOBODY = re.compile(
    r"(?:.{1,30}[ @.]com"
    r"|(?:(?:contributing|staff|senior|special|freelance) )?"
    r"(?:writer|reporter|correspondent|editor)s?)",
    re.IGNORECASE,
)
_FOUND_WRONG = (
    LxmlError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What a library of that size may raise over a broken page; the page is at fault, not the run."""

for _name in ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)


def read(file: BinaryIO, _: str = "") -> Iterator[Draft | Fault]:
    """Read a file that is one page with one report."""
    data = file.read()
    if not data.strip():
        yield Fault("empty")
        return
    if len(data) > LARGEST:
        yield Fault(f"page larger than {LARGEST // MEGABYTE} MB")
        return
    try:
        page = _decoded(data)
    except NotText as error:
        yield Fault(str(error))
        return
    too_much = excess(page)
    yield Fault(f"page {too_much}") if too_much else _extracted(page)


def _decoded(data: bytes) -> str:
    """The page as text: UTF-8 if it is that, else as it declares, else as its letters suggest."""
    declared = _CHARSET.search(data[:_HEAD])
    name = declared[1].decode("ascii").lower() if declared else ""
    if _KNOWN_CHARSET.match(name):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        try:
            return data.decode(_WIDER.get(name, name), "replace")
        except LookupError:
            pass
    return decode(data)


def _extracted(page: str) -> Draft | Fault:
    tree = load_html(page)
    if tree is None:
        # no tag that anybody knows: a text that is only called a page
        text = text_of(page)
        return Draft(text) if len(text) >= _SHORTEST else Fault("no report found in the page")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what dateutil makes of strange time zones
            stated = stated_by(tree)
            text, found = body_of(tree, stated.body)
    except _FOUND_WRONG as error:
        return Fault(f"page that cannot be parsed ({type(error).__name__})")
    if not text.strip():
        return Fault("no report found in the page")
    title = stated.title or _said(found, "title")
    if len(text) < _LONGEST_ERROR and _ERROR.fullmatch(title):
        return Fault(f"the page says that there was none to be had ({title})")
    return Draft(
        text=_tidied(text),
        title=title,
        date=stated.date or _said(found, "date"),
        source=stated.source or _said(found, "sitename") or _said(found, "hostname"),
        author=_people(_said(found, "author") or stated.author),
        url=stated.url or _said(found, "url"),
        section=stated.section,
        language=stated.language,
    )


def _tidied(text: str) -> str:
    """Lines without the white space by which markup was indented, one empty one between them."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return "\n".join(line for at, line in enumerate(lines) if line or (at and lines[at - 1]))


def _people(names: str) -> str:
    """The authors without their offices and what is left of their addresses."""
    return "; ".join(
        one for one in map(str.strip, names.split(";")) if one and not _NOBODY.fullmatch(one)
    )


def _said(found: Document | None, field: str) -> str:
    return html.unescape(getattr(found, field, None) or "")
