"""A list over the panes of which one row is chosen, with keys for what is to be done with it."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import ClassVar, Final, NamedTuple

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.dialogs.over import Over
from tui.widgets.hanging import Hanging
from tui.widgets.options import Options
from tui.widgets.status_line import KeyHints

OPEN = "open"
"""What Enter and a click on the row under the cursor ask for."""
_CLOSE: Final = "close"
_AT_ONCE: Final = 20
"""Rows that are laid out in one go."""


class Choice(NamedTuple):
    """What the user wants, and of which row."""

    verb: str
    row: int
    """-1 if there is none."""


class _Rows(Options):
    """Takes a click as all lists of the reader do: it moves the cursor, and another one chooses."""

    async def _on_click(self, event: events.Click) -> None:
        clicked = event.style.meta.get("option")
        if clicked is not None and clicked != self.highlighted:
            self.highlighted = clicked
            event.prevent_default()


class Listing(Over[Choice | None]):
    """Shows rows until one is chosen or none is wanted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q,ctrl+g", "dismiss", "Close"),
        Binding("j,ctrl+n", "cursor('cursor_down')", show=False),
        Binding("k,ctrl+p", "cursor('cursor_up')", show=False),
        Binding("g", "cursor('first')", show=False),
        Binding("G", "cursor('last')", show=False),
        Binding("space,ctrl+v", "cursor('page_down')", show=False),
        Binding("b,alt+v", "cursor('page_up')", show=False),
    ]

    _list = getters.query_one(OptionList)

    def __init__(
        self,
        title: str,
        rows: Sequence[Content],
        verbs: Mapping[str, tuple[str, str]],
        empty: str,
        row: int = 0,
        *,
        opens: str = "go there",
    ) -> None:
        """List `rows`; nothing in them is ever read as markup.

        Args:
            title: What they are.
            rows: What is shown of each, of any number of lines.
            verbs: By key, what it asks for and how that is called.
            empty: What to say where there is no row.
            row: The row to begin at.
            opens: How that is called what Enter does.
        """
        super().__init__()
        self._title, self._rows, self._verbs, self._row = title, rows, verbs, row
        self._empty, self._opens = empty, opens

    def compose(self) -> ComposeResult:
        """The rows in a frame that says the keys."""
        first = self._rows[: self._row + _AT_ONCE]
        options = [Option(Hanging(row)) for row in first] or [Option(self._empty, disabled=True)]
        with Vertical(classes="listing") as frame:
            frame.border_title = Content(self._title)
            yield _Rows(*options, markup=False)
            yield KeyHints()

    def on_mount(self) -> None:
        """Begin at a row; say the keys."""
        keys = [(key, name, verb) for key, (verb, name) in self._verbs.items()]
        opens = [("Enter", self._opens, OPEN)] if self._rows else []
        self.query_one(KeyHints).show([*opens, *keys, ("Esc", "close", _CLOSE)])
        if self._rows:
            self._list.highlighted = min(self._row, len(self._rows) - 1)
        self._add_others()

    @work
    async def _add_others(self) -> None:
        """Add the rows after the first ones, with pauses in which keys are heard."""
        for start in range(self._row + _AT_ONCE, len(self._rows), _AT_ONCE):
            await asyncio.sleep(0)
            added = self._rows[start : start + _AT_ONCE]
            self._list.add_options([Option(Hanging(row)) for row in added])

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(Choice(OPEN, event.option_index))

    def on_key(self, event: events.Key) -> None:
        """Take the key of a verb."""
        character = event.character or ""
        if character in self._verbs:
            event.stop()
            self._do(self._verbs[character][0])

    @on(KeyHints.Clicked)
    def _clicked_hint(self, event: KeyHints.Clicked) -> None:
        if event.id == _CLOSE:
            self.dismiss()
        else:
            self._do(event.id)

    def _do(self, verb: str) -> None:
        """Hand back the row under the cursor, and what is wanted of it."""
        highlighted = self._list.highlighted
        row = -1 if highlighted is None or not self._rows else highlighted
        self.dismiss(Choice(verb, row))

    def action_cursor(self, move: str) -> None:
        """Move to another row."""
        getattr(self._list, f"action_{move}")()
