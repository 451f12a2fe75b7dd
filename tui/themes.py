"""The two palettes of the reader; any theme of Textual's works as well."""

import os

from textual.theme import Theme

DARK = Theme(
    name="gazetteer-dark",
    dark=True,
    primary="#7aa2c8",
    secondary="#8fb39a",
    accent="#d9a05b",
    warning="#e0c068",
    error="#d0706f",
    success="#8fb39a",
    foreground="#d8d4cc",
    background="#16181b",
    surface="#1b1e22",
    panel="#24282d",
    boost="#2b3036",
)

LIGHT = Theme(
    name="gazetteer-light",
    dark=False,
    primary="#24507a",
    secondary="#3c6b4c",
    accent="#8f4f00",
    warning="#8a6a00",
    error="#9c2b2b",
    success="#3c6b4c",
    foreground="#23211e",
    background="#f4f1ea",
    surface="#faf8f3",
    panel="#e8e3d8",
    boost="#dfd9cc",
)


def chosen() -> str:
    """The theme to start with."""
    return os.environ.get("TEXTUAL_THEME", DARK.name)
