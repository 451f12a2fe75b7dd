"""Opens the reader: looks whether there is a terminal fit for it before Textual is loaded."""

import os
import sys
from pathlib import Path

from tui.settings.configuration import Configuration
from tui.settings.theme_choice import TERMINAL, kept, theme_wished


class NoTerminal(Exception):
    """There is no terminal that the reader could be drawn on; the message says why."""


def is_terminal() -> bool:
    """Whether input, output and errors go to a terminal."""
    return all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def check_terminal() -> None:
    """Make sure that a screen can be drawn and keys can be read.

    Raises:
        NoTerminal: If not; nothing has been written to the terminal.
    """
    if not is_terminal():
        raise NoTerminal(
            "the reader needs a terminal for keyboard and screen; use 'gazetteer search' or "
            "'gazetteer mentions' in scripts"
        )
    if os.environ.get("TERM", "dumb") in ("", "dumb"):
        raise NoTerminal(
            "this terminal cannot move its cursor (TERM is 'dumb' or not set); set TERM, for "
            "example to 'xterm-256color', or use 'gazetteer search' and 'gazetteer mentions'"
        )


def run(
    collection: Path | None, base: Path | None, settings: Configuration, told: str = ""
) -> tuple[int, Path | None]:
    """Open the reader on a collection and stay until the user quits.

    Args:
        collection: The folder or file of reports; None asks the user for one.
        base: Where libraries are kept, if not in the user's cache folder.
        settings: What the user has set; of the theme, the environment goes before it.
        told: What to say at the start.

    Returns:
        The exit code (0, or 128 plus the number of the signal that ended it), and what was read.

    Raises:
        NoTerminal: If there is no terminal fit for it.
    """
    check_terminal()
    _set_up()
    # Textual reads its settings when it is imported, before it has heard of our themes. It takes
    # all colour away only if it begins with a theme of the terminal's own.
    theme = theme_wished(os.environ, settings.theme, _colours(), kept())
    os.environ["TEXTUAL_THEME"] = "ansi-dark" if theme == TERMINAL else "textual-dark"
    from tui import lifecycle  # noqa: PLC0415 - loads Textual
    from tui.app import Reader  # noqa: PLC0415
    from tui.terminal import listening  # noqa: PLC0415

    listening.listen()
    reader = Reader(collection, base, settings._replace(theme=theme), told)
    reader.run(mouse=settings.mouse)
    if reader.pace.is_owed:
        lifecycle.take_answer()
    return reader.return_code or 0, reader.collection


def _set_up() -> None:
    """Set what Textual and Python go by before they are asked for anything."""
    # A size that a shell has exported would be taken for the terminal's, whatever that becomes.
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)
    # A second update waits for the next tick or the one after; at 60 a second one feels that.
    os.environ.setdefault("TEXTUAL_FPS", "500")
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")


def _colours() -> int:
    """How many colours rich takes the terminal to have, as that is what Textual draws with."""
    from rich.console import Console  # noqa: PLC0415 - loaded by Textual in any case

    system = Console().color_system
    return 16 if system in (None, "standard") else 256
