"""Which theme the reader starts with, chosen before Textual is loaded."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import platformdirs

from articles.clean import clean_line
from tui.settings.own_files import content

DEFAULT_THEME: Final = "gazetteer-dark"
TERMINAL: Final = "terminal"
"""The terminal's own colours, and no other: for 16 colours, or for a palette of the user's."""
_FEWEST: Final = 256
"""With fewer colours than this, shades of a colour are not to be told apart."""


def theme_wished(
    environment: Mapping[str, str], setting: str | None, colours: int, kept: str | None = None
) -> str:
    """The theme to start with, by name.

    Args:
        environment: `NO_COLOR`, then `TEXTUAL_THEME`, go before the setting.
        setting: What the user has set, if anything.
        colours: How many the terminal has.
        kept: What was chosen in the reader before; not for a terminal of few colours, as it was
            chosen on another.
    """
    if environment.get("NO_COLOR"):
        return TERMINAL
    unset = TERMINAL if colours < _FEWEST else kept or DEFAULT_THEME
    return environment.get("TEXTUAL_THEME") or setting or unset


def _file() -> Path:
    return platformdirs.user_state_path("gazetteer") / "theme"


def keep(name: str) -> None:
    """Keep the theme chosen in the reader for the next start; where that cannot be, forget it."""
    file = _file()
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.write_text(f"{name}\n", "utf-8")
    except OSError:
        pass


def kept() -> str | None:
    """The theme chosen last in the reader, which may be gone by now; None if none was."""
    try:
        return clean_line(content(_file()).decode()) or None
    except (OSError, UnicodeDecodeError):
        return None
