"""Plain text: the file is the report."""

from collections.abc import Iterator
from typing import BinaryIO

from articles.formats.decoding import NotText, decode
from articles.formats.draft import Draft, Fault


def read(file: BinaryIO, _: str = "") -> Iterator[Draft | Fault]:
    """Read a file that is one report; its title and date are found in the text later."""
    try:
        text = decode(file.read())
    except NotText as error:
        yield Fault(str(error))
        return
    yield Draft(text) if text.strip() else Fault("empty")
