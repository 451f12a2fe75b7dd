"""The commands as data."""

from collections.abc import Callable
from inspect import signature
from typing import Any

import pytest
from textual.actions import parse

from tui.commands import habits
from tui.commands.command import Command, Pane
from tui.commands.habits import instead_of
from tui.commands.hints import hints
from tui.commands.keymap import DEFAULT, keymap
from tui.commands.palette import Commands
from tui.commands.presets import PRESETS
from tui.commands.table import BY_ID, COMMANDS
from tui.settings.configuration import PRESETS as NAMED

ROOM = 52
"""Columns that a sheet in a terminal of 80 has for what a key does."""


@pytest.mark.parametrize("preset", PRESETS)
def test_no_two_commands_share_a_key(preset: str) -> None:
    keys = [key for keys in keymap(preset).keymap.keys.values() for key in keys]
    assert len(keys) == len(set(keys))
    assert keys


def test_no_two_commands_share_an_id() -> None:
    assert len(BY_ID) == len(COMMANDS)


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_names_only_commands_that_there_are(preset: str) -> None:
    assert set(PRESETS[preset]) <= set(BY_ID)


def test_the_keys_of_other_programs_have_a_command_here_and_are_not_its_keys() -> None:
    taken = {key for keys in keymap().keymap.keys.values() for key in keys}
    assert set(habits.ELSEWHERE.values()) <= set(BY_ID)
    assert not taken & set(habits.ELSEWHERE)


def test_whoever_pages_on_by_a_key_of_vim_or_less_pages_back_by_its_pair() -> None:
    on, back = (DEFAULT.keys[f"move.page_{way}"] for way in ("down", "up"))
    assert {"space", "pagedown", "ctrl+f"} <= set(on)
    assert {"b", "pageup", "ctrl+b"} <= set(back)


def test_of_a_key_that_does_nothing_it_is_said_which_one_does() -> None:
    assert instead_of("right_curly_bracket", DEFAULT) == (
        "} does nothing here (d: half a page down) · ? lists the keys"
    )
    emacs = keymap("emacs").keymap
    assert instead_of("ctrl+o", emacs) == "Ctrl-o does nothing here (H: back) · ? lists the keys"
    assert instead_of("at", DEFAULT) == "@ does nothing here · ? lists the keys"
    without = keymap(wished={"hit.next": "e", "mention.next": "]"}).keymap
    assert "(e: next hit)" in instead_of("semicolon", without)


def test_the_settings_know_every_preset() -> None:
    assert set(NAMED) == set(PRESETS)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_help_fits_on_one_line_of_a_narrow_terminal(command: Command) -> None:
    assert len(command.help) <= ROOM
    assert len(DEFAULT.shown(command.id)) <= 18


@pytest.mark.parametrize("pane", Pane)
def test_at_most_seven_keys_are_hinted_at(pane: Pane) -> None:
    assert 0 < len(hints(pane, DEFAULT)) <= 7


async def test_what_a_command_does_is_there_and_takes_what_it_is_given(
    reading: Callable[..., Any],
) -> None:
    async with reading() as session:
        screen = session.screen
        for command in COMMANDS:
            of, method, arguments = parse(command.does)
            if of == "app":
                does = getattr(screen.app, f"action_{method}")
            elif of:
                does = getattr(getattr(screen.features, of), method)
                assert command.action == f"do('{command.id}')"
            else:
                does = getattr(screen, f"action_{method}")
            signature(does).bind(*arguments)


async def test_the_palette_offers_first_what_fingers_do_not_know_and_finds_by_id(
    reading: Callable[..., Any],
) -> None:
    async with reading() as session:
        commands = Commands(session.screen)
        offered = [hit.text async for hit in commands.discover()]
        assert offered.index("Down") > offered.index("Star") > offered.index("Search")
        assert [hit.text async for hit in commands.search("zen")] == [BY_ID["zen"].name]
