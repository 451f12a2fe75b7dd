"""A sheet to choose from: type to narrow it, Enter takes what is highlighted."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option
from textual.worker import Worker, WorkerCancelled

from index.letters import bare
from tui.commands.keys import shown
from tui.dialogs.over import Over
from tui.widgets.options import Options

SHOWN = 100
"""More than these nobody looks through; typing narrows them."""

_AROUND = 3
"""Lines of a sheet beside its choices: frame, and what is typed."""


class Choice(NamedTuple):
    """One thing to choose."""

    value: str
    label: str
    beside: str = ""


Offer = Callable[[str], Awaitable[Sequence[Choice]]]
"""What there is to choose from once this is typed, the likeliest first."""


def among(choices: Sequence[Choice]) -> Offer:
    """Offers those of a few choices that have what is typed in them."""

    async def offer(typed: str) -> Sequence[Choice]:
        wanted = bare(typed.strip())
        return [one for one in choices if wanted in bare(one.label)]

    return offer


class Choose(Over[Choice | None]):
    """Hands back what is chosen; None if the user would rather not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+g", "dismiss", "Never mind"),
        Binding("down,ctrl+n", "step(1)", "Down", priority=True),
        Binding("up,ctrl+p", "step(-1)", "Up", priority=True),
    ]

    def __init__(self, question: str, offer: Offer, *, again: Sequence[str] = ()) -> None:
        """Ask `question`; nothing of it or of the choices is ever read as markup.

        Args:
            question: What to ask.
            offer: What there is to choose from.
            again: Keys that take what is highlighted, as Enter does, before anything is typed:
                those that were pressed to be asked.
        """
        super().__init__()
        self._question, self._offer = question, offer
        self._again = shown(again[0]) if again else ""
        if again:
            self._bindings.bind(",".join(again), "again", show=False, priority=True)
        self._offering: Worker[None] | None = None
        self._most = 0
        """How many were offered at once."""

    def compose(self) -> ComposeResult:
        """What narrows the choices, and the choices."""
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = Content(self._question)
            again = f", {self._again} again" if self._again else ""
            sheet.border_subtitle = Content(f"Enter{again} takes · Esc never mind")
            yield Input(placeholder="type to narrow", compact=True)
            yield Options(compact=True)

    def on_mount(self) -> None:
        """Offer everything."""
        self._offering = self._show("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._offering = self._show(event.value)

    @work(exclusive=True)
    async def _show(self, typed: str) -> None:
        """Offer what there is, and say meanwhile that it is looked for."""
        for options in self.query(OptionList):
            if not options.option_count:
                options.add_option(Option("Looking…", disabled=True))
        offered = (await self._offer(typed))[:SHOWN]
        for options in self.query(OptionList):  # none is left where it goes meanwhile
            options.clear_options()
            options.add_options(map(_Offered, offered))
            if not offered:
                options.add_option(Option("Nothing there has that in it", disabled=True))
            options.highlighted = 0 if offered else None
            self._grow(options.option_count)

    def _grow(self, offered: int) -> None:
        """Be no higher than what is offered needs; what is typed makes it no lower again."""
        if offered > self._most:
            self._most = offered
            self.query_one(".sheet").styles.max_height = offered + _AROUND

    def action_step(self, step: int) -> None:
        """Highlight the next choice, or the one before."""
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            options.highlighted = (options.highlighted + step) % options.option_count

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Once something is typed every key is a letter of it."""
        is_letter = action == "again" and self.is_mounted and self.query_one(Input).value != ""
        return not is_letter and super().check_action(action, parameters)

    async def action_again(self) -> None:
        """Take what is highlighted."""
        await self.query_one(Input).action_submit()

    @on(Input.Submitted)
    async def _entered(self) -> None:
        """Take what is highlighted, once it is what was typed that is offered."""
        if self._offering is not None:
            with suppress(WorkerCancelled):
                await self._offering.wait()
        for options in self.query(OptionList):
            if options.highlighted is not None:
                self._take(options.get_option_at_index(options.highlighted))

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self._take(event.option)

    def _take(self, option: Option) -> None:
        """Hand back what an option says, though others may be offered by now."""
        if isinstance(option, _Offered):
            self.dismiss(option.choice)


class _Offered(Option):
    """A choice as it is listed."""

    def __init__(self, choice: Choice) -> None:
        super().__init__(_shown(choice))
        self.choice = choice


def _shown(one: Choice) -> Content:
    """A choice as it is listed; Textual cannot draw a stretch of nothing in a style of its own."""
    beside = ("  ", (one.beside, "dim")) if one.beside else ()
    return Content.assemble(one.label, *beside)
