"""A reader whose terminal is gone ends, whether or not somebody told it to ignore the hang-up."""

import os
import signal
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pseudo_terminal import in_time

DEAF = """
    import signal, sys
    from tui import lifecycle
    from tui.cli import main
    lifecycle.ENDING = (signal.SIGTERM,)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    sys.exit(main())
"""
SECONDS = 2.0
"""In which it ends."""


@pytest.mark.parametrize("is_deaf", [False, True])
def test_a_reader_without_a_terminal_ends(
    reader: Callable[..., Any], tmp_path: Path, is_deaf: bool
) -> None:
    (tmp_path / "levee.txt").write_text("Levee breaks\n\nThe levee in Port Ellis broke.\n")
    program = [sys.executable, "-c", textwrap.dedent(DEAF)] if is_deaf else None
    terminal = reader(tmp_path, program=program)
    terminal.wait_for("Levee breaks")
    terminal.hang_up()
    assert terminal.ends_in(in_time(SECONDS))
    if not is_deaf:
        with pytest.raises(ProcessLookupError):
            os.kill(terminal.pid, signal.SIGCONT)


HANGING = """
    import sys, time
    import tui.app
    from tui import lifecycle
    from tui.cli import main
    lifecycle._PATIENCE = 1.0
    tui.app.Reader._end = lambda self, code: time.sleep(1000)
    sys.exit(main())
"""


def test_a_reader_that_hangs_is_ended_and_the_terminal_restored(
    reader: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "levee.txt").write_text("Levee breaks\n\nThe levee in Port Ellis broke.\n")
    terminal = reader(tmp_path, program=[sys.executable, "-c", textwrap.dedent(HANGING)])
    terminal.wait_for("Levee breaks")
    assert terminal.modes() != terminal.before
    terminal.signal(signal.SIGTERM)
    assert terminal.wait_for_end() == 128 + signal.SIGTERM
    assert terminal.modes() == terminal.before
    last = terminal.output.rpartition(b"\x1b[?1049h")[2]
    for restored in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l"):
        assert restored in last
