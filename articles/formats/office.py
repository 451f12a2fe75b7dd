"""Text documents: Word (DOCX) and OpenDocument (ODT), read for their words alone."""

from collections.abc import Callable, Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from articles.formats.archives import inflated, opened_zip
from articles.formats.draft import LARGEST, MEGABYTE, Draft, Fault, Unreadable
from articles.formats.streams import MOST_PIECES

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_Paragraph = Callable[[Element], tuple[str, bool] | None]
"""What an element says, and whether it is the title; None if it is no paragraph."""
_TITLES = frozenset({"Title", "Titre", "Titel"})


def read_docx(file: BinaryIO, _: str = "") -> Iterator[Draft | Fault]:
    """Read a Word document that is one report."""
    yield _drafted(file, "word/document.xml", _word_paragraph)


def read_odt(file: BinaryIO, _: str = "") -> Iterator[Draft | Fault]:
    """Read an OpenDocument text that is one report."""
    yield _drafted(file, "content.xml", _open_paragraph)


def _drafted(file: BinaryIO, name: str, paragraph: _Paragraph) -> Draft | Fault:
    with opened_zip(file) as archive:
        if len(archive.infolist()) > MOST_PIECES:
            raise Unreadable(f"more than {MOST_PIECES:,} members")
        title, lines = "", []
        for words, is_title in _paragraphs(archive, name, paragraph):
            lines.append(words)
            title = title or (words if is_title else "")
    text = "\n\n".join(filter(str.strip, lines))
    return Draft(text, title) if text else Fault("a document without text")


def _paragraphs(archive: ZipFile, name: str, paragraph: _Paragraph) -> Iterator[tuple[str, bool]]:
    """The paragraphs of a document, each let go of as soon as it is read."""
    size = 0
    try:
        stream = inflated(archive, archive.getinfo(name))
        for _, element in iterparse(stream, events=("end",), forbid_dtd=True):
            found = paragraph(element)
            if found is None:
                continue
            size += len(found[0]) + 1
            if size > LARGEST:
                raise Unreadable(f"text longer than {LARGEST // MEGABYTE} MB")
            yield found
            element.clear()
    except KeyError as error:
        raise Unreadable(f"damaged: it lacks {name}") from error
    except DefusedXmlException as error:
        raise Unreadable("a document that declares a document type or entities") from error
    except (ParseError, BadZipFile, NotImplementedError) as error:
        raise Unreadable(f"damaged: {error}") from error


def _word_paragraph(element: Element) -> tuple[str, bool] | None:
    space = _WORD if element.tag == f"{_WORD}p" else _STRICT
    if element.tag != f"{space}p":
        return None
    words = []
    for run in element.iter():
        if run.tag == f"{space}t":
            words.append(run.text or "")
        elif run.tag in {f"{space}tab", f"{space}br", f"{space}cr"}:
            words.append(" ")
    style = element.find(f"{space}pPr/{space}pStyle")
    return "".join(words).strip(), style is not None and style.get(f"{space}val") in _TITLES


def _open_paragraph(element: Element) -> tuple[str, bool] | None:
    if element.tag not in {f"{_TEXT}p", f"{_TEXT}h"}:
        return None
    for gap in element.iter():
        if gap.tag in {f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"}:
            gap.text = " "
    return "".join(element.itertext()).strip(), element.get(f"{_TEXT}style-name") in _TITLES
