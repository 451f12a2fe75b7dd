"""Running the command line as a child process of the reader, which never outlives its use."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

GRACE: Final = 2.0
"""Seconds that a child which writes has to end by itself, once nobody waits for it any more."""
_LONGEST: Final = 1 << 20
"""Bytes that are taken from it at once, so also those of the longest line."""


class NotStarted(Exception):
    """There is no such process; the message, one line, says why."""


def arguments(command: str, base: Path | None, *words: str) -> list[str]:
    """Words of the command line.

    Args:
        command: Which of its commands.
        base: Where libraries are kept; None for the user's cache.
        words: What else it takes.
    """
    library = [] if base is None else ["--library", str(base.absolute())]
    return [command, *library, *words]


@asynccontextmanager
async def child(
    words: Sequence[str], *, grace: float = 0.0, is_listening: bool = False
) -> AsyncIterator[Process]:
    """Run the command line; whoever leaves leaves no process behind.

    What it prints is UTF-8, whatever the user's terminal takes.

    Args:
        words: As `arguments` has them.
        grace: Seconds that it has to end by itself when it is left.
        is_listening: Whether it has a standard input, and ends when that does.

    Raises:
        NotStarted: The system has no room for it, or cannot hand on a word.
    """
    try:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "tui.cli", *words),
            stdin=PIPE if is_listening else DEVNULL,
            stdout=PIPE,
            stderr=PIPE,
            limit=_LONGEST,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )
    except OSError as error:
        raise NotStarted(f"cannot start another process: {error.strerror}") from error
    except ValueError as error:
        raise NotStarted("cannot hand this on in the encoding of this system") from error
    try:
        yield process
    finally:
        await end(process, grace)


async def end(process: Process, grace: float) -> None:
    """End a child if it is still there: by itself in some seconds, or else by force."""
    if process.returncode is not None:
        return
    if process.stdin is not None:
        process.stdin.close()
    with suppress(TimeoutError):
        await asyncio.wait_for(process.wait(), grace)
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def text_of(printed: bytes) -> str:
    """What a child printed."""
    return printed.decode("utf-8", "replace")
