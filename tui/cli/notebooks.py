"""`gazetteer notebook`: all that the user made, out, in, saved and taken back."""

import argparse
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from index.judgements.judgement import Judgement
from index.notebook.acts import Facet, SetDate
from index.notebook.dates import dates_by
from index.notebook.judged import said_by
from index.notebook.lines import LinesUnreadable, exported, imported
from index.notebook.notebook import Notebook
from tui.cli import output
from tui.cli.applying import apply_dates, apply_judgements
from tui.cli.exporting import deliver
from tui.cli.input_text import input_text
from tui.cli.layout import table
from tui.cli.opening import explained
from tui.cli.source import Source, source
from tui.page.counted import more
from tui.problems import Exit, Problem, Usage


@dataclass(frozen=True, slots=True)
class Contents:
    """What `notebook --json` prints, under the same names."""

    notebook: str
    read: int
    starred: int
    tags: dict[str, int]
    """Reports by tag, also those that are gone."""
    notes: int
    clips: int
    searches: int
    dates: int
    """Reports of which the date is set."""
    judgements: int
    lines: int
    """Of the journal, all that was ever done and undone."""
    backups: list[str]


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked of the notebook."""
    if arguments.collection == "-":
        raise Usage("standard input has no notebook; keep the reports in a file or folder")
    _check(arguments)
    with source(arguments) as found, explained():
        if arguments.import_ is not None:
            return _import(found, arguments.import_)
        if not found.has_notebook:
            raise Problem("there is no notebook of this collection yet", Exit.NOTHING_FOUND)
        with Notebook(found.notebook) as notebook:
            if arguments.export:
                lines = "".join(f"{line}\n" for line in exported(notebook))
                deliver(lines, arguments.output)
            elif arguments.backup is not None:
                notebook.backup(Path(arguments.backup))
                output.say(f"saved as {arguments.backup}")
            elif arguments.undo:
                _undo(found, notebook)
            else:
                _show(notebook, as_json=arguments.json)
    return Exit.DONE


def _check(arguments: argparse.Namespace) -> None:
    """Make sure that what is asked for goes together.

    Raises:
        Usage: It does not.
    """
    if arguments.output is not None and not arguments.export:
        raise Usage("--output goes with --export")
    does = ("import_", "backup", "undo", "export")
    done = [name.strip("_") for name in does if getattr(arguments, name) not in (None, False)]
    if arguments.json and done:
        raise Usage(f"--json says what is in the notebook; it does not go with --{done[0]}")
    if "" in (arguments.import_, arguments.backup, arguments.output):
        raise Usage("the name of a file is needed, not an empty one")
    if arguments.backup and os.path.lexists(arguments.backup):  # which takes any name
        raise Usage(f"{arguments.backup} is there already, and was left alone")


def _import(found: Source, word: str) -> int:
    content = input_text(word)
    with Notebook(found.notebook) as notebook:
        try:
            done = imported(notebook, content.split("\n"))
        except LinesUnreadable as error:
            raise Usage(f"{word}: {error}") from error
        said, dates = said_by(notebook), dates_by(notebook)
    apply_judgements(found, said)
    apply_dates(found, dates)
    output.say(f"{done.taken:,} lines taken in, {done.known:,} were there already")
    return Exit.DONE


def _undo(found: Source, notebook: Notebook) -> None:
    undone = notebook.undo()
    if not undone:
        raise Problem("there is nothing to undo", Exit.NOTHING_FOUND)
    if any(isinstance(one.act, Judgement) for one in undone):
        apply_judgements(found, said_by(notebook))
    if any(isinstance(one.act, SetDate) for one in undone):
        apply_dates(found, dates_by(notebook))
    output.say(f"undone: {undone[0].act.described()}{more(len(undone))}")


def _show(notebook: Notebook, *, as_json: bool) -> None:
    held = {facet: notebook.holding(facet) for facet in Facet}
    tags: dict[str, int] = {}
    for one in held[Facet.TAG]:
        tags[one.item] = tags.get(one.item, 0) + 1
    path = notebook.path
    contents = Contents(
        notebook=str(path),
        read=len(held[Facet.READ]),
        starred=len(held[Facet.STAR]),
        tags=dict(sorted(tags.items())),
        notes=len(held[Facet.NOTE]),
        clips=len(held[Facet.CLIP]),
        searches=len(held[Facet.SEARCH]),
        dates=len(held[Facet.DATE]),
        judgements=len(notebook.judgements()),
        lines=notebook.last(),
        backups=sorted(str(copy) for copy in path.parent.glob(f"{path.name}.*.backup")),
    )
    if as_json:
        output.say_json(asdict(contents))
        return
    plain = asdict(contents)
    plain["tags"] = ", ".join(f"{tag} {count:,}" for tag, count in contents.tags.items()) or "none"
    backups = plain.pop("backups")
    plain["backups"] = len(backups)
    for line in table([(name, str(value)) for name, value in plain.items()]):
        output.say(line)
