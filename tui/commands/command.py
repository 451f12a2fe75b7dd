"""What a command is, and where it works."""

from enum import StrEnum
from typing import NamedTuple


class Pane(StrEnum):
    """Where the reader's attention is."""

    ARTICLES = "articles"
    READING = "reading"
    ENTITIES = "entities"


EVERYWHERE = frozenset(Pane)
LISTS = frozenset({Pane.ARTICLES, Pane.ENTITIES})


class Command(NamedTuple):
    """One thing the reader can do."""

    id: str
    """By this a user's keymap names it."""
    keys: str
    """Comma-separated Textual key names, the one to be shown first; empty if it has none.
    A keymap may have others."""
    name: str
    help: str
    does: str
    """`copies.unfold`: a method of a feature, by its name in `tui/screens/features.py`.
    Without a dot, or with `app` before it, an action as Textual knows it: a method `action_…`."""
    panes: frozenset[Pane] = EVERYWHERE
    group: str = "Everywhere"
    palette: bool = True

    @property
    def action(self) -> str:
        """The same for Textual, which knows no features: `do` finds them."""
        of, dot, _ = self.does.partition("(")[0].rpartition(".")
        return f"do({self.id!r})" if dot and of != "app" else self.does
