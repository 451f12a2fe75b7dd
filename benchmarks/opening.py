"""Opening the reader on a library that is up to date, beside opening it where there is none.

    python benchmarks/opening.py COLLECTION [--library FOLDER] [--runs 7] [--json FILE]

Times are from the start of the process: to the first row of the list, and, on an empty collection,
to the line that says that nothing is there yet. The difference is what the library costs. Runs take
turns. The memory is that of the reader's own process, once it has come to rest with a trace over
the whole list.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import measured
from pseudo_terminal import ENVIRONMENT, NOWHERE, terminal_tool

ROWS: Final = r"\d[\d,]* articles"
NOTHING: Final = "Reading the collection|No reports here"
SIZE: Final = (120, 40)


def main() -> int:
    """Measure, print, and write down."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("collection", type=Path)
    options.add_argument("--library", type=Path, help="where libraries are kept")
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--json", type=Path, help="write the figures to this file")
    asked = options.parse_args()
    tool = terminal_tool()
    program = shutil.which("gazetteer", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    if tool is None or program is None:
        print(NOWHERE if tool is None else "needs gazetteer installed")
        return 1
    place = ["--library", str(asked.library)] if asked.library else []
    subprocess.run([program, "index", *place, str(asked.collection)], check=True)
    figures = measure(tool, [program, *place, str(asked.collection)], program, asked.runs)
    report(figures)
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    return 0


def measure(tool: ModuleType, reader: list[str], program: str, runs: int) -> dict[str, Any]:
    """First content with a library and without one, in milliseconds, and the memory in MiB."""
    paints: dict[str, list[float]] = {"with a library": [], "without": []}
    for _ in range(runs):
        paints["with a library"].append(_first(tool, reader, ROWS))
        with tempfile.TemporaryDirectory() as empty:
            bare = [program, "--library", f"{empty}/libraries", _made(Path(empty) / "nothing")]
            paints["without"].append(_first(tool, bare, NOTHING))
    first = {name: round(statistics.median(times)) for name, times in paints.items()}
    return {
        **measured.machine(),
        "first content, ms": first,
        "difference, ms": first["with a library"] - first["without"],
        "memory of the reader, MiB": _memory(tool, reader),
    }


def _made(folder: Path) -> str:
    folder.mkdir()
    return str(folder)


def _terminal(tool: ModuleType, command: list[str]) -> Any:  # noqa: ANN401  the tool's class
    return tool.Terminal(command, *SIZE, ENVIRONMENT)


def _first(tool: ModuleType, command: list[str], seen: str) -> float:
    with _terminal(tool, command) as opened:
        return 1000 * (opened.wait_for(seen) or float("nan"))


def _memory(tool: ModuleType, command: list[str]) -> dict[str, float]:
    """MiB of the reader's own process: at rest, and after a walk with a trace."""
    with _terminal(tool, command) as opened:
        opened.wait_for(ROWS)
        opened.settle(quiet=2.0)
        at_rest = round(opened.memory(), 1)
        for key in ("G", "g", "j", "TAB", "*", "e", "e", "e"):
            opened.press(key, quiet=0.3)
        return {"at rest": at_rest, "after a trace": round(opened.memory(), 1)}


def report(figures: dict[str, Any]) -> None:
    """Print the figures."""
    first, memory = figures["first content, ms"], figures["memory of the reader, MiB"]
    print(f"first content: {first['with a library']} ms with a library,", end=" ")
    print(f"{first['without']} ms without: {figures['difference, ms']} ms more")
    print(f"the reader's memory: {memory['at rest']} MiB,", end=" ")
    print(f"{memory['after a trace']} MiB after a trace")


if __name__ == "__main__":
    sys.exit(main())
