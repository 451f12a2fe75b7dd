"""The whole reader in a real pseudo-terminal, beside a bare Textual program of the same cells.

    python benchmarks/reader.py COLLECTION [--library FOLDER] [--keys 60] [--only KEY] [--json FILE]

Start and keys: from the start of the process to the first content, and from a key to the last byte
it caused, each in turns with the bare program (`bare.py`), which has nothing to find out or to
wrap: the ratio is what the reader takes beyond what Textual does. The library of the collection is
brought up to date first; another is made for a report of a megabyte.

The time of the processor is that of all threads of the program's own process (Linux): it is other
work on the machine that the time by the clock depends on most.
"""

import argparse
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import bare
import measured
import reader_keys
from pseudo_terminal import NOWHERE, terminal_tool
from reader_keys import ENDLESS, KEYS, LONG, Measured, Pairs, Pressed

STARTS: Final = 7
"""How often each program is started."""
WORDS: Final = 160_000
"""Of the long report: a megabyte, every sixteenth of them `ENDLESS`."""


def main() -> int:
    """Measure, print, and write down."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("collection", type=Path)
    options.add_argument("--library", type=Path, help="where libraries are kept")
    options.add_argument("--columns", type=int, default=180)
    options.add_argument("--rows", type=int, default=50)
    options.add_argument("--keys", type=int, default=60, help="how often each key is pressed")
    options.add_argument("--only", default="", help="measure only what has this in its name")
    options.add_argument("--json", type=Path, help="write the figures to this file")
    asked = options.parse_args()
    tool = terminal_tool()
    if tool is None:
        print(NOWHERE)
        return 1
    size = (asked.columns, asked.rows)
    figures: dict[str, Any] = {**measured.machine(), "columns": size[0], "rows": size[1]}
    command = _reading(asked.collection, asked.library)
    if asked.only in "start":
        figures["start"] = starts(tool, command, size)
    with tempfile.TemporaryDirectory() as folder:
        pairs = keys(tool, command, Path(folder), asked)
    figures["keys"] = {name: summary(pressed) for name, pressed in pairs.items()}
    figures["load after"] = round(os.getloadavg()[0], 1)
    report(figures)
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    return 0


def _reading(collection: Path, library: Path | None) -> list[str]:
    """The command that reads a collection, whose library is up to date by then."""
    program = shutil.which("gazetteer", path=str(Path(sys.executable).parent)) or "gazetteer"
    place = ["--library", str(library)] if library else []
    subprocess.run([program, "index", *place, str(collection)], check=True)
    return [program, *place, str(collection)]


def keys(tool: ModuleType, command: list[str], folder: Path, asked: argparse.Namespace) -> Pairs:
    """Press every key that was asked for; what needs a long report, on one made in a folder."""
    size, times = (asked.columns, asked.rows), asked.keys
    pairs = reader_keys.press(tool, command, _wanted(KEYS, asked.only), times, size)
    if asked.only in "search":
        rounds = max(1, times // len(reader_keys.QUERY))
        pairs |= reader_keys.type_query(tool, command, rounds, size)
    if wanted := _wanted(LONG, asked.only):
        reading = _reading(_long(folder), folder / "library")
        pairs |= reader_keys.press(tool, reading, wanted, times, size)
    return pairs


def _wanted(keys: Mapping[str, reader_keys.Key], only: str) -> dict[str, reader_keys.Key]:
    return {name: key for name, key in keys.items() if only in name}


def _long(folder: Path) -> Path:
    """A collection of a long report that says one word again and again, and a short one."""
    words = [ENDLESS if at % 16 == 0 else bare.WORDS[at % len(bare.WORDS)] for at in range(WORDS)]
    paragraphs = (" ".join(words[at : at + 80]) for at in range(0, WORDS, 80))
    place = folder / "reports"
    place.mkdir()
    (place / "2020-01-02 long.txt").write_text("A long report\n\n" + "\n\n".join(paragraphs))
    (place / "2020-01-01 short.txt").write_text(f"A short report\n\n{ENDLESS} and nothing else.\n")
    return place


def starts(tool: ModuleType, command: list[str], size: tuple[int, int]) -> dict[str, Any]:
    """Milliseconds from start to first content, by the clock and of the processor, and ratios."""
    programs = {
        "reader": (command, "articles"),
        "bare": ([sys.executable, bare.__file__], bare.READY),
    }
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in programs}
    for _ in range(STARTS):
        for name, (program, seen) in programs.items():
            taken[name].append(_first_content(Measured(tool, program, size), seen))
    figures: dict[str, Any] = {}
    for at, what in enumerate(("clock", "processor")):
        by = {name: statistics.median(run[at] for run in runs) for name, runs in taken.items()}
        figures[what] = {name: round(took) for name, took in by.items()}
        figures[what]["ratio"] = round(by["reader"] / by["bare"], 2)
    return figures


def _first_content(program: Measured, seen: str) -> tuple[float, float]:
    with program.terminal as terminal:
        took = terminal.wait_for(seen)
        os.kill(terminal.process, signal.SIGSTOP)
        used = program.processor()
        os.kill(terminal.process, signal.SIGCONT)
        return 1000 * (took or float("nan")), used


def summary(pairs: Sequence[tuple[Pressed, Pressed]]) -> dict[str, Any]:
    """Medians and 95th percentiles of both programs, and the ratios of the first to the second."""
    reader, plain = (_figures(presses) for presses in zip(*pairs, strict=True))
    ratios = {
        name: round(reader[name] / plain[name], 2)
        for name in ("first p50", "first p95", "p50", "p95", "processor")
    }
    return {"presses": len(pairs), "reader": reader, "bare": plain, "ratio": ratios}


def _figures(presses: Sequence[Pressed]) -> dict[str, float]:
    first = sorted(one.first for one in presses)
    painted = sorted(one.painted for one in presses)
    high = int(0.95 * (len(presses) - 1))
    return {
        "first p50": round(statistics.median(first), 2),
        "first p95": round(first[high], 2),
        "p50": round(statistics.median(painted), 2),
        "p95": round(painted[high], 2),
        "processor": round(statistics.median(one.processor for one in presses), 2),
        "bytes": round(statistics.median(len(one.sent) for one in presses)),
        "cells": round(statistics.median(one.cells for one in presses)),
    }


def report(figures: dict[str, Any]) -> None:
    """Print the figures: of the reader, of the bare program, and the ratio."""
    print(f"{figures['columns']}x{figures['rows']}, load {figures['load before']} before and")
    print(f"{figures['load after']} after; milliseconds: reader / bare = ratio")
    for what, start in figures.get("start", {}).items():
        print(f"start, {what:33} {start['reader']} / {start['bare']} = {start['ratio']}")
    columns = ("first p50", "first p95", "p50", "p95", "processor")
    print(f"{'':40}{'presses':>7}" + "".join(f"{name:>21}" for name in columns) + "  cells, bytes")
    for name, of in figures["keys"].items():
        told = "".join(
            f"{of['reader'][one]:8.1f}{of['bare'][one]:7.1f}{of['ratio'][one]:6.2f}"
            for one in columns
        )
        sent = " / ".join(
            f"{of[who]['cells']:,}, {of[who]['bytes']:,}" for who in ("reader", "bare")
        )
        print(f"{name:40}{of['presses']:7}{told}  {sent}")


if __name__ == "__main__":
    sys.exit(main())
