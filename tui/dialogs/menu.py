"""A menu where the pointer is: what can be done there, with the keys that do the same."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.commands.command import Command
from tui.commands.keymap import Keymap
from tui.dialogs.over import Over
from tui.page.cells import cut, display, shown, width
from tui.widgets.options import Options

_WIDEST = 44
"""Columns of what a menu is on."""
_KEYS = 6
"""Columns of the keys."""


class Menu(Over[Command | None]):
    """Hands back the command chosen; None if none is wanted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q,ctrl+g,f10", "dismiss", "Close"),
        ("j,ctrl+n", "step('cursor_down')", "Down"),
        ("k,ctrl+p", "step('cursor_up')", "Up"),
    ]

    def __init__(self, about: str, commands: Sequence[Command], keymap: Keymap, at: Region) -> None:
        """Offer `commands` for what `about` names, which is never read as markup.

        It opens below `at`, or above it where there is more room: it hides nothing that it is on.
        """
        super().__init__()
        self._about = shown(cut(display(about), _WIDEST))
        self._commands, self._keymap, self._at = commands, keymap, at

    def compose(self) -> ComposeResult:
        """A command a row, its keys beside it; as near to the place as there is room."""
        size = self.app.size
        lines = min(len(self._commands) + 2, size.height)
        beside = 4 + (lines < len(self._commands) + 2)  # the frame, and a bar to scroll with
        names = max(len(command.name) for command in self._commands)
        room = max(names + 2 + _KEYS, width(self._about) + 2)
        columns = min(room + beside, size.width)
        names = max(1, columns - beside - _KEYS)
        rows = [
            Content.assemble(
                f"{cut(command.name, names):<{names}}",
                (f"{self._keymap.first(command.id):>{_KEYS}}", "dim"),
            )
            for command in self._commands
        ]
        options = Options(*map(Option, rows), markup=False, compact=True)
        options.border_title = Content(self._about)
        options.styles.width, options.styles.height = columns, lines
        options.styles.offset = (
            max(0, min(self._at.x, size.width - columns)),
            self._top(lines, size.height),
        )
        yield options

    def _top(self, lines: int, height: int) -> int:
        """The line of the screen that so many begin at."""
        below, above = self._at.bottom, self._at.y - lines
        if below + lines <= height or above < 0:
            return max(0, min(below, height - lines))
        return min(above, height - lines)

    def action_step(self, move: str) -> None:
        """To the next row, or the one before."""
        getattr(self.query_one(OptionList), f"action_{move}")()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._commands[event.option_index])
