"""A line at the bottom that asks something: a text, or yes or no."""

from collections.abc import Iterable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.commands.hints import KeyHint
from tui.dialogs.over import Over
from tui.widgets.status_line import KeyHints


class Ask(Over[str | None]):
    """Asks for a line of text; None if the user would rather not."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,ctrl+g", "dismiss", "Never mind")]

    def __init__(self, question: str, text: str = "", *, is_edited: bool = False) -> None:
        """Ask `question`.

        Args:
            question: What to ask.
            text: What to begin with: what is typed replaces it, unless one moves in it first.
            is_edited: Whether that is to be changed rather than replaced.
        """
        super().__init__()
        self._question, self._given, self._is_edited = question, text, is_edited

    def compose(self) -> ComposeResult:
        """Question and input on one line, below it what can be pressed, or clicked."""
        with Vertical(classes="asked"):
            with Horizontal():
                yield Static(Content(f"{self._question} "))
                yield self.line()
            yield from self.below()
            yield KeyHints()

    def line(self) -> Input:
        """Where it is answered."""
        return Input(self._given, compact=True, select_on_focus=False)

    def below(self) -> Iterable[Widget]:
        """What stands between that and the keys."""
        return ()

    def on_mount(self) -> None:
        """Have what is given ready to be replaced; say the keys."""
        if not self._is_edited:
            self.query_one(Input).action_select_all()  # once: the focus may come again
        keys = [KeyHint("Enter", "takes it", "take"), KeyHint("Esc", "never mind", "")]
        self.query_one(KeyHints).show(keys)

    @on(KeyHints.Clicked)
    def _clicked_hint(self, event: KeyHints.Clicked) -> None:
        self.dismiss(self.query_one(Input).value if event.id else None)

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
