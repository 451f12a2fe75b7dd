"""Writing a note: some lines of text over the panes."""

from typing import ClassVar

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.strip import Strip
from textual.widgets import TextArea

from tui.commands.hints import KeyHint
from tui.dialogs.ask import Confirm
from tui.dialogs.over import Over
from tui.widgets.status_line import KeyHints


class _Lines(TextArea):
    """The text that is written, of which no line is kept as drawn.

    Textual keeps a thousand in a ring that it drops at every key, which nothing but the collector
    finds: a note of ten lines left 120,000 objects.
    """

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        return self._render_line(y)


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
        """The text in a frame, and how it is left."""
        with Vertical(classes="note") as frame:
            frame.border_title = Content(self._about)
            yield _Lines(self._given, soft_wrap=True)
            yield KeyHints()

    def on_mount(self) -> None:
        """Begin at the end of what is there."""
        self._area.move_cursor(self._area.document.end)
        self._tell()

    @on(TextArea.Changed)
    def _typed(self) -> None:
        self._why = ""
        self._tell()

    def _tell(self) -> None:
        """Say what Esc does now, how else the window is left, and why it was not kept before."""
        keys = [KeyHint("Esc", "closes" if self._was else "closes: nothing is written", "keep")]
        if self.is_unsaved:
            does = "keeps it" if self._area.text.strip() else "removes the note"
            keys = [
                KeyHint("Esc", does, "keep"),
                KeyHint("Ctrl-g", "drops what you wrote", "drop"),
            ]
        self.query_one(KeyHints).show(keys)
        self.query_one(".note").border_subtitle = Content(self._why)

    @on(KeyHints.Clicked)
    async def _clicked_hint(self, event: KeyHints.Clicked) -> None:
        await self.run_action(event.id)

    @property
    def is_unsaved(self) -> bool:
        """Whether the note says something else than it did."""
        return any(area.text.strip() != self._was.strip() for area in self.query(TextArea))

    def action_keep(self) -> None:
        """Keep what is written."""
        self.dismiss(self._area.text)

    @work(group="asked")
    async def action_drop(self) -> None:
        """Leave the note as it was, once the user is sure about what was written since."""
        sure = Confirm("Drop what you wrote?")
        if not self.is_unsaved or await self.app.push_screen_wait(sure):
            self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """A click beside the window keeps what is written, as Esc does."""
        if event.widget is self:
            self.action_keep()
