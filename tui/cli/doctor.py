"""`gazetteer doctor`: is everything as it should be, and if not, what mends it?"""

import argparse
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from articles.collection.files import Skipped
from index.build.lost import lost
from index.library.checkup import checkup
from index.library.errors import LibraryDamaged, LibraryMissing
from index.library.folder import default_base
from index.library.library import Library
from index.notebook.judged import said_in
from index.notebook.notebook import Notebook
from index.notebook.schema import NotebookError
from tui.cli import output
from tui.cli.layout import absurd_dates, size, skipped, table, wrapped
from tui.cli.opening import built, explained
from tui.cli.source import Source, base_of, source
from tui.cli.stand_in import nearest
from tui.problems import Exit, Problem, Usage
from tui.settings import configuration

_ROOM = 200_000_000
"""Bytes that should be free where libraries are kept."""

_LISTED = 20
"""Skipped files, and reports with an absurd date, that are named."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    check: str
    ok: bool
    found: str
    remedy: str = ""
    looked: bool = True
    """False where there was nothing to look at."""


def run(arguments: argparse.Namespace) -> int:
    """Check, and print what was found."""
    if arguments.mend and not arguments.collection:
        raise Usage("--mend needs a COLLECTION, whose library is to be mended")
    checks = []
    for check in _checks(arguments):
        checks.append(check)
        if arguments.json:
            output.say_json(asdict(check))
        else:
            _say(check)
    return Exit.DONE if all(check.ok for check in checks) else Exit.UNUSABLE


def _say(check: Check) -> None:
    mark = ("ok" if check.ok else "BAD") if check.looked else "--"
    for line in table([(f"{mark:<3} {check.check}", check.found)]):
        output.say(line)
    if check.remedy:
        for line in wrapped(f"    {check.remedy}", output.columns(), "    "):
            output.say(line)


def _checks(arguments: argparse.Namespace) -> Iterator[Check]:
    yield _terminal()
    yield _encoding()
    yield _sqlite()
    try:
        yield from _settings(configuration.file())
    except configuration.ConfigurationError as error:
        yield Check("settings", ok=False, found=str(error))
        return  # where libraries are kept may stand in there
    yield _place(base_of(arguments) or default_base())
    if arguments.collection:
        yield from _library(arguments)


def _terminal() -> Check:
    from tui.launch import NoTerminal, check_terminal, is_terminal

    if not is_terminal():
        # In a script there need not be one.
        told = "none here: input or output is something else"
        return Check("terminal", ok=True, found=told, looked=False)
    try:
        check_terminal()
    except NoTerminal as error:
        return Check("terminal", ok=False, found=str(error))
    columns, rows = shutil.get_terminal_size()
    return Check("terminal", ok=True, found=f"{os.environ['TERM']}, {columns} x {rows}")


def _encoding() -> Check:
    encoding = (sys.stdout.encoding if sys.stdout else None) or "none"
    is_unicode = encoding.lower().replace("-", "") == "utf8"
    remedy = "" if is_unicode else "set LANG to a UTF-8 locale, for example C.UTF-8"
    return Check("encoding", is_unicode, encoding, remedy)


def _sqlite() -> Check:
    is_new = sqlite3.sqlite_version_info >= (3, 38)
    remedy = "" if is_new else "install a Python with SQLite 3.38 or newer"
    return Check("sqlite", is_new, sqlite3.sqlite_version, remedy)


def _settings(file: Path) -> Iterator[Check]:
    """Whether all that is set can be followed, and what the user's keys take from others."""
    from tui.cli.settings_check import faults, of_keys

    found, unknown = configuration.read(file)
    wrong = [*unknown, *(f"{file}: {line}" for line in faults(found))]
    yield from (Check("settings", ok=False, found=line) for line in wrong)
    yield from (Check("settings", ok=True, found=line) for line in of_keys(found))
    if not wrong:
        yield Check("settings", ok=True, found=str(file) if os.access(file, os.F_OK) else "none")


