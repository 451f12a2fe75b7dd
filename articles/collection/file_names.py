r"""File names as printable ids, and back.

Names are bytes that may hold newlines, escape sequences or no valid UTF-8 at all. What cannot be
shown is written `\xNN`, one such group a byte, and so is every backslash; so ids are unique, and
the id alone leads back to the file.
"""

import os
import re
from functools import cache

from articles.clean import clean

_ESCAPED = rb"\\x([0-9a-f]{2})"


def id_of(path: str) -> str:
    """The id of a file: its path, every character that is unsafe to show written out."""
    shown = "".join(
        character if character == safe and character not in "\\\n" else _escaped(character)
        for character, safe in zip(path, clean(path), strict=True)
    )
    return _record_mark().sub(r"\1\\x23", shown)


def path_of(file_id: str) -> str:
    """The path that `id_of` made this id from."""
    return os.fsdecode(re.sub(_ESCAPED, lambda found: bytes([int(found[1], 16)]), file_id.encode()))


def _escaped(character: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in os.fsencode(character))


@cache
def _record_mark() -> re.Pattern[str]:
    """`a.jsonl#1` must be the first report of `a.jsonl`, never a file of that name."""
    return re.compile(
        r"(\.(?:jsonl|ndjson|json|csv|tsv|xml|rss|atom|rdf|mbox|mbx|eml|warc|wet|arc|epub|zip|tar|tgz"
        r"|tbz2|txz|db|gz|zst|bz2|xz))#",
        re.IGNORECASE,
    )
