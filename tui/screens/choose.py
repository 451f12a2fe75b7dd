"""A sheet to choose from: type to narrow it, Enter takes what is highlighted."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList

from tui.screens.over import Over
from tui.widgets.entity_row import fold

_SHOWN = 100
"""More than these nobody looks through; typing narrows them."""


class Choice(NamedTuple):
    """One thing to choose."""

    value: str
    label: str
    beside: str = ""


class Choose(Over[str | None]):
    """Hands back the value chosen; None if the user would rather not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+g", "dismiss", "Never mind"),
        Binding("down,ctrl+n", "step(1)", "Down", priority=True),
        Binding("up,ctrl+p", "step(-1)", "Up", priority=True),
    ]

    def __init__(self, question: str, choices: Sequence[Choice]) -> None:
        """Ask `question`; nothing of it or of the choices is ever read as markup."""
        super().__init__()
        self._question, self._choices = question, choices
        self._offered: Sequence[Choice] = ()

    def compose(self) -> ComposeResult:
        """What narrows the choices, and the choices."""
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = Content(self._question)
            sheet.border_subtitle = Content("Enter takes · Esc never mind")
            yield Input(placeholder="type to narrow", compact=True)
            yield OptionList(compact=True)

    def on_mount(self) -> None:
        """Offer everything."""
        self._offer("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._offer(fold(event.value))

    def _offer(self, wanted: str) -> None:
        fitting = (one for one in self._choices if wanted in fold(one.label))
        self._offered = [one for one, _ in zip(fitting, range(_SHOWN), strict=False)]
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(
            [Content.assemble(one.label, "  ", (one.beside, "dim")) for one in self._offered]
        )
        options.highlighted = 0 if self._offered else None

    def action_step(self, step: int) -> None:
        """Highlight the next choice, or the one before."""
        options = self.query_one(OptionList)
        if self._offered:
            options.highlighted = ((options.highlighted or 0) + step) % len(self._offered)

    @on(Input.Submitted)
    def _entered(self) -> None:
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self.dismiss(self._offered[at].value)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._offered[event.option_index].value)
