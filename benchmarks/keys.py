"""List and text by themselves, from key to paint, in a real pseudo-terminal.

    python benchmarks/keys.py [--columns 180 --rows 50] [--keys 60] [--json FILE]

The list holds a million rows, the report a megabyte with ten thousand lit stretches. The baseline
is one widget that draws a million lines with `render_line` and has nothing to find, wrap or style:
what Textual itself takes. The ratio to it is steadier than milliseconds, which are the machine's.
The whole reader is measured by `reader.py`.

The pseudo-terminal is `tools/terminal.py` of the folder named by GAZETTEER_SHARED, by default
`../shared`; without it nothing can be measured, and this says so.
"""

import argparse
import json
import random
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import measured
from pseudo_terminal import ENVIRONMENT, NOWHERE, terminal_tool
from rich.segment import Segment
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.page.layout import Page
from tui.page.lights import Lit, LitKind
from tui.page.list_rows import ListRow
from tui.widgets.article_list import ArticleList
from tui.widgets.reading_pane import ReadingPane

QUIET: Final = 0.08
"""Seconds without output after which a key's work counts as done."""
ROUNDS: Final = 3
WARMING: Final = 3
"""First presses of a round, not counted."""
WORDS: Final = (
    "coalition",
    "says",
    "a",
    "strike",
    "near",
    "Raqqa",
    "hit",
    "a",
    "depot",
    "of",
    "arms",
)

SCENARIOS: Final = {
    "list: next row": ("list", "j"),
    "list: next page": ("list", "d"),
    "text: next hit": ("text", "n"),
    "text: next page": ("text", "d"),
    "baseline: three lines": ("bare", "j"),
    "baseline: all lines": ("bare", "d"),
}
"""What is measured: program and key."""
BASELINES: Final = {
    "list: next row": "baseline: three lines",
    "list: next page": "baseline: all lines",
    "text: next hit": "baseline: three lines",
    "text: next page": "baseline: all lines",
}


