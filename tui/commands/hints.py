"""The keys shown at the bottom of the screen: at most seven for each pane."""

from tui.commands.command import Pane
from tui.commands.table import BY_ID
from tui.keys import shown

_HINTS: dict[Pane, tuple[tuple[str, str], ...]] = {
    Pane.ARTICLES: (
        ("search.here", "search"), ("open", "read"), ("article.next", "next"), ("sort", "sort"),
        ("pane.next", "pane"), ("palette", "commands"), ("help", "help"),
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


def hints(pane: Pane) -> list[tuple[str, str]]:
    """The keys worth showing while `pane` has the focus: key, what it does."""
    return [(shown(BY_ID[id_].keys.split(",")[0]), name) for id_, name in _HINTS[pane]]
