"""Turns each guard off in turn, and looks whether the test that holds it fails then.

    python tests/reliability/guards.py [WORD ...] [--jobs 2] [--table]

A guard is a table in `guards/*.toml`: its `name`; the file that it stands `in`; what is written
there while it is `on`, which must be there once, and what is written instead to turn it `off`; the
`test` that must fail then, as pytest names it; and the `patience` with it in seconds, where without
the guard it might never end. Everything happens in copies of the project. First all of the tests
run with all guards on: who fails then says nothing about a guard.

Says a line a guard on stderr: `seen to fail`, or `NOT held` with what happened; `--table` prints
the rows of docs/reliability.md. With words, only guards are turned off whose name or file has one
of them. Exit code 1 if any guard is not held.
"""

import argparse
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PROJECT = HERE.parent.parent
PATIENCE = 180.0
"""Seconds that one test may take; without a guard it may wait for ever."""
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

    def without(self, guard: Guard) -> str:
        """How the test ends while the guard is off; empty if it does not notice."""
        path = self.folder / guard.file
        source = path.read_text("utf-8")
        try:
            self._write(path, guard.turned(source))
            return told(*self.run([guard.test, "-x"], guard.patience))
        finally:
            self._write(path, source)

    def _write(self, path: Path, source: str) -> None:
        path.write_text(source, "utf-8")
        # Its age in seconds and its size may be the same, which is all that Python looks at.
        for compiled in path.parent.glob(f"__pycache__/{path.stem}.*"):
            compiled.unlink()

    def run(self, words: Sequence[str], patience: float) -> tuple[int | None, str]:
        """Run pytest with some words: its exit code, None if it never ended, and what it said."""
        with subprocess.Popen(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        ) as process:
            try:
                said, _ = process.communicate(timeout=patience)
            except subprocess.TimeoutExpired:
                return None, ""
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
        return process.returncode, said


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
    return f"{failed[1].rpartition('::')[2]}: {failed[2] or 'failed'}"


def held(guard: Guard, copies: "queue.Queue[Copy]", failing: Sequence[str]) -> tuple[bool, str]:
    """Whether its test notices that a guard is off, and how; `failing` fail with it on."""
    if any(test.startswith(guard.test) for test in failing):
        return False, f"{guard.test} fails with it on, too"
    copy = copies.get()
    try:
        found = copy.without(guard)
    except (RuntimeError, ValueError) as error:
        return False, f"nothing is known: {error}"
    finally:
        copies.put(copy)
    return bool(found), found or f"{guard.test} passes without it"


def table(results: Iterable[tuple[Guard, bool]]) -> Iterator[str]:
    """Rows for docs/reliability.md: a test, and the guards without which it was seen to fail."""
    by_test: dict[str, list[str]] = {}
    for guard, is_held in results:
        test = guard.test.removeprefix("tests/").partition("[")[0].replace("::", "`, `")
        by_test.setdefault(test, []).append(guard.name if is_held else f"**not** {guard.name}")
    for test, names in by_test.items():
        yield f"| `{test}` | {'; '.join(names)} |"


def main() -> int:
    """Turn guards off."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("words", nargs="*")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--table", action="store_true")
    arguments = parser.parse_args()
    words = arguments.words
    chosen = [
        one
        for one in guards()
        if not words or any(word in f"{one.name} {one.file} {one.area}" for word in words)
    ]
    with tempfile.TemporaryDirectory(prefix="guards-") as place:
        copies: queue.Queue[Copy] = queue.Queue()
        for number in range(arguments.jobs):
            copies.put(Copy(Path(place) / str(number)))
        code, said = copies.queue[0].run(sorted({one.test for one in chosen}), PATIENCE * 20)
        if code not in (0, 1):
            sys.stdout.write(f"the tests do not run: {said[-1000:]}\n")
            return 1
        failing = [found[1] for found in _FAILED.finditer(said)]
        results = []
        with ThreadPoolExecutor(arguments.jobs) as pool:
            found = pool.map(lambda guard: held(guard, copies, failing), chosen)
            for guard, (is_held, how) in zip(chosen, found, strict=True):
                results.append((guard, is_held))
                state = "seen to fail" if is_held else "NOT held"
                sys.stderr.write(f"{guard.area}: {guard.name}: {state} ({how[:200]})\n")
    if arguments.table:
        sys.stdout.write("".join(f"{line}\n" for line in table(results)))
    count = sum(is_held for _, is_held in results)
    sys.stderr.write(f"{count} of {len(chosen)} guards were seen to fail their test when off\n")
    return 0 if count == len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
