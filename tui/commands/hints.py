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
        ("article.next", "article"), ("entities", "entities"), ("back_out", "back"),
        ("help", "help"),
    ),
    Pane.ENTITIES: (
        ("open", "trace"), ("search.here", "filter"), ("mention.next", "mention"),
        ("entities", "close"), ("pane.next", "pane"), ("palette", "commands"), ("help", "help"),
    ),
}  # fmt: skip


def hints(pane: Pane, keymap: Keymap) -> list[tuple[str, str, str]]:
    """The keys worth showing while `pane` has the focus: key, what it does, the command's id."""
    return [(keymap.first(id_), name, id_) for id_, name in _HINTS[pane] if keymap.first(id_)]
