"""The user's settings: `gazetteer/config.toml` in the configuration folder."""

import difflib
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import platformdirs

from articles.clean import clean_line
from tui.settings.own_files import content


class Keys(NamedTuple):
    """Which keys do what."""

    preset: str = "vim"
    """The set of keys to begin with."""
    wished: Mapping[str, str] = MappingProxyType({})
    """Other keys by a command's id, as they were written."""


class Configuration(NamedTuple):
    """What the user has set; None where nothing is."""

    detector: str | None = None
    """What recognises names, see `articles.entities.detectors`."""
    engine: str | None = None
    """What searches the text, see `index.engines.choice`."""
    library: str | None = None
    """Where libraries and notebooks are kept."""
    theme: str | None = None
    """The reader's colours."""
    columns: str | None = None
    """What the list shows of a report, see `tui.widgets.columns`."""
    copies: str = "folded"
    """Whether copies begin `folded` behind one row, or `unfolded`, each in its own."""
    mouse: bool = True
    """Whether the reader takes the mouse."""
    history: bool = True
    """Whether searches are kept between runs."""
    keys: Keys = Keys()
    """Which keys do what."""
    themes: Mapping[str, Mapping[str, str | bool]] = MappingProxyType({})
    """The user's own themes by name: colours, and whether they are `dark`."""


class ConfigurationError(Exception):
    """The file cannot be read; the message says where it is wrong."""


def file() -> Path:
    """Where the settings are."""
    return platformdirs.user_config_path("gazetteer") / "config.toml"


def read(path: Path | None = None) -> tuple[Configuration, list[str]]:
    """Read the settings.

    Args:
        path: The file; by default the user's.

    Returns:
        The settings, and a warning, one line, for each key that is not known.

    Raises:
        ConfigurationError: The file cannot be read, or a value is of the wrong kind.
    """
    path = path or file()
    if not os.path.lexists(path):  # nor where we may not even look; a link to nothing is a mistake
        return Configuration(), []
    return _understood(path, table(path))


def _understood(path: Path, found: Mapping[str, Any]) -> tuple[Configuration, list[str]]:
    """The settings in what was read, and the warnings."""
    known = set(Configuration._fields)
    warnings = list(_warnings(path, set(found) - known, known))
    try:
        values = {key: _READ.get(key, _text)(key, found[key]) for key in known & set(found)}
    except _Wrong as wrong:
        raise ConfigurationError(f"{path}: {wrong}") from wrong
    except RecursionError as error:
        raise ConfigurationError(f"cannot read {path}: it is nested too deeply") from error
    return Configuration(**values), warnings


def table(path: Path) -> dict[str, Any]:
    """What a file of settings holds, whatever that is.

    Raises:
        ConfigurationError: It cannot be read.
    """
    import tomllib  # noqa: PLC0415 - most users have no such file

    try:
        return tomllib.loads(content(path).decode())
    except OSError as error:
        raise ConfigurationError(f"cannot read {path}: {error.strerror}") from error
    # no UTF-8, no TOML, or a number of more digits than Python reads
    except ValueError as error:
        raise ConfigurationError(f"cannot read {path}: {clean_line(str(error))}") from error
    except RecursionError as error:
        raise ConfigurationError(f"cannot read {path}: it is nested too deeply") from error


class _Wrong(Exception):
    """A value is of the wrong kind."""


def _text(key: str, value: object) -> str:
    if not isinstance(value, str) or not value or "\0" in value:
        raise _Wrong(f'{key} has to be text in quotes: {key} = "…"')
    return value


def _yes_or_no(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _Wrong(f"{key} has to be true or false: {key} = false")
    return value


def _copies(key: str, value: object) -> str:
    if value not in COPIES:
        raise _Wrong(f'{key} has to be "folded" or "unfolded": {key} = "unfolded"')
    return str(value)


def _keys(_key: str, value: object) -> Keys:
    """A preset's name, or a table of keys by command, which may name one as `preset`."""
    if isinstance(value, str):
        return Keys(_preset(value))
    if not isinstance(value, dict):
        raise _Wrong('keys has to be a name, or a table: [keys], then "mention.next" = "e,]"')
    wished = dict(_flat(value))
    return Keys(_preset(wished.pop("preset", "vim")), wished)


def _preset(name: str) -> str:
    if name not in PRESETS:
        raise _Wrong(f"there are no keys '{clean_line(name)}'; there are {', '.join(PRESETS)}")
    return name


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Keys by id; `mention.next` without quotes is a table in a table, and means the same."""
    for name, value in table.items():
        id_ = before + name
        if isinstance(value, dict):
            yield from _flat(value, f"{id_}.")
        elif isinstance(value, list):
            yield id_, ",".join(_text(f'keys."{id_}"', one) for one in value)
        else:
            yield id_, _text(f'keys."{id_}"', value)


def _themes(_key: str, value: object) -> dict[str, dict[str, str | bool]]:
    if not isinstance(value, dict) or not all(isinstance(one, dict) for one in value.values()):
        raise _Wrong('themes has to hold tables: [themes.mine], then background = "#101010"')
    return {
        name: {
            one: _yes_or_no(f"{name}.{one}", colour)
            if one == "dark"
            else _text(f"{name}.{one}", colour)
            for one, colour in theme.items()
        }
        for name, theme in value.items()
    }


PRESETS: Final = ("vim", "emacs")
"""The sets of keys that there are; `tui.commands.presets` has them."""
COPIES: Final = ("folded", "unfolded")
"""How copies may begin in the list."""
_READ: Final[Mapping[str, Callable[[str, object], Any]]] = {
    "copies": _copies,
    "mouse": _yes_or_no,
    "history": _yes_or_no,
    "keys": _keys,
    "themes": _themes,
}
"""How the settings are read that are not text."""


def _warnings(path: Path, unknown: set[str], known: set[str]) -> Iterator[str]:
    for key in sorted(unknown):
        near = difflib.get_close_matches(key, known, n=1)
        mended = f"did you mean {near[0]}?" if near else f"keys are {', '.join(sorted(known))}"
        yield f"{path}: there is no setting '{clean_line(key)}'; {mended}"
