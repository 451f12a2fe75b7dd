"""Standard input as a collection: spooled to a private file for as long as the program runs."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tui.problems import Unusable, Usage


@contextmanager
def from_stdin() -> Iterator[tuple[Path, Path]]:
    """Keep standard input in a file.

    Yields:
        The file, named after what it looks like (JSONL, HTML or text), and a private folder for its
        library. Both are removed at the end.
    """
    if sys.stdin is None or sys.stdin.isatty():
        raise Usage("- reads reports from standard input, but that is the keyboard; pipe them in")
    private = Path(tempfile.mkdtemp(prefix="gazetteer-"))
    try:
        content = private / "content"
        try:
            with content.open("wb") as file:
                shutil.copyfileobj(sys.stdin.buffer, file)
        except OSError as error:
            raise Unusable(f"cannot keep standard input: {error.strerror}") from error
        named = content.with_name(f"stdin{_suffix(content)}")
        content.rename(named)
        yield named, private / "libraries"
    finally:
        shutil.rmtree(private, ignore_errors=True)


def keyboard() -> None:
    """Take keys from the terminal again, once standard input has been read to its end."""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError:
        return
    os.dup2(terminal, 0)
    os.close(terminal)


def _suffix(path: Path) -> str:
    with path.open("rb") as file:
        beginning = file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    if beginning.startswith(b"\x1f\x8b"):
        return ".jsonl.gz"
    for start, suffix in ((b"{", ".jsonl"), (b"[", ".json")):
        if beginning.startswith(start):
            return suffix
    return ".html" if beginning[:20].lower().startswith((b"<!doctype", b"<html")) else ".txt"
