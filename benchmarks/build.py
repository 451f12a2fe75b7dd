"""Building a library from nothing, beside others that index the same texts.

    python benchmarks/build.py [--reports 3000] [--work FOLDER] [--json FILE]

Each is run in a process of its own, one after the other, on real reports (`piles.py`). What
recognising entities costs is shown by building once more without it; the stages are seconds of
processor time of one process on the first reports. The machine is rarely quiet: the ratios in one
run say more than the seconds.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import measured
import piles
from peers import INCREMENTAL, PEERS, RECOLL, present
from piles import PROJECT, Record
from stages import stages

OURS: Final = "gazetteer"
WITHOUT: Final = "gazetteer, no entities"
PLAIN: Final = "Whoosh, 2 processes"
STAGED: Final = 600
"""Reports on which the stages are timed."""

_NO_ENTITIES: Final = """
import articles.entities.analysis as entities
entities.analyse = lambda articles, detector=None: [()] * len(articles)
"""


def main() -> int:
    """Measure, print, and write down."""
    return command(__doc__, measure, report)


def command(
    told: str | None,
    measure: Callable[[Sequence[Record], Path], dict[str, Any]],
    report: Callable[[dict[str, Any]], None],
) -> int:
    """What one types for a benchmark that builds: measure on a pile, print, and write down."""
    options = argparse.ArgumentParser(description=(told or "").splitlines()[0])
    options.add_argument("--reports", type=int, default=3000)
    options.add_argument("--work", type=Path, help="where collections and indexes lie meanwhile")
    options.add_argument("--json", type=Path, help="write the figures to this file")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.work) as work:
        figures = measure(piles.records(asked.reports), Path(work))
    report(figures)
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    return 0


def measure(records: Sequence[Record], work: Path) -> dict[str, Any]:
    """Build with all of them."""
    figures: dict[str, Any] = {**measured.machine(), "reports": len(records)}
    text = sum(len(one.text.encode()) + len(one.title.encode()) for one in records) / 1e6
    figures["MB of text"] = round(text, 1)
    lines = piles.as_lines(records, work / "lines")
    pages = piles.as_files(records, work / "pages") if present(RECOLL) else lines
    builds: dict[str, Any] = {}
    peers = [name for name in PEERS if present(name) and name != INCREMENTAL]
    for name in (OURS, WITHOUT, *peers):
        index = work / "index"
        if name in PEERS:
            peer: list[str | Path] = [sys.executable, PROJECT / "benchmarks" / "peers.py", name]
            took = measured.run([*peer, pages if name == RECOLL else lines, index])
        else:
            took = build(lines, index, entities=name == OURS)
        size = measured.size_of(index)
        shutil.rmtree(index)
        builds[name] = {
            **measured.plain(took),
            "reports/s": round(len(records) / took.seconds, 1),
            "MB/s": round(text / took.seconds, 2),
            "MB of index": round(size, 1),
            "index/text": round(size / text, 2),
        }
        print(f"  {name}: {took.seconds:.1f} s", file=sys.stderr)
    figures["builds"] = builds
    figures["stages"] = stages(piles.as_lines(records[:STAGED], work / "staged"), work / "stages")
    return figures


def build(collection: Path, library: Path, *, entities: bool = True) -> measured.Took:
    """Build a library with `gazetteer index`."""
    with tempfile.TemporaryDirectory() as first:
        if not entities:
            (Path(first) / "sitecustomize.py").write_text(_NO_ENTITIES, "utf-8")
        command: list[str | Path] = [
            sys.executable,
            "-m",
            "tui.cli",
            "index",
            "--library",
            library,
            collection,
        ]
        return measured.run(command, {"PYTHONPATH": f"{first}:{PROJECT}"})


def report(figures: dict[str, Any]) -> None:
    """Print the figures."""
    print(
        f"{figures['reports']:,} reports, {figures['MB of text']} MB of text;"
        f" {figures['processor']}, {figures['processors']} processors,"
        f" load {figures['load before']} before"
    )
    columns = ("seconds", "processor", "reports/s", "MB/s", "peak", "MB of index", "index/text")
    print(f"{'':32}" + "".join(f"{name:>12}" for name in columns) + f"{'x Whoosh':>10}")
    plain = figures["builds"][PLAIN]["seconds"]
    for name, one in figures["builds"].items():
        cells = "".join(f"{one[column]:12,.1f}" for column in columns)
        print(f"{name:32}{cells}{one['seconds'] / plain:10.2f}")
    staged = figures["stages"]
    print(f"stages of {staged['reports']} reports, seconds of processor time in one process:")
    for name, seconds in staged["seconds"].items():
        print(f"  {name:30}{seconds:8.2f}{100 * seconds / staged['total']:6.0f} %")


if __name__ == "__main__":
    sys.exit(main())
