"""Tables: CSV and TSV with a header, one report a row."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from articles.formats.decoding import NotText, decode, encoding_of
from articles.formats.draft import LARGEST, Draft, Fault
from articles.formats.records import drafted, is_table_of_reports
from articles.formats.streams import joined

_SEPARATORS = "\t,;|"


def read(file: BinaryIO, _: str = "") -> Iterator[Draft | Fault]:
    """Read a table; what separates its columns, the header tells."""
    try:
        lines = _lines(file)
    except NotText as error:
        yield Fault(str(error))
        return
    first = next((line for line in lines if line.strip()), "")
    if not first:
        yield Fault("empty")
        return
    separator = max(_SEPARATORS, key=first.count)
    columns = [name.strip() for name in next(csv.reader([first], delimiter=separator))]
    if not is_table_of_reports(columns):
        yield Fault("a table whose header names no column of texts (text, content, body …)")
        return
    yield from _rows(lines, columns, separator)


def _lines(file: BinaryIO) -> Iterable[str]:
    """The file as text; where all of it is too much to hold, its beginning tells the encoding.

    Raises:
        NotText: It is binary, or no encoding fits.
    """
    head = file.read(LARGEST + 1)
    if len(head) <= LARGEST:
        return io.StringIO(decode(head), newline="")
    return io.TextIOWrapper(joined(head, file), encoding_of(head), "replace", newline="")


def _rows(lines: Iterable[str], columns: list[str], separator: str) -> Iterator[Draft | Fault]:
    csv.field_size_limit(LARGEST)
    rows = csv.reader(lines, delimiter=separator)
    number = 0
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Fault(f"not a row of a table: {error}", number)
            continue
        if any(cell.strip() for cell in row):
            yield drafted(dict(zip(columns, row, strict=False)), number)
