"""Find in one text: plain words, or a regular expression under a time limit.

A pattern can take for ever on a text made for it, so this runs in the search process, whose main
thread a timer interrupts: Python's `re` looks for signals while it matches.
"""

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from types import FrameType
from typing import Final

from articles.article import Span

SECONDS: Final = 0.5
"""How long a pattern may take."""
MOST: Final = 10_000
"""Matches that are told."""
_LONGEST: Final = 1_000
"""Characters of a pattern."""
_ALIKE: Final = {"'": "['’‘]", '"': '["“”„«»]', "-": "[-‐‑–—]"}
"""What is typed, and what newspapers print for it."""


class FindError(ValueError):
    """What was typed cannot be looked for; the message says why."""


def find(text: str, wanted: str, seconds: float = SECONDS) -> list[Span]:
    """Where a text has what was typed.

    Args:
        text: The text.
        wanted: Words, whose spaces also stand for line breaks, or `/expression/`. Capitals count
            if there are any in it.
        seconds: How long it may take; only in a process's main thread.

    Returns:
        Spans in reading order, that do not overlap and are not empty; at most `MOST`.

    Raises:
        FindError: It is no regular expression, or takes too long.
    """
    if not wanted.strip() or wanted == "/":
        return []
    if len(wanted) > _LONGEST:
        raise FindError(f"at most {_LONGEST:,} characters can be looked for")
    flags = re.IGNORECASE if wanted == wanted.lower() else re.NOFLAG
    try:
        with _at_most(seconds):
            found = re.compile(_pattern(wanted), flags | re.MULTILINE).finditer(text)
            return list(
                islice((Span(*one.span()) for one in found if one.end() > one.start()), MOST)
            )
    except TimeoutError:
        raise FindError(f"this takes longer than {seconds} seconds; make it simpler") from None
    except (re.error, OverflowError, RecursionError) as error:
        raise FindError(f"no regular expression: {error}") from error


def _pattern(wanted: str) -> str:
    if wanted.startswith("/"):
        ended = wanted.endswith("/") and not wanted.endswith("\\/")
        return wanted[1:-1] if ended else wanted[1:]
    words = ("".join(_ALIKE.get(char, re.escape(char)) for char in word) for word in wanted.split())
    return r"\s+".join(words)


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    former = signal.signal(signal.SIGALRM, _interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError
