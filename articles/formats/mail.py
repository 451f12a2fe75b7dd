"""Mail: one message is one report, and what is attached to it is read by its own format.

Also pages that a browser saved as MHTML, which is a mail by another name.
"""

import email
import email.errors
import email.header
import email.utils
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from io import BytesIO
from itertools import islice
from typing import BinaryIO

from articles.formats.decoding import NotText, decode
from articles.formats.draft import Draft, Fault, Found, Member, Unreadable
from articles.formats.fragments import text_of
from articles.formats.registry import format_of

LONGEST_HEADER = 65_536
"""Bytes of one header: decoding takes time and memory that grow with its square."""
MOST_PARTS = 1000

_NO_CHARSET = (LookupError, ValueError)
"""What Python raises over a character set that there is not, or that is none for text (`idna`)."""

_HEADERS_END = re.compile(rb"\r?\n\r?\n")
_FIELD = re.compile(rb"(?:\A|\n)(?=[!-9;-~])")
_NAMED = re.compile(rb"(?:From \S[^\n]*\n|>?From [^\n]*\n)?[!-9;-~]+[ \t]*:")
_LIST = re.compile(r"(?:\"?([^\"<]{1,200}?)\"?\s*)?<([^<>]{1,200})>")


def read(file: BinaryIO, _: str = "") -> Iterator[Found]:
    """Read one message."""
    data = file.read()
    if fault := _fault(data):
        yield Fault(fault)
        return
    message = email.message_from_bytes(data)
    if _header(message, "Snapshot-Content-Location") or message.get_content_subtype() == "related":
        page = next((part for part in _parts(message) if _type(part) == "text/html"), None)
        if page is not None:
            url = _header(message, "Snapshot-Content-Location")
            yield from _as_page(page, url or _header(page, "Content-Location"))
            return
    yield _drafted(message)
    yield from _attached(message)


def _fault(data: bytes) -> str:
    """Why this is no message to be parsed; empty if it is one."""
    if not data.strip():
        return "empty"
    head = data[: 16 * LONGEST_HEADER].lstrip()
    if not _NAMED.match(head):
        return "not a mail: no header"
    end = _HEADERS_END.search(head)
    fields = _FIELD.split(head[: end.start()] if end else head)
    if max(map(len, fields)) > LONGEST_HEADER or (end is None and len(head) == 16 * LONGEST_HEADER):
        return f"mail with a header longer than {LONGEST_HEADER // 1024} kB"
    return ""


def _as_page(page: Message, url: str) -> Iterator[Found]:
    """A page saved with its pictures in one file."""
    from articles.formats import html  # noqa: PLC0415 - mail needs no extractor of pages

    for found in html.read(BytesIO(_content(page))):
        if isinstance(found, Draft) and not found.url:
            yield replace(found, url=url)
        else:
            yield found


def _drafted(message: Message) -> Draft | Fault:
    try:
        title, text = _header(message, "Subject"), _body(message)
    except Unreadable as error:
        return Fault(str(error))  # what is attached to it is read all the same
    if not text.strip():
        return Fault("mail without text")
    name, address = email.utils.parseaddr(_header(message, "From")[:1000])
    sent_by = _LIST.fullmatch(_header(message, "List-Id"))
    return Draft(
        text=text,
        title=title,
        date=_header(message, "Date"),
        source=(sent_by[1] or sent_by[2]) if sent_by else address.rpartition("@")[2],
        author=name or address,
        language=_header(message, "Content-Language"),
    )


def _body(message: Message) -> str:
    """The text that is to be read: plain if it comes so, else the marked-up version of it."""
    shown = [part for part in _parts(message) if part.get_content_disposition() != "attachment"]
    plain = (_text(part) for part in shown if _type(part) == "text/plain")
    if whole := "\n\n".join(filter(str.strip, plain)):
        return whole
    return "\n\n".join(text_of(_text(part)) for part in shown if _type(part) == "text/html")


def _attached(message: Message) -> Iterator[Member | Fault]:
    """What is attached and may hold reports."""
    for number, part in enumerate(_parts(message), 1):
        if _type(part) == "message/rfc822":
            inner = part.get_payload(0) if part.is_multipart() else None
            if isinstance(inner, Message):
                name = _header(inner, "Subject")[:100] or f"message {number}"
                yield Member(name, BytesIO(inner.as_bytes()), kind=".eml")
        elif (name := part.get_filename() or "") and format_of(name):
            yield Member(name, BytesIO(_content(part)))
        elif name and part.get_content_maintype() not in {"image", "text", "video", "audio"}:
            yield Fault("an attachment in no format of reports", within=name)
    if (more := sum(1 for _ in _all_parts(message)) - MOST_PARTS) > 0:
        yield Fault(f"mail of more than {MOST_PARTS:,} parts: {more:,} are not read")


def _parts(message: Message) -> Iterator[Message]:
    """The parts of a message that are looked at, not those of messages attached to it."""
    return islice(_all_parts(message), MOST_PARTS)


def _all_parts(message: Message) -> Iterator[Message]:
    waiting = [message]
    while waiting:
        part = waiting.pop()
        yield part
        inside = part.get_payload() if part.is_multipart() else None
        if isinstance(inside, list) and _type(part) != "message/rfc822":
            waiting.extend(inner for inner in reversed(inside) if isinstance(inner, Message))


def _type(part: Message) -> str:
    return part.get_content_type()


def _content(part: Message) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _text(part: Message) -> str:
    data = _content(part)
    charset = part.get_content_charset() or ""
    if charset and not charset.startswith("utf"):
        try:
            return data.decode(charset, "replace")
        except _NO_CHARSET:
            pass
    try:
        return decode(data)
    except NotText:
        return ""


def _header(message: Message, name: str) -> str:
    """A header, its encoded words read where they can be; empty if there is none."""
    raw = message.get(name)
    if raw is None:
        return ""
    try:
        words = email.header.decode_header(raw)
    except email.errors.HeaderParseError:
        return str(raw).strip()
    return "".join(
        word if isinstance(word, str) else _word(word, charset) for word, charset in words
    ).strip()


def _word(word: bytes, charset: str | None) -> str:
    try:
        return word.decode(charset or "utf-8", "replace")
    except _NO_CHARSET:
        return word.decode("utf-8", "replace")
