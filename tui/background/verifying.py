"""Holding the pad against the files, in a process of its own: it reads and parses them."""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE
from pathlib import Path

from articles.quotation import Fate


async def fates(collection: Path, base: Path | None) -> dict[str, Fate] | None:
    """What has become of each clip, by its own id; None if that cannot be told.

    Args:
        collection: Whose pad; an absolute path.
        base: Where libraries are kept, absolute too; None for the user's cache.
    """
    command = [sys.executable, "-P", "-m", "tui.cli", "verify", "--json", "--no-update"]
    if base is not None:
        command += ["--library", str(base)]
    process = await asyncio.create_subprocess_exec(
        *command, str(collection), stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL
    )
    try:
        out, _ = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    if process.returncode not in (0, 1):
        return None
    told = [json.loads(line) for line in out.decode("utf-8", "replace").splitlines()]
    return {one["clip"]: Fate(one["fate"]) for one in told}
