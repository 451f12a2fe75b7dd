"""Text set for a terminal of some columns."""

import textwrap
from collections.abc import Sequence
from typing import Final

_NAMED: Final = 300
"""Characters of a path that are printed in a line: in an archive one may have 60,000."""


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """A line broken at `width` columns, further lines indented; what is too long is not cut."""
    words = text.lstrip(" ")
    return textwrap.wrap(
        words,
        width,
        initial_indent=" " * (len(text) - len(words)),
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [""]


def table(rows: Sequence[tuple[str, str]]) -> list[str]:
    """Two columns, the second beginning at one place."""
    widest = max((len(name) for name, _ in rows), default=0)
    return [f"{name:<{widest}}  {value}".rstrip() for name, value in rows]


def absurd_dates(found: Sequence[tuple[str, str]], most: int) -> list[str]:
    """One line for who asks about dates that were not taken; none if there are none.

    Args:
        found: Reports that give one: their ids, and what they state.
        most: How many to name.
    """
    if not found:
        return []
    count = "1 report gives" if len(found) == 1 else f"{len(found):,} reports give"
    named = [f"{article} ({stated})" for article, stated in found[:most]]
    more = [f"{len(found) - most:,} more"] if len(found) > most else []
    return [f"{count} an absurd date, which is not taken: {', '.join(named + more)}"]


def size(count: int) -> str:
    """Bytes in the unit that fits."""
    value = float(count)
    for unit in ("bytes", "kB", "MB"):
        if value < 1000:
            return f"{value:,.0f} {unit}" if unit == "bytes" else f"{value:,.1f} {unit}"
        value /= 1000
    return f"{value:,.1f} GB"


def skipped(path: str, reason: str) -> str:
    """A line about what gave no report; a very long path is cut in its middle."""
    half = _NAMED // 2
    named = path if len(path) <= _NAMED else f"{path[:half]}…{path[-half:]}"
    return f"{named}: {reason}"
