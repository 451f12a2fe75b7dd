"""Keys by name: as Textual calls them, as a person writes them, as a settings file may."""

import re
from typing import Final

from textual.binding import Binding

_SHOWN: Final = {
    "asterisk": "*", "number_sign": "#", "slash": "/", "backslash": "\\", "question_mark": "?",
    "left_square_bracket": "[", "right_square_bracket": "]", "exclamation_mark": "!", "colon": ":",
    "ampersand": "&", "apostrophe": "'", "plus": "+", "minus": "-", "equals_sign": "=",
    "vertical_line": "|", "quotation_mark": '"', "full_stop": ".", "comma": ",", "semicolon": ";",
    "less_than_sign": "<", "greater_than_sign": ">", "at": "@", "underscore": "_", "tilde": "~",
    "dollar_sign": "$", "percent_sign": "%", "circumflex_accent": "^", "grave_accent": "`",
    "left_parenthesis": "(", "right_parenthesis": ")",
    "left_curly_bracket": "{", "right_curly_bracket": "}",
    "down": "↓", "up": "↑", "left": "←", "right": "→", "pagedown": "PgDn", "pageup": "PgUp",
    "home": "Home", "end": "End", "space": "Space", "enter": "Enter", "escape": "Esc",
    "tab": "Tab", "backspace": "Backspace", "delete": "Del", "insert": "Ins",
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
}  # fmt: skip
_MODIFIERS: Final = {"ctrl": "Ctrl", "alt": "Alt", "shift": "Shift"}
_WORDS: Final = {
    **{name.casefold(): key for key, name in _SHOWN.items() if len(name) > 1},
    "esc": "escape", "return": "enter", "page_down": "pagedown", "page_up": "pageup",
    "down": "down", "up": "up", "left": "left", "right": "right", "del": "delete",
}  # fmt: skip
_ARROWS: Final = {_SHOWN[name]: name for name in ("down", "up", "left", "right")}
_MODIFIED: Final = r"(?i)(?:(ctrl|control|c|alt|meta|m|shift|s)[-+]|(\^))(?=.)"
_EATEN: Final = {
    "ctrl+h": "Backspace", "ctrl+i": "Tab", "ctrl+j": "Enter", "ctrl+m": "Enter",
    "ctrl+left_square_bracket": "Esc",
}  # fmt: skip
"""What terminals send for these instead."""
_ENDS: Final = "ctrl+c"
"""Ends the reader whatever has the focus, as it ends any program; no command can have it."""


class UnknownKey(ValueError):
    """There is no such key, or none that a command can have; the message says so on one line."""


def shown(key: str) -> str:
    """A Textual key name as a person would write it: `Ctrl-f`, `Alt-←`, `*`."""
    *modifiers, last = key.split("+")
    return "-".join([*(_MODIFIERS.get(one, one) for one in modifiers), _SHOWN.get(last, last)])


def parsed(text: str) -> tuple[str, ...]:
    """Textual's names of keys that a person wrote: `e, ]`, `ctrl-n`, `C-n`, `^N`, `PgDn`, `M-v`.

    Args:
        text: Keys with commas between them; `,` itself is `comma`.

    Raises:
        UnknownKey: One of them is no key, none that a terminal sends as such, or `Ctrl-c`.
    """
    keys = tuple(_one(key.strip()) for key in text.split(",") if key.strip())
    if not keys:
        raise UnknownKey("no key is named")
    return tuple(dict.fromkeys(keys))


def _one(text: str) -> str:
    modifiers, rest = [], text
    while len(rest) > 1 and (found := re.match(_MODIFIED, rest)):
        letter = (found[1] or "c")[0].lower()
        modifiers.append({"c": "ctrl", "a": "alt", "m": "alt", "s": "shift"}[letter])
        rest = rest[found.end() :]
    key = "+".join([*sorted(set(modifiers)), _plain(rest, text, modified="ctrl" in modifiers)])
    if key == "ctrl+at":
        return "ctrl+@"  # the one sign that Textual calls by itself after Control
    if key == _ENDS:
        raise UnknownKey(f"'{text}' ends the reader; name another key")
    if key in _EATEN:
        raise UnknownKey(f"terminals send {_EATEN[key]} for '{text}'; name that, or another key")
    if len(rest) == 1 and ("shift" in modifiers or (rest.isdigit() and not modifiers)):
        raise UnknownKey(
            f"'{text}' counts; digits go before other keys"
            if rest.isdigit()
            else f"'{text}': write the letter itself, '{rest.upper()}'"
        )
    return key


def _plain(rest: str, text: str, *, modified: bool) -> str:
    if rest in _ARROWS:
        return _ARROWS[rest]
    if len(rest) == 1 and rest.isprintable():
        character = rest.lower() if modified else rest
        return next(iter(Binding.make_bindings([(character, "", "")]))).key
    known = _WORDS.get(rest.casefold()) or (rest if rest in _SHOWN else None)
    if known is None:
        raise UnknownKey(f"there is no key '{text}'")
    return known
