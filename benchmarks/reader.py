"""The whole reader in a real pseudo-terminal, beside a bare Textual program of three panes.

    python benchmarks/reader.py COLLECTION [--columns 120 --rows 40] [--keys 40] [--json FILE]

First paint is taken on a library that is up to date (it is brought up to date first). The bare
program has an input, a list of a million rows, a text and another list, and draws as many cells
anew at each key, with nothing to find out. Runs take turns, so that what else the machine does
falls on both. Of first paint the time of the processor is taken as well (Linux): what the program's
own process has used, all threads, when the first content is out.
"""

import argparse
import json
import os
import platform
import shutil
import signal
import statistics
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar, Final

from pseudo_terminal import NOWHERE, PROJECT, terminal_tool
from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Input, Static

RUNS: Final = 7
QUIET: Final = 0.08
"""Seconds without output after which a key's work counts as done."""
WARMING: Final = 3
"""First presses, not counted."""
ROUNDS: Final = 4
"""The programs take turns, so that what else the machine does falls on all of them."""
ROWS: Final = 1_000_000
BARE_KEYS: Final = {"bare: all but the list": "j", "bare: all": "d"}
READER_KEYS: Final = {
    "next article, with preview and entities": ((), "j", "bare: all but the list"),
    "half a page of articles": ((), "d", "bare: all"),
    "next line of text": (("j", "TAB"), "j", "bare: all"),
    "half a page of text": (("j", "TAB"), "d", "bare: all"),
    "next mention": (("j", "TAB", "*"), "e", "bare: all"),
}
"""Keys pressed before, the one that is timed, and what of the bare program it is held against."""


