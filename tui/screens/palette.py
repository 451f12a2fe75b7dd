"""The command palette; `tui.commands.palette` says what it offers."""

from contextlib import suppress

from textual.command import CommandPalette

from tui.screens.over import Answering


class Palette(CommandPalette, Answering[None]):
    """Textual's palette, for fingers faster than it: it goes once, and may be paged undrawn."""

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):
            super()._action_command_list(action)
