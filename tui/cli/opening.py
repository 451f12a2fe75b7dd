"""From a word on the command line to an open library, brought up to date."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

from articles.collection.collection import CollectionError
from articles.collection.files import Skipped
from articles.entities.detectors import DetectorError
from index.build.build import Summary, build
from index.engines.engine import EngineError
from index.library.errors import (
    LibraryBusy,
    LibraryDamaged,
    LibraryError,
    LibraryMissing,
    LibraryReadOnly,
    damage_told,
)
from index.library.library import Library
from index.notebook.attached import Attached
from index.notebook.schema import NotebookError
from index.query.tree import QueryError
from tui.cli import output
from tui.cli.progress import shown
from tui.cli.source import Source, source
from tui.problems import Exit, Problem, Unusable, Usage


@contextmanager
def library(arguments: argparse.Namespace) -> Iterator[Library]:
    """The open library of the collection that the arguments name, up to date unless not wished.

    Raises:
        Problem: It cannot be had, or there is no report in it.
    """
    with annotated(arguments) as (opened, _):
        yield opened


@contextmanager
def annotated(arguments: argparse.Namespace) -> Iterator[tuple[Library, Attached]]:
    """The same library, and the user's notebook over it; raises as `library` does."""
    with source(arguments) as found, explained():
        if not arguments.no_update:
            update(found)
        with library_of(found, arguments) as opened:
            _require_reports(found, opened)
            with closing(Attached(found.notebook, opened)) as notebook:
                yield opened, notebook


def update(found: Source) -> None:
    """Bring a library up to date, unless somebody else is at it."""
    try:
        built(found)
    except LibraryBusy as busy:
        output.tell(f"{busy}; showing what is there already")
    except LibraryReadOnly as error:
        if not _is_there(found):
            raise Unusable(f"{error}; --library DIR keeps it elsewhere") from error
        output.tell(f"{error}; showing what is there already")
    except LibraryDamaged:
        raise
    except LibraryError as error:
        raise Unusable(
            f"{error}; --no-update shows what is there, --library DIR keeps it elsewhere"
        ) from error


def _is_there(found: Source) -> bool:
    try:
        Library.open(found.folder).close()
    except LibraryError:
        return False
    return True


def built(
    found: Source, *, jobs: int | None = None, rebuild: bool = False, retry: bool = False
) -> Summary:
    """Build a library, showing how far it is."""
    summary = None
    steps = build(
        found.collection,
        found.folder,
        jobs=jobs,
        rebuild=rebuild,
        retry=retry,
        notebook=found.notebook,
        detector=found.detector,
        engine=found.engine,
    )
    for progress in shown(steps):
        if progress.note:
            output.tell(progress.note)
        summary = progress.summary
    assert summary is not None
    if found.has_notebook and (summary.updated or summary.renamed or summary.added):
        _follow(found)
    return summary


def _follow(found: Source) -> None:
    """Have the notebook know by what its reports go now, before they change once more."""
    try:
        with (
            closing(Library.open(found.folder)) as opened,
            closing(Attached(found.notebook, opened)) as notebook,
        ):
            notebook.refresh()
            notebook.learn()
    except NotebookError as error:
        output.tell(str(error))


@contextmanager
def library_of(found: Source, arguments: argparse.Namespace) -> Iterator[Library]:
    """The open library of a collection, as it is."""
    advice = f"'gazetteer index {arguments.collection}'"
    try:
        opened = Library.open(found.folder)
    except LibraryMissing as error:
        raise Unusable(f"{error}; {advice} builds it") from error
    except LibraryDamaged as error:
        raise Unusable(f"{error}; {advice} mends it") from error
    with closing(opened):
        yield opened


def _require_reports(found: Source, opened: Library) -> None:
    """Make sure that there is anything to be read."""
    if not opened.catalogue.count():
        raise no_reports(found, opened.catalogue.skipped())


def no_reports(found: Source, skipped: Sequence[Skipped]) -> Problem:
    """What to say of a collection without any report."""
    root = found.shown
    if found.collection.is_file:
        reason = skipped[0].reason if skipped else "it is empty"
        return Unusable(f"there is no report in {root}: {reason}")
    left = f"; skipped: {len(skipped):,}, 'gazetteer stats' says why" if skipped else ""
    return Problem(
        f"there are no reports in {root} (text, Markdown, HTML, feeds, JSON, CSV, mail, EPUB, Word,"
        f" OpenDocument, PDF and archives of these are read{left})",
        Exit.NOTHING_FOUND,
    )


@contextmanager
def explained() -> Iterator[None]:
    """Turn what the lower layers raise into one line for the user."""
    try:
        with damage_told():
            yield
    except (CollectionError, LibraryError, EngineError, NotebookError) as error:
        raise Unusable(str(error)) from error
    except DetectorError as error:
        raise Usage(str(error)) from error
    except QueryError as error:
        raise Usage(f"{error.message} (at character {error.start + 1})") from error
