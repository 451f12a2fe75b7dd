"""The keys shown at the bottom of the screen: at most seven for each pane."""

from tui.commands.command import Pane
from tui.commands.keymap import Keymap

_HINTS: dict[Pane, tuple[tuple[str, str], ...]] = {
    Pane.ARTICLES: (
        ("search.here", "search"), ("open", "read"), ("article.next", "next"), ("sort", "sort"),
        ("tag", "tag"), ("palette", "commands"), ("help", "help"),
    ),
    Pane.READING: (
        ("mention.next", "mention"), ("hit.next", "hit"), ("trace.forward", "trace"),
        ("menu", "menu"), ("entities", "entities"), ("back_out", "back"),
        ("help", "help"),
    ),
    Pane.ENTITIES: (
        ("open", "trace"), ("search.here", "filter"), ("mention.next", "mention"),
        ("entities", "close"), ("menu", "menu"), ("palette", "commands"), ("help", "help"),
    ),
}  # fmt: skip


_SELECTED = (
    ("copy", "copy"), ("copy.cited", "copy with citation"), ("clip", "clip"), ("note", "note"),
    ("back_out", "select nothing"), ("help", "help"),
)  # fmt: skip


TYPING = (
    ("Enter", "search", "entered"), ("Tab", "complete", "search_bar.complete"),
    ("↑", "older", "search_bar.older"), ("Esc", "leave", "search_bar.leave"),
    ("F1", "what can be typed", "query_help"),
)  # fmt: skip
"""Those of the search bar, each with its action."""
FINDING = (("Enter", "find", "find_bar.keep"), ("Esc", "find nothing", "find_bar.leave"))
"""Those of the line in which one finds something in the text."""
FILTERING = (
    ("Enter", "to the entities", "entities.keep_filter"),
    ("Esc", "all entities", "entities.drop_filter"),
)
"""Those of the filter above the entities."""


def hints(pane: Pane, keymap: Keymap, *, selected: bool = False) -> list[tuple[str, str, str]]:
    """The keys worth showing while `pane` has the focus: key, what it does, the command's id.

    Args:
        pane: Which pane.
        keymap: The keys in force.
        selected: Whether text is selected, so that something can be done with it.
    """
    worth = _SELECTED if selected else _HINTS[pane]
    return [(keymap.first(id_), name, id_) for id_, name in worth if keymap.first(id_)]
