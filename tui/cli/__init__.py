"""The command line: the only place that joins the layers.

stdout is data, stderr is narration; an error is one line. Every module here is loaded when its
command is used, so that a quick command starts quickly.
"""

import gc
import os
import sys
from collections.abc import Sequence
from types import TracebackType

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: The words after the program's name; by default those it was started with.

    Returns:
        The exit code: 0 done, 1 nothing found, 2 wrong usage or query, 3 the collection or library
        cannot be read or written, 70 an error in the program itself, 130 interrupted.
    """
    # Nothing of what is loaded now is ever garbage, and looking for it takes a tenth of the start.
    # A reader stays so until it shows (`Reader.on_ready`), other commands until they begin.
    gc.disable()
    from tui.cli.running import run

    if argv is None and not os.environ.get("GAZETTEER_DEBUG"):
        sys.excepthook = _say_that_it_is_our_fault
    return run(sys.argv[1:] if argv is None else list(argv))


def _say_that_it_is_our_fault(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    try:
        from tui.crash import hook

        hook(kind, error, trace)
    except (ImportError, MemoryError, OSError):  # Python itself would print what was read
        os.write(2, b"gazetteer: an error in the program ended it; no log could be written\n")
        os._exit(70)
