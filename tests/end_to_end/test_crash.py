"""An error in the program: the terminal is restored, and nothing of what was read is told."""

import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tui import crash

READER = """
    import sys
    import tui.screens.main
    from tui.cli import main
    def fail(self):
        text = "a secret of the source"
        raise RuntimeError(text)
    tui.screens.main.MainScreen.action_sort = fail
    sys.exit(main())
"""
STUCK = """
    import sys
    import threading
    import time
    import tui.app
    import tui.screens.main
    from tui.cli import main
    def fail(self):
        threading.Thread(target=time.sleep, args=(3_600,)).start()  # ending waits for it
        {how}
    tui.app._ENDS_IN = 2.0
    tui.screens.main.MainScreen.action_sort = fail
    sys.exit(main())
"""
COMMAND = """
    import sys
    import tui.cli.stats
    from tui.cli import main
    def fail(arguments):
        raise RuntimeError("a secret of the source")
    tui.cli.stats.run = fail
    sys.exit(main())
"""


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "levee.txt").write_text("Levee breaks\n\nThe levee in Port Ellis broke.\n")
    return folder


@pytest.mark.parametrize(("how", "code"), [("1 / 0", 70), ("self.app.exit(0)", 0)])
def test_a_reader_ends_though_something_does_not(
    reader: Callable[..., Any], reports: Path, how: str, code: int
) -> None:
    program = [sys.executable, "-c", textwrap.dedent(STUCK).replace("{how}", how)]
    terminal = reader(reports, program=program)
    terminal.wait_for("Levee breaks")
    terminal.press("S")
    assert terminal.wait_for_end() == code
    assert terminal.modes() == terminal.before


def log() -> str:
    """The one log that was written."""
    (path,) = Path(os.environ["XDG_STATE_HOME"]).glob("gazetteer/crashes/*.txt")
    assert path.stat().st_mode & 0o777 == 0o600
    return path.read_text()


def test_the_reader_ends_with_one_line_and_leaves_the_terminal_as_it_was(
    reader: Callable[..., Any], reports: Path
) -> None:
    program = [sys.executable, "-c", textwrap.dedent(READER)]
    terminal = reader(reports, columns=200, rows=50, program=program)
    terminal.wait_for("Levee breaks")
    terminal.press("S")
    assert terminal.wait_for_end() == 70
    assert terminal.modes() == terminal.before
    after = terminal.output.rpartition(b"\x1b[?1049l")[2].decode()
    assert "gazetteer: an error in the program ended it (RuntimeError at" in after
    assert "secret" not in after + log()
    assert "Levee" not in after + log()
    assert "in fail" in log()


def test_a_command_ends_with_one_line(reports: Path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(COMMAND), "stats", reports]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 70
    assert done.stderr.startswith("gazetteer: an error in the program ended it (RuntimeError at")
    assert done.stderr.count("\n") == 1
    assert "secret" not in done.stderr + log()


def test_whoever_mends_the_program_can_see_all(
    reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GAZETTEER_DEBUG", "1")
    command = [sys.executable, "-c", textwrap.dedent(COMMAND), "stats", reports]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Traceback" in done.stderr


def test_a_log_is_for_its_owner_whatever_the_mask() -> None:
    before = os.umask(0)
    try:
        told = crash.told(RuntimeError("a secret of the source"))
    finally:
        os.umask(before)
    assert "secret" not in told + log()
    assert crash.folder().stat().st_mode & 0o777 == 0o700


def test_a_crash_leaves_no_memory_in_a_file(reports: Path) -> None:
    told = "import resource; print(resource.getrlimit(resource.RLIMIT_CORE)[0])"
    code = textwrap.dedent(COMMAND).replace('raise RuntimeError("a secret of the source")', told)
    code = f"import resource\nresource.setrlimit(resource.RLIMIT_CORE, (-1, -1))\n{code}"
    command = [sys.executable, "-c", code, "stats", reports]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "setrlimit" in done.stderr:
        pytest.skip("a limit that cannot be raised here is one already")
    assert done.stdout == "0\n"
