"""Which format a file is in: by what it holds where that is certain, else by its name."""

import re

from articles.formats.draft import MEGABYTE, Format
from articles.formats.loading import is_there

_OFFICE = 100 * MEGABYTE
"""Such a file is mostly pictures, of which nothing is read."""

PLAIN = Format("plain text", "plain")
MARKDOWN = Format("Markdown", "markdown")
PAGE = Format("HTML", "html")
LINES = Format("JSON Lines", "jsonl", largest=None)
JSON = Format("JSON", "json_document", largest=None)
TABLE = Format("table", "table", largest=None)
FEED = Format("feed", "feeds")
MAIL = Format("mail", "mail")
MAILBOX = Format("mailbox", "mailbox", largest=None)
WEB_ARCHIVE = Format("web archive", "warc", largest=None, needs=("warcio", "warc"))
PDF = Format("PDF", "pdf", largest=_OFFICE, needs=("pypdfium2", "pdf"))
ZIP = Format("ZIP", "archives", largest=None, function="read_zip")
TAR = Format("TAR", "archives", largest=None, function="read_tar")
EPUB = Format("EPUB", "epub", largest=_OFFICE)
DOCX = Format("Word document", "office", largest=_OFFICE, function="read_docx")
ODT = Format("OpenDocument text", "office", largest=_OFFICE, function="read_odt")
NEWSBOAT = Format("newsboat cache", "newsboat", largest=_OFFICE)
COMPRESSED = Format("compressed", "compressed", largest=None)

_ZSTANDARD = ("zstandard", "zst")
_BY_SUFFIX = {
    "": PLAIN, ".txt": PLAIN, ".text": PLAIN,
    ".md": MARKDOWN, ".markdown": MARKDOWN,
    ".html": PAGE, ".htm": PAGE, ".xhtml": PAGE, ".shtml": PAGE,
    ".jsonl": LINES, ".ndjson": LINES, ".json": JSON,
    ".csv": TABLE, ".tsv": TABLE,
    ".xml": FEED, ".rss": FEED, ".atom": FEED, ".rdf": FEED,
    ".eml": MAIL, ".mht": MAIL, ".mhtml": MAIL,
    ".mbox": MAILBOX, ".mbx": MAILBOX,
    ".warc": WEB_ARCHIVE, ".wet": WEB_ARCHIVE, ".arc": WEB_ARCHIVE,
    ".pdf": PDF, ".epub": EPUB, ".docx": DOCX, ".odt": ODT,
    ".zip": ZIP, ".tar": TAR,
    ".db": NEWSBOAT,
}  # fmt: skip
_PACKED = (".gz", ".zst", ".bz2", ".xz")
_PACKED_TAR = {".tgz": ".tar.gz", ".tbz2": ".tar.bz2", ".txz": ".tar.xz"}
_SUFFIX = re.compile(r"\.[a-z][a-z0-9]{0,9}$", re.IGNORECASE)

ZSTANDARD = (b"\x28\xb5\x2f\xfd", *(bytes((mark,)) + b"\x2a\x4d\x18" for mark in range(0x50, 0x60)))
"""How a frame of Zstandard begins, and the sixteen kinds that are to be passed over: some programs
begin a file with one."""

_SIGNATURES = (
    (b"%PDF-", PDF),
    *((packing, COMPRESSED) for packing in (b"\x1f\x8b", *ZSTANDARD, b"BZh", b"\xfd7zXZ\0")),
    (b"SQLite format 3\0", NEWSBOAT),
    (b"WARC/", WEB_ARCHIVE),
    (b"filedesc://", WEB_ARCHIVE),
)
_ZIP_FAMILY = {ZIP, EPUB, DOCX, ODT}
_MAYBE_OTHER = {PLAIN, FEED, PAGE}
"""What is often named wrongly; of text in other formats the name is believed."""
_LEAD = (
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?"
    rb"(?:<[?!](?!doctype\s+html)[^>]{0,2000}>\s*){0,9}"
)
_HTML = re.compile(_LEAD + rb"<(?:!doctype\s+html|html|head)\b", re.IGNORECASE)
_FEED = re.compile(_LEAD + rb"<(?:\w{1,20}:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
_MBOX = re.compile(rb"From \S+ .{10,60}\r?\n[A-Za-z-]+:")


def suffix_of(name: str) -> str:
    """The suffix that tells a format, in small letters, that of a packing included.

    It is empty for "U.S. attack" and "report.2", and `.jsonl.gz` for "dump.jsonl.gz".
    """
    found = _SUFFIX.search(name)
    if not found or not found.start():
        return ""
    suffix = found[0].lower()
    if suffix in _PACKED:
        return suffix_of(name[: found.start()]) + suffix
    return _PACKED_TAR.get(suffix, suffix)


def unpacked(name: str) -> str:
    """The name of what a packed file holds."""
    suffix = suffix_of(name)
    packing = next((packing for packing in _PACKED if suffix.endswith(packing)), "")
    if not packing:
        return name
    stem = name[: _SUFFIX.search(name).start()]  # type: ignore[union-attr]  # it has one
    return stem if name.lower().endswith(packing) else f"{stem}.tar"


def format_of(name: str) -> Format | None:
    """The format that files of this name are in; None if reports do not come in such files."""
    suffix = suffix_of(name)
    packing = next((packing for packing in _PACKED if suffix.endswith(packing)), "")
    if packing:
        return COMPRESSED if suffix.removesuffix(packing) in _BY_SUFFIX else None
    return _BY_SUFFIX.get(suffix)


def told_by_content(named: Format, head: bytes) -> Format:
    """The format that a file really is in.

    Args:
        named: What its name says.
        head: Its first bytes, 512 at least if it has so many.
    """
    if told := _signed(named, head):
        return told
    if named not in _MAYBE_OTHER:
        return named
    patterns = ((_FEED, FEED), (_HTML, PAGE), (_MBOX, MAILBOX))
    return next((told for pattern, told in patterns if pattern.match(head)), named)


def _signed(named: Format, head: bytes) -> Format | None:
    """What a file's first bytes leave no doubt about."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return named if named in _ZIP_FAMILY else ZIP
    if head[257:262] == b"ustar":
        return TAR
    return next((told for signature, told in _SIGNATURES if head.startswith(signature)), None)


def is_packed(head: bytes) -> bool:
    """Whether a file that begins so is packed, whatever it is called."""
    return _signed(PLAIN, head) is COMPRESSED


def lacking(name: str) -> str:
    """What has to be installed before a file of this name can be read; empty if nothing."""
    found = format_of(name)
    needs = _ZSTANDARD if suffix_of(name).endswith(".zst") else found.needs if found else None
    if needs is None and found is COMPRESSED:
        inner = format_of(unpacked(name))
        needs = inner.needs if inner else None
    return "" if needs is None or is_there(needs[0]) else how_to_get(*needs)


def how_to_get(library: str, extra: str) -> str:
    """What to tell whoever lacks a library."""
    return f"needs {library}: pip install 'gazetteer[{extra}]'"
