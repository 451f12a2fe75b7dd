"""What is written to a file of the user's: a concordance, or another table, as TSV, CSV, JSON."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from index.cells import cell
from index.search.concordance import Line
from tui.outside.files import write_new
from tui.outside.paths import as_typed

FIELDS: Final = ("article", "title", "source", "date", "start", "end", "left", "key", "right")
_Content = TypeVar("_Content")


class ExportRefused(Exception):
    """The file cannot be written as wished; the message says why."""


class Table(NamedTuple):
    """Rows of cells, and what stands in each column."""

    names: tuple[str, ...]
    rows: Sequence[Sequence[str | int]]


def concordance_table(lines: Sequence[Line]) -> Table:
    """The lines of a concordance."""
    return Table(FIELDS, [_values(line) for line in lines])


def as_tsv(table: Table) -> str:
    """Tab-separated, one line each, with a line of names."""
    return separated(*table, "\t")


def as_csv(table: Table) -> str:
    """Comma-separated (RFC 4180), with a line of names."""
    return separated(*table, ",")


def as_json(table: Table) -> str:
    """JSON Lines: one object a row."""
    objects = (dict(zip(table.names, row, strict=True)) for row in table.rows)
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects)


def as_object(line: Line) -> dict[str, object]:
    """The fields of a concordance's line by name."""
    return dict(zip(FIELDS, _values(line), strict=True))


FORMATS: Final[dict[str, Callable[[Table], str]]] = {
    ".tsv": as_tsv,
    ".csv": as_csv,
    ".json": as_json,
    ".jsonl": as_json,
}
"""By the ending of the file's name."""


def export(content: _Content, name: str, formats: Mapping[str, Callable[[_Content], str]]) -> Path:
    """Write a file that is not there yet; its ending says in what format.

    Args:
        content: What is written.
        name: Of the file, as typed; `~` is the user's home, `~NAME` another's, `./~` neither.
        formats: What makes its text, by the ending.

    Raises:
        ExportRefused: There is such a file, it cannot be written, or the ending is another.
    """
    try:
        path = as_typed(name.strip())
    except RuntimeError:
        raise ExportRefused(f"cannot write {name}: nobody has such a home folder") from None
    made = formats.get(path.suffix.lower())
    if made is None:
        raise ExportRefused(f"end the name in {', '.join(formats)}")
    try:
        write_new(path, made(content))
    except FileExistsError:
        raise ExportRefused(f"{path} is there already, and was left alone") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ExportRefused(f"cannot write {path}: {reason}") from error
    return path.absolute()


def separated(names: Sequence[str], rows: Iterable[Sequence[str | int]], delimiter: str) -> str:
    """Rows as lines of cells, under a line of names, as spreadsheets read them."""
    written = io.StringIO()
    table = csv.writer(written, delimiter=delimiter, lineterminator="\n")
    table.writerow(names)
    table.writerows(map(cell, row) for row in rows)
    return written.getvalue()


def _values(line: Line) -> tuple[str | int, ...]:
    where = (line.id, line.title, line.source, line.date or "", line.start, line.end)
    return (*where, line.left.strip(), line.key, line.right.strip())
