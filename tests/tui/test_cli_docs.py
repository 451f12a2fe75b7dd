"""The page on the command line says what the program takes, all of it and no more."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from tui.cli.arguments import documented
from tui.cli.doctor import Check
from tui.cli.stats import Figures
from tui.problems import Exit

PAGE = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text("utf-8")
COMMANDS = documented()


def section(command: str) -> str:
    """The page's section on a command; that of the program itself for the empty name."""
    heading = f"## gazetteer {command}".rstrip() + (" " if command else " [")
    start = PAGE.index(heading)
    return PAGE[start : PAGE.index("\n## ", start)]


def options(command: str) -> set[str]:
    """The options that the command's parser takes and does not hide."""
    return {
        name
        for action in COMMANDS[command]._actions
        for name in action.option_strings
        if action.help != "==SUPPRESS==" and name not in {"-h", "--help"}
    }


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_of_a_command_is_documented_and_no_other(command: str) -> None:
    listed = set(re.findall(r"^\| `(--[a-z-]+)", section(command), re.MULTILINE)) - {"--help"}
    assert listed == options(command)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_all_its_arguments(command: str) -> None:
    text = COMMANDS[command].format_help()
    assert all(name in text for name in options(command))


def test_no_command_is_documented_that_there_is_not() -> None:
    assert set(re.findall(r"^## gazetteer ([a-z]+)", PAGE, re.MULTILINE)) == set(COMMANDS) - {""}


def test_every_exit_code_is_documented() -> None:
    listed = re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)
    assert [int(code) for code in listed] == [code.value for code in Exit]


@pytest.mark.parametrize(("command", "kind"), [("stats", Figures), ("doctor", Check)])
def test_every_field_of_a_printed_object_is_documented(command: str, kind: type) -> None:
    assert all(f"`{field.name}`" in section(command) for field in fields(kind))
