"""Keys of other programs that do nothing here, and the commands that do what they do there."""

from typing import Final

from tui.commands.keymap import Keymap
from tui.commands.keys import shown
from tui.commands.table import BY_ID

ELSEWHERE: Final = {
    "left_curly_bracket": "move.half_up", "right_curly_bracket": "move.half_down",
    "left_parenthesis": "move.up", "right_parenthesis": "move.down",
    "less_than_sign": "move.top", "greater_than_sign": "move.end",
    "circumflex_accent": "move.top", "dollar_sign": "move.end",
    "ctrl+v": "move.page_down", "alt+v": "move.page_up",
    "ctrl+e": "move.down", "ctrl+home": "move.top", "ctrl+end": "move.end",
    "alt+less_than_sign": "move.top", "alt+greater_than_sign": "move.end",
    "ctrl+n": "article.next", "ctrl+w": "pane.next", "ctrl+o": "trail.back",
    "semicolon": "hit.next", "comma": "hit.previous", "f3": "hit.next",
    "ctrl+s": "search", "ctrl+g": "back_out", "ctrl+space": "select", "ctrl+@": "select",
    "alt+x": "palette", "alt+w": "copy", "f2": "teach.rename",
    "ctrl+slash": "undo", "ctrl+underscore": "undo",
    "grave_accent": "place.jump", "Z": "quit",
}  # fmt: skip
"""By the key as Textual names it: what is pressed in vim, less, newsboat, aerc or Emacs."""


def instead_of(key: str, keymap: Keymap) -> str:
    """What to say of a key that no command has: which one has taken its part, if any."""
    id_ = ELSEWHERE.get(key, "")
    there = f" ({keymap.first(id_)}: {BY_ID[id_].name.lower()})" if keymap.keys.get(id_) else ""
    return f"{unused(key)}{there} · {keymap.first('help')} lists the keys"


def unused(key: str) -> str:
    """What to say of a key that does nothing, in a window, which says its keys itself."""
    return f"{shown(key)} does nothing here"
