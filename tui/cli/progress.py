"""Shows how far a build is: a bar if stderr is a terminal, nothing otherwise."""

import sys
from collections.abc import Iterator

from index.build.build import Progress
from tui.page.counted import counted


def shown(steps: Iterator[Progress]) -> Iterator[Progress]:
    """Pass progress on, and show it on the way."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield from steps
        return
    first = [next(steps)]
    # Whoever is up to date sees no bar, and need not wait for rich.
    for progress in steps:
        first.append(progress)
        break
    if first[-1].summary is not None:
        yield from first
        return
    yield from _with_bar(first, steps)


def _with_bar(first: list[Progress], steps: Iterator[Progress]) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    bar = Bar(
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        TextColumn("{task.fields[told]}"),
        TimeRemainingColumn(compact=True),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task("scanning", total=None, told="")
        for progress in _chain(first, steps):
            bar.update(
                task,
                description=progress.stage,
                completed=progress.done,
                total=progress.total or None,
                told=_told(progress),
            )
            if progress.note:
                bar.stop()
            yield progress
            if progress.note:
                bar.start()


def _told(progress: Progress) -> str:
    count = progress.reports
    reports = counted(count, "report") if count else ""
    return f"{reports}, {progress.rate:,.0f} a second" if progress.rate else reports


def _chain(first: list[Progress], steps: Iterator[Progress]) -> Iterator[Progress]:
    yield from first
    yield from steps
