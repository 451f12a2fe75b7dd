"""The keys of the whole reader that `keys.py` measures, and how they are pressed.

Each key is pressed once the one before has been painted; typing goes on as soon as a letter is
seen, so that the search for the letters before it is still under way.
"""

import re
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, Final

Bare = Callable[[str, int], list[float]]
"""Presses a key of the baseline so often; milliseconds until all is painted."""

ROUNDS: Final = 3
"""The reader and the baseline take turns."""
WARMING: Final = 3
"""First presses, not counted."""
QUIET: Final = 0.15
"""Seconds without output after which a key's work counts as done."""
SETTLED: Final = 0.4
"""The same of what is not timed; less than what a cursor takes to blink."""
QUERY: Final = "president"
"""What is searched for, and walked."""
FIRST, WITHIN, NEXT = " (first byte)", ", in the report", ", into the next report"
LINES, ALL = "baseline: three lines", "baseline: all lines"

KEYS: Final = {
    "list: next report": ((), "j"),
    "list: half a page": ((), "d"),
    "text: half a page": (("j", "ENTER"), "d"),
    "focus: next pane": ((), "TAB"),
    "mention": (("j", "ENTER", "*"), "e"),
    "hit": (("/", QUERY, "ENTER", "ENTER"), "n"),
}
"""The keys pressed before, and the one that is timed; of the last two it says where they lead."""
TYPED, FOUND = "search: a letter typed during another", "search: found, after the last letter"
BASELINES: Final = {
    "list: next report" + FIRST: LINES,
    "list: next report": LINES,
    "list: half a page": ALL,
    "text: half a page": ALL,
    "focus: next pane": LINES,
    "mention" + WITHIN: LINES,
    "mention" + NEXT: ALL,
    "hit" + WITHIN: LINES,
    "hit" + NEXT: ALL,
    TYPED: LINES,
}
_AT: Final = re.compile(rb"(?:mention|hit) (\d+)/\d+ here|: (\d+)/\d+ here")


def reader(collection: Path, library: Path | None) -> list[str]:
    """The command that reads a collection, whose library is up to date by then."""
    program = shutil.which("gazetteer", path=str(Path(sys.executable).parent)) or "gazetteer"
    place = ["--library", str(library)] if library else []
    subprocess.run([program, "index", *place, str(collection)], check=True)
    return [program, *place, str(collection)]


def measure(
    tool: ModuleType, command: list[str], bare: Bare, keys: int, size: tuple[int, int]
) -> dict[str, list[float]]:
    """Milliseconds of every press, by what was pressed."""
    times: defaultdict[str, list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        times[LINES] += bare("j", keys // ROUNDS)
        times[ALL] += bare("d", keys // ROUNDS)
        for name, (before, key) in KEYS.items():
            with _opened(tool, command, size) as terminal:
                for first in before:
                    terminal.press(first, quiet=SETTLED)
                for _ in range(WARMING):
                    terminal.press(key, quiet=QUIET)
                for _ in range(keys // ROUNDS):
                    _note(times, name, terminal, key)
        with _opened(tool, command, size) as terminal:
            for _ in range(max(1, keys // ROUNDS // len(QUERY))):
                _type(times, terminal)
    return {name: times[name] for name in (*BASELINES, FOUND, LINES, ALL) if times[name]}


def _opened(tool: ModuleType, command: list[str], size: tuple[int, int]) -> Any:  # noqa: ANN401  the tool's class
    """The reader with its first list on the screen, at rest."""
    terminal = tool.Terminal(command, *size)
    terminal.wait_for(r"\d articles")
    terminal.settle(quiet=2.0)
    return terminal


def _note(
    times: "defaultdict[str, list[float]]",
    name: str,
    terminal: Any,  # noqa: ANN401  the tool's class
    key: str,
) -> None:
    """Press a key, and note how long it took, under what it did."""
    seen, began = len(terminal.output), time.perf_counter()
    first = terminal.press(key, until="(?s).", patience=5.0)
    if first is None:
        return
    terminal.settle(QUIET)
    took = 1000 * (terminal.times[-1] - began)
    if name not in {"mention", "hit"}:
        times[name + FIRST].append(1000 * first)
        times[name].append(took)
        return
    said = [one[1] or one[2] for one in _AT.finditer(terminal.output[seen:])]
    if said:
        times[name + (NEXT if said[-1] == b"1" else WITHIN)].append(took)


def _type(times: "defaultdict[str, list[float]]", terminal: Any) -> None:  # noqa: ANN401  the tool's class
    """Type a query, note when each letter was seen and when what it finds was; take it back."""
    terminal.press("/", quiet=SETTLED)
    for at, letter in enumerate(QUERY[:-1]):
        took = terminal.press(letter, until=QUERY[: at + 1])
        if at > 1:  # a letter or two may be those of a headline
            times[TYPED].append(1000 * took)
    times[FOUND].append(1000 * terminal.press(QUERY[-1], until=f"searched: {QUERY}"))
    terminal.settle(SETTLED)
    terminal.press("\x7f" * len(QUERY), quiet=SETTLED)
    terminal.press("ESC", quiet=SETTLED)