def main() -> int:
    """Measure, print, and write down."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("collection", type=Path, nargs="?")
    options.add_argument("--columns", type=int, default=120)
    options.add_argument("--rows", type=int, default=40)
    options.add_argument("--keys", type=int, default=40, help="how often each key is pressed")
    options.add_argument("--json", type=Path, help="write the figures to this file")
    options.add_argument("--bare", action="store_true", help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.bare:
        Bare().run()
        return 0
    tool = terminal_tool()
    program = shutil.which("gazetteer", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    if tool is None or program is None or asked.collection is None:
        print(NOWHERE if tool is None else "needs a COLLECTION and gazetteer installed")
        return 1
    subprocess.run([program, "index", str(asked.collection)], check=True)
    reader = [program, str(asked.collection)]
    figures = measure(tool, reader, (asked.columns, asked.rows), asked.keys)
    report(figures)
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    return 0


class Lines(ScrollView):
    """Lines of words in a few styles: cells as the reader's panes have them, and nothing else."""

    DEFAULT_CSS = "Lines { width: 1fr; height: 1fr; scrollbar-size: 0 0; }"

    def __init__(self, count: int, pieces: int) -> None:
        """Draw `count` lines, each in so many pieces."""
        super().__init__()
        self._count, self._pieces = count, pieces
        self.shown = 0

    def on_mount(self) -> None:
        """Say how many lines there are."""
        self.virtual_size = Size(1, self._count)

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        base, width = self.rich_style, self.size.width
        at = y + self.scroll_offset.y
        text = (f"ready {self.shown} {at} " + "several words of a report " * 8)[:width]
        piece = -(-width // self._pieces)
        bold = Style(bold=True)
        return Strip(
            [
                Segment(text[x : x + piece], base + bold if x // piece % 2 else base)
                for x in range(0, width, piece)
            ]
        )


class Bare(App[None]):
    """The same cells as the reader's, drawn by Textual at each key, with nothing to find out."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [("j", "next"), ("d", "page")]

    def compose(self) -> ComposeResult:
        """An input over a list, a text and a list; a line below."""
        yield Input()
        with Horizontal():
            yield Lines(ROWS, 5)
            yield Lines(200, 4)
            yield Lines(60, 4)
        yield Static("status")

    def on_mount(self) -> None:
        """Give the list the focus."""
        self.query(Lines).first().focus()

    def action_next(self) -> None:
        """Another row, another text, another list beside it."""
        rows, *others = self.query(Lines)
        rows.shown = (rows.shown + 1) % 40
        rows.refresh_lines(rows.shown, 3)
        for lines in others:
            lines.shown = rows.shown
            lines.refresh()
        self.query_one(Static).update(f"status {rows.shown}")

    def action_page(self) -> None:
        """Half a page of the list, and what stands beside it."""
        rows, *others = self.query(Lines)
        rows.scroll_to(y=rows.scroll_offset.y + rows.size.height // 2, animate=False, force=True)
        for lines in others:
            lines.shown += 1
            lines.refresh()


def measure(
    tool: ModuleType, reader: list[str], size: tuple[int, int], keys: int
) -> dict[str, Any]:
    """First paint and key to paint, in milliseconds, each also as a ratio to the bare program."""
    bare = [sys.executable, __file__, "--bare"]
    paints: dict[str, list[tuple[float, float]]] = {"reader": [], "bare": []}
    for _ in range(RUNS):
        paints["reader"].append(first_paint(tool, reader, "articles", size))
        paints["bare"].append(first_paint(tool, bare, "ready 0 3", size))
    pressed: dict[str, list[float]] = {name: [] for name in (*BARE_KEYS, *READER_KEYS)}
    for _ in range(ROUNDS):
        for name, key in BARE_KEYS.items():
            pressed[name] += press(tool, bare, "ready 0 3", ((), key, keys // ROUNDS), size)
        for name, (before, key, _) in READER_KEYS.items():
            pressed[name] += press(tool, reader, "articles", (before, key, keys // ROUNDS), size)
    sums = {name: summary(times) for name, times in pressed.items()}
    first, used = (
        {name: round(statistics.median(run[at] for run in runs)) for name, runs in paints.items()}
        for at in (0, 1)
    )
    return {
        "machine": platform.platform(),
        "processors": os.cpu_count(),
        "columns": size[0],
        "rows": size[1],
        "first paint": {**first, "ratio": round(first["reader"] / first["bare"], 2)},
        "first paint, processor": {**used, "ratio": round(used["reader"] / used["bare"], 2)},
        "key to paint": {
            name: {**one, "ratio p95": round(one["p95"] / sums[_peer(name)]["p95"], 2)}
            for name, one in sums.items()
        },
    }


def _peer(name: str) -> str:
    """The key of the bare program that draws as many cells."""
    return READER_KEYS[name][2] if name in READER_KEYS else name


def terminal(tool: ModuleType, command: list[str], size: tuple[int, int]) -> Any:  # noqa: ANN401  the tool's class
    """A program in a pseudo-terminal."""
    return tool.Terminal(command, *size, {"PYTHONPATH": str(PROJECT), "TEXTUAL_FPS": "240"})


def first_paint(
    tool: ModuleType, command: list[str], seen: str, size: tuple[int, int]
) -> tuple[float, float]:
    """Milliseconds from the start of a program to its first content: by the clock, of processor."""
    with terminal(tool, command, size) as opened:
        took = opened.wait_for(seen)
        os.kill(opened.process, signal.SIGSTOP)
        used = _processor(opened.process)
        os.kill(opened.process, signal.SIGCONT)
        return 1000 * (took or float("nan")), used


def _processor(process: int) -> float:
    """Milliseconds that the threads of a process have used of processors so far."""
    threads = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(thread.read_text("ascii").split()[0]) for thread in threads) / 1e6


def press(
    tool: ModuleType,
    command: list[str],
    seen: str,
    keys: tuple[tuple[str, ...], str, int],
    size: tuple[int, int],
) -> list[float]:
    """Milliseconds from key to the last byte it caused, for each press.

    Args:
        tool: What runs the program.
        command: The program.
        seen: What is on its screen when it is ready.
        keys: Those pressed before, the one that is timed, how often.
        size: Columns and rows.
    """
    before, key, times = keys
    with terminal(tool, command, size) as opened:
        opened.wait_for(seen)
        opened.settle(quiet=1.0)
        for first in before:
            opened.press(first)
        took = [opened.press(key, quiet=QUIET) for _ in range(times + WARMING)]
    return [1000 * one for one in took[WARMING:] if one is not None]


def summary(times: list[float]) -> dict[str, float]:
    """Median and 95th percentile of times; nothing where nothing was painted."""
    times = sorted(times)
    if not times:
        return {"p50": float("nan"), "p95": float("nan"), "keys": 0}
    return {
        "p50": round(statistics.median(times), 1),
        "p95": round(times[int(0.95 * (len(times) - 1))], 1),
        "keys": len(times),
    }


def report(figures: dict[str, Any]) -> None:
    """Print the figures."""
    for name in ("first paint", "first paint, processor"):
        first = figures[name]
        print(f"{name}: reader {first['reader']} ms, bare {first['bare']} ms: {first['ratio']} x")
    print(
        f"{'key to paint':42} {'p50':>6} {'p95':>6}  ms at {figures['columns']}x{figures['rows']}"
    )
    for name, one in figures["key to paint"].items():
        print(f"{name:42} {one['p50']:6.1f} {one['p95']:6.1f}  {one['ratio p95']:.2f} x its p95")


if __name__ == "__main__":
    sys.exit(main())
