"""The first screen of somebody who has not said what to read: what this is, and what to do now."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from articles.collection.collection import Collection, CollectionError
from articles.samples import FOLDER
from tui.commands.hints import KeyHint
from tui.dialogs.styling import style_dialogs
from tui.dialogs.veiled import Fitted
from tui.outside.paths import as_typed, complete
from tui.widgets.status_line import KeyHints

_TEXT = (
    ("Gazetteer", "bold"),
    "\n\n",
    "Reads a pile of news reports: finds what you look for, and follows every person, "
    "organisation and place through all of it, whatever each report calls them.\n\n",
    ("Enter", "bold"),
    "          opens the samples: 55 Wikinews reports, 2019 to 2020\n",
    ("a path, Enter", "bold"),
    "  opens your own: a folder at any depth, or one file of many\n",
    ("Esc", "bold"),
    "            leaves; from a shell: ",
    ("gazetteer FOLDER", "bold"),
    ", ",
    ("gazetteer --help", "bold"),
    "\n\n",
    "You can read while it indexes, ",
    ("?", "bold"),
    " lists the keys, and nothing ever leaves this machine.",
)


_KEYS: Final = (
    KeyHint("Enter", "open", "screen.open"),
    KeyHint("Tab", "complete", "screen.complete"),
    KeyHint("Esc", "leave", "app.leave"),
)
"""What can be pressed, or clicked, each by its action."""

_MOST_TOLD: Final = 200
"""Characters of names that are shown where a path may go on in several ways."""


class Welcome(Fitted[Path]):
    """Asks what to read; the answer is a folder or file that can be."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,ctrl+g", "app.leave", "Leave"),
        Binding("tab", "complete", "Complete", show=False, priority=True),
    ]

    def __init__(self, told: str = "") -> None:
        """Say `told`, if anything, below the rest."""
        super().__init__()
        style_dialogs(self.app)
        self._told = told

    def compose(self) -> ComposeResult:
        """What this is, a line to type a path in, and what is wrong with it."""
        with Vertical(classes="welcome"):
            yield Static(Content.assemble(*_TEXT))
            yield Input(
                placeholder="a folder or file, Tab completes; empty: the samples", compact=True
            )
            yield Static(Content(self._told), classes="told")
            yield KeyHints()

    def on_mount(self) -> None:
        """Be ready for a path, or for a click on a key."""
        self.query_one(Input).focus()
        self.query_one(KeyHints).show(_KEYS)

    @on(KeyHints.Clicked)
    async def _clicked(self, event: KeyHints.Clicked) -> None:
        self.query_one(Input).focus()  # the click took it away
        await self.run_action(event.id)

    async def action_open(self) -> None:
        """Open what is typed, or the samples."""
        await self.query_one(Input).action_submit()

    @work(exclusive=True)
    async def action_complete(self) -> None:
        """Complete the path that is typed; where that leaves a choice, say which."""
        line = self.query_one(Input)
        typed = line.value
        completed = await asyncio.to_thread(complete, typed)
        if line.value != typed:
            return
        line.value = completed.path
        line.action_end()
        self.query_one(".told", Static).update(
            Content.styled(_told(completed.choices), "$text-muted")
        )

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        typed = event.value.strip()
        try:
            place = as_typed(typed) if typed else FOLDER
            root = Collection.open(place).root
        except (CollectionError, RuntimeError) as error:  # RuntimeError: ~nobody
            self.query_one(".told", Static).update(Content(str(error)))
        else:
            self.dismiss(root)


def _told(choices: Sequence[str]) -> str:
    """Names beside each other, as many as are shown, and how many there are else."""
    said = ""
    for shown, name in enumerate(choices):
        if len(said) + len(name) > _MOST_TOLD:
            return f"{said}… and {len(choices) - shown:,} more"
        said += f"{name}  "
    return said
