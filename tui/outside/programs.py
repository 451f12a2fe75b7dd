"""Other programs that get the whole terminal: pager, editor, a command that a report is piped to.

To be run while the reader is suspended; its loop goes on meanwhile. They get a copy of the report's
cleaned text, in a private file or as their standard input; they are started without a shell, but
for the command that the user types, which is a shell's by convention (less, vim and newsboat do the
same). One whose run is cancelled is told to end, and waited for.
"""

import asyncio
import os
import shlex
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import IO, Final

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


async def view(
    text: str, line: int, viewer: Viewer, environment: Mapping[str, str] = os.environ
) -> None:
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
        await _run([*words, *place, str(copy)])


async def pipe(text: str, command: str) -> None:
    """Give a text to a command of the shell on its standard input, and wait for the user to go on.

    Raises:
        CannotRun: There is no shell.
    """
    with tempfile.TemporaryFile() as copy:
        copy.write(text.encode())
        copy.seek(0)
        code = await _run([os.environ.get("SHELL") or "/bin/sh", "-c", command], copy)
    outcome = "" if not code else f" with exit code {code}"
    print(f"\n[ended{outcome}; Enter goes back to the reader]", end=" ", flush=True)  # noqa: T201
    await _typed(sys.__stdin__.fileno() if sys.__stdin__ else 0)


async def _run(words: Sequence[str], given: IO[bytes] | None = None) -> int:
    try:
        process = await asyncio.create_subprocess_exec(*words, stdin=given)
    except OSError as error:
        raise CannotRun(f"cannot start '{words[0]}': {error.strerror}") from error
    try:
        return await process.wait()
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.terminate()
            await process.wait()


async def _typed(terminal: int) -> None:
    """Come back once a line has been typed."""
    typed = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_reader(terminal, typed.set)
    try:
        await typed.wait()
        with suppress(OSError):  # it is gone
            os.read(terminal, 1 << 10)
    finally:
        loop.remove_reader(terminal)