def main() -> int:
    """Measure, print, and write down."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--columns", type=int, default=180)
    options.add_argument("--rows", type=int, default=50)
    options.add_argument("--keys", type=int, default=60, help="how often each key is pressed")
    options.add_argument("--json", type=Path, help="write the figures to this file")
    options.add_argument("--program", choices=["list", "text", "bare"], help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.program:
        run(asked.program)
        return 0
    tool = terminal_tool()
    if tool is None:
        print(NOWHERE)
        return 1
    size = (asked.columns, asked.rows)
    figures = figures_of(measure(tool, size, asked.keys), size)
    report(figures)
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    return 0


def measure(tool: ModuleType, size: tuple[int, int], keys: int) -> dict[str, list[float]]:
    """Milliseconds from key to paint of every scenario.

    The scenarios take turns, so that what else the machine does falls on all of them.
    """
    times: dict[str, list[float]] = {name: [] for name in SCENARIOS}
    for _ in range(ROUNDS):
        for name, (program, key) in SCENARIOS.items():
            times[name] += press(tool, program, key, keys // ROUNDS, size)
    return times


def figures_of(times: dict[str, list[float]], size: tuple[int, int]) -> dict[str, Any]:
    """Median and 95th percentile of each scenario, and their ratios to those of its baseline."""
    results: dict[str, dict[str, Any]] = {}
    for name, painted in times.items():
        painted.sort()
        results[name] = {
            "p50": round(statistics.median(painted), 2),
            "p95": round(painted[int(0.95 * (len(painted) - 1))], 2),
            "keys": len(painted),
        }
    for name, baseline in BASELINES.items():
        result, other = results[name], results[baseline]
        result |= {"baseline": baseline, "ratio": round(result["p50"] / other["p50"], 2)}
        result["ratio p95"] = round(result["p95"] / other["p95"], 2)
    columns, rows = size
    return {**measured.machine(), "columns": columns, "rows": rows, "milliseconds": results}


def press(
    tool: ModuleType, program: str, key: str, times: int, size: tuple[int, int]
) -> list[float]:
    """Milliseconds from key to the last byte it caused, for each press."""
    command = [sys.executable, __file__, "--program", program]
    with tool.Terminal(command, *size, ENVIRONMENT) as terminal:
        terminal.wait_for("ready")
        terminal.settle()
        took = [terminal.press(key, quiet=QUIET) for _ in range(times + WARMING)]
    return [1000 * one for one in took[WARMING:] if one is not None]


def report(figures: dict[str, Any]) -> None:
    """Print the figures."""
    print(f"{'':40} {'p50':>7} {'p95':>7}  ms at {figures['columns']}x{figures['rows']}")
    for name, result in figures["milliseconds"].items():
        ratio = ""
        if "ratio" in result:
            ratio = f"  {result['ratio']:.2f}, {result['ratio p95']:.2f} x {result['baseline']}"
        print(f"{name:40} {result['p50']:7.2f} {result['p95']:7.2f}{ratio}")


# What is measured, each in a process of its own


def run(program: str) -> None:
    """Run one of the programs measured."""
    {"list": _list, "text": _text, "bare": _bare}[program]()


def _app(widget: Any, keys: dict[str, Any], begin: Any = None) -> None:  # noqa: ANN401  any widget
    class Measured(App[None]):
        """One widget; keys call its methods directly, as a binding would."""

        CSS = "* { scrollbar-size: 0 0; }"

        def compose(self) -> ComposeResult:
            yield widget

        def on_ready(self) -> None:
            if begin:
                begin()

        def on_key(self, event: events.Key) -> None:
            keys[event.key]()

    Measured().run()


def _list() -> None:
    def rows(start: int, stop: int) -> Sequence[ListRow]:
        return [
            ListRow(
                f"ready {' '.join(WORDS[i % 7 :])} {i}",
                title_derived=i % 5 == 0,
                date=f"20{i % 25:02}-0{i % 9 + 1}-1{i % 9}",
                source=("AP", "Reuters", "CNN")[i % 3],
                hits=i % 30,
                mentions=i % 12,
                unread=i % 3 == 0,
            )
            for i in range(start, stop)
        ]

    widget = ArticleList()

    def next_row() -> None:  # of those on the screen: scrolling is what `d` measures
        widget.move_to((widget.cursor + 1) % (widget.size.height - 3))

    _app(widget, {"j": next_row, "d": lambda: widget.page(1)}, lambda: widget.show(1_000_000, rows))


def _text() -> None:
    chance = random.Random(1)
    paragraphs = (" ".join(chance.choices(WORDS, k=60)) for _ in range(3_300))
    text = ("ready " + "\n\n".join(paragraphs))[:1_000_000]
    kinds = (LitKind.HIT, LitKind.TRACED, LitKind.MENTION)
    lit = [Lit(at, at + 6, kinds[at % 3]) for at in range(0, len(text), len(text) // 10_000)]
    stops = iter(lit[:9_000])
    widget = ReadingPane()

    def begin() -> None:
        widget.show(Page(1, "A long report", False, ("AP",), text))
        widget.light(lit)

    def go_on() -> None:
        stop = next(stops)
        widget.go_to(stop.start, stop.end)

    _app(widget, {"n": go_on, "d": lambda: widget.page(1)}, begin)


def _bare() -> None:
    class Bare(ScrollView):
        """Numbered lines."""

        at = 0

        def on_mount(self) -> None:
            self.virtual_size = Size(1, 1_000_000)

        def render_line(self, y: int) -> Strip:
            text = f"ready {y + self.scroll_offset.y} {self.at if y == self.at else ''}"
            return Strip([Segment(text.ljust(self.size.width, "."), self.rich_style)])

        def move(self) -> None:
            self.at = (self.at + 1) % (self.size.height - 2)
            self.refresh_lines(self.at - 1 + self.scroll_offset.y, 3)

        def page(self) -> None:
            self.scroll_to(y=self.scroll_offset.y + self.size.height - 1, animate=False, force=True)

    widget = Bare()
    _app(widget, {"j": widget.move, "d": widget.page})


if __name__ == "__main__":
    sys.exit(main())
