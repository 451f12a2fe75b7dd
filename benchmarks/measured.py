"""Runs a command and says what it took: time, processor time, and memory of all its processes."""

import os
import platform
import resource
import shlex
import subprocess
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

_LOOK: Final = 0.1
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Took:
    """What a command took."""

    seconds: float
    processor: float
    """Seconds of all processors together."""
    peak: float
    """MiB of all its processes at once, shared pages counted once (Linux; 0 elsewhere)."""


def run(command: Sequence[str | Path], environment: dict[str, str] | None = None) -> Took:
    """Run a command to its end.

    Raises:
        RuntimeError: It failed; the message has its last words.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    with subprocess.Popen(
        [str(word) for word in command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **(environment or {})},
    ) as process:
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, _memory(process.pid))
            try:
                process.wait(_LOOK)
            except subprocess.TimeoutExpired:
                continue
        seconds = time.perf_counter() - began
        assert process.stderr is not None
        told = process.stderr.read().decode("utf-8", "replace")
    if process.returncode:
        raise RuntimeError(f"{shlex.join(map(str, command))}: {told[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(round(seconds, 2), round(processor, 2), round(peak, 1))


def size_of(folder: Path) -> float:
    """MB of the files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def machine() -> dict[str, object]:
    """What the figures were taken on, and how busy it was."""
    return {
        "machine": platform.platform(),
        "processor": _processor(),
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "date": time.strftime("%Y-%m-%d"),
        "load before": round(os.getloadavg()[0], 1),
    }


def plain(took: Took) -> dict[str, float]:
    """The figures as JSON has them."""
    return asdict(took)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor())


def _memory(root: int) -> float:
    """MiB of a process and all that come from it, each shared page in equal parts to its users."""
    children: defaultdict[int, list[int]] = defaultdict(list)
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        children[int(fields[1])].append(int(path.parent.name))
    found, family = 0.0, [root]
    while family:
        process = family.pop()
        family += children[process]
        found += _proportional(process)
    return found


def _proportional(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
