"""A parser in exile: it is handed open files, and says what is in them; it can do nothing else.

Started by `index.workers.exile`, with a socket as its descriptor 3 and an empty environment. What
it may need is loaded first, then it gives up every right (`confinement`).
"""

import encodings
import json
import os
import pkgutil
import socket
from collections.abc import Iterable
from importlib import import_module
from io import BytesIO
from typing import Final

from index.workers import confinement

SECONDS: Final = 20
"""Processor time for one file, besides what its size allows; the parent has less patience."""
PACE: Final = 100_000
"""Bytes a second that even a slow machine gets through."""

_ALWAYS: Final = (
    "archives", "compressed", "json_document", "jsonl", "mailbox", "markdown", "plain", "table",
)  # fmt: skip
_ON_DEMAND: Final = ("epub", "feeds", "fragments", "html", "mail", "newsboat", "office")
_EXTRAS: Final = {"warcio": "warc", "pypdfium2": "pdf", "zstandard": ""}
_LATE: Final = ("_strptime", "charset_normalizer", "email.generator")
"""Modules that others import in the midst of their work."""
_CODECS: Final = (
    "ascii", "cp437", "cp1252", "latin_1", "utf_16", "utf_16_be", "utf_16_le", "utf_32",
    "utf_32_be", "utf_32_le", "utf_8", "utf_8_sig",
)  # fmt: skip
_PAGE: Final = b"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Warm</title>
<meta property="article:published_time" content="2019-01-04T10:00:00Z">
<meta name="author" content="A B">
<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2019-01-04"}</script>
</head><body><article><h1>Warm</h1><p>The council voted to rebuild the bridge on 4 January 2019, and
then it went home.</p><table><tr><td>1</td></tr></table></article></body></html>"""


def main(parent: int, *, everything: bool) -> None:
    """Serve the parent until it goes away.

    Args:
        parent: Its process number.
        everything: Whether to be able to read all formats, or only the plain ones.
    """
    confinement.end_with_parent(parent)
    confinement.limit()
    _load(everything=everything)
    from articles.formats.loading import seal  # noqa: PLC0415 - after the limits
    from index.workers import answers  # noqa: PLC0415 - the same

    seal(everything=everything)
    confinement.renounce()
    connection = socket.socket(fileno=3)
    connection.sendall(answers.encoded(answers.READY))
    is_new = True
    while (request := _request(connection)) is not None:
        try:
            _serve(connection, *request, is_new=is_new)
        except MemoryError:
            # Who has run out of memory once is not to be trusted with more files.
            connection.sendall(answers.encoded(answers.FULL))
            return
        is_new = False


def _load(*, everything: bool) -> None:
    """Load what parsing may need."""
    for name in _ALWAYS:
        import_module(f"articles.formats.{name}")
    codecs: Iterable[str] = _CODECS
    if everything:
        codecs = (found.name for found in pkgutil.iter_modules(encodings.__path__))
    for name in codecs:
        if name not in {"mbcs", "oem"}:  # those of another system
            import_module(f"encodings.{name}")
    from articles.formats.loading import is_there  # noqa: PLC0415 - after the limits

    present = [library for library in _EXTRAS if is_there(library)]
    if everything:
        for name in (*_LATE, *(f"articles.formats.{name}" for name in _ON_DEMAND)):
            import_module(name)
        for library in present:
            import_module(f"articles.formats.{_EXTRAS[library]}" if _EXTRAS[library] else library)
        _warm()


def _warm() -> None:
    """Read something once: libraries load half of what they need when they are first used."""
    from articles.formats.opening import contents  # noqa: PLC0415 - after the limits

    # trafilatura asks it for the site of an address, and it reads a list when it is first asked
    import_module("tld").get_tld("https://example.co.uk/", as_object=True, fail_silently=True)
    bare = b"<html><body><div>A few words, which only the last resort finds.</div></body></html>"
    for content, name in (
        (bare, "a.html"),
        (_PAGE, "a.html"),
        (b"Subject: A\n\nB", "a.eml"),
        (b"<rss/>", "a.rss"),
    ):
        list(contents(BytesIO(content), name))


def _request(connection: socket.socket) -> tuple[int, str, bool] | None:
    """The next file to parse: its descriptor and name; None when the parent is gone."""
    message, descriptors, _, _ = socket.recv_fds(connection, 1 << 16, 1)
    if not message or not descriptors:
        return None
    name, any_name = json.loads(message.decode("utf-8", "surrogatepass"))
    return descriptors[0], name, any_name


def _serve(
    connection: socket.socket, descriptor: int, name: str, any_name: bool, *, is_new: bool
) -> None:
    from articles.formats.draft import Draft  # noqa: PLC0415 - after the limits
    from articles.formats.loading import Sealed  # noqa: PLC0415 - the same
    from articles.formats.opening import Loaded, parsed  # noqa: PLC0415 - the same
    from index.workers import answers  # noqa: PLC0415 - the same

    has_time = confinement.allow_seconds(SECONDS + os.fstat(descriptor).st_size // PACE)
    held = b""
    try:
        if not (has_time or is_new):
            connection.sendall(answers.encoded(answers.MORE))
            return
        for item in parsed(descriptor, name, any_name=any_name):
            held += answers.of_item(item)
            # What comes with the end of its file can wait for it: each sending wakes the parent.
            is_alone = isinstance(item, Draft) and not (item.number or item.within)
            if not (is_alone or isinstance(item, Loaded)):
                connection.sendall(held)
                held = b""
    except Sealed:
        connection.sendall(answers.encoded(answers.MORE))
        return
    finally:
        os.close(descriptor)
    connection.sendall(held + answers.encoded(answers.END))
