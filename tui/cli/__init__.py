"""The command line: the only place that joins the layers.

stdout is data, stderr is narration; an error is one line. Every module here is loaded when its
command is used, so that a quick command starts quickly.
"""

import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: The words after the program's name; by default those it was started with.

    Returns:
        The exit code: 0 done, 1 nothing found, 2 wrong usage or query, 3 the collection or library
        cannot be read or written, 130 interrupted.
    """
    from tui.cli.running import run

    return run(sys.argv[1:] if argv is None else list(argv))
