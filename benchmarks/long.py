"""Long reports in the whole reader: how soon their first frame stands, and what memory they take.

    python benchmarks/long.py [--runs 5] [--check] [--json FILE]

Three reports are listed: a short one, one of 1 MB in which what is searched for stands 10,000
times, and one of 20 MB, the longest that is read. In a pseudo-terminal the cursor goes from the
short one to each of the others; the frame is there when their first lines and, of the one with
hits, the number of hits stand on the screen. Milliseconds by the clock and of the processor, those
of the reader's own process and of the search process together; the memory is the most that the
reader's own process had (Linux). Names are not recognised, which does not depend on the screen.
`--check` fails (exit code 1) where a limit of `LIMITS` is passed.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any, Final

import measured

PROJECT: Final = Path(__file__).resolve().parent.parent
_SPEC: Final = spec_from_file_location("terminal", PROJECT / "tests/support/pseudo_terminal.py")
assert _SPEC is not None
assert _SPEC.loader is not None
_MODULE: Final = module_from_spec(_SPEC)
_SPEC.loader.exec_module(_MODULE)
Terminal: Final[Any] = _MODULE.Terminal

HITS: Final = 10_000
LONG: Final = 1_000_000
LONGEST: Final = 19_900_000
SIZE: Final = (120, 40)
LIMITS: Final = {
    "1 MB with 10,000 hits": {"ms of the processor": 300, "peak MiB": 300},
    "20 MB": {"ms of the processor": 500, "peak MiB": 300},
}
BUILD: Final = """
import sys
from pathlib import Path
from articles.entities import analysis
analysis.analyse = lambda articles, detector=None: [()] * len(articles)
from articles.collection.collection import Collection
from index.build.build import build
from index.library.folder import place_of
collection = Collection.open(Path(sys.argv[1]))
for _ in build(collection, place_of(collection.root, Path(sys.argv[2])), jobs=0):
    pass
"""
READ: Final = "import sys; from tui.cli import main; sys.exit(main())"


def main() -> int:
    """Measure, print, and write down."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--check", action="store_true", help="fail where a limit is passed")
    options.add_argument("--json", type=Path, help="write the figures to this file")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pile, base = Path(folder, "pile"), Path(folder, "libraries")
        write(pile)
        subprocess.run([sys.executable, "-c", BUILD, pile, base], check=True)
        os.environ.update({f"XDG_{one}_HOME": folder for one in ("CONFIG", "STATE", "DATA")})
        taken = [list(frames(pile, base)) for _ in range(asked.runs)]
    figures = {**measured.machine(), "runs": asked.runs, **summed(taken)}
    for name, row in figures.items():
        print(f"{name:34}{row}")
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    passed = [
        (name, what)
        for name, limits in LIMITS.items()
        for what, most in limits.items()
        if figures[name][what] > most
    ]
    for name, what in passed:
        print(f"{name}: more than {LIMITS[name][what]} {what}", file=sys.stderr)
    return 1 if asked.check and passed else 0


def write(folder: Path) -> None:
    """The three reports, of one day each, the short one first in the list."""
    folder.mkdir()
    line = "It was said on {} that the dam held, and nobody in the lower town had to leave it."
    hit = "On {} the levee was watched by day and by night, and the water stood below it."
    for day, title, words, length in ((3, "Short", hit, 0), (2, "Hits", hit, LONG),
                                      (1, "Longest", line, LONGEST)):  # fmt: skip
        said = [words.format(f"day {at}") for at in range(max(1, length // len(words)))]
        if length == LONG:
            said[HITS:] = [line.format(f"day {at}") for at in range(HITS, len(said))]
        if length == LONGEST:  # of so many lines no report is read
            said = [" ".join(said[at : at + 25]) for at in range(0, len(said), 25)]
        text = "\n\n".join(said)[:LONGEST]
        (folder / f"2020-01-0{day} {title}.txt").write_text(f"{title} report\n\n{text}\n", "utf-8")


def frames(pile: Path, base: Path) -> Iterator[tuple[str, float, float, float]]:
    """Of each frame its name, the milliseconds, those of processors, and MiB of the reader."""
    command = [sys.executable, "-c", READ, "--library", str(base), str(pile)]
    for name, keys, shown, searched in (
        ("1 MB with 10,000 hits", "j", ("Hits report", "hit 1/10000 here"), "levee"),
        ("20 MB", "jj", ("Longest report", "It was said on day 0"), ""),
    ):
        with opened(command) as terminal:
            if searched:
                terminal.press("/", *searched, "ENTER")
                terminal.wait_for("hit 1/1 here")
                terminal.settle(1)
            terminal.press(*keys[1:])
            terminal.settle(1)
            before, began = processors(terminal.pid), time.perf_counter()
            terminal.press(keys[0])
            terminal.wait_until(lambda screen, all_=shown: all(one in screen for one in all_), name)
            took = 1e3 * (time.perf_counter() - began)
            used = 1e3 * (processors(terminal.pid) - before)
            terminal.settle(2)
            yield name, took, used, peak(terminal.pid)


@contextmanager
def opened(command: list[str]) -> Iterator[Any]:
    """The reader, at rest on the short report."""
    terminal = Terminal(command, *SIZE)
    try:
        terminal.wait_for("Short report")
        terminal.settle(2)
        yield terminal
    finally:
        terminal.close()


def processors(pid: int) -> float:
    """Seconds of the processor that a process and its children have used."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    told = [Path(f"/proc/{one}/stat").read_text() for one in (pid, *children)]
    ticks = sum(sum(map(int, one.rpartition(")")[2].split()[11:13])) for one in told)
    return float(ticks / os.sysconf("SC_CLK_TCK"))


def peak(pid: int) -> float:
    """The most memory that a process has had, in MiB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def summed(taken: list[list[tuple[str, float, float, float]]]) -> dict[str, Any]:
    """The medians, by frame."""
    rows = {}
    for at, (name, *_) in enumerate(taken[0]):
        columns = zip(*(run[at][1:] for run in taken), strict=True)
        names = ("ms by the clock", "ms of the processor", "peak MiB")
        rows[name] = {
            what: round(statistics.median(column))
            for what, column in zip(names, columns, strict=True)
        }
    return rows


if __name__ == "__main__":
    sys.exit(main())
