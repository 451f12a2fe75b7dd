"""A line at the bottom that asks something: a text, or yes or no."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tui.screens.over import Over


class Ask(Over[str | None]):
    """Asks for a line of text; None if the user would rather not."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,ctrl+g", "dismiss", "Never mind")]

    def __init__(self, question: str, text: str = "") -> None:
        """Ask `question`, with `text` to begin with."""
        super().__init__()
        self._question, self._given = question, text

    def compose(self) -> ComposeResult:
        """Question and input on one line."""
        with Horizontal(classes="asked"):
            yield Static(Content(self._question))
            yield Input(self._given, compact=True, select_on_focus=False)

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)


class Confirm(Over[bool]):
    """Asks for yes or no; whatever is not a clear yes is no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("y", "dismiss(True)", "Yes"),
        ("n,escape,enter,q,ctrl+g", "dismiss(False)", "No"),
    ]

    def __init__(self, *question: str) -> None:
        """Ask `question`, which may have several lines."""
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """The question, and which keys answer it."""
        with Vertical(classes="asked"):
            for line in self._question:
                yield Static(Content(line))
            with Horizontal():
                yield Static(Content.assemble(("y", "bold"), " yes "), classes="yes")
                yield Static(Content.assemble("· ", ("n", "bold"), " no (Enter)"))

    def on_click(self, event: events.Click) -> None:
        """A click on yes is that; one anywhere else is no."""
        self.dismiss(event.widget is self.query_one(".yes"))
