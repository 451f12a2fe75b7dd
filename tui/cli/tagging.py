"""`gazetteer tag`: what is held of all reports that match a query."""

import argparse
from collections.abc import Iterator

from index.catalogue.store import Row
from index.notebook.acts import Act, ActUnreadable, Read, Ref, Star, Tag, tag_of
from index.notebook.attached import Attached
from index.search.search import Search
from tui.cli import output
from tui.cli.opening import annotated
from tui.problems import Exit, Problem, Usage


def run(arguments: argparse.Namespace) -> int:
    """Find the reports, change what is held of them in one act each kind, and say so."""
    if arguments.collection == "-":
        raise Usage("standard input has no notebook; keep the reports in a file or folder")
    added, removed = _changes(arguments.changes)
    wished = (arguments.read, arguments.unread, arguments.star, arguments.unstar)
    if not (added or removed or any(wished)):
        raise Usage("say what to change: +TAG, -TAG, --read, --unread, --star or --unstar")
    with annotated(arguments) as (opened, notebook):
        query = " ".join(arguments.query)
        numbers = Search(opened, notebook).find(query).numbers
        if not numbers:
            raise Problem(f"nothing found for {query}", Exit.NOTHING_FOUND)
        notebook.refresh()
        notebook.learn()
        acts = list(_acts(notebook.refs(numbers), added, removed, arguments))
        notebook.notebook.keep_daily()
        notebook.notebook.add_all(acts)
        notebook.refresh()
        if arguments.json:
            _say_json(notebook, opened.catalogue.rows(numbers))
        else:
            for act in acts:
                output.say(act.described())
    return Exit.DONE


def _changes(words: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The tags to put on, and those to take off; of one said both ways the last counts."""
    signs: dict[str, str] = {}
    try:
        for word in words:
            signs[tag_of(word[1:])] = word[0]
    except ActUnreadable as error:
        raise Usage(str(error)) from error
    added = tuple(tag for tag, sign in signs.items() if sign == "+")
    return added, tuple(tag for tag, sign in signs.items() if sign == "-")


def _acts(
    refs: tuple[Ref, ...],
    added: tuple[str, ...],
    removed: tuple[str, ...],
    arguments: argparse.Namespace,
) -> Iterator[Act]:
    if added or removed:
        yield Tag(refs, added, removed)
    if arguments.read or arguments.unread:
        yield Read(refs, is_read=arguments.read)
    if arguments.star or arguments.unstar:
        yield Star(refs, is_starred=arguments.star)


def _say_json(notebook: Attached, rows: list[Row]) -> None:
    for row in rows:
        held = notebook.marking(row.number)
        output.say_json(
            {
                "article": row.id,
                "tags": list(held.tags),
                "read": held.is_read,
                "starred": held.is_starred,
            }
        )
