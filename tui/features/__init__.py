"""What one can do in the reader, a module a feature: plain objects that stand on a part of it.

A module is loaded when it is first named as an attribute of this package, `features.copies`: the
start needs few of them (PEP 562, as https://scientific-python.org/specs/spec-0001 has it).
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.features import copies as copies
    from tui.features import finding as finding
    from tui.features import following as following
    from tui.features import hinting as hinting
    from tui.features import kept as kept
    from tui.features import marking as marking
    from tui.features import menus as menus
    from tui.features import notebook as notebook
    from tui.features import notes as notes
    from tui.features import outside as outside
    from tui.features import paragraphs as paragraphs
    from tui.features import places as places
    from tui.features import saved_searches as saved_searches
    from tui.features import selecting as selecting
    from tui.features import sidebar as sidebar
    from tui.features import skipped as skipped
    from tui.features import tagging as tagging
    from tui.features import teaching as teaching
    from tui.features import told_dates as told_dates
    from tui.features import updating as updating
    from tui.features import views as views
    from tui.features import watch as watch


def __getattr__(name: str) -> ModuleType:
    module = f"{__name__}.{name}"
    try:
        return import_module(module)
    except ModuleNotFoundError as missing:
        if missing.name != module:  # what a feature needs is missing, not the feature
            raise
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
