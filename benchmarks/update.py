"""Bringing a library up to date, with nothing changed and with one report in a hundred changed.

    python benchmarks/update.py [--reports 3000] [--work FOLDER] [--json FILE]

The collection is a folder of text files. Beside: recollindex, and plain Whoosh as the incremental
indexing of its documentation does it (a time of change kept with each document, looked at again).
Each run is a process of its own, its start included.
"""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import measured
import piles
from build import OURS, build, command
from peers import INCREMENTAL, PEERS, RECOLL, present
from piles import PROJECT, Record

SHARE: Final = 0.01
"""Of the reports that are changed."""
RUNS: Final = 3
"""Of those without changes, of which the fastest counts: they write nothing."""


def main() -> int:
    """Measure, print, and write down."""
    return command(__doc__, measure, report)


def measure(records: Sequence[Record], work: Path) -> dict[str, Any]:
    """Build, update, change, and update again, with all of them."""
    figures: dict[str, Any] = {**measured.machine(), "reports": len(records)}
    pages = piles.as_files(records, work / "pages")
    _age(pages)
    runs: dict[str, Callable[[], measured.Took]] = {OURS: lambda: build(pages, work / OURS)}
    for name in filter(present, (RECOLL, INCREMENTAL)):
        runs[name] = _peer(name, pages, work / name)
    took: dict[str, dict[str, Any]] = {name: {} for name in runs}
    for name, run in runs.items():
        took[name]["first build"] = measured.plain(run())
        again = [run() for _ in range(RUNS)]
        took[name]["nothing changed"] = measured.plain(min(again, key=lambda one: one.seconds))
    figures["changed"] = piles.change(pages, SHARE)
    for name, run in runs.items():
        took[name]["some changed"] = measured.plain(run())
    return {**figures, "updates": took}


def _peer(name: str, pages: Path, index: Path) -> Callable[[], measured.Took]:
    command: list[str | Path] = [
        sys.executable,
        PROJECT / "benchmarks" / "peers.py",
        name,
        pages,
        index,
    ]
    assert name in PEERS
    return lambda: measured.run(command)


def _age(folder: Path) -> None:
    """Let files have been written long ago: what is fresh is read again, for safety."""
    for path in folder.rglob("*.txt"):
        os.utime(path, (1_500_000_000, 1_500_000_000))


def report(figures: dict[str, Any]) -> None:
    """Print the figures."""
    print(
        f"{figures['reports']:,} text files, {figures['changed']} changed; {figures['processor']},"
        f" {figures['processors']} processors, load {figures['load before']} before"
    )
    print(
        f"{'seconds (MiB at most)':24}{'first build':>18}{'nothing changed':>18}{'1 % changed':>18}"
    )
    for name, one in figures["updates"].items():
        cells = "".join(f"{cell['seconds']:10.2f} ({cell['peak']:5.0f})" for cell in one.values())
        print(f"{name:24}{cells}")


if __name__ == "__main__":
    sys.exit(main())
