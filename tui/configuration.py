"""The user's settings: `gazetteer/config.toml` in the configuration folder."""

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import platformdirs

from articles.clean import clean_line


@dataclass(frozen=True, slots=True)
class Configuration:
    """What the user has set; None where nothing is."""

    detector: str | None = None
    """What recognises names, see `articles.entities.detectors`."""
    library: str | None = None
    """Where libraries and notebooks are kept."""
    theme: str | None = None
    """The reader's colours."""
    columns: str | None = None
    """What the list shows of a report, see `tui.widgets.columns`."""


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
    try:
        content = path.read_bytes().decode()
        found = tomllib.loads(content)
    except FileNotFoundError:
        return Configuration(), []
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ConfigurationError(f"cannot read {path}: {clean_line(reason)}") from error
    known = {field.name for field in fields(Configuration)}
    warnings = list(_warnings(path, set(found) - known, known))
    return Configuration(**_values(path, found, known)), warnings


def _values(path: Path, found: Mapping[str, object], known: set[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for key in known & set(found):
        value = found[key]
        if not isinstance(value, str) or not value or "\0" in value:
            raise ConfigurationError(f'{path}: {key} has to be text in quotes: {key} = "…"')
        values[key] = value
    return values


def _warnings(path: Path, unknown: set[str], known: set[str]) -> Iterator[str]:
    for key in sorted(unknown):
        near = difflib.get_close_matches(key, known, n=1)
        mended = f"did you mean {near[0]}?" if near else f"keys are {', '.join(sorted(known))}"
        yield f"{path}: there is no setting '{clean_line(key)}'; {mended}"
