"""Rows that are made when they are looked at."""

import asyncio

import pytest
from textual.app import App
from textual.content import Content

from articles.collection.files import Skipped
from tui.features import skipped
from tui.page.lazy_rows import LazyRows


def test_a_row_is_made_when_it_is_asked_for() -> None:
    made: list[int] = []

    def make(number: int) -> str:
        made.append(number)
        return f"row {number}"

    rows = LazyRows(range(10, 20), make)
    assert (len(rows), bool(rows), made) == (10, True, [])
    assert rows[0] == "row 10"
    assert rows[-1] == "row 19"
    assert rows[8:12] == ["row 18", "row 19"]
    assert made == [10, 19, 18, 19]
    with pytest.raises(IndexError):
        rows[10]


async def test_thousands_of_skipped_files_are_listed_without_a_step_in_which_all_are_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made, line = 0, skipped._line

    def counted(said: tuple[str, str]) -> Content:
        nonlocal made
        made += 1
        return line(said)

    monkeypatch.setattr(skipped, "_line", counted)
    files = [Skipped(f"{number}.pdf", "it has no text") for number in range(1500)]
    async with App().run_test(size=(80, 24)) as pilot:
        pilot.app.push_screen(skipped._sheet(files, [("a.txt", "2071-01-01")], ["lost"]))
        most = before = made
        for _ in range(500):
            await asyncio.sleep(0)
            most, before = max(most, made - before), made
        assert made >= 1500
        assert most < 300
