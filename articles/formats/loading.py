"""Modules that are loaded when first used; in a process that may open nothing, before.

Half a second of imports is spared where a collection holds nothing but text. A process that reads
in confinement loads what it may need, then seals itself; what it lacks then is said by `Sealed`.
"""

import importlib
import importlib.util
import sys
from functools import cache
from types import ModuleType


class Sealed(Exception):
    """A module is needed that was not loaded before the process was sealed."""


def load(name: str) -> ModuleType:
    """The module of that name.

    Raises:
        Sealed: The process may load nothing any more, but another might.
        ImportError: There is no such module.
    """
    return sys.modules.get(name) or importlib.import_module(name)


@cache
def is_there(library: str) -> bool:
    """Whether a library is installed."""
    return library in sys.modules or importlib.util.find_spec(library) is not None


class _Seal:
    """Stands before all that could find a module."""

    def __init__(self, *, everything: bool) -> None:
        self._everything = everything

    def find_spec(self, name: str, *_: object) -> None:
        """Find nothing; say so in the way that whoever asks can do something about."""
        if self._everything:
            raise ModuleNotFoundError(f"sealed: {name}", name=name)
        raise Sealed(name)


def seal(*, everything: bool) -> None:
    """Load nothing from now on.

    Args:
        everything: Whether all that any format may need is loaded, so that nobody else has more.
    """
    sys.meta_path.insert(0, _Seal(everything=everything))
