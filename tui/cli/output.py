"""Printing: data to stdout, narration to stderr."""

import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Final

from articles.clean import clean, clean_line
from tui.problems import Unusable

_WIDTH: Final = 80


def prepare(*, as_json: bool) -> None:
    """Make stdout take every character: JSON is UTF-8, text is as the user's terminal has it."""
    for stream, encoding in ((sys.stdout, "utf-8" if as_json else None), (sys.stderr, None)):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=encoding, errors="replace")


def say(text: str = "") -> None:
    """Print a line of data, or several; nothing in it is obeyed by a terminal.

    Raises:
        BrokenPipeError: Nobody reads it any more.
        Unusable: It cannot be written.
    """
    with _written():
        print(clean(text))


def say_table(text: str) -> None:
    """Print lines of cells, the tabs between which stay tabs; raises as `say` does."""
    for line in text.splitlines():
        with _written():
            print("\t".join(map(clean, line.split("\t"))))


def say_json(value: Mapping[str, object]) -> None:
    """Print an object as one line of JSON; raises as `say` does."""
    say(json.dumps(value, ensure_ascii=False))


def tell(message: str) -> None:
    """Say something on stderr, on one line; where that cannot be written, nobody is to hear it."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(f"gazetteer: {clean_line(message)}", file=sys.stderr)


def finish() -> None:
    """Bring everything printed to its reader; raises as `say` does."""
    if sys.stdout is not None:
        with _written():
            sys.stdout.flush()


@contextmanager
def _written() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        nobody_listens()
        raise Unusable(f"cannot write what was found: {error.strerror}") from error


def nobody_listens() -> None:
    """Drop what is still to be printed: it would fail once more when the interpreter ends."""
    if sys.stdout is not None and hasattr(sys.stdout, "fileno"):
        with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a device
            os.dup2(nowhere.fileno(), sys.stdout.fileno())


def columns() -> int:
    """How wide lines may be: the terminal's width, or 80."""
    if sys.stdout is not None and sys.stdout.isatty():
        return max(40, shutil.get_terminal_size((_WIDTH, 24)).columns)
    return _WIDTH
