"""The line in which one types what to find in the open report."""

from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from tui.widgets.line_input import LineInput


class FindBar(Horizontal, inherit_bindings=False):
    """Takes what is to be found; shown only while one types."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+g", "leave", "Find nothing", show=False),
        Binding("tab,shift+tab,down,up", "keep", "To the text", show=False),
    ]
    DEFAULT_CSS = """
    FindBar {
        height: 1; display: none; background: $panel;
        &.open { display: block; }
        Static { width: auto; padding: 0 1 0 1; color: $text-accent; text-style: bold; }
        Input { width: 1fr; background: $panel; }
    }
    """

    _input = getters.query_one(Input)

    class Changed(Message):
        """What is typed has changed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text
            """All of it."""

    class Left(Message):
        """The user is done with typing."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text
            """What is to stay found; empty for nothing."""

    def __init__(self, prompt: str = "find /", placeholder: str = "words, or /expression/") -> None:
        """Ask for what `placeholder` says."""
        super().__init__()
        self._prompt, self._placeholder = prompt, placeholder

    def compose(self) -> ComposeResult:
        """Prompt and input."""
        yield Static(Content(self._prompt))
        yield LineInput(self._placeholder)

    def open(self) -> None:
        """Begin to type; what was typed last is there again, to be replaced or entered."""
        self.add_class("open")
        self._input.disabled = False
        self.screen.set_focus(self._input)
        self._input.action_select_all()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self._close(event.value)

    def action_keep(self) -> None:
        """Let what was found stay lit, and go to the text."""
        self._close(self._input.value)

    def action_leave(self) -> None:
        """Find nothing."""
        self._close("")

    def _close(self, text: str) -> None:
        self.remove_class("open")
        self.post_message(self.Left(text))
