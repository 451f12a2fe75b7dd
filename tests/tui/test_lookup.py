"""What is kept of a library in memory is no older than the library."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from index.anchors import Ref
from index.build.judging import let_dates_hold
from index.catalogue.store import Catalogue, Sort, text_hash
from index.library.folder import place_of
from index.notebook.dates import SaidDate
from tui.background.lookup import Lookup

Rebuild = Callable[..., None]


@pytest.fixture
def orders(monkeypatch: pytest.MonkeyPatch) -> list[Sort]:
    """The orders that are read from a catalogue, as they are."""
    order, read = Catalogue.order, []

    def ordered(catalogue: Catalogue, sort: Sort) -> object:
        read.append(sort)
        return order(catalogue, sort)

    monkeypatch.setattr(Catalogue, "order", ordered)
    return read


async def test_the_order_of_all_reports_is_kept_until_anybody_writes(
    tmp_path: Path, rebuild: Rebuild, orders: list[Sort]
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in "12":
        (folder / f"{name}.txt").write_text(f"Levee {name}\n\nIt broke.\n", "utf-8")
    rebuild()
    place = place_of(folder, tmp_path / "libraries")
    lookup, _ = await Lookup.open(place, asyncio.Event())

    async def listed() -> list[str]:
        return [row.id for row in lookup.rows(await lookup.everything(Sort.DATE))]

    try:
        assert await listed() == await listed() == ["1.txt", "2.txt"]
        assert len(orders) == 1
        report = Ref("2.txt", text_hash("Levee 2\n\nIt broke."))
        let_dates_hold(place, [SaidDate((report,), "2024-03-09")])
        assert await listed() == ["2.txt", "1.txt"]
        (folder / "3.txt").write_text("Levee 3\n\nIt broke.\n", "utf-8")
        rebuild()
        assert len(await listed()) == 3
        (folder / "3.txt").unlink()
        rebuild(anew=True)
        await lookup.refresh()
        assert len(await listed()) == 2
        assert await listed() == await listed()
    finally:
        lookup.close()
    assert len(orders) == 4
