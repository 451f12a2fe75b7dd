"""Other programs that get the whole terminal: pager, editor, a command that a report is piped to.

To be run while the reader is suspended. They get a copy of the report's cleaned text, in a private
file or on their standard input; they are started without a shell, but for the command that the user
types, which is a shell's by convention (less, vim and newsboat do the same).
"""

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Final

_TAKES_A_LINE: Final = {
    "less", "more", "most", "vi", "vim", "nvim", "view", "nano", "emacs", "kak", "micro", "joe",
}  # fmt: skip
"""Programs that open a file at a line with `+N`."""


class Viewer(StrEnum):
    """What a report is opened in."""

    PAGER = "pager"
    EDITOR = "editor"


_WISHES: Final = {Viewer.PAGER: ("PAGER",), Viewer.EDITOR: ("VISUAL", "EDITOR")}
_ELSE: Final = {Viewer.PAGER: ("less",), Viewer.EDITOR: ("vi",)}


class CannotRun(Exception):
    """A program could not be run; the message says which and why."""


def program(viewer: Viewer, environment: Mapping[str, str] = os.environ) -> Sequence[str]:
    """The user's pager or editor as words.

    Raises:
        CannotRun: What is set for it cannot be read.
    """
    for name in _WISHES[viewer]:
        if value := environment.get(name, "").strip():
            try:
                return shlex.split(value)
            except ValueError as error:
                raise CannotRun(f"${name} cannot be read: {error}") from error
    return _ELSE[viewer]


def view(text: str, line: int, viewer: Viewer, environment: Mapping[str, str] = os.environ) -> None:
    """Open a text in the user's pager or editor, and wait until it is closed.

    Args:
        text: What to show; a copy, which is gone afterwards.
        line: Which line to open it at, from 1, where the program is known to take that.
        viewer: Which of the two.
        environment: Where they are looked up.

    Raises:
        CannotRun: It could not be started.
    """
    words = program(viewer, environment)
    with tempfile.TemporaryDirectory(prefix="gazetteer-") as folder:  # 0700
        copy = Path(folder) / "report.txt"
        copy.touch(mode=0o600)
        copy.write_text(text, "utf-8")
        place = [f"+{line}"] if Path(words[0]).name in _TAKES_A_LINE else []
        _run([*words, *place, str(copy)], text=None)


def pipe(text: str, command: str) -> None:
    """Give a text to a command of the shell on its standard input, and wait for the user to go on.

    Raises:
        CannotRun: There is no shell.
    """
    code = _run([os.environ.get("SHELL") or "/bin/sh", "-c", command], text=text)
    outcome = "" if not code else f" with exit code {code}"
    print(f"\n[ended{outcome}; Enter goes back to the reader]", end=" ", flush=True)  # noqa: T201
    with suppress(OSError):
        os.read(sys.__stdin__.fileno() if sys.__stdin__ else 0, 1 << 10)


def _run(words: Sequence[str], *, text: str | None) -> int:
    try:
        return subprocess.run(
            words, input=None if text is None else text.encode(), check=False
        ).returncode
    except OSError as error:
        raise CannotRun(f"cannot start '{words[0]}': {error.strerror}") from error
