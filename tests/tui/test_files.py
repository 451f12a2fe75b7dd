"""Files that the user asks for are whole, and never over another."""

import errno
import os
from pathlib import Path

import pytest

from tui.outside.files import write_new


def without_links(*_: object) -> None:
    raise OSError(errno.EPERM, "Operation not permitted")


@pytest.mark.parametrize("has_links", [True, False])
def test_a_file_is_written_and_nothing_left_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool
) -> None:
    if not has_links:
        monkeypatch.setattr(os, "link", without_links)
    write_new(tmp_path / "pad.md", "text\n")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("pad.md", "text\n")]


@pytest.mark.parametrize("has_links", [True, False])
def test_a_file_that_is_there_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool
) -> None:
    if not has_links:
        monkeypatch.setattr(os, "link", without_links)
    (tmp_path / "pad.md").write_text("mine")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "pad.md", "text")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("pad.md", "mine")]


def test_what_fails_half_way_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_new(tmp_path / "pad.md", "text")
    assert list(tmp_path.iterdir()) == []


def test_a_name_may_be_as_long_as_the_system_lets(tmp_path: Path) -> None:
    name = "n" * 252 + ".md"
    write_new(tmp_path / name, "text")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(name, "text")]


def test_nothing_that_was_planted_is_written_to_or_taken_away(tmp_path: Path) -> None:
    """Whoever may write there may guess names, and lead them elsewhere."""
    (tmp_path / "victim").write_text("theirs")
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "link.md").symlink_to("victim")
    (tmp_path / "broken.md").symlink_to("nowhere")
    (tmp_path / f".pad.md.{os.getpid()}.new").symlink_to("victim")
    before = sorted(path.name for path in tmp_path.iterdir())
    for name in ("pipe.md", "link.md", "broken.md"):
        with pytest.raises(FileExistsError):
            write_new(tmp_path / name, "text")
    write_new(tmp_path / "pad.md", "text")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*before, "pad.md"])
    assert (tmp_path / "victim").read_text() == "theirs"
