"""How building, updating, opening and reading grow with the number of reports.

    python benchmarks/growth.py [--sizes 1000 3000 10000] [--work FOLDER] [--json FILE]

The reports are those of `piles.py`, one file of JSON lines a size. The exponent is the slope
between the smallest and the largest size, both as logarithms: 1 grows with the number of reports,
0 not at all.
"""

import argparse
import json
import math
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import measured
import piles
from build import build

from index.catalogue.store import Sort
from index.library.library import Library

PAGE: Final = 64
REPEATED: Final = 5
"""Times that a reading is timed; the median counts."""


def main() -> int:
    """Measure, print, and write down."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--sizes", type=int, nargs="+", default=[1000, 3000, 10000])
    options.add_argument("--work", type=Path, help="where collections and libraries lie meanwhile")
    options.add_argument("--json", type=Path, help="write the figures to this file")
    asked = options.parse_args()
    figures: dict[str, Any] = {**measured.machine(), "sizes": {}}
    for size in sorted(asked.sizes):
        with tempfile.TemporaryDirectory(dir=asked.work) as work:
            figures["sizes"][size] = measure(size, Path(work))
    figures["exponents"] = exponents(figures["sizes"])
    report(figures)
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    return 0


def measure(size: int, work: Path) -> dict[str, float]:
    """Everything at one size."""
    lines = piles.as_lines(piles.records(size), work / "lines")
    took = build(lines, work / "library")
    again = build(lines, work / "library")
    print(f"  {size:,}: {took.seconds:.0f} s", file=sys.stderr)
    (library,) = (work / "library").iterdir()
    return {
        "build, s": took.seconds,
        "build, s of processors": took.processor,
        "peak memory of a build, MiB": took.peak,
        "library, MB": round(measured.size_of(library), 1),
        "text, MB": round(measured.size_of(lines), 1),
        "nothing changed, s": again.seconds,
        **_read(library),
    }


def _read(folder: Path) -> dict[str, float]:
    """What a reader does first, in milliseconds."""

    def opened() -> None:
        with closing(Library.open(folder)):
            pass

    with closing(Library.open(folder)) as library:
        catalogue, mentions = library.catalogue, library.mentions
        numbers = catalogue.order(Sort.DATE)
        most = mentions.entities()[0].id
        middle = len(numbers) // 2
        return {
            "opening, ms": _timed(opened),
            "order by date, ms": _timed(lambda: catalogue.order(Sort.DATE)),
            "order by title, ms": _timed(lambda: catalogue.order(Sort.TITLE)),
            "a page of rows, ms": _timed(lambda: catalogue.rows(numbers[middle : middle + PAGE])),
            "all entities, ms": _timed(mentions.entities),
            "entities of all reports, ms": _timed(lambda: mentions.entities(numbers)),
            "reports of the first entity, ms": _timed(lambda: mentions.counts(most)),
            "entities": len(mentions.entities()),
        }


def _timed(work: Callable[[], object]) -> float:
    took = []
    for _ in range(REPEATED):
        began = time.perf_counter()
        work()
        took.append(1000 * (time.perf_counter() - began))
    return round(statistics.median(took), 2)


def exponents(sizes: dict[int, dict[str, float]]) -> dict[str, float]:
    """The slope of each figure over the number of reports, between the ends."""
    low, high = min(sizes), max(sizes)
    if low == high:
        return {}
    return {
        name: round(
            math.log(max(sizes[high][name], 1e-9) / max(sizes[low][name], 1e-9))
            / math.log(high / low),
            2,
        )
        for name in sizes[low]
    }


def report(figures: dict[str, Any]) -> None:
    """Print the figures."""
    sizes = figures["sizes"]
    print(f"{figures['processor']}, {figures['processors']} processors,", end=" ")
    print(f"load {figures['load before']} before")
    print(f"{'reports':34}" + "".join(f"{size:>12,}" for size in sizes) + f"{'exponent':>12}")
    for name in next(iter(sizes.values())):
        cells = "".join(f"{one[name]:12,.1f}" for one in sizes.values())
        slope = figures["exponents"].get(name)
        print(f"{name:34}{cells}{slope if slope is not None else '':>12}")


if __name__ == "__main__":
    sys.exit(main())
