"""The long checks, before a release: every fault at every point, hundreds of kills, hours of keys.

    python tests/reliability/soak.py FOLDER [--minutes 60] [--kills 500] [--rounds 10] [--every 1]
        [--only sweep|kills|damage|together|bombs|bars|guards|keys ...]

Works through a list of tasks and keeps what came of each in FOLDER/report.json: it can be stopped
and started again, and does only then a task again when the commit is another. Prints a line a task
and, at the end, what each kind took and how many tasks found anything. Exit code 1 if any did.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias, TypedDict

from guards import commit

HERE = Path(__file__).parent
TESTS = HERE.parent
Task: TypeAlias = tuple[str, list[str], dict[str, str]]
"""Its name, the command, and what is added to the environment."""

SCENARIOS = ("first", "update", "rebuild", "upgrade", "note", "migrate")
MODES = ("kill", "torn", "enospc", "enospc-for-ever", "eio", "eio-for-ever", "power")
KINDS = ("sweep", "kills", "damage", "together", "bombs", "bars", "guards", "keys")
KILLS_AT_ONCE = 20
AT_ONCE, MOST_GROWN = 60, 5
"""Minutes of random keys, and per cent that the memory of the reader may grow in them once warm."""
BARS = {
    "bombs": ("bombs.py",),
    "long reports": ("long.py",),
    "queries whoosh": ("hostile.py",),
    "queries tantivy": ("hostile.py", "--engine", "tantivy"),
}
"""What is measured, and must not pass its limits."""


class Done(TypedDict):
    """What came of a task."""

    commit: str
    seconds: int
    problems: list[str]


def shim(folder: Path) -> Path:
    """The shared object that lets file operations fail."""
    made = folder / "faults.so"
    subprocess.run(
        ["cc", "-shared", "-fPIC", "-O1", "-o", made, HERE / "faults.c", "-ldl"], check=True
    )
    return made


def tasks(folder: Path, arguments: argparse.Namespace) -> Iterator[Task]:
    """Everything to be done."""
    python, faults = sys.executable, shim(folder)
    pytest = [python, "-m", "pytest", "-q", "-x"]
    for scenario in SCENARIOS:
        for mode in MODES:
            name = f"sweep {scenario} {mode}"
            command = [python, str(HERE / "sweep.py"), str(folder / name), scenario, mode]
            yield name, [*command, str(arguments.every)], {"LD_PRELOAD": str(faults)}
    for number in range(0, arguments.kills, KILLS_AT_ONCE):
        changes = {"GAZETTEER_KILLS": str(KILLS_AT_ONCE), "GAZETTEER_SEED": str(number)}
        tests = [str(HERE / name) for name in ("test_kills.py", "test_struck.py")]
        yield f"kills {number}", [*pytest, *tests], changes
    for number in range(arguments.rounds):
        changes = {"GAZETTEER_SEED": str(number)}
        yield f"damage {number}", [*pytest, str(HERE / "test_damage.py")], changes
    together = [str(HERE / "test_two_at_once.py")]
    yield "together", [*pytest, *together], {"GAZETTEER_TIMES": "200"}
    yield "bombs", [*pytest, str(TESTS / "hostile")], {"GAZETTEER_SOAK": "1"}
    for name, (script, *options) in BARS.items():
        command = [python, str(TESTS.parent / "benchmarks" / script), *options, "--check"]
        yield f"bars {name}", command, {}
    kept = ["--jobs", "1", "--report", str(folder / "guards.jsonl")]
    yield "guards", [python, str(HERE / "guards.py"), *kept], {}
    minutes = min(arguments.minutes, AT_ONCE)
    for number in range(max(1, round(arguments.minutes / AT_ONCE))):
        name = f"keys {number}"
        command = [python, str(HERE / "monkey.py"), str(folder / name), "--minutes", str(minutes)]
        yield name, [*command, "--seed", str(number)], {}


def problems(name: str, ended: "subprocess.CompletedProcess[str]") -> list[str]:
    """What a task found."""
    if ended.returncode != 0:
        return [(ended.stdout + ended.stderr)[-3000:]]
    if name.startswith("sweep"):
        points = [json.loads(line) for line in ended.stdout.splitlines()]
        return [f"{point['point']}: {point['problem']}" for point in points if point["problem"]]
    if name.startswith("keys"):
        found = json.loads(ended.stdout)
        memory = found["memory"]
        grown = [f"memory grew: {memory}"] if memory.get("grown", 0) > MOST_GROWN else []
        return [*found["problems"], *grown]
    return []


def done(task: Task) -> Done:
    """Do a task."""
    name, command, changes = task
    begun = time.monotonic()
    ended = subprocess.run(
        command, env={**os.environ, **changes}, capture_output=True, text=True, check=False
    )
    seconds = round(time.monotonic() - begun)
    return {"commit": commit(), "seconds": seconds, "problems": problems(name, ended)}


def summary(report: dict[str, Done]) -> Iterator[str]:
    """What each kind of tasks took, and what found something."""
    kinds, seconds = Counter[str](), Counter[str]()
    for name, task in report.items():
        kinds[name.split()[0]] += 1
        seconds[name.split()[0]] += task["seconds"]
    yield from (f"{kind}: {count} tasks, {seconds[kind]} s" for kind, count in kinds.items())
    found = [name for name, task in report.items() if task["problems"]]
    yield from (f"found something: {name}" for name in found)
    yield f"{len(report)} tasks, {len(found)} found something, on {commit()}"


def main() -> int:
    """Work through what is left."""
    arguments = parsed()
    folder = arguments.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "report.json"
    written: dict[str, Done] = json.loads(kept.read_text()) if kept.exists() else {}
    report = {name: task for name, task in written.items() if task["commit"] == commit()}
    for task in tasks(folder, arguments):
        name = task[0]
        if name in report or name.split()[0] not in arguments.only:
            continue
        shutil.rmtree(folder / name, ignore_errors=True)  # left by one that was stopped
        report[name] = done(task)
        kept.write_text(json.dumps(report, indent=1))
        told = "; ".join(report[name]["problems"])[:300] or "nothing"
        sys.stdout.write(f"{name}: {told} ({report[name]['seconds']} s)\n")
        sys.stdout.flush()
    sys.stdout.write("".join(f"{line}\n" for line in summary(report)))
    return 1 if any(task["problems"] for task in report.values()) else 0


def parsed() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=60.0, help="of random keys")
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=10, help="of damage to every file")
    parser.add_argument(
        "--every", type=int, default=1, help="of a sweep, only each so-many-th point"
    )
    parser.add_argument("--only", nargs="+", choices=KINDS, default=KINDS, help="these kinds")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
