"""Child processes of the reader: what they print is read, one that cannot begin is told."""

import sys
from pathlib import Path

import pytest

from tui.background.indexing import IndexClient
from tui.background.raw import raw
from tui.background.teaching import Teacher
from tui.background.verifying import verdicts


async def test_a_system_that_starts_no_process_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no python"))
    why = "cannot start another process: No such file or directory"
    assert await IndexClient(tmp_path, tmp_path).run(lambda _: None) == why
    assert (await Teacher(tmp_path, tmp_path).teach("--ignore", "e1")).said == why
    assert (await raw(tmp_path, tmp_path, "a.txt")).said == why
    assert await verdicts(tmp_path, tmp_path) is None


async def test_a_word_that_no_process_can_be_given_is_told(tmp_path: Path) -> None:
    taught = await Teacher(tmp_path, tmp_path).teach("--rename", "e1", "a\0b")
    assert (taught.holds, taught.said) == (
        False,
        "cannot hand this on in the encoding of this system",
    )


async def test_what_is_printed_is_read_whatever_the_terminal_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    taught = await Teacher(tmp_path / "Müller", tmp_path).teach("--ignore", "e1")
    assert "Müller: no such file" in taught.said
