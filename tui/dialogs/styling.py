"""The style sheet of what comes over the panes."""

from pathlib import Path
from typing import Any, Final

from textual.app import App

_SHEET: Final = str(Path(__file__).with_name("dialogs.tcss"))


def style_dialogs(app: App[Any]) -> None:
    """Have an application know how they look, once the first of them is made.

    Reading that takes half of what all styles take, and the first list comes without. Textual would
    style all widgets anew for a sheet that a screen names as its own.
    """
    if not app.stylesheet.has_source(_SHEET):
        app.stylesheet.read(_SHEET)
