"""The command palette; `tui.commands.palette` says what it offers."""

from contextlib import suppress
from typing import Any, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.command import CommandList, CommandPalette
from textual.css.query import NoMatches
from textual.errors import NoWidget

from tui.dialogs.over import Answering
from tui.widgets.options import Options


class _Commands(CommandList, Options):
    """The commands that it offers."""


class Palette(CommandPalette, Answering[None]):
    """Textual's palette, for fingers faster than it.

    It goes once, and may be gone before all that it offers has been gathered.
    """

    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+g", "escape", "Close")]

    def compose(self) -> ComposeResult:
        """What Textual has in it, with a list of ours."""
        for widget in super().compose():
            yield _Commands() if isinstance(widget, CommandList) else widget

    def _on_click(self, event: events.Click) -> None:  # type: ignore[override]  # as Textual has it
        event.prevent_default()
        with suppress(NoWidget):  # it may have been elsewhere, in a terminal of another size
            super()._on_click(event)

    def _action_command_list(self, action: str) -> None:
        with suppress(NoMatches):
            super()._action_command_list(action)

    @work(exclusive=True, group=CommandPalette._GATHER_COMMANDS_GROUP)  # noqa: SLF001 - cancelled so
    async def _gather_commands(self, search_value: str) -> None:
        gather: Any = super()._gather_commands
        with suppress(NoMatches):
            await gather.__wrapped__(self, search_value)

    def _watch__list_visible(self) -> None:
        with suppress(NoMatches):
            super()._watch__list_visible()

    async def _watch__show_busy(self) -> None:
        with suppress(NoMatches):
            await super()._watch__show_busy()
