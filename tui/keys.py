"""Keys by name: as Textual calls them, and as a person would write them."""

_SHOWN = {
    "asterisk": "*", "number_sign": "#", "slash": "/", "backslash": "\\", "question_mark": "?",
    "left_square_bracket": "[", "right_square_bracket": "]", "exclamation_mark": "!", "colon": ":",
    "down": "↓", "up": "↑", "left": "←", "right": "→", "pagedown": "PgDn", "pageup": "PgUp",
    "home": "Home", "end": "End", "space": "Space", "enter": "Enter", "escape": "Esc",
    "tab": "Tab", "shift+tab": "Shift-Tab", "alt+left": "Alt-←", "alt+right": "Alt-→", "f1": "F1",
}  # fmt: skip


def shown(key: str) -> str:
    """A Textual key name as a person would write it."""
    return _SHOWN.get(key, key.replace("ctrl+", "Ctrl-"))
