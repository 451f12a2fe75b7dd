"""`gazetteer completion`: what a shell needs to complete the command line."""

import argparse

import shtab

from tui.cli import output
from tui.cli.arguments import PROGRAM, documented, summaries
from tui.problems import Exit

_FILES = {"collection": shtab.FILE, "import_judgements": shtab.FILE, "library": shtab.DIRECTORY}
"""What stands for a file, by the name of the argument."""


def run(arguments: argparse.Namespace) -> int:
    """Print the script for a shell."""
    output.say(script(arguments.shell))
    return Exit.DONE


def script(shell: str) -> str:
    """The script by which a shell completes commands, options, their choices, and files."""
    return str(shtab.complete(_whole(), shell))


def _whole() -> argparse.ArgumentParser:
    """All parsers as one, with a parser below it for each command, which is what shtab reads."""
    parsers = documented()
    top = argparse.ArgumentParser(prog=PROGRAM)
    for action in parsers.pop("")._actions:  # noqa: SLF001 - argparse has no other way to list them
        if action.option_strings and "--help" not in action.option_strings:
            top._add_action(_with_files(action))  # noqa: SLF001
    below = top.add_subparsers()
    for name, parser in parsers.items():
        for action in parser._actions:  # noqa: SLF001
            _with_files(action)
        below.add_parser(name, parents=[parser], conflict_handler="resolve", help=summaries()[name])
    return top


def _with_files(action: argparse.Action) -> argparse.Action:
    """An action that says where a file is meant."""
    if action.dest in _FILES:
        action.complete = _FILES[action.dest]  # type: ignore[attr-defined]  # what shtab looks for
    return action
