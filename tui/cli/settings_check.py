"""What `gazetteer doctor` says of the settings."""

from collections.abc import Iterator

from textual.theme import BUILTIN_THEMES

from tui.cli.arguments import ENGINES
from tui.commands.keymap import keymap
from tui.settings import themes
from tui.settings.configuration import Configuration
from tui.settings.theme_choice import TERMINAL
from tui.widgets.columns import read_columns


def faults(settings: Configuration) -> Iterator[str]:
    """What cannot be followed, one line each."""
    if settings.engine not in {None, *ENGINES}:
        yield f"engine has to be {' or '.join(ENGINES)}"
    mine, odd = themes.of_user(settings.themes)
    yield from odd
    known = {TERMINAL, themes.DARK.name, themes.LIGHT.name, *BUILTIN_THEMES}
    if settings.theme and settings.theme not in known | {theme.name for theme in mine}:
        yield f"there is no theme '{settings.theme}'; {themes.DARK.name} is shown"
    in_force = keymap(settings.keys.preset, settings.keys.wished)
    yield from (f"keys: {line}" for line in in_force.wrong)
    try:
        read_columns(settings.columns or "")
    except ValueError as error:
        yield f"columns: {error}"


def of_keys(settings: Configuration) -> list[str]:
    """Which keys are no longer what they were; often that is what the user wants."""
    return [f"keys: {line}" for line in keymap(settings.keys.preset, settings.keys.wished).lost]
