"""Writing a note: some lines of text over the panes."""

from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import TextArea

from tui.screens.over import Over


class NoteEditor(Over[str | None]):
    """Takes a note; None if it is to stay as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "keep", "Keep"),
        ("ctrl+g", "dismiss", "Never mind"),
    ]

    _area = getters.query_one(TextArea)

    def __init__(self, about: str, text: str = "") -> None:
        """Write about something, with `text` to begin with."""
        super().__init__()
        self._about, self._given = about, text

    def compose(self) -> ComposeResult:
        """The text in a frame that says how it is left."""
        area = TextArea(self._given, soft_wrap=True, classes="note")
        area.border_title = Content(self._about)
        area.border_subtitle = Content("Esc keeps it · Ctrl-g leaves it as it was")
        yield area

    def on_mount(self) -> None:
        """Begin at the end of what is there."""
        self._area.move_cursor(self._area.document.end)

    def action_keep(self) -> None:
        """Keep what is written."""
        self.dismiss(self._area.text)
