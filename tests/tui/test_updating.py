"""New and changed reports: read when they are asked for, and told once."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

Reading = Callable[..., AbstractAsyncContextManager[Any]]


@pytest.fixture
def indexed(
    make_reader: object, monkeypatch: pytest.MonkeyPatch, rebuild: Callable[..., None]
) -> list[str]:
    """What comes of each build by turns; then nothing does."""
    outcomes: list[str] = []

    async def run(*_: object) -> str:
        rebuild()
        return outcomes.pop(0) if outcomes else ""

    monkeypatch.setattr("tui.background.indexing.IndexClient.run", run)
    return outcomes


def add(tmp_path: Path, name: str) -> None:
    """A report more on the levee."""
    text = f"Levee mended\n\nThe levee at Harrow Bend was mended, says {name}.\n"
    (tmp_path / "reports" / name).write_text(text, "utf-8")


async def test_f5_reads_what_has_come_since_the_reader_was_opened(
    reading: Reading, indexed: list[str], tmp_path: Path
) -> None:
    async with reading() as session:
        add(tmp_path, "2020-02-01 mended.txt")
        indexed.append("1 added")
        await session.press("f5")
        assert len(session.screen.desk.results.numbers) == 4
        assert "1 added" in session.status
        await session.press("f5")
        assert "No report is new or changed" in session.status
