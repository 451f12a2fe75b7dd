"""PDF: the text that it holds; of pages that are pictures, or damaged, it is said that they are."""

import re
from collections.abc import Iterator
from contextlib import closing
from statistics import quantiles
from typing import BinaryIO

import pypdfium2  # type: ignore[import-untyped]  # it ships no types

from articles.formats.draft import LARGEST, MEGABYTE, Draft, Fault, Unreadable

MOST_PAGES = 10_000

_DIVIDED = re.compile(r"[\ufffe\u00ad\u0002]\s*(?=[a-z])")
"""What stands for a hyphen at the end of a line, within a word that goes on in the next."""
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"”’')\]]*$")
_WIDE = 0.75
"""A line this part of the usual width or more goes on in the next one."""


def read(file: BinaryIO, _: str = "") -> Iterator[Draft | Fault]:
    """Read a document that is one report, its lines set together to paragraphs again."""
    data = file.read()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        is_locked = "password" in str(error).lower()
        yield Fault("PDF that needs a password" if is_locked else "damaged PDF")
        return
    try:
        if len(document) > MOST_PAGES:
            yield Fault(f"PDF of more than {MOST_PAGES:,} pages")
            return
        pages, unreadable = _pages(document)
        stated = document.get_metadata_dict().get("Title", "")
    finally:
        document.close()
    text = "\n\n".join(filter(str.strip, pages))
    if text:
        yield Draft(text, title=_title(stated, text))
    elif pages:
        yield Fault(f"PDF of {_counted(len(pages))} without text: pictures only")
    if unreadable:
        yield Fault(f"damaged PDF: {_counted(unreadable)} cannot be read")


def _pages(document: "pypdfium2.PdfDocument") -> tuple[list[str], int]:
    """The text of each page that can be read, and how many cannot be."""
    texts, size = [], 0
    for number in range(len(document)):
        try:
            texts.append(_text(document, number))
        except pypdfium2.PdfiumError:
            continue
        size += len(texts[-1])
        if size > LARGEST:
            raise Unreadable(f"text longer than {LARGEST // MEGABYTE} MB")
    return texts, len(document) - len(texts)


def _text(document: "pypdfium2.PdfDocument", number: int) -> str:
    with closing(document[number]) as page, closing(page.get_textpage()) as words:
        return _reflowed(words.get_text_range())


def _counted(pages: int) -> str:
    return f"{pages:,} {'page' if pages == 1 else 'pages'}"


def _reflowed(text: str) -> str:
    """Lines as they stood on paper, set together to paragraphs."""
    text = _DIVIDED.sub("", text).replace("\ufffe", "-")
    lines = [line.strip() for line in text.splitlines()]
    widths = [len(line) for line in lines if line]
    usual = quantiles(widths, n=10)[-1] if len(widths) > 1 else 0
    paragraphs, may_go_on = [""], True
    for line in lines:
        if line and not may_go_on and not line[0].islower():
            paragraphs.append("")
        if line:
            paragraphs[-1] = f"{paragraphs[-1]} {line}".lstrip()
        is_short = len(line) < _WIDE * usual
        may_go_on = bool(line) and not (is_short and len(line) < usual / 2)
        if not line or (is_short and _ENDS_SENTENCE.search(line)):
            paragraphs.append("")
            may_go_on = True
    return "\n\n".join(filter(None, paragraphs))


def _title(stated: str, text: str) -> str:
    """The title that the file states, if the text says so too: many state a file's name."""
    said = " ".join(stated.split())
    opening = " ".join(text[:2000].split())
    return said if len(said) > 8 and said.casefold() in opening.casefold() else ""
