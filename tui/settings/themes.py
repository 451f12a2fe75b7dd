"""The palettes of the reader, and those of the user; any theme of Textual's works as well.

What is lit differs by shape too (`tui.widgets.page_painter`): weight, underline, reverse, a mark in
the gutter. Of the colours, blue and orange are told apart with every common colour-blindness.
"""

import difflib
from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from typing import Final

from textual.color import Color, ColorParseError
from textual.theme import BUILTIN_THEMES, Theme

from tui.settings import theme_files
from tui.settings.theme_choice import DEFAULT_THEME, TERMINAL

DARK = Theme(
    name=DEFAULT_THEME,
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

_TERMINALS: Final = "ansi-dark"
"""Textual's name of the theme that is called `terminal`."""

_ON_ANY_GROUND: Final = {
    "text-primary": "ansi_default",
    "text-warning": "ansi_default",
    "text-accent": "ansi_magenta",
    "text-error": "ansi_default",
}
"""Colours of text that can be read on a dark ground and on a light one, which is not known."""

ANSI: Final = [
    replace(theme, variables={**theme.variables, **_ON_ANY_GROUND})
    for theme in (BUILTIN_THEMES["ansi-dark"], BUILTIN_THEMES["ansi-light"])
]
"""The themes of the terminal's own colours."""

_ANSI_NAMES: Final = frozenset(theme.name for theme in ANSI)

_PARTS: Final = frozenset(field.name for field in fields(Theme)) - {
    "name", "dark", "ansi", "variables", "luminosity_spread", "text_alpha",
}  # fmt: skip
"""The colours that a theme may set."""


def named(name: str, available: Collection[str]) -> str:
    """Textual's name of the theme that the user chose, or of ours where there is none such."""
    if name == TERMINAL:
        return _TERMINALS
    return name if name in available else DARK.name


def listed(available: Collection[str], now: str) -> list[str]:
    """The themes to choose from: the one that is on, ours and the user's, then those of Textual.

    The terminal's own colours are among ours, once.
    """
    names = {name for name in available if name == now or name not in _ANSI_NAMES}
    if now not in _ANSI_NAMES:
        names.add(_TERMINALS)
    theirs = BUILTIN_THEMES.keys() - _ANSI_NAMES
    return sorted(names, key=lambda name: (name != now, name in theirs, plain(name)))


def plain(name: str) -> str:
    """What the user calls the theme that Textual calls `name`; `named` understands it."""
    return TERMINAL if name == _TERMINALS else name


def of_user(settings: Mapping[str, Mapping[str, str | bool]]) -> tuple[list[Theme], list[str]]:
    """The user's themes, of the settings and of theme files; a setting goes before a file.

    Args:
        settings: Those of the settings, as for `own`, which says the rest.
    """
    files, odd = theme_files.read()
    themes, odder = own({**files, **settings})
    return themes, [*odd, *odder]


def own(tables: Mapping[str, Mapping[str, str | bool]]) -> tuple[list[Theme], list[str]]:
    """The user's themes: ours, light or dark, but for the colours that a table sets.

    Args:
        tables: Colours by part, and `dark`, by the name of the theme.

    Returns:
        The themes, and one line for whatever is no colour or no part.
    """
    themes, odd = [], []
    for name, table in tables.items():
        ground = DARK if table.get("dark", True) else LIGHT
        colours: dict[str, str] = {}
        for part, colour in table.items():
            if part == "dark":
                continue
            if part not in _PARTS:
                near = difflib.get_close_matches(part, _PARTS, n=1)
                mended = f"did you mean '{near[0]}'?" if near else ", ".join(sorted(_PARTS))
                odd.append(f"theme '{name}': there is no part '{part}'; {mended}")
            elif not _is_colour(str(colour)):
                odd.append(f"theme '{name}': {part} is no colour; write it as \"#1b1e22\"")
            else:
                colours[part] = str(colour)
        themes.append(replace(ground, name=name, **colours))  # type: ignore[arg-type]
    return themes, odd


def _is_colour(text: str) -> bool:
    try:
        Color.parse(text)
    except ColorParseError:
        return False
    return True
