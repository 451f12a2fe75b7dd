"""Which format a file is in: by its name first, then by what it holds."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from articles.formats import jsonl, plain
from articles.formats.draft import Draft, Fault, Format

_SUFFIX = re.compile(r"(?:\.(?:jsonl|ndjson)\.gz|\.[a-z][a-z0-9]{0,9})$", re.IGNORECASE)
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEAD = 4096


def _html(file: BinaryIO) -> Iterator[Draft | Fault]:
    # trafilatura takes 0.4 s to import, and most collections hold no page
    from articles.formats import html  # noqa: PLC0415 - see above

    yield from html.read(file)


def _text(file: BinaryIO) -> Iterator[Draft | Fault]:
    head = file.read(_HEAD)
    file.seek(0)
    yield from _html(file) if _HTML.match(head) else plain.read(file)


_PLAIN = Format("plain text", _text)
_PAGE = Format("HTML", _html)
_LINES = Format("JSON Lines", jsonl.read, streams=True)
_FORMATS = {
    "": _PLAIN,
    ".txt": _PLAIN,
    ".text": _PLAIN,
    ".md": _PLAIN,
    ".markdown": _PLAIN,
    ".html": _PAGE,
    ".htm": _PAGE,
    ".xhtml": _PAGE,
    ".jsonl": _LINES,
    ".ndjson": _LINES,
    ".jsonl.gz": _LINES,
    ".ndjson.gz": _LINES,
}


def suffix_of(name: str) -> str:
    """The suffix that tells a format, in small letters; empty for "U.S. attack" and "report.2"."""
    found = _SUFFIX.search(name)
    return found[0].lower() if found and found.start() else ""


def format_of(name: str) -> Format | None:
    """The format that files of this name are in; None if reports do not come in such files."""
    return _FORMATS.get(suffix_of(name))


def any_format_of(name: str) -> Format:
    """The same for a file that was pointed at: whatever it is called, it may be text."""
    return _FORMATS.get(suffix_of(name), _PLAIN)
