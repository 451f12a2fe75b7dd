"""What each file that is made to crash, fill or stall a parser takes until it ends.

    python benchmarks/bombs.py [--only NAME …] [--check] [--json FILE]

Makes the bombs of `tests/hostile/bombs.py`, one after the other, and has a parser in exile read
each: processor time of the parser and seconds by the clock until the file has ended (as reports, or
with a reason), the largest memory of the parser (resident, its libraries included), by how much
that of the process which asked grew meanwhile, and whether the next file is read. Both memories are
looked at every few milliseconds, so growth in between may be missed in the parent; the parser's is
the kernel's own high-water mark. `--check` fails (exit code 1) where a limit of `LIMITS` is passed;
what gives a thousand reports or more may take its time. By the clock a busy machine takes longer,
and patience with a parser grows with the load.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Final

import measured

from articles.formats.draft import Draft, Fault
from articles.formats.opening import Loaded
from index.workers.exile import Exile

BOMBS: Final = Path(__file__).parents[1] / "tests/hostile/bombs.py"
LIMITS: Final = {"processor": 5.0, "memory": 512.0, "growth": 30.0}
"""Seconds of processor time, MiB of the parser, MiB of its parent."""
_PAGE: Final = (
    b"<html><body><p>The council voted on Monday to rebuild the bridge.</p></body></html>"
)
_GOOD: Final = b"The council voted on Monday.\n"
_MANY: Final = 1000
"""Reports for which a file may take its time."""
_LOOK: Final = 0.005
_TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a bomb ended."""

    name: str
    processor: float
    """Seconds of the parser's."""
    seconds: float
    """By the clock."""
    memory: float
    """The parser's at its largest, MiB."""
    growth: float
    """By how much the parent's grew at most, MiB."""
    reports: int
    told: str
    """The first reason for which there is no report, if any."""
    next_read: bool


class Watched:
    """A parser's processor time and memory, and its parent's, looked at in a thread."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._before = self.processor = _processor(process)
        self.memory = 0.0
        self._own = self._most = _resident()
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    @property
    def used(self) -> float:
        """Seconds of processor time since watching began."""
        return self.processor - self._before

    @property
    def growth(self) -> float:
        """MiB."""
        return self._most - self._own

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Look all the while."""
        self._thread.start()
        try:
            yield
        finally:
            self._ends.set()
            self._thread.join()
            self._look()

    def _watch(self) -> None:
        while not self._ends.wait(_LOOK):
            self._look()

    def _look(self) -> None:
        self._most = max(self._most, _resident())
        self.processor = max(self.processor, _processor(self._process))
        self.memory = max(self.memory, _high_water(self._process))


def _processor(process: int) -> float:
    """Seconds that a process has used; 0 if it is gone."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _high_water(process: int) -> float:
    """MiB that a process had at its largest; 0 if it is gone."""
    try:
        lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def _resident() -> float:
    """MiB of this process."""
    pages = int(Path("/proc/self/statm").read_text("utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def made() -> ModuleType:
    """The module that makes the bombs."""
    spec = spec_from_file_location("bombs_made", BOMBS)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(parser: Exile, path: Path) -> tuple[int, str]:
    """Have a file read: how many reports it gives, and the first reason for which it gives none."""
    reports, told = 0, ""
    with path.open("rb") as file:
        for item in parser.parse(file.fileno(), path.name):
            if isinstance(item, Fault):
                told = told or item.reason
            elif not isinstance(item, Loaded):
                reports += isinstance(item, Draft)
    return reports, told


def ended(folder: Path, bomb: Path) -> Ended:
    """Have a bomb read by a parser that has all that it may need."""
    page, good = folder / "page.html", folder / "good.txt"
    page.write_bytes(_PAGE)
    good.write_bytes(_GOOD)
    with closing(Exile()) as parser:
        read(parser, page)
        process = parser._process  # noqa: SLF001 - to be looked at from outside
        assert process is not None
        watched = Watched(process.pid)
        began = time.perf_counter()
        with watched.watching():
            reports, told = read(parser, bomb)
        seconds = time.perf_counter() - began
        is_next_read = read(parser, good) == (1, "")
    return Ended(
        bomb.name,
        round(watched.used, 2),
        round(seconds, 2),
        round(watched.memory, 1),
        round(watched.growth, 1),
        reports,
        told,
        is_next_read,
    )


def excess(one: Ended) -> list[str]:
    """The limits that a bomb passed."""
    passed = [name for name, most in LIMITS.items() if getattr(one, name) > most]
    if one.reports >= _MANY and "processor" in passed:
        passed.remove("processor")
    return passed if one.next_read else [*passed, "the next file"]


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    found = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name, make in made().bombs():
            if arguments.only and name not in arguments.only:
                continue
            bomb = folder / name
            bomb.write_bytes(make(random.Random(name)))
            found.append(one := ended(folder, bomb))
            bomb.unlink()
            said = f"{one.reports:,} reports" if one.reports else one.told
            passed = f"  PASSES {', '.join(excess(one))}" if excess(one) else ""
            print(
                f"{name:22} {one.processor:6.2f} s {one.seconds:6.1f} s by the clock"
                f" {one.memory:6.0f} MiB {one.growth:+6.1f} MiB  {said}{passed}",
                flush=True,
            )
    if arguments.json:
        told = {"machine": measured.machine(), "bombs": [asdict(one) for one in found]}
        arguments.json.write_text(json.dumps(told, indent=1))
    those = [f"{one.name} ({', '.join(excess(one))})" for one in found if excess(one)]
    if arguments.check and those:
        sys.exit(f"limits are passed by {'; '.join(those)}")


if __name__ == "__main__":
    main()
