"""Whole sets of keys to choose from: `keys = "emacs"`."""

from collections.abc import Mapping
from typing import Final

PRESETS: Final[Mapping[str, Mapping[str, str]]] = {
    "vim": {},
    "emacs": {
        "move.down": "ctrl+n,down",
        "move.up": "ctrl+p,up",
        "move.page_down": "ctrl+v,space,pagedown",
        "move.page_up": "alt+v,backspace,pageup",
        "move.half_down": "d",
        "move.half_up": "u",
        "move.top": "alt+less_than_sign,home",
        "move.end": "alt+greater_than_sign,end",
        "pane.next": "ctrl+f,tab,right",
        "pane.previous": "ctrl+b,shift+tab,left",
        "article.next": "alt+n,J",
        "article.previous": "alt+p,K",
        "search": "ctrl+s,s",
        "refine.drop": "delete",
        "back_out": "ctrl+g,escape",
        "palette": "alt+x,colon",
        "select": "ctrl+@,ctrl+space,V",
        "copy": "alt+w,y",
        "undo": "ctrl+underscore,U",
    },
}
"""Keys by a command's id, for those that differ from the commands' own, which are vim's and less's.

No chord of two keys, and none that a terminal, tmux or screen keeps to itself as the only way:
`ctrl+b` (tmux) has the arrow beside it, `ctrl+h` is Backspace in a terminal, so help stays `?`.
"""
