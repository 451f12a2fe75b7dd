"""Turns each guard off in turn, and looks whether the test that holds it fails then.

    python tests/reliability/guards.py [WORD ...] [--jobs 2] [--report FILE] [--table]

A guard is a table in `guards/*.toml`: its `name`; the file that it stands `in`; what is written
there while it is `on`, which must be there once, and what is written instead to turn it `off`; the
`test` that must fail then, as pytest names it; and the `patience` with it in seconds, where without
the guard it might never end. Everything happens in copies of the project. A test runs with all
guards on first: if it fails then, it says nothing about a guard.

Says a line a guard on stderr: `seen to fail`, or `NOT held` with what happened; `--table` prints
the rows of docs/reliability.md. With words, only guards are turned off whose name or file has one
of them. With a report, a line of JSON a guard is added to FILE as it is known, and what FILE says
to have been seen to fail on this commit is not done again: so it can be stopped and gone on with.
Exit code 1 if any guard is not held.
"""

import argparse
import contextlib
import json
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from functools import cache
from importlib import import_module
from itertools import count
from pathlib import Path

HERE = Path(__file__).parent
PROJECT = HERE.parent.parent
PATIENCE = 180.0
"""Seconds that one test may take; without a guard it may wait for ever."""
LONGEST = 1800.0
"""Seconds that a test may take with all guards on, on a machine with much else to do. With one off
it has five times as long as that took, so that one which is only slow is not taken for stuck."""
LOADED = ("pytest", "hypothesis", "lxml.html", "textual.app", "textual.pilot")
"""What most tests need that is not ours. Loading it is most of what a short test takes, so it is
loaded once, and every run of pytest is a fork of the process that has it."""
FORKING = multiprocessing.get_context("fork")
_FAILED = re.compile(r"^(?:FAILED|ERROR) (.+?)(?: - (.*))?$", re.MULTILINE)
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "*.pyc", "dist")


@dataclass(frozen=True, slots=True)
class Guard:
    """A guard, how it is turned off, and the test that must notice."""

    name: str
    file: str
    on: str
    off: str
    test: str
    patience: float
    area: str
    """The file that it is written down in."""

    def turned(self, source: str) -> str:
        """The source of its file, with the guard off.

        Raises:
            ValueError: What is to be turned off is not there, or more than once.
        """
        found = source.count(self.on)
        if found != 1:
            raise ValueError(f"{self.name}: {self.file} has it {found} times: {self.on!r}")
        return source.replace(self.on, self.off)


@dataclass(frozen=True, slots=True)
class Result:
    """Whether its test noticed that a guard was off, and how it ended."""

    guard: str
    is_held: bool
    how: str


def guards() -> list[Guard]:
    """All that are written down."""
    return [
        Guard(
            one["name"], one["in"], one["on"], one["off"], one["test"],
            one.get("patience", PATIENCE), path.stem,
        )
        for path in sorted((HERE / "guards").glob("*.toml"))
        for one in tomllib.loads(path.read_text("utf-8"))["guard"]
    ]  # fmt: skip


