"""Runs one command: signals in, exit code out, and never a traceback for what can be foreseen."""

import argparse
import gc
import os
import resource
import signal
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Final

from tui.cli import output
from tui.cli.arguments import PROGRAM, parsed
from tui.problems import Exit, Problem, Unusable

_RUNS: Final = {
    "read": "tui.cli.reading",
    "index": "tui.cli.indexing",
    "search": "tui.cli.searching",
    "show": "tui.cli.showing",
    "entities": "tui.cli.entities",
    "mentions": "tui.cli.mentioning",
    "concordance": "tui.cli.concordancing",
    "copies": "tui.cli.copying",
    "repeated": "tui.cli.repeating",
    "tag": "tui.cli.tagging",
    "date": "tui.cli.dating",
    "notes": "tui.cli.noting",
    "pad": "tui.cli.pads",
    "verify": "tui.cli.verifying",
    "searches": "tui.cli.saved_searches",
    "notebook": "tui.cli.notebooks",
    "completion": "tui.cli.completing",
    "stats": "tui.cli.stats",
    "doctor": "tui.cli.doctor",
    "help": "tui.cli.helping",
}
"""The module of each command; its `run` takes the arguments and returns an exit code."""


_FILES: Final = 1_024
"""Files that one wants to have open at most; more where the user has allowed more."""
_FEWEST: Final = 64
"""Files without which one does not begin: a build has had 24 open, a reader 29."""


class _Spent(KeyboardInterrupt):
    """The system says that this process has computed as long as it may."""


def run(argv: Sequence[str]) -> int:
    """Run a command line, to its exit code."""
    os.umask(0o077)
    # What lies in memory is what was read; a crash must not leave it in a file.
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    before = {
        signal.SIGTERM: signal.signal(signal.SIGTERM, signal.default_int_handler),
        signal.SIGXCPU: signal.signal(signal.SIGXCPU, _spent),
    }
    _be_told_of_the_end()
    try:
        _require_files()
        return _run(argv)
    except BrokenPipeError:
        output.nobody_listens()
        return Exit.DONE
    except Problem as problem:
        output.tell(str(problem))
        return problem.code
    except MemoryError:
        output.tell("there is not enough memory for this; 'ulimit -a' says what is allowed")
        return Exit.UNUSABLE
    except _Spent:
        output.nobody_listens()
        output.tell("interrupted: it has computed as long as it may; 'ulimit -t' says how long")
        return Exit.INTERRUPTED
    except KeyboardInterrupt:
        output.nobody_listens()
        output.tell("interrupted")
        return Exit.INTERRUPTED
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _spent(*_: object) -> None:
    raise _Spent


def _be_told_of_the_end() -> None:
    """Have the system say a second before that it will kill this process for what it computed."""
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard != resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_CPU, (min(soft, max(hard - 1, 1)), hard))


def _require_files() -> None:
    """Let as many files be open as are wanted, if the system does; refuse to begin with too few.

    Raises:
        Unusable: Too few may be.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if 0 <= soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    if wanted < _FEWEST:
        told = f"too few: this program may have {wanted} files open, and needs {_FEWEST}"
        raise Unusable(f"{told}; 'ulimit -n' says how many")


def _run(argv: Sequence[str]) -> int:
    try:
        arguments = parsed(argv)
    except SystemExit as leaving:
        output.finish()
        return int(leaving.code or 0)
    if getattr(arguments, "version", False):
        from importlib.metadata import version

        output.say(f"{PROGRAM} {version(PROGRAM)}")
        output.finish()
        return Exit.DONE
    output.prepare(as_json=getattr(arguments, "json", False))
    command: Callable[[argparse.Namespace], int] = import_module(_RUNS[arguments.command]).run
    if arguments.command != "read":
        gc.enable()
    code = command(arguments)
    output.finish()
    return code
