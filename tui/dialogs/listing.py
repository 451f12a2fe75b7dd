"""A list over the panes of which one row is chosen, with keys for what is to be done with it."""

from collections.abc import Sequence
from typing import ClassVar, Final, NamedTuple

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content

from tui.commands.hints import KeyHint
from tui.dialogs.over import Over
from tui.widgets.row_list import RowList
from tui.widgets.status_line import KeyHints

OPEN = "open"
"""What Enter and a click on the row under the cursor ask for."""
_CLOSE: Final = "close"


class Chosen(NamedTuple):
    """What the user wants, and of which row."""

    verb: str
    row: int
    """-1 if there is none."""


class Listing(Over[Chosen | None]):
    """Shows rows until one is chosen or none is wanted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q,ctrl+g", "dismiss", "Close"),
    ]

    _list = getters.query_one(RowList)

    def __init__(
        self,
        title: str,
        rows: Sequence[Content],
        verbs: Sequence[KeyHint],
        empty: str,
        row: int = 0,
        *,
        opens: str = "go there",
        always: Sequence[KeyHint] = (),
    ) -> None:
        """List `rows`; nothing in them is ever read as markup.

        Args:
            title: What they are.
            rows: What is shown of each, of any number of lines.
            verbs: What else can be asked for, and by which keys.
            empty: What to say where there is no row.
            row: The row to begin at.
            opens: How that is called what Enter does.
            always: Which of `verbs` need no row.
        """
        super().__init__()
        self._title, self._rows, self._verbs, self._row = title, rows, verbs, row
        self._empty, self._opens, self._always = empty, opens, always

    def compose(self) -> ComposeResult:
        """The rows in a frame that says the keys."""
        with Vertical(classes="listing"):
            yield RowList(self._rows, self._row, self._empty)
            yield KeyHints()

    def on_mount(self) -> None:
        """Say what they are, and the keys."""
        self.retitle(self._title)
        acts = [KeyHint("Enter", self._opens, OPEN), *self._verbs] if self._rows else self._always
        self.query_one(KeyHints).show([*acts, KeyHint("Esc", "close", _CLOSE)])

    def retitle(self, title: str) -> None:
        """Say otherwise what is listed."""
        self._title = title
        self.query_one(".listing").border_title = Content(title)

    def show(self, rows: Sequence[Content]) -> None:
        """List other rows, as many as before; the cursor stays."""
        self._rows = rows
        self._list.show(rows)

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(Chosen(OPEN, event.index))

    def on_key(self, event: events.Key) -> None:
        """Take the key of a verb."""
        verb = next((one for one in self._verbs if one.key == event.character), None)
        if verb is not None:
            event.stop()
            event.prevent_default()
            self.do(verb.id)

    @on(KeyHints.Clicked)
    def _clicked_hint(self, event: KeyHints.Clicked) -> None:
        if event.id == _CLOSE:
            self.dismiss()
        else:
            self.do(event.id)

    def do(self, verb: str) -> None:
        """Hand back the row under the cursor, and what is wanted of it."""
        self.dismiss(Chosen(verb, self._list.cursor if self._rows else -1))
