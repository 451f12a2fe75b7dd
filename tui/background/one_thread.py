"""A thread that runs one piece of work after another for the terminal's loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_Value = TypeVar("_Value")


class OneThread:
    """Runs work in the order in which it was asked for, until it is closed."""

    def __init__(self, name: str) -> None:
        """Start when first asked for something; `name` tells it from other threads."""
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    async def run(self, work: Callable[[], _Value]) -> _Value:
        """What came of some work.

        Raises:
            asyncio.CancelledError: The reader is being left: whoever still asks is done.
        """
        try:
            doing = asyncio.get_running_loop().run_in_executor(self._executor, work)
        except RuntimeError as closed:
            raise asyncio.CancelledError from closed
        return await doing

    def close(self, last: Callable[[], None] | None = None) -> None:
        """Wait until the work under way is done, and do no other.

        Args:
            last: What is still to be done, after all that was asked for; else that is dropped.
        """
        if last is not None:
            self._executor.submit(last)
        self._executor.shutdown(wait=True, cancel_futures=last is None)
