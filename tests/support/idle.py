"""Waits of Textual's pilot that end once nothing is to come.

Textual sleeps 20 ms each time it looks whether an app is idle, some six times for a key. Here those
are slept only while something may come of them: a timer is due in that time, or a thread works.
"""

import asyncio
from time import process_time
from typing import Final
from weakref import WeakSet

import pytest

_MAY_COME: Final = 0.02
"""Seconds that Textual sleeps."""
_LOOK_EVERY: Final = 0.002
_IDLE: Final = 0.0005
"""Seconds of the processor in those, up to which nothing is taken to have been done."""
_in_threads: Final = WeakSet[asyncio.Future[object]]()


def end_waits_when_idle(patch: pytest.MonkeyPatch) -> None:
    """Have all pilots wait so."""
    run = asyncio.BaseEventLoop.run_in_executor

    def run_in_executor(loop: asyncio.BaseEventLoop, *work: object) -> asyncio.Future[object]:
        done = run(loop, *work)
        _in_threads.add(done)
        return done

    patch.setattr(asyncio.BaseEventLoop, "run_in_executor", run_in_executor)
    for pilot in ("textual.pilot", "textual.app"):
        patch.setattr(f"{pilot}.wait_for_idle", wait_for_idle)


async def wait_for_idle(least: float = _MAY_COME, most: float = 1.0) -> None:
    """Wait until nothing is done, nor to come, for so many seconds at least and at most."""
    loop = asyncio.get_running_loop()
    begun = quiet = loop.time()
    while (now := loop.time()) < begun + most:
        before = process_time()
        await asyncio.sleep(_LOOK_EVERY)
        if process_time() - before > _IDLE:
            quiet = loop.time()
        elif now >= begun + least and not _is_to_come(loop, quiet + _MAY_COME):
            break


def _is_to_come(loop: asyncio.AbstractEventLoop, until: float) -> bool:
    """Whether something is to be done now, a timer is due before a time, or a thread may end."""
    assert isinstance(loop, asyncio.BaseEventLoop)
    if loop._ready:  # after us: the machine was busy, and more has come due than we
        return True
    timers = (one.when() for one in loop._scheduled if not one.cancelled())
    return loop.time() < until and (
        any(not one.done() for one in _in_threads) or any(when < until for when in timers)
    )
