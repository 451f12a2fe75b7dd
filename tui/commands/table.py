"""All commands, in the order in which help shows them."""

from tui.commands import (
    looking,
    moving,
    notebook,
    outside,
    program,
    searching,
    teaching,
    walking,
)
from tui.commands.command import Command

COMMANDS: tuple[Command, ...] = (
    *moving.COMMANDS,
    *searching.COMMANDS,
    *walking.COMMANDS,
    *teaching.COMMANDS,
    *looking.COMMANDS,
    *notebook.COMMANDS,
    *outside.COMMANDS,
    *program.COMMANDS,
)

BY_ID = {command.id: command for command in COMMANDS}
