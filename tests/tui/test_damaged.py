"""A library that turns out to be damaged while one reads: it is told, and what can be read is."""

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from index.notebook.schema import NotebookError

Reading = Callable[..., Any]
TOLD = "the library cannot be read (database disk image is malformed)"


def damaged(*_: object, **__: object) -> Any:  # noqa: ANN401 - it stands for any method
    raise sqlite3.DatabaseError("database disk image is malformed")


async def test_a_report_on_a_damaged_page_is_told_and_the_others_are_read(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as session:
        lookup = session.screen.desk.lookup
        lookup._ahead.wish(())
        lookup._ahead._kept.clear()
        with monkeypatch.context() as page:
            page.setattr(lookup._library.catalogue, "article", damaged)
            await session.press("j")
            assert TOLD in session.status
        await session.press("j")
        assert "Levee breaks at Harrow Bend" in session.page


async def test_rows_on_a_damaged_page_are_empty(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as session:
        monkeypatch.setattr(session.screen.desk.lookup._own.catalogue, "rows", damaged)
        session.screen.show_list(0)
        await session.settled()
        assert session.screen.articles.row(0) is None


@pytest.mark.parametrize(
    ("keys", "store", "method"),
    [
        (("asterisk",), "mentions", "get"),
        (("exclamation_mark",), "catalogue", "skipped"),
        (("S",), "catalogue", "order"),
    ],
)
async def test_whatever_asks_a_damaged_library_is_told_so_and_one_reads_on(
    reading: Reading,
    monkeypatch: pytest.MonkeyPatch,
    keys: tuple[str, ...],
    store: str,
    method: str,
) -> None:
    async with reading() as session:
        await session.press("j")
        monkeypatch.setattr(getattr(session.screen.desk.lookup._library, store), method, damaged)
        await session.press(*keys)
        assert TOLD in session.status
        await session.press("j")
        assert "Levee breaks at Harrow Bend" in session.page


async def test_a_notebook_that_cannot_be_read_hides_no_list_of_skipped_files(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unreadable() -> list[Any]:
        raise NotebookError("the notebook is damaged")

    async with reading() as session:
        monkeypatch.setattr(session.screen.desk.keeper, "lost", unreadable)
        await session.press("exclamation_mark")
        assert "the notebook is damaged" in session.status
