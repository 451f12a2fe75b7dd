"""Which theme the reader starts with, chosen before Textual is loaded."""

from collections.abc import Mapping
from typing import Final

DEFAULT_THEME: Final = "gazetteer-dark"
TERMINAL: Final = "terminal"
"""The terminal's own colours, and no other: for 16 colours, or for a palette of the user's."""
_FEWEST: Final = 256
"""With fewer colours than this, shades of a colour are not to be told apart."""


def theme_wished(environment: Mapping[str, str], setting: str | None, colours: int) -> str:
    """The theme to start with, by name.

    Args:
        environment: `NO_COLOR`, then `TEXTUAL_THEME`, go before the setting.
        setting: What the user has set, if anything.
        colours: How many the terminal has.
    """
    if environment.get("NO_COLOR"):
        return TERMINAL
    few = TERMINAL if colours < _FEWEST else DEFAULT_THEME
    return environment.get("TEXTUAL_THEME") or setting or few
