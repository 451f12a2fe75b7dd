"""Whether a reader has done all that was asked of it."""

import asyncio
from typing import Final

from textual.app import App

from tui.app import Reader

_WAIT_FOR_ANSWERS: Final = ("asked", "menu", "notebook", "kept", "away", "listing")
"""Workers that ask the user something."""


def is_busy(app: App[int]) -> bool:
    """Whether a key waits, or a worker has to do that does not wait for the user."""
    assert isinstance(app, Reader)
    is_asked = len(app.screen_stack) > 1
    waiting = {"walker", *(_WAIT_FOR_ANSWERS if is_asked else ())}
    busy = [one for one in app.workers if not (one.is_finished or one.group in waiting)]
    return app.type_ahead.is_waiting or bool(busy)


async def ends(app: App[int]) -> int | None:
    """The exit code of a reader that is about to end; None if it has none after two seconds."""
    for _ in range(100):
        await asyncio.sleep(0.02)
        if app.return_code is not None:
            break
    return app.return_code