def _place(base: Path) -> Check:
    """Where libraries are kept: can we write there, and is there room?"""
    there = nearest(base)
    if not os.access(there, os.W_OK | os.X_OK):
        remedy = "keep libraries elsewhere: --library DIR, or GAZETTEER_LIBRARY"
        return Check("libraries", ok=False, found=f"{there} cannot be written", remedy=remedy)
    free = shutil.disk_usage(there).free
    remedy = "" if free >= _ROOM else "make room, or keep libraries elsewhere: --library DIR"
    return Check("libraries", free >= _ROOM, f"{base}, {size(free)} free", remedy)


def _library(arguments: argparse.Namespace) -> Iterator[Check]:
    """The library of a collection, looked through from end to end, and its notebook."""
    try:
        with source(arguments) as found, explained():
            yield Check("collection", ok=True, found=str(found.collection.root))
            yield _notebook(found, mend=arguments.mend)
            yield from _mended(found, arguments) if arguments.mend else _looked(found, arguments)
    except Problem as problem:
        yield Check("library", ok=False, found=str(problem))


def _looked(found: Source, arguments: argparse.Namespace) -> Iterator[Check]:
    remedy = f"'gazetteer doctor {arguments.collection} --mend' makes it anew"
    try:
        opened = Library.open(found.folder)
    except LibraryDamaged as error:
        yield Check("library", ok=False, found=str(error), remedy=remedy)
        return
    except LibraryMissing as error:
        build = f"'gazetteer index {arguments.collection}' builds it"
        yield Check("library", ok=False, found=str(error), remedy=build)
        return
    with closing(opened):
        for seen in checkup(opened):
            yield Check(seen.part, seen.is_sound, seen.told, "" if seen.is_sound else remedy)
        for line in absurd_dates(opened.catalogue.absurdly_dated(), _LISTED):
            yield Check("dates", ok=True, found=line)
        for one in lost(found.folder, said_in(found.notebook)):
            yield Check("judgements", ok=True, found=one.told)
        yield from _skipped(opened.catalogue.skipped(), arguments.collection)


def _skipped(found: Sequence[Skipped], collection: str) -> Iterator[Check]:
    """What gave no report: no fault of the library, but worth knowing."""
    for one in found[:_LISTED]:
        yield Check("skipped", ok=True, found=skipped(*one))
    if len(found) > _LISTED:
        told = f"{len(found) - _LISTED:,} more; 'gazetteer stats {collection}' lists them"
        yield Check("skipped", ok=True, found=told)


def _mended(found: Source, arguments: argparse.Namespace) -> Iterator[Check]:
    """Build the library anew if anything is wrong with it, and look at it once more."""
    if all(check.ok for check in _looked(found, arguments)):
        yield from _looked(found, arguments)
        return
    summary = built(found, rebuild=True)
    told = f"the library was damaged or missing; it was built anew of {summary.added:,} reports"
    yield Check("mended", ok=True, found=told)
    yield from _looked(found, arguments)


def _notebook(found: Source, *, mend: bool) -> Check:
    """Whether what the user made can be read, and follows from what was done."""
    if not found.has_notebook:
        return Check("notebook", ok=True, found="nothing in it yet")
    try:
        with Notebook(found.notebook) as notebook:
            faults = notebook.faults()
            if faults and mend:
                notebook.replay()
            lines, said = notebook.last(), len(notebook.judgements())
    except NotebookError as error:
        return Check("notebook", ok=False, found=str(error))
    told = f"{found.notebook}, {lines:,} lines, {said:,} judgements"
    if not faults:
        return Check("notebook", ok=True, found=told)
    if mend:
        return Check("notebook", ok=True, found=f"{told}; {faults:,} entries were made anew")
    remedy = "--mend makes them anew from its journal, which is whole"
    return Check("notebook", ok=False, found=f"{told}; {faults:,} entries are wrong", remedy=remedy)
