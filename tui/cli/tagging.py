"""`gazetteer tag`: what is held of all reports that match a query."""

import argparse
from collections.abc import Callable, Iterator, Sequence

from index.anchors import Ref
from index.catalogue.store import Row
from index.notebook.acts import Act, ActUnreadable, Read, Star, Tag, tag_of
from index.notebook.attached import Attached, Marking
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
        acts = list(_acts(notebook, numbers, (added, removed), arguments))
        if acts:
            notebook.notebook.add_all(acts)
            notebook.refresh()
        else:
            output.tell(f"nothing to change: it is so of all {len(numbers):,} reports already")
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
    notebook: Attached,
    numbers: Sequence[int],
    tags: tuple[tuple[str, ...], tuple[str, ...]],
    arguments: argparse.Namespace,
) -> Iterator[Act]:
    """What is to be done, each on those reports alone of which it is not so yet."""

    def where(changes: Callable[[Marking], bool]) -> tuple[Ref, ...]:
        return notebook.refs([number for number in numbers if changes(notebook.marking(number))])

    had = [set(notebook.marking(number).tags) for number in numbers]
    added = tuple(tag for tag in tags[0] if any(tag not in one for one in had))
    removed = tuple(tag for tag in tags[1] if any(tag in one for one in had))
    if added or removed:
        changed = where(lambda held: bool({*added} - {*held.tags} or {*removed} & {*held.tags}))
        yield Tag(changed, added, removed)
    is_read, is_starred = arguments.read, arguments.star
    if (is_read or arguments.unread) and (refs := where(lambda held: held.is_read != is_read)):
        yield Read(refs, is_read=is_read)
    if (is_starred or arguments.unstar) and (
        refs := where(lambda held: held.is_starred != is_starred)
    ):
        yield Star(refs, is_starred=is_starred)


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
