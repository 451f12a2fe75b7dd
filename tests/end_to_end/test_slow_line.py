"""A terminal behind a slow line: nothing piles up before it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

REPORTS, MOVES = 40, 25


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
def test_what_has_not_arrived_is_not_added_to_and_then_only_the_last_is_drawn(
    reader: Callable[..., Any], tmp_path: Path, columns: int, rows: int
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(REPORTS):
        text = f"Report {number}\n\nThe council of Harrow Bend met for hours.\n"
        (folder / f"2020-01-01 report {number:02}.txt").write_text(text, "utf-8")
    terminal = reader(folder, columns=columns, rows=rows)
    terminal.wait_for("1/40 articles")
    terminal.settle()
    terminal.takes = False
    terminal.press("j")
    terminal.wait_for("Report 1")
    terminal.settle()
    before = len(terminal.output)
    terminal.press(*["j"] * (MOVES - 1))
    terminal.settle(1.0)
    assert len(terminal.output) == before
    terminal.takes = True
    terminal.take()
    terminal.wait_for(f"{MOVES + 1}/40 articles")
    seen = {number for number in range(REPORTS) if f"{number}/40".encode() in terminal.output}
    assert len(seen) < MOVES / 2  # what lay between was never sent
    terminal.press("q")
    assert terminal.wait_for_end() == 0
