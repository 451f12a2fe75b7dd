"""What is written to a file of the user's: a concordance, or another table, as TSV, CSV, JSON."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeVar

from index.search.concordance import Line
from tui.outside.files import write_new

FIELDS: Final = ("article", "title", "source", "date", "start", "end", "left", "key", "right")
_Content = TypeVar("_Content")

_FORMULA: Final = tuple("=+-@\t\r")


class ExportRefused(Exception):
    """The file cannot be written as wished; the message says why."""


def as_tsv(lines: Sequence[Line]) -> str:
    """Tab-separated, one line each, with a line of names."""
    return separated(FIELDS, map(_values, lines), "\t")


def as_csv(lines: Sequence[Line]) -> str:
    """Comma-separated (RFC 4180), with a line of names."""
    return separated(FIELDS, map(_values, lines), ",")


def as_json(lines: Sequence[Line]) -> str:
    """JSON Lines: one object each."""
    return "".join(json.dumps(as_object(line), ensure_ascii=False) + "\n" for line in lines)


def as_object(line: Line) -> dict[str, object]:
    """A line's fields by name."""
    return dict(zip(FIELDS, _values(line), strict=True))


FORMATS: Final[dict[str, Callable[[Sequence[Line]], str]]] = {
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
        name: Of the file, as typed; `~` is the user's home, `~NAME` another's.
        formats: What makes its text, by the ending.

    Raises:
        ExportRefused: There is such a file, it cannot be written, or the ending is another.
    """
    try:
        path = Path(name.strip()).expanduser()
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
    table.writerows(map(_cell, row) for row in rows)
    return written.getvalue()


def _values(line: Line) -> tuple[str | int, ...]:
    where = (line.id, line.title, line.source, line.date or "", line.start, line.end)
    return (*where, line.left.strip(), line.key, line.right.strip())


def _cell(value: str | int) -> str | int:
    """Spreadsheets take a text that begins so for a formula, and reports are not ours."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
