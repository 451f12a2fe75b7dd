"""Tables: CSV and TSV with a header, one report a row."""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from articles.formats.decoding import NotText, encoding_of
from articles.formats.draft import LARGEST, Draft, Fault
from articles.formats.records import drafted, is_table_of_reports

_SAMPLE = 65_536
_SEPARATORS = "\t,;|"


def read(file: BinaryIO, _: str = "") -> Iterator[Draft | Fault]:
    """Read a table; what separates its columns, the header tells."""
    head = file.peek(_SAMPLE) if isinstance(file, io.BufferedReader) else b""
    if not head.strip():
        yield Fault("empty")
        return
    try:
        encoding = encoding_of(head)
    except NotText as error:
        yield Fault(str(error))
        return
    csv.field_size_limit(LARGEST)
    lines = io.TextIOWrapper(file, encoding, "replace", newline="")
    first = next(line for line in lines if line.strip())
    separator = max(_SEPARATORS, key=first.count)
    columns = [name.strip() for name in next(csv.reader([first], delimiter=separator))]
    if not is_table_of_reports(columns):
        yield Fault("a table whose header names no column of texts (text, content, body …)")
        return
    yield from _rows(lines, columns, separator)


def _rows(lines: Iterator[str], columns: list[str], separator: str) -> Iterator[Draft | Fault]:
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
