"""Checking the clips on the pad against the files, in a child process, as that reads them all."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from articles.quotation import Fate
from articles.wording import Stretch
from tui.background.children import NotStarted, arguments, child, text_of


@dataclass(frozen=True, slots=True)
class Verdict:
    """What has become of a clip."""

    fate: Fate
    is_there: bool
    """Whether its report is in the collection."""
    wording: tuple[Stretch, ...]
    """Its words, and those that stand there now; none if nothing does."""

    @property
    def is_reworded(self) -> bool:
        """Whether other words stand in its place."""
        return self.fate in (Fate.CHANGED, Fate.MISSING) and bool(self.wording)


async def verdicts(collection: Path, base: Path | None) -> dict[str, Verdict] | None:
    """What has become of each clip, by its own id; None if that cannot be told.

    Args:
        collection: Whose pad; an absolute path.
        base: Where libraries are kept, absolute too; None for the user's cache.
    """
    words = arguments("verify", base, "--json", "--no-update", str(collection))
    try:
        async with child(words) as process:
            out, _ = await process.communicate()
    except NotStarted:
        return None
    if process.returncode not in (0, 1):
        return None
    told = [json.loads(line) for line in text_of(out).splitlines()]
    return {one["clip"]: _verdict(one) for one in told}


def _verdict(told: dict[str, Any]) -> Verdict:
    stretches = tuple(Stretch(*one) for one in told["wording"])
    return Verdict(Fate(told["fate"]), told["article"] is not None, stretches)
