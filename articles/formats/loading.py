"""Modules that are loaded when they are first used; in a process that may open nothing, before.

Half a second of imports is spared where a collection holds nothing but text. A process that reads
in confinement loads what it may need, then seals itself; what it lacks then is said by `Sealed`.
"""

import importlib
import importlib.util
import sys
from functools import cache
from types import ModuleType

_state = {"sealed": False}


class Sealed(Exception):
    """A module is needed that was not loaded before the process was sealed."""


def load(name: str) -> ModuleType:
    """The module of that name.

    Raises:
        Sealed: The process may load nothing any more.
        ImportError: There is no such module.
    """
    found = sys.modules.get(name)
    if found is None and _state["sealed"]:
        raise Sealed(name)
    return found or importlib.import_module(name)


@cache
def is_there(library: str) -> bool:
    """Whether a library is installed."""
    return library in sys.modules or importlib.util.find_spec(library) is not None


def seal() -> None:
    """Load nothing from now on."""
    _state["sealed"] = True
