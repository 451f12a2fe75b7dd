"""The first screen of somebody who has not said what to read: what this is, and what to do now."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from articles.collection import Collection, CollectionError
from articles.samples import FOLDER

_TEXT = (
    ("Gazetteer", "bold"),
    "\n\n",
    "Reads a pile of news reports: finds what you look for, and follows every person, "
    "organisation and place through all of it, whatever each report calls them.\n\n",
    ("Enter", "bold"),
    "         opens the samples: 55 Wikinews reports, 2019 to 2020\n",
    ("a path, Enter", "bold"),
    " opens your own: a folder at any depth, or one file of many\n",
    ("Esc", "bold"),
    "           leaves; from a shell: ",
    ("gazetteer FOLDER", "bold"),
    ", ",
    ("gazetteer --help", "bold"),
    "\n\n",
    "You can read while it indexes, ",
    ("?", "bold"),
    " lists the keys, and nothing ever leaves this machine.",
)


class Welcome(Screen[Path]):
    """Asks what to read; the answer is a folder or file that can be."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,ctrl+g", "app.leave", "Leave")]

    def __init__(self, told: str = "") -> None:
        """Say `told`, if anything, below the rest."""
        super().__init__()
        self._told = told

    def compose(self) -> ComposeResult:
        """What this is, a line to type a path in, and what is wrong with it."""
        with Vertical(classes="welcome"):
            yield Static(Content.assemble(*_TEXT))
            yield Input(placeholder="a folder or a file; empty for the samples", compact=True)
            yield Static(Content(self._told), classes="told")

    def on_mount(self) -> None:
        """Be ready for a path."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        typed = event.value.strip()
        try:
            place = Path(typed).expanduser() if typed else FOLDER
            root = Collection.open(place).root
        except (CollectionError, RuntimeError) as error:  # RuntimeError: ~nobody
            self.query_one(".told", Static).update(Content(str(error)))
        else:
            self.dismiss(root)
