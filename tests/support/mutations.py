"""Documents damaged as chance would: bits flipped, ends cut off, pieces put together."""

from dataclasses import dataclass
from random import Random

from hypothesis import strategies as st

TELLING = (
    b"\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80\0\0\0", b"\r", b"\n\n", b"\x1b[31m",
    b"\xed\xa0\x80", b"\xe2\x80\xae", b"\xcc\x81" * 9, b"9" * 40, b"-1", b"1e999", b"NaN", b"null",
    b"[", b"{", b"}", b'"', b"\\ud800", b"<", b"<!--", b"<![CDATA[", b"]]>", b"&#x110000;", b"&#0;",
    b"<script>", b"--b\n", b"=?utf-8?b?A?=", b"=?x?q?=ZZ?=", b"\xef\xbb\xbf", b"\xff\xfe",
    b"PK\1\2",
    b"2019-02-30", b"0000-00-00", b"%PDF-", b"charset=utf-7", b"Content-Type: message/rfc822\n\n",
)  # fmt: skip
"""What formats stumble over."""


@dataclass(frozen=True, slots=True)
class Change:
    """One mutation; places are shares of the length (0 to 1), so that it fits any document."""

    kind: str
    at: float
    size: float
    number: int
    """A bit, which of the telling strings, which other document, or how many times."""


def changed(content: bytes, changes: list[Change], others: list[bytes]) -> bytes:
    """A document after mutations.

    Args:
        content: The document.
        changes: What befalls it, in order.
        others: What may be spliced into it.
    """
    for change in changes:
        content = _changed(content, change, others)[:100_000]
    return content


def _changed(content: bytes, change: Change, others: list[bytes]) -> bytes:
    at = int(change.at * len(content))
    end = at + 1 + int(change.size * (len(content) - at))
    head, piece, tail = content[:at], content[at:end], content[end:]
    telling, other = (some[change.number % len(some)] for some in (TELLING, others))
    made = {
        "flip": lambda: head + bytes(byte ^ 1 << change.number % 8 for byte in piece) + tail,
        "bit": lambda: head + bytes([content[at] ^ 1 << change.number % 8]) + content[at + 1 :],
        "cut": lambda: head,
        "drop": lambda: head + tail,
        "repeat": lambda: head + piece * (2 + change.number % 9) + tail,
        "insert": lambda: head + telling + piece + tail,
        "replace": lambda: head + telling + content[at + len(telling) :],
        "shuffle": lambda: tail + piece + head,
        "splice": lambda: head + other[int(change.size * len(other)) :],
    }
    return made[change.kind]() if content else telling


KINDS = ("bit", "bit", "flip", "cut", "drop", "repeat", "insert", "replace", "shuffle", "splice")


def changes() -> st.SearchStrategy[list[Change]]:
    """Mutations to be drawn."""
    share = st.floats(0, 1, exclude_max=True)
    one = st.builds(Change, st.sampled_from(KINDS), share, share, st.integers(0, 2**16))
    return st.lists(one, max_size=6)


def drawn(chance: Random) -> list[Change]:
    """The same, by chance alone: faster, where nothing is to be made smaller."""
    return [
        Change(chance.choice(KINDS), chance.random(), chance.random() ** 3, chance.randrange(2**16))
        for _ in range(chance.choice((1, 1, 1, 2, 3, 6)))
    ]
