"""The client of the build: the same `gazetteer index` that a user may run, as a child process.

It reports progress as JSON Lines. It ends when its standard input does, so it never outlives the
reader, and a build that was ended goes on where it was the next time.
"""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from articles.clean import clean_line
from tui.page.counted import counted

_LONGEST_LINE: Final = 1 << 20
_GRACE: Final = 2.0
"""Seconds that the child has to end by itself."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the build is."""

    line: str
    """For the status line: "indexing: 1,200 reports, 35 %"."""
    committed: bool
    """Whether there is more to be read and searched than before."""


class IndexClient:
    """Brings the library of a collection up to date, once."""

    def __init__(self, collection: Path, base: Path | None) -> None:
        """Work on `collection`, whose library is kept under `base` (None: the user's cache)."""
        self._command = [sys.executable, "-P", "-m", "tui.cli", "index", "--progress-json"]
        if base is not None:
            self._command += ["--library", str(base.absolute())]
        self._command.append(str(collection.absolute()))
        self._process: Process | None = None

    async def run(self, on_progress: Callable[[Progress], None]) -> str:
        """Build, to the end.

        Returns:
            What has changed, or why it did not work, in one line; empty if nothing has changed.
        """
        self._process = await asyncio.create_subprocess_exec(
            *self._command, stdin=PIPE, stdout=PIPE, stderr=PIPE, limit=_LONGEST_LINE
        )
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        errors = asyncio.create_task(self._process.stderr.read())
        outcome = ""
        try:
            async for line in self._process.stdout:
                step = json.loads(line)
                outcome = _outcome(step.get("summary")) or step["note"] or outcome
                on_progress(Progress(_line(step), step["committed"]))
            failed = await self._process.wait()
            told = (await errors).decode("utf-8", "replace").strip()
        finally:
            errors.cancel()
            await self.close()
        return clean_line(told.splitlines()[-1]) if failed and told else outcome

    async def close(self) -> None:
        """End the child, if it is still there."""
        if self._process is None or self._process.returncode is not None:
            return
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), _GRACE)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


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
