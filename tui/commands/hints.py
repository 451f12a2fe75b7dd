"""The keys shown at the bottom of the screen: at most seven for each pane."""

from typing import Final, NamedTuple

from tui.commands.command import Pane
from tui.commands.keymap import Keymap


class KeyHint(NamedTuple):
    """A key that is shown, and can be clicked, with what it does."""

    key: str
    does: str
    """In a word or a few."""
    id: str
    """What a click on it is told by: a command's id, an action, or what a dialogue knows it by."""


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


_EMPTY = (
    ("search.here", "search"), ("searches", "saved searches"), ("skipped", "skipped files"),
    ("palette", "commands"), ("help", "help"),
)  # fmt: skip
"""Those of a list without a row."""
_SELECTED = (
    ("copy", "copy"), ("copy.cited", "copy with citation"), ("clip", "clip"), ("note", "note"),
    ("back_out", "select nothing"), ("help", "help"),
)  # fmt: skip


TYPING: Final = (
    KeyHint("Enter", "search", "entered"),
    KeyHint("Tab", "complete", "search_bar.complete"),
    KeyHint("↑", "older", "search_bar.older"),
    KeyHint("Esc", "leave", "search_bar.leave"),
    KeyHint("F1", "what can be typed", "query_help"),
)
"""Those of the search bar, each with its action."""
FINDING: Final = (
    KeyHint("Enter", "find", "find_bar.keep"),
    KeyHint("Esc", "find nothing", "find_bar.leave"),
)
"""Those of the line in which one finds something in the text."""
FILTERING: Final = (
    KeyHint("Enter", "to the entities", "entities.keep_filter"),
    KeyHint("Esc", "all entities", "entities.drop_filter"),
)
"""Those of the filter above the entities."""


def hints(
    pane: Pane, keymap: Keymap, *, selected: bool = False, empty: bool = False
) -> list[KeyHint]:
    """The keys worth showing while `pane` has the focus, each with the id of its command.

    Args:
        pane: Which pane.
        keymap: The keys in force.
        selected: Whether text is selected, so that something can be done with it.
        empty: Whether there is no report in the list.
    """
    worth = _SELECTED if selected else _HINTS[pane]
    if empty and pane is Pane.ARTICLES:
        worth = _EMPTY
    return [KeyHint(keymap.first(id_), name, id_) for id_, name in worth if keymap.first(id_)]
