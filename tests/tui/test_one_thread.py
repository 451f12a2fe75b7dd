"""What is asked of a thread while the reader is being left."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest

from tui.background.one_thread import OneThread

Reading = Callable[..., Any]


async def test_what_is_asked_of_a_thread_that_was_closed_is_not_wanted_any_more() -> None:
    thread = OneThread("notebook")
    assert await thread.run(lambda: 1) == 1
    thread.close()
    with pytest.raises(asyncio.CancelledError):
        await thread.run(lambda: 1)


async def test_what_fails_in_the_thread_fails_for_who_asked() -> None:
    thread = OneThread("notebook")

    def fail() -> None:
        raise RuntimeError("it")

    with pytest.raises(RuntimeError, match="it"):
        await thread.run(fail)
    thread.close()


async def test_a_thread_does_last_what_it_is_to_do_last() -> None:
    thread, goes_on, done = OneThread("notebook"), threading.Event(), list[str]()

    def write() -> None:
        goes_on.wait()
        done.append("written")

    writing = asyncio.ensure_future(thread.run(write))
    await asyncio.sleep(0)
    closing = asyncio.ensure_future(asyncio.to_thread(thread.close, lambda: done.append("closed")))
    goes_on.set()
    await asyncio.gather(writing, closing)
    assert done == ["written", "closed"]


async def test_who_looks_something_up_while_the_reader_is_left_is_done(reading: Reading) -> None:
    async with reading() as session:
        desk = session.screen.desk
    for looking in (
        desk.keeper.refresh(),
        desk.lookup.everything(desk.sort),
        desk.lookup.entities_of([1], 5),
    ):
        with pytest.raises(asyncio.CancelledError):
            await looking
