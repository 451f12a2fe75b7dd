"""`gazetteer help`: what the program, or one of its commands, takes."""

import argparse

from tui.cli import output
from tui.cli.arguments import documented, no_such_command
from tui.problems import Exit, Usage


def run(arguments: argparse.Namespace) -> int:
    """Print help, as `--help` does."""
    parsers = documented()
    about = arguments.about or ""
    if about not in parsers:
        raise Usage(no_such_command(about))
    output.say(parsers[about].format_help().rstrip())
    return Exit.DONE
