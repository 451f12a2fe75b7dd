"""The commands as data."""

import pytest

from tui.commands.command import Command, Pane
from tui.commands.hints import hints
from tui.commands.table import COMMANDS

ROOM = 52
"""Columns that a sheet in a terminal of 80 has for what a key does."""


def test_no_two_commands_share_a_key() -> None:
    keys = [key for command in COMMANDS for key in command.keys.split(",")]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_help_fits_on_one_line_of_a_narrow_terminal(command: Command) -> None:
    assert len(command.help) <= ROOM
    assert len(command.shown_keys) <= 18


@pytest.mark.parametrize("pane", Pane)
def test_at_most_seven_keys_are_hinted_at(pane: Pane) -> None:
    assert 0 < len(hints(pane)) <= 7
