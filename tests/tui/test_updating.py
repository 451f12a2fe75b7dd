"""New and changed reports: read when they are asked for, and told once."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from tui.widgets.status_line import StatusLine

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


async def test_what_is_new_in_a_saved_search_is_told_once_until_there_is_more(
    reading: Reading, indexed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(StatusLine, "tell", lambda _, news: told.append(news))
    async with reading() as session:
        await session.press("s", *"levee", "enter", "D", "s", "enter", "escape")
        add(tmp_path, "2020-02-01 mended.txt")
        await session.press("f5")
        await session.press("f5")
        assert told == ["New in saved searches: levee +1"]
        add(tmp_path, "2020-02-02 again.txt")
        await session.press("f5")
        assert told[1:] == ["New in saved searches: levee +2"]
        await session.press("D", "enter")
        add(tmp_path, "2020-02-03 later.txt")
        add(tmp_path, "2020-02-04 last.txt")
        await session.press("f5")
        assert told[2:] == ["New in saved searches: levee +2"]


async def test_what_brings_all_reports_back_is_said_still_where_nothing_matches(
    reading: Reading, indexed: list[str]
) -> None:
    async with reading() as session:
        await session.press("s", *"zeppelin", "enter")
        told = session.screen.articles.placeholder
        assert "Nothing matches" in told
        await session.press("f5")
        assert session.screen.articles.placeholder == told
