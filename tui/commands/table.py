"""All commands in the order in which help shows them, and the key bindings made of them."""

from collections.abc import Iterator

from textual.binding import Binding

from tui.commands import looking, moving, program, searching, walking
from tui.commands.command import Command, Pane

COMMANDS: tuple[Command, ...] = (
    *moving.COMMANDS,
    *searching.COMMANDS,
    *walking.COMMANDS,
    *looking.COMMANDS,
    *program.COMMANDS,
)

BY_ID = {command.id: command for command in COMMANDS}


def bindings() -> list[Binding]:
    """The key bindings of the main screen.

    They have priority, so that a key is acted on before the next one is looked at: `/` moves the
    focus, and the letters typed right after it must find it there. The screen's `check_action`
    leaves keys to an input that has the focus.
    """
    counts = [
        Binding(str(digit), f"count({digit})", show=False, priority=True) for digit in range(10)
    ]
    return counts + [
        Binding(
            command.keys, command.action, command.name, show=False, priority=True, id=command.id
        )
        for command in COMMANDS
    ]


def help_for(pane: Pane) -> Iterator[tuple[str, list[Command]]]:
    """The commands that work in `pane`, by group, in the order of `COMMANDS`."""
    usable = [command for command in COMMANDS if pane in command.panes]
    for group in dict.fromkeys(command.group for command in usable):
        yield group, [command for command in usable if command.group == group]
