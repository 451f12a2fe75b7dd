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
    action: str
    panes: frozenset[Pane] = EVERYWHERE
    group: str = "Everywhere"
    palette: bool = True
