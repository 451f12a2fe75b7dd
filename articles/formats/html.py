"""HTML: a saved page; trafilatura finds the report in it."""

from collections.abc import Iterator
from typing import BinaryIO

from articles.formats.draft import Draft, Fault


def read(file: BinaryIO) -> Iterator[Draft | Fault]:
    """Read a saved page."""
    del file
    yield Fault("HTML is not read yet")
