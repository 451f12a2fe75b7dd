"""A menu where the pointer is: what can be done there, with the keys that do the same."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Offset
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.commands.command import Command
from tui.commands.keymap import Keymap
from tui.page.cells import cut, display, shown, width
from tui.screens.over import Over
from tui.widgets.options import Options

_WIDEST = 44
"""Columns of what a menu is on."""


class Menu(Over[Command | None]):
    """Hands back the command chosen; None if none is wanted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q,ctrl+g,f10", "dismiss", "Close"),
        ("j,ctrl+n", "step('cursor_down')", "Down"),
        ("k,ctrl+p", "step('cursor_up')", "Up"),
    ]

    def __init__(self, about: str, commands: Sequence[Command], keymap: Keymap, at: Offset) -> None:
        """Offer `commands` for what `about` names, which is never read as markup, at a place."""
        super().__init__()
        self._about = shown(cut(display(about), _WIDEST))
        self._commands, self._keymap, self._at = commands, keymap, at

    def compose(self) -> ComposeResult:
        """A command a row, its keys beside it; as near to the place as there is room."""
        names = max(len(command.name) for command in self._commands)
        rows = [
            Content.assemble(
                f"{command.name:<{names}}  ", (f"{self._keymap.first(command.id):>6}", "dim")
            )
            for command in self._commands
        ]
        options = Options(*map(Option, rows), markup=False, compact=True)
        options.border_title = Content(self._about)
        size = self.app.size
        columns = min(max(names + 8, width(self._about) + 2) + 4, size.width)
        lines = min(len(rows) + 2, size.height)
        options.styles.width, options.styles.height = columns, lines
        options.styles.offset = (
            max(0, min(self._at.x, size.width - columns)),
            max(0, min(self._at.y, size.height - lines)),
        )
        yield options

    def action_step(self, move: str) -> None:
        """To the next row, or the one before."""
        getattr(self.query_one(OptionList), f"action_{move}")()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._commands[event.option_index])
