"""Opens the reader: looks whether there is a terminal fit for it before Textual is loaded."""

import gc
import os
import sys
from pathlib import Path

from tui.configuration import Configuration


class NoTerminal(Exception):
    """There is no terminal that the reader could be drawn on; the message says why."""


def check_terminal() -> None:
    """Make sure that a screen can be drawn and keys can be read.

    Raises:
        NoTerminal: If not; nothing has been written to the terminal.
    """
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise NoTerminal(
            "the reader needs a terminal for keyboard and screen; use 'gazetteer search' or "
            "'gazetteer mentions' in scripts"
        )
    if os.environ.get("TERM", "dumb") in ("", "dumb"):
        raise NoTerminal(
            "this terminal cannot move its cursor (TERM is 'dumb' or not set); set TERM, for "
            "example to 'xterm-256color', or use 'gazetteer search' and 'gazetteer mentions'"
        )


def run(collection: Path, base: Path | None, settings: Configuration) -> int:
    """Open the reader on a collection and stay until the user quits.

    Args:
        collection: The folder or file of reports.
        base: Where libraries are kept, if not in the user's cache folder.
        settings: What the user has set; of the theme, the environment goes before it.

    Returns:
        The exit code: 0, or 128 plus the number of the signal that ended it.

    Raises:
        NoTerminal: If there is no terminal fit for it.
    """
    check_terminal()
    # A second update within a frame waits for the next tick; at 60 a second one feels that.
    os.environ.setdefault("TEXTUAL_FPS", "240")
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    if settings.theme:
        os.environ.setdefault("TEXTUAL_THEME", settings.theme)
    if os.environ.get("NO_COLOR"):
        os.environ["TEXTUAL_THEME"] = "ansi-dark"  # the terminal's own colours and no other
    # Nothing of what is loaded now is ever garbage: looking for it takes a tenth of the start.
    gc.disable()
    from tui.app import Reader  # noqa: PLC0415 - Textual reads its settings when it is imported

    reader = Reader(collection, base, settings)
    reader.run(mouse=settings.mouse)
    return reader.return_code or 0
