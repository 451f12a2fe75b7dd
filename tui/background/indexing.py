"""The client of the build: the same `gazetteer index` that a user may run, as a child process.

It reports progress as JSON Lines. It ends when its standard input does, so it never outlives the
reader, and a build that was ended goes on where it was the next time.
"""

import asyncio
import json
from asyncio.subprocess import Process
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from articles.clean import clean_line
from tui.background.children import GRACE, NotStarted, arguments, child, end, text_of
from tui.page.counted import counted


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the build is."""

    line: str
    """For the status line: "indexing: 1,200 reports, 35 %"."""
    committed: bool
    """Whether there is more to be read and searched than before."""


class IndexClient:
    """Brings the library of a collection up to date, each time that it is asked to."""

    def __init__(self, collection: Path, base: Path | None) -> None:
        """Work on `collection`, whose library is kept under `base` (None: the user's cache)."""
        self._words = arguments("index", base, "--progress-json", str(collection.absolute()))
        self._process: Process | None = None
        self._turn = asyncio.Lock()

    async def run(self, on_progress: Callable[[Progress], None]) -> str:
        """Build, to the end, once a build that is under way has ended.

        Returns:
            What has changed, or why it did not work, in one line; empty if nothing has changed.
        """
        try:
            async with (
                self._turn,
                child(self._words, grace=GRACE, is_listening=True) as self._process,
            ):
                return await _followed(self._process, on_progress)
        except NotStarted as error:
            return str(error)

    async def close(self) -> None:
        """End the child, if it is still there."""
        if self._process is not None:
            await end(self._process, GRACE)


async def _followed(process: Process, on_progress: Callable[[Progress], None]) -> str:
    """What came of a build, once it has told all."""
    assert process.stdout is not None
    assert process.stderr is not None
    errors = asyncio.create_task(process.stderr.read())
    outcome = ""
    try:
        async for line in process.stdout:
            step = json.loads(line)
            outcome = _outcome(step.get("summary")) or step["note"] or outcome
            on_progress(Progress(_line(step), step["committed"]))
        failed = await process.wait()
        told = text_of(await errors).strip()
    finally:
        errors.cancel()
    why = told.splitlines()[-1].removeprefix("gazetteer: ") if failed and told else ""
    return clean_line(why) or outcome


def _line(step: dict[str, Any]) -> str:
    if step["stage"] == "done":
        return ""
    count = step["reports"]
    reports = counted(count, "report") if count else ""
    share = f"{100 * step['done'] // step['total']} %" if step["total"] else ""
    rate = f"{step['rate']:,.0f} a second" if step["rate"] else ""
    left = f"{duration(step['left'])} left" if step["left"] is not None else ""
    told = ", ".join(filter(None, [reports, share, rate, left]))
    return f"{step['stage']}: {told}" if told else f"{step['stage']}…"


def duration(seconds: float) -> str:
    """A time to wait for, in a few letters: "40 s", "12 min", "3 h"."""
    for size, name in ((3600, "h"), (60, "min")):
        if seconds >= 1.5 * size:
            return f"{seconds / size:.0f} {name}"
    return f"{seconds:.0f} s"


def _outcome(summary: dict[str, Any] | None) -> str:
    """What a build has changed, in a few words; empty if nothing, or if it has not ended."""
    if summary is None:
        return ""
    changes = ("added", "updated", "renamed", "removed")
    told = [f"{summary[name]:,} {name}" for name in changes if summary[name]]
    if told and summary["skipped"]:
        told.append(f"{summary['skipped']:,} skipped")
    return ", ".join(told)
