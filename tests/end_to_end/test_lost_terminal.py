"""A reader whose terminal is gone ends, whether or not somebody told it to ignore the hang-up."""

import os
import signal
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

DEAF = """
    import signal, sys
    from tui import lifecycle
    from tui.cli import main
    lifecycle.ENDING = (signal.SIGTERM,)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    sys.exit(main())
"""
PATIENCE = 60
"""Seconds after which it is taken to have stayed; never a measure of speed."""


@pytest.mark.parametrize("is_deaf", [False, True])
def test_a_reader_without_a_terminal_ends(
    reader: Callable[..., Any], tmp_path: Path, is_deaf: bool
) -> None:
    (tmp_path / "levee.txt").write_text("Levee breaks\n\nThe levee in Port Ellis broke.\n")
    program = [sys.executable, "-c", textwrap.dedent(DEAF)] if is_deaf else None
    terminal = reader(tmp_path, program=program)
    terminal.wait_for("Levee breaks")
    terminal.hang_up()
    deadline = time.monotonic() + PATIENCE
    while not terminal.ended and time.monotonic() < deadline:
        time.sleep(0.05)
    assert terminal.ended
    if not is_deaf:
        with pytest.raises(ProcessLookupError):
            os.kill(terminal.pid, signal.SIGCONT)
