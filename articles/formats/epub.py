"""Books (EPUB): each chapter, or article of a magazine, is one report."""

import posixpath
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError
from zipfile import ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from articles.formats.archives import member, opened_zip
from articles.formats.decoding import NotText, decode
from articles.formats.draft import LARGEST, MEGABYTE, Draft, Fault, Unreadable
from articles.formats.fragments import text_of, title_of
from articles.formats.streams import MOST_PIECES

_SHORTEST = 200
"""Characters of a chapter; what is shorter is a cover, a table of contents or a divider."""
_PACKAGE = "{http://www.idpf.org/2007/opf}"
_CORE = "{http://purl.org/dc/elements/1.1/}"


def read(file: BinaryIO, _: str = "") -> Iterator[Draft | Fault]:
    """Read a book in the order in which it is to be read."""
    with opened_zip(file) as archive:
        if len(archive.infolist()) > MOST_PIECES:
            raise Unreadable(f"more than {MOST_PIECES:,} members")
        path = _package_path(archive)
        package = _xml(archive, path)
        size, given = 0, False
        chapters = list(_chapters(package, posixpath.dirname(path)))
        for number, name in enumerate(chapters[:MOST_PIECES], 1):
            for found in _chapter(archive, name, number, package):
                given = True
                size += len(found.text) if isinstance(found, Draft) else 0
                if size > LARGEST:
                    raise Unreadable(f"text longer than {LARGEST // MEGABYTE} MB")
                yield found
    if len(chapters) > MOST_PIECES:
        more = len(chapters) - MOST_PIECES
        yield Fault(f"a book of more than {MOST_PIECES:,} chapters: {more:,} are not read")
    if not given:
        yield Fault("a book without text")


def _xml(archive: ZipFile, name: str) -> Element:
    if name not in archive.namelist():
        raise Unreadable(f"damaged: it lacks {name}")
    try:
        return fromstring(member(archive, name), forbid_dtd=True)
    except DefusedXmlException as error:
        raise Unreadable("a book that declares a document type or entities") from error
    except ParseError as error:
        raise Unreadable(f"a book whose list of contents is damaged ({error})") from error


def _package_path(archive: ZipFile) -> str:
    container = _xml(archive, "META-INF/container.xml")
    roots = (element.get("full-path") for element in container.iter() if element.get("full-path"))
    found = next(roots, None)
    if found is None:
        raise Unreadable("a book without a list of contents")
    return found


def _chapters(package: Element, folder: str) -> Iterator[str | None]:
    """Names of its members, in the order of reading; None for one that is named nowhere."""
    listed = {item.get("id"): item for item in package.iter(f"{_PACKAGE}item")}
    for reference in package.iter(f"{_PACKAGE}itemref"):
        item = listed.get(reference.get("idref"))
        if item is None or not (href := item.get("href")):
            yield None
        elif "html" in item.get("media-type", "") and not _is_contents(item):
            yield posixpath.normpath(posixpath.join(folder, unquote(href)))


def _is_contents(item: Element) -> bool:
    """Whether a member is the book's table of contents."""
    return "nav" in item.get("properties", "").split()


def _chapter(
    archive: ZipFile, name: str | None, number: int, package: Element
) -> Iterator[Draft | Fault]:
    if name is None:
        yield Fault("damaged: its order of reading names what is not listed", number)
        return
    try:
        markup = decode(member(archive, name))
        text = text_of(markup)
    except (NotText, Unreadable) as error:
        yield Fault(str(error), number, within=name)
        return
    if len(text) < _SHORTEST:
        return
    yield Draft(
        text=text,
        title=title_of(markup),
        date=_stated(package, "date"),
        source=_stated(package, "title") or _stated(package, "publisher"),
        author=_stated(package, "creator"),
        language=_stated(package, "language"),
        record=name,
        number=number,
    )


def _stated(package: Element, name: str) -> str:
    return next((found.text or "" for found in package.iter(f"{_CORE}{name}")), "")
