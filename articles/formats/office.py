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
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_Paragraph = Callable[[Element], tuple[str, str] | None]
"""What an element says, and the name of its style; None if it is no paragraph."""
_ROLES = {
    "Title": "title", "Titre": "title", "Titel": "title", "Author": "author", "Date": "date",
}  # fmt: skip
"""What a paragraph states by its style; converters call them so as well."""
_SILENT = frozenset(
    {
        f"{_COMPATIBLE}Fallback", f"{_WORD}moveFrom", f"{_STRICT}moveFrom",
        f"{_TEXT}tracked-changes", f"{_OFFICE}annotation",
    }
)  # fmt: skip
"""What is there twice, was taken out, or is said of the text by others."""
_NOTE = f"{_TEXT}note"
"""A footnote, which stands amid the sentence that it is on."""


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
        stated: dict[str, str] = {}
        lines = []
        for words, style in _paragraphs(archive, name, paragraph):
            lines.append(words)
            if words and style in _ROLES:
                stated.setdefault(_ROLES[style], words)
    text = "\n\n".join(filter(str.strip, lines))
    if not text:
        return Fault("a document without text")
    title, date, author = (stated.get(role, "") for role in ("title", "date", "author"))
    return Draft(text, title, date, author=author)


def _paragraphs(archive: ZipFile, name: str, paragraph: _Paragraph) -> Iterator[tuple[str, str]]:
    """The paragraphs of a document, each let go of as soon as it is read; notes come last."""
    size, notes = 0, []
    try:
        stream = inflated(archive, archive.getinfo(name))
        for found, is_note in _said(stream, paragraph):
            size += len(found[0]) + 1
            if size > LARGEST:
                raise Unreadable(f"text longer than {LARGEST // MEGABYTE} MB")
            if is_note:
                notes.append(found)
            else:
                yield found
        yield from notes
    except KeyError as error:
        raise Unreadable(f"damaged: it lacks {name}") from error
    except DefusedXmlException as error:
        raise Unreadable("a document that declares a document type or entities") from error
    except (ParseError, BadZipFile, NotImplementedError) as error:
        raise Unreadable(f"damaged: {error}") from error


def _said(stream: BinaryIO, paragraph: _Paragraph) -> Iterator[tuple[tuple[str, str], bool]]:
    """What stands in the document itself, paragraph by paragraph, and whether it is a note."""
    silent = notes = 0
    for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
        step = 1 if event == "start" else -1
        silent += step * (element.tag in _SILENT)
        notes += step * (element.tag == _NOTE)
        if event == "start":
            continue
        if element.tag in _SILENT or element.tag == _NOTE:
            _empty(element)
        elif not silent and (found := paragraph(element)) is not None:
            yield found, notes > 0
            _empty(element)


def _empty(element: Element) -> None:
    """Let go of all that is in it, but not of what follows it."""
    tail = element.tail
    element.clear()
    element.tail = tail


def _word_paragraph(element: Element) -> tuple[str, str] | None:
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
    named = style.get(f"{space}val", "") if style is not None else ""
    return "".join(words).strip(), named


def _open_paragraph(element: Element) -> tuple[str, str] | None:
    if element.tag not in {f"{_TEXT}p", f"{_TEXT}h"}:
        return None
    for gap in element.iter():
        if gap.tag in {f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"}:
            gap.text = " "
    return "".join(element.itertext()).strip(), element.get(f"{_TEXT}style-name", "")
