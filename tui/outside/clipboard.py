"""The clipboard: by a tool of the system, by tmux, or by the terminal itself (OSC 52).

No terminal says whether it obeyed OSC 52, and many have a limit, so a tool goes first wherever it
would reach the clipboard of the person at the keyboard, and the user is told what was used.
"""

import asyncio
import base64
import os
import shutil
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from articles.clean import clean

TERMINAL: Final = "the terminal (OSC 52)"
"""What copies where no tool does, if it wants to."""
_LONGEST: Final = 74_994
"""The longest base64 that xterm takes, and the terminals that follow it."""
_CHUNK: Final = 240
"""Bytes that GNU screen passes on at a time."""
_PATIENCE: Final = 2.0
"""Seconds that a tool has."""

Write = Callable[[str], None]
"""Writes to the terminal, past everything that is drawn."""


class NotCopied(Exception):
    """Nothing was copied; the message says why."""


async def copy(text: str, write: Write, environment: Mapping[str, str] = os.environ) -> str:
    """Put a text on the clipboard.

    Args:
        text: What to copy; what a terminal would obey is made visible first.
        write: Writes to the terminal.
        environment: Where the session is looked at.

    Returns:
        By what it was done, for the user.

    Raises:
        NotCopied: There is no tool, and it is too long for the terminal.
    """
    text = clean(text)
    for command in tools(environment):
        if await _feed(command, text):
            return Path(command[0]).name
    write(osc52(text, environment))
    return TERMINAL


def tools(environment: Mapping[str, str]) -> list[Sequence[str]]:
    """The tools that reach the clipboard of this session, best first."""
    offered: list[Sequence[str]] = []
    if environment.get("WAYLAND_DISPLAY"):
        offered.append(("wl-copy",))
    if environment.get("DISPLAY"):
        offered += [
            ("xclip", "-selection", "clipboard", "-in"),
            ("xsel", "--clipboard", "--input"),
        ]
    if sys.platform == "darwin" and not environment.get("SSH_CONNECTION"):
        offered.append(("pbcopy",))
    if environment.get("TMUX"):
        offered.append(("tmux", "load-buffer", "-w", "-"))
    path = environment.get("PATH")
    found = ((shutil.which(name, path=path), rest) for name, *rest in offered)
    return [(program, *rest) for program, rest in found if program]


async def _feed(command: Sequence[str], text: str) -> bool:
    """Whether a tool took the text."""
    try:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True
        )
    except OSError:
        return False
    try:
        await asyncio.wait_for(process.communicate(text.encode()), _PATIENCE)
    except TimeoutError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        return False
    return process.returncode == 0


def osc52(text: str, environment: Mapping[str, str]) -> str:
    """The sequence by which a terminal copies, wrapped so that tmux or screen lets it through.

    Raises:
        NotCopied: It is longer than terminals take.
    """
    encoded = base64.b64encode(text.encode()).decode("ascii")
    if len(encoded) > _LONGEST:
        raise NotCopied(
            f"too long for the terminal's clipboard: {len(text.encode()):,} bytes, and it takes "
            f"{_LONGEST // 4 * 3:,}; select less, or install wl-copy, xclip or xsel"
        )
    sequence = f"\x1b]52;c;{encoded}\x07"
    if environment.get("TMUX"):
        return "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    if environment.get("STY") or environment.get("TERM", "").startswith("screen"):
        pieces = (sequence[at : at + _CHUNK] for at in range(0, len(sequence), _CHUNK))
        return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return sequence