class Copy:
    """A copy of the project, in which guards are turned off one after the other."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(PROJECT, folder, ignore=LEFT_OUT)
        self.folder = folder
        self._ages = count(1)

    def results(self, test: str, guards: Sequence[Guard]) -> list[Result]:
        """What a test says of some guards that it holds."""
        began = time.monotonic()
        try:
            failing = told(*self.run(test, LONGEST))
        except RuntimeError as error:
            failing = str(error)
        if failing:
            how = f"{test} fails with it on, too: {failing[-500:]}"
            return [Result(guard.name, False, how) for guard in guards]
        taken = time.monotonic() - began
        return [self.without(guard, max(guard.patience, 5 * taken)) for guard in guards]

    def without(self, guard: Guard, patience: float) -> Result:
        """How its test ends while a guard is off, within so many seconds."""
        path = self.folder / guard.file
        source = path.read_text("utf-8")
        try:
            self._write(path, guard.turned(source))
            found = told(*self.run(guard.test, patience))
        except (RuntimeError, ValueError) as error:
            return Result(guard.name, False, f"nothing is known: {str(error)[-500:]}")
        finally:
            self._write(path, source)
        return Result(guard.name, bool(found), found or f"{guard.test} passes without it")

    def _write(self, path: Path, source: str) -> None:
        path.write_text(source, "utf-8")
        # Python knows that a file is another by its age in whole seconds, and its size.
        age = next(self._ages)
        os.utime(path, (age, age))

    def run(self, test: str, patience: float) -> tuple[int | None, str]:
        """Run a test: the exit code of pytest, None if it never ended, and what it said."""
        with tempfile.TemporaryFile() as output:
            process = FORKING.Process(target=self._become_pytest, args=(test, output.fileno()))
            process.start()
            process.join(patience)
            code = process.exitcode
            with contextlib.suppress(ProcessLookupError):  # what the test started, too
                os.killpg(process.pid, signal.SIGKILL)
            process.join()
            output.seek(0)
            return code, output.read().decode("utf-8", "replace")

    def _become_pytest(self, test: str, output: int) -> None:
        """In a process that was forked: run a test and end."""
        os.setsid()
        os.chdir(self.folder)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.environ["PYTHONPATH"] = str(self.folder)
        sys.path.insert(0, str(self.folder))
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # compiled once, not in every process
        sys.dont_write_bytecode = False
        # What was loaded before cannot be loaded in pytest's own way, of which it would warn.
        known = "ignore::pytest.PytestAssertRewriteWarning"
        words = ["-q", "-x", "-p", "no:cacheprovider", "-W", known, test]
        code = import_module("pytest").main(words)
        sys.stdout.flush()
        os._exit(code)


def told(code: int | None, said: str) -> str:
    """How a test failed, in a few words; empty if it did not.

    Raises:
        RuntimeError: No test ran, so nothing is known.
    """
    if code is None:
        return "it never ended"
    if code < 0:
        return f"it died of {signal.Signals(-code).name}"
    if code == 0 and re.search(r"\d+ passed", said):
        return ""
    failed = _FAILED.search(said)
    if code != 1 or failed is None:
        raise RuntimeError(said[-2000:])
    return f"{failed[1].rpartition('::')[2][:100]}: {(failed[2] or 'failed')[:100]}"


@cache
def commit() -> str:
    """What is checked, as git calls it; each time another where it is no commit, but changed."""
    asked = ["git", "describe", "--always", "--dirty", "--exclude=*"]
    done = subprocess.run(asked, cwd=PROJECT, capture_output=True, text=True, check=False)
    found = done.stdout.strip() or "no commit"
    return f"{found}-{time.time_ns()}" if found.endswith("-dirty") else found


class Report:
    """What was found so far, a line of JSON a guard, of any commits."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def seen(self) -> set[str]:
        """The names of the guards that were seen to be held on this commit."""
        is_there = self._path is not None and self._path.exists()
        lines = self._path.read_text("utf-8").splitlines() if is_there else []
        found = [json.loads(line) for line in lines]
        return {one["guard"] for one in found if one["is_held"] and one["commit"] == commit()}

    def add(self, result: Result) -> None:
        """Keep what was found."""
        if self._path:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps({**asdict(result), "commit": commit()}) + "\n")


def table(results: Iterable[tuple[Guard, bool]]) -> Iterator[str]:
    """Rows for docs/reliability.md: a test, and the guards without which it was seen to fail."""
    by_test: dict[str, list[str]] = {}
    for guard, is_held in results:
        test = guard.test.removeprefix("tests/").partition("[")[0].replace("::", "`, `")
        by_test.setdefault(test, []).append(guard.name if is_held else f"**not** {guard.name}")
    for test, names in by_test.items():
        yield f"| `{test}` | {'; '.join(names)} |"


_copies: list[Copy] = []
"""The copy that a process of the pool works in."""


def prepare(place: Path) -> None:
    """Begin a process of the pool."""
    _copies.append(Copy(place / str(os.getpid())))


def results(test: str, guards: Sequence[Guard]) -> list[Result]:
    """What a test says of some guards, in a process of the pool."""
    return _copies[0].results(test, guards)


def found(chosen: Iterable[Guard], jobs: int) -> Iterator[tuple[Guard, Result]]:
    """What comes of guards, as it is known."""
    by_test: dict[str, list[Guard]] = {}
    for guard in chosen:
        by_test.setdefault(guard.test, []).append(guard)
    for module in LOADED:
        import_module(module)
    with (
        tempfile.TemporaryDirectory(prefix="guards-") as place,
        ProcessPoolExecutor(jobs, FORKING, prepare, (Path(place),)) as pool,
    ):
        asked = {pool.submit(results, test, held): held for test, held in by_test.items()}
        for done in as_completed(asked):
            yield from zip(asked[done], done.result(), strict=True)


def main() -> int:
    """Turn guards off."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("words", nargs="*")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--report", type=Path)
    parser.add_argument("--table", action="store_true")
    arguments = parser.parse_args()
    words = arguments.words
    chosen = [
        one
        for one in guards()
        if not words or any(word in f"{one.name} {one.file} {one.area}" for word in words)
    ]
    report = Report(arguments.report)
    held = {one.name for one in chosen} & report.seen()
    for guard, result in found([one for one in chosen if one.name not in held], arguments.jobs):
        report.add(result)
        held |= {guard.name} if result.is_held else set()
        state = "seen to fail" if result.is_held else "NOT held"
        sys.stderr.write(f"{guard.area}: {guard.name}: {state} ({result.how})\n")
    if arguments.table:
        rows = table((guard, guard.name in held) for guard in chosen)
        sys.stdout.write("".join(f"{line}\n" for line in rows))
    sys.stderr.write(
        f"{len(held)} of {len(chosen)} guards were seen to fail their test when off,"
        f" on {commit()}\n"
    )
    return 0 if len(held) == len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
