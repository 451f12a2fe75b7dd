"""`gazetteer index`: build a library, and say what was done."""

import argparse
import json
import os
import shlex
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import closing

from index.build.build import Progress, Summary, build
from index.engines.choice import DEFAULT
from index.library.errors import LibraryBusy, LibraryFull
from index.library.library import Library
from tui.cli import output
from tui.cli.layout import absurd_dates, skipped
from tui.cli.opening import built, explained, no_reports
from tui.cli.source import Source, source
from tui.problems import Exit

_NICE = 10
_BIG = 20_000
"""Reports from which on the other engine is recommended, see docs/decisions/0010-tantivy.md."""
_NAMED = 10
"""Reports with an absurd date that are named; `gazetteer stats` names all."""
_PAUSE = 0.1
"""Seconds between two lines of progress of which neither is news."""
_WAIT, _LONG_WAIT = 0.5, 3.0
"""Seconds after which to look again whether somebody else has done with the library, or whether
there is room for it."""


def run(arguments: argparse.Namespace) -> int:
    """Build, or bring up to date."""
    with source(arguments) as found, explained():
        if arguments.progress_json:
            return _for_a_parent(found, arguments)
        summary = built(
            found, jobs=arguments.jobs, rebuild=arguments.rebuild, retry=arguments.retry
        )
        if arguments.json:
            output.say_json(_as_json(summary))
        else:
            _say(summary)
            _advise(found, summary, arguments.collection)
        if not (summary.added or summary.updated or summary.renamed or summary.unchanged):
            raise no_reports(found, summary.skipped)
        return Exit.DONE


def _say(summary: Summary) -> None:
    counts = ("added", "updated", "renamed", "removed", "unchanged")
    told = [f"{getattr(summary, name):,} {name}" for name in counts if getattr(summary, name)]
    if told or summary.skipped:
        told.append(f"{len(summary.skipped):,} skipped")
        output.say(f"{', '.join(told)} in {summary.seconds:.1f} s")
    for one in summary.skipped:
        output.say(f"  skipped {skipped(*one)}")
    for line in (*absurd_dates(summary.absurd_dates, _NAMED), *summary.lost):
        output.say(line)


def _advise(found: Source, summary: Summary, collection: str) -> None:
    """Name the engine for big libraries to who has one without it."""
    reports = summary.added + summary.updated + summary.renamed + summary.unchanged
    if reports < _BIG:
        return
    with closing(Library.open(found.folder)) as library:
        if library.manifest.engine == DEFAULT:
            output.tell(
                f"with {reports:,} reports searching is much faster after pip install "
                f"'gazetteer[fast]' and gazetteer index {shlex.quote(collection)} --engine tantivy"
            )


def _as_json(summary: Summary) -> dict[str, object]:
    return {
        "added": summary.added,
        "updated": summary.updated,
        "renamed": summary.renamed,
        "removed": summary.removed,
        "unchanged": summary.unchanged,
        "skipped": [{"path": one.path, "reason": one.reason} for one in summary.skipped],
        "absurd_dates": [{"article": one, "date": date} for one, date in summary.absurd_dates],
        "lost": list(summary.lost),
        "seconds": round(summary.seconds, 3),
    }


def _for_a_parent(found: Source, arguments: argparse.Namespace) -> int:
    """Build for the reader: politely, telling it how far we are, and no longer than it lives."""
    os.nice(_NICE)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    said = -_PAUSE
    for progress in _patiently(found, arguments):
        now = time.monotonic()
        if progress.committed or progress.note or progress.summary or now - said >= _PAUSE:
            print(json.dumps(_step(progress)), flush=True)
            said = now
    return Exit.DONE


def _patiently(found: Source, arguments: argparse.Namespace) -> Iterator[Progress]:
    """Build; while somebody else does, or there is no room for it, wait and say so."""
    while True:
        try:
            yield from build(
                found.collection,
                found.folder,
                jobs=arguments.jobs,
                rebuild=arguments.rebuild,
                notebook=found.notebook,
                detector=found.detector,
                engine=found.engine,
            )
        except LibraryBusy as busy:
            yield Progress(0, 0, f"read-only while {busy.who} writes the library")
            time.sleep(_WAIT)
        except LibraryFull:
            yield Progress(0, 0, "no room on the disk for what is new; waiting")
            time.sleep(_LONG_WAIT)
        else:
            return


def _end_with_parent() -> None:
    """Wait for the end of standard input, which the parent holds open."""
    # Not through `sys.stdin`: a thread that holds its lock when the interpreter ends is fatal.
    while os.read(0, 1 << 10):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def _step(progress: Progress) -> dict[str, object]:
    step: dict[str, object] = {
        "done": progress.done,
        "total": progress.total,
        "stage": progress.stage,
        "committed": progress.committed,
        "reports": progress.reports,
        "note": progress.note,
        "rate": round(progress.rate, 1),
        "left": None if progress.left is None else round(progress.left),
    }
    if progress.summary is not None:
        counted = {
            "skipped": len(progress.summary.skipped),
            "absurd_dates": len(progress.summary.absurd_dates),
        }
        step["summary"] = {**_as_json(progress.summary), **counted}
    return step
