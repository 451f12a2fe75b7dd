"""Writing a note: some lines of text over the panes."""

from typing import ClassVar

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import TextArea

from tui.screens.ask import Confirm
from tui.screens.over import Over


class NoteEditor(Over[str | None]):
    """Takes a note; None if it is to stay as it was.

    Words are never lost by one key: Esc, and a click beside the window, keep them, and what drops
    them asks.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "keep", "Keep"),
        ("ctrl+g", "drop", "Never mind"),
    ]

    _area = getters.query_one(TextArea)

    def __init__(self, about: str, was: str = "", text: str | None = None, why: str = "") -> None:
        """Write about something.

        Args:
            about: What the note is on.
            was: The note as it is; empty if there is none.
            text: What is written of it already; the note as it is if None.
            why: Why it could not be kept when it was written before.
        """
        super().__init__()
        self._about, self._was, self._why = about, was, why
        self._given = was if text is None else text

    def compose(self) -> ComposeResult:
        """The text in a frame that says how it is left."""
        area = TextArea(self._given, soft_wrap=True, classes="note")
        area.border_title = Content(self._about)
        yield area

    def on_mount(self) -> None:
        """Begin at the end of what is there."""
        self._area.move_cursor(self._area.document.end)
        self._tell()

    @on(TextArea.Changed)
    def _typed(self) -> None:
        self._why = ""
        self._tell()

    def _tell(self) -> None:
        """Say in the frame what Esc does now, and how else the window is left."""
        keys = "Esc closes" if self._was else "Esc closes: nothing is written"
        if self._is_changed:
            does = "keeps it" if self._area.text.strip() else "removes the note"
            keys = f"Esc {does} · Ctrl-g drops what you wrote"
        self._area.border_subtitle = Content(f"{self._why} · {keys}" if self._why else keys)

    @property
    def _is_changed(self) -> bool:
        return self._area.text.strip() != self._was.strip()

    def action_keep(self) -> None:
        """Keep what is written."""
        self.dismiss(self._area.text)

    @work
    async def action_drop(self) -> None:
        """Leave the note as it was, once the user is sure about what was written since."""
        sure = Confirm("Drop what you wrote?")
        if not self._is_changed or await self.app.push_screen_wait(sure):
            self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """A click beside the window keeps what is written, as Esc does."""
        if event.widget is self:
            self.action_keep()
