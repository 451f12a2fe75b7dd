"""The user's theme files: `themes/NAME.toml` beside the settings, a theme each."""

import os
from collections.abc import Mapping
from pathlib import Path

from articles.clean import clean_line
from tui.settings import configuration
from tui.settings.theme_choice import TERMINAL


def folder() -> Path:
    """Where they are; it need not be there."""
    return configuration.file().parent / "themes"


def read(place: Path | None = None) -> tuple[dict[str, Mapping[str, str | bool]], list[str]]:
    """Read all theme files.

    Args:
        place: Their folder; by default the user's.

    Returns:
        Colours by part, and `dark`, by the name of the theme; and one line for each file that
        is none, or for each value in it that can be none.
    """
    found: dict[str, Mapping[str, str | bool]] = {}
    odd: list[str] = []
    place = place or folder()
    for path in sorted(place.glob("*.toml")) if os.access(place, os.R_OK | os.X_OK) else ():
        name = clean_line(path.stem)
        try:
            table = configuration.table(path)
        except configuration.ConfigurationError as error:
            odd.append(clean_line(str(error)))
            continue
        if name == TERMINAL:
            odd.append(f"theme '{name}' is the terminal's own; call {path.name} otherwise")
            continue
        found[name] = {part: value for part, value in table.items() if _is_fit(part, value)}
        odd += [
            f"theme '{name}': {clean_line(part)} has to be {_FIT.get(part, _COLOUR)}"
            for part, value in table.items()
            if not _is_fit(part, value)
        ]
    return found, odd


_COLOUR = 'a colour in quotes: "#1b1e22"'
_FIT = {"dark": "true or false"}


def _is_fit(part: str, value: object) -> bool:
    return isinstance(value, bool if part == "dark" else str)
