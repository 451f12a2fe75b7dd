"""Searching: sixty fixed queries, first page and count, beside others on the same texts.

    python benchmarks/queries.py [--reports 3000] [--keep FOLDER] [--json FILE]

Ours are measured along the whole path, from what is typed to the rows of the first page, with every
match in order; the peers give a page of 20 and a count. Each runs in a process of its own, opened
before; "first" is the time of a query the first time, "warm" the median of the rounds after it.
The machine is rarely quiet: the processor's time, which other work does not lengthen much, stands
beside the clock's, and ratios in one run say more than either.
"""

import argparse
import gc
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import asking
import measured
import peers
import piles
from asking import QUERIES, TYPED, Ask, Query

ROUNDS: Final = 5
ENGINES: Final = ("whoosh", "tantivy")
_INDEXED: Final = {"Whoosh": "Whoosh, 2 processes", "recoll": peers.RECOLL}
"""What `peers.py` calls the making of a peer's index, where it is not its name."""


def main() -> int:
    """Measure, print, and write down."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--reports", type=int, default=3000)
    options.add_argument(
        "--keep", type=Path, help="libraries and indexes lie here, and are used again"
    )
    options.add_argument("--json", type=Path, help="write the figures to this file")
    options.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.one:
        print(json.dumps(one(asked.one[0], Path(asked.one[1]))))
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        figures = measure(asked.reports, asked.keep or Path(temporary))
    report(figures)
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    return 0


def measure(reports: int, folder: Path) -> dict[str, Any]:
    """Make what is not there yet, and ask all of them."""
    places = made(reports, folder)
    figures: dict[str, Any] = {**measured.machine(), "reports": reports, "queries": len(QUERIES)}
    for name, place in places.items():
        command = [sys.executable, __file__, "--one", name, str(place)]
        told = subprocess.run(command, check=True, capture_output=True, text=True)
        figures[name] = json.loads(told.stdout)
        print(f"  {name}", file=sys.stderr)
    return figures


def made(reports: int, folder: Path) -> dict[str, Path]:
    """Where the libraries and indexes are; those that are not there are made."""
    known = _installed()
    places = {f"gazetteer, {engine}": folder / f"our-{engine}" for engine in ENGINES}
    places |= {name: folder / f"peer-{name}" for name in known}
    if all(place.exists() for place in places.values()):
        return places
    records = piles.records(reports)
    lines, pages = folder / "lines", folder / "pages"
    for path, write in ((lines, piles.as_lines), (pages, piles.as_files)):
        if not path.exists():
            write(records, path)
    for engine in ENGINES:
        if not (ours := places[f"gazetteer, {engine}"]).exists():
            # The second time only the text is indexed.
            _index(lines, folder / "libraries", "--engine", engine)
            shutil.copytree(next((folder / "libraries").glob("*/CURRENT")).parent, ours)
    for name in known:
        if not places[name].exists():
            source = pages if name == "recoll" else lines
            made_by = [sys.executable, str(Path(peers.__file__)), _INDEXED.get(name, name)]
            measured.run([*made_by, source, places[name]])
    return places


def _installed() -> list[str]:
    """The peers that are here; a line for each that is not."""
    known = [name for name in asking.PEERS if peers.present(_INDEXED.get(name, name))]
    for name in set(asking.PEERS) - set(known):
        print(f"  {name} is not installed, and left out", file=sys.stderr)
    return known


def _index(collection: Path, libraries: Path, *options: str) -> None:
    program: list[str | Path] = [
        sys.executable,
        "-m",
        "tui.cli",
        "index",
        collection,
        "--library",
        libraries,
    ]
    measured.run([*program, *options], {"PYTHONPATH": str(piles.PROJECT)})


def one(name: str, place: Path) -> dict[str, Any]:
    """Ask one program for everything."""
    live: Ask | None = None
    if name in asking.PEERS:
        ask = asking.PEERS[name](place)
        said = [(query, asking.said(name, query)) for query in QUERIES]
    else:
        ask, live = asking.ours(place)
        said = [(query, query.text) for query in QUERIES]
    gc.collect()
    gc.freeze()
    found = timed(ask, [(query, text) for query, text in said if text is not None])
    if live is not None:
        texts = [text[:end] for text in TYPED for end in range(1, len(text) + 1)]
        found["typing"] = spread([clocked(live, text)[0] for text in texts])
    return found


def timed(ask: Ask, said: Sequence[tuple[Query, str]]) -> dict[str, Any]:
    """The times of queries, round by round."""
    rounds = [[clocked(ask, text) for _, text in said] for _ in range(1 + ROUNDS)]
    first, *warm = rounds
    clock = [statistics.median(each[at][0] for each in warm) for at in range(len(said))]
    processor = [statistics.median(each[at][1] for each in warm) for at in range(len(said))]
    return {
        "asked": len(said),
        "first": spread([took for took, _, _ in first]),
        "warm": spread(clock),
        "processor": spread(processor),
        "each": {
            text: {"kind": query.kind, "found": first[at][2], "ms": round(clock[at], 3)}
            for at, (query, text) in enumerate(said)
        },
    }


def clocked(ask: Ask, text: str) -> tuple[float, float, int]:
    """Milliseconds on the clock and of the processor, and how many reports match."""
    clock, processor = time.perf_counter(), _processor()
    found = ask(text)
    return (time.perf_counter() - clock) * 1e3, (_processor() - processor) * 1e3, found


def _processor() -> float:
    """Seconds of the processor that this process and those it has waited for have taken."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def spread(times: Sequence[float]) -> dict[str, float]:
    """Median, 95th percentile and worst, in milliseconds."""
    ordered = sorted(times)
    high = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
    figures = {"p50": statistics.median(ordered), "p95": high, "worst": ordered[-1]}
    return {name: round(value, 3) for name, value in figures.items()}


def report(figures: dict[str, Any]) -> None:
    """Print the figures."""
    print(
        f"{figures['reports']:,} reports, {figures['queries']} queries; {figures['processor']},"
        f" {figures['processors']} processors, load {figures['load before']} before;"
        " milliseconds: p50, p95, worst"
    )
    columns = ("first", "warm", "processor", "typing")
    print(f"{'':22}{'asked':>6}" + "".join(f"{name:>26}" for name in columns))
    for name, found in figures.items():
        if isinstance(found, dict):
            cells = [found.get(column) for column in columns]
            shown = [
                " ".join(f"{ms:8.2f}" for ms in cell.values()) if cell else "" for cell in cells
            ]
            print(f"{name:22}{found['asked']:6}" + "".join(f"{cell:>26}" for cell in shown))


if __name__ == "__main__":
    sys.exit(main())
