"""Paths read and completed as a shell does it."""

import os
from pathlib import Path
from typing import NamedTuple

from articles.clean import clean_line


class Completed(NamedTuple):
    """A path as far as what is there leaves no choice."""

    path: str
    """What was typed, with what follows; a folder ends with a slash."""
    choices: tuple[str, ...]
    """The names that it may go on with, sorted, if there are several."""


def as_typed(word: str) -> Path:
    """The path that a word stands for: `~` and `~NAME` at its beginning are home folders.

    In `./~`, which is the same to `Path`, they are names.

    Raises:
        RuntimeError: Nobody is called so.
    """
    path = Path(word)
    if word.startswith("~"):
        return path.expanduser()
    return path.absolute() if str(path).startswith("~") else path


def complete(typed: str) -> Completed:
    """Complete the last name of a path; `~` is the home folder, and stays as it is typed.

    Hidden names are offered once their dot is typed, and none that cannot be typed.
    """
    if typed == "~":
        return Completed("~/", ())
    folder, begun = typed[: typed.rfind("/") + 1], typed[typed.rfind("/") + 1 :]
    names = sorted(
        name
        for name in _names(folder)
        if name.startswith(begun) and (begun or not name.startswith("."))
    )
    if not names:
        return Completed(typed, ())
    common = os.path.commonprefix(names)  # noqa: RUF071 - of names, letter by letter
    return Completed(folder + common, tuple(names) if len(names) > 1 else ())


def _names(folder: str) -> list[str]:
    """What is in a folder that can be typed; nothing where it cannot be looked into."""
    try:
        with os.scandir(as_typed(folder or ".")) as entries:
            found = [f"{one.name}/" if one.is_dir() else one.name for one in entries]
    except (OSError, RuntimeError, ValueError):  # RuntimeError: ~nobody; ValueError: a null
        return []
    return [name for name in found if clean_line(name) == name]
