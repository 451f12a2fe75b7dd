"""What the reader has in memory is the same after the thousandth key as after the hundredth."""

import gc
import json
import sys
import weakref
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from textual._styles_cache import StylesCache
from textual.strip import Strip
from textual.widgets import TextArea

from articles.entities import known
from tui import garbage

Reading = Callable[..., AbstractAsyncContextManager[Any]]

REPORTS = 300
WARMING, COUNTED = 150, 120
"""Keys after which all that is kept is there, and those over which nothing may be added."""
A_KEY = 4
"""Objects, and pieces of memory, that a key may add in the mean: some hundreds come and go."""
A_NEW_REPORT = 12
"""Objects that it may add where it opens a report for the first time: caches hold its words."""

A_LINE = 40
"""Strips of what is drawn beside what is typed."""
A_SCREEN = 20
"""Widgets of one that has just gone: a task may still know of it."""


def reports() -> dict[str, str]:
    lines = [
        json.dumps({
            "id": f"r{at}", "title": f"Levee {at} breaks", "date": f"20{at % 20:02}-01-05",
            "text": f"Levee number {at} broke.\n\n" + f"Anna Berg {at} saw {at} boats. " * 4,
        })
        for at in range(REPORTS)
    ]  # fmt: skip
    return {"reports.jsonl": "\n".join(lines)}


def held() -> tuple[int, int]:
    """Objects that hold others, and pieces of memory, without what is garbage."""
    gc.collect()
    return len(gc.get_objects()), sys.getallocatedblocks()


async def growth(session: Any, press: Callable[[int], object]) -> tuple[float, float]:  # noqa: ANN401  of conftest.py
    """What a key adds in the mean, once what is kept for good is there."""
    before = (0, 0)
    for at in range(WARMING + COUNTED):
        if at == WARMING:
            before = held()
        press(at)
        await session.pilot.pause()
    await session.settled()
    objects, pieces = held()
    return (objects - before[0]) / COUNTED, (pieces - before[1]) / COUNTED


async def strips_after(presses: list[tuple[str, ...]], session: Any) -> list[int]:  # noqa: ANN401  of conftest.py
    """How many lines there are after each of some keys, while no garbage is collected."""
    left = []
    gc.collect()
    gc.disable()
    try:
        for keys in presses:
            await session.press(*keys)
            await session.settled()
            left.append(sum(isinstance(one, Strip) for one in gc.get_objects()))
    finally:
        gc.enable()
    return left


async def test_memory_is_flat_over_moves_of_the_cursor_and_changes_of_focus(
    reading: Reading,
) -> None:
    async with reading(reports()) as session:
        screen, opened = session.screen, set[int]()

        def move_on(_: int) -> None:
            screen.articles.move(1)
            opened.add(screen.desk.row)

        def move_to_and_fro(at: int) -> None:
            screen.articles.move(1 if at // 10 % 2 else -1)

        def change_focus(_: int) -> None:
            screen.focus_next()

        objects, _ = await growth(session, move_on)
        assert len(opened) > WARMING + COUNTED / 2
        assert objects < A_NEW_REPORT
        for press in (move_to_and_fro, change_focus):
            objects, pieces = await growth(session, press)
            assert (objects < A_KEY, pieces < A_KEY) == (True, True), (press, objects, pieces)


async def test_lines_that_were_painted_need_no_collector_to_go(reading: Reading) -> None:
    async with reading(reports()) as session:
        pane, left = session.screen.reading, []
        gc.collect()
        gc.disable()
        try:
            for _ in range(4):
                pane.refresh()
                await session.pilot.pause()
                left.append(sum(isinstance(one, Strip) for one in gc.get_objects()))
        finally:
            gc.enable()
        assert max(left) < left[0] + pane.size.height


@pytest.mark.parametrize("begin", ["ctrl+p", "a"])
async def test_lines_that_are_typed_need_no_collector_to_go(reading: Reading, begin: str) -> None:
    async with reading() as session:
        await session.press(begin, "x")
        left = await strips_after([(key,) for key in "levee"], session)
        assert max(left) < left[0] + A_LINE, left


async def test_lines_of_a_screen_that_has_gone_need_no_collector_to_go(reading: Reading) -> None:
    async with reading() as session:
        left = await strips_after([("question_mark", "escape")] * 4, session)
        assert max(left) < left[0] + A_LINE, left


async def test_what_screens_leave_is_looked_for_in_a_pause(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "ROUNDS", 0)
    async with reading() as session:
        await session.press("ctrl+p")
        palette = weakref.ref(session.pilot.app.screen)
        await session.press("escape")
        for _ in range(200):
            if palette() is None:
                return
            await session.pilot.pause(0.05)
        raise AssertionError


async def test_nothing_is_kept_of_the_screens_that_came_over_the_panes(reading: Reading) -> None:
    async with reading() as session:
        kept = []
        for _ in range(8):
            await session.press("ctrl+p", "escape", "question_mark", "escape", "t", "escape")
            gc.collect()
            kept.append(sum(isinstance(one, StylesCache) for one in gc.get_objects()))
        assert max(kept[2:]) < kept[1] + A_SCREEN


async def test_asking_for_who_is_not_there_loads_no_table_of_known_names(reading: Reading) -> None:
    async with reading() as session:
        desk = session.screen.desk
        await session.press("slash", *"entity:merkel", "enter")
        assert desk.results.named.name == "merkel"
        for cached in (known.named, known._table):
            cached.cache_clear()
        assert await desk.tracing.follow_asked() is None
        assert await desk.lookup.trace_called("Angela Merkel") is None
        assert not known._table.cache_info().currsize


async def test_nothing_is_kept_of_notes_that_were_written(reading: Reading) -> None:
    async with reading() as session:
        for _ in range(3):
            await session.press("a", *"one", "escape", "U")
        gc.collect()
        assert not [one for one in gc.get_objects() if isinstance(one, TextArea)]
