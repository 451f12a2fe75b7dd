"""Which parsers there are: another version of one may read what this one could not."""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Final

_PARSERS: Final = (
    "gazetteer", "charset-normalizer", "defusedxml", "feedparser", "lxml", "pypdfium2", "pyyaml",
    "trafilatura", "warcio", "zstandard",
)  # fmt: skip
"""What reads files, those that need not be there included."""


@cache  # of a process: looking what is installed takes 10 ms, and what it has loaded stays
def parsers() -> int:
    """A number that differs as soon as a version of a parser does, or one more is installed."""
    said = " ".join(f"{name} {_version(name)}" for name in _PARSERS)
    return int.from_bytes(hashlib.blake2b(said.encode(), digest_size=6).digest(), "big")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
