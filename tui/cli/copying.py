"""`gazetteer copies`: which reports are copies of each other."""

import argparse
from collections.abc import Iterator

from index.catalogue.store import Row
from index.copies.comparing import Member, members
from index.library.library import Library
from tui.cli import output
from tui.cli.layout import wrapped
from tui.cli.opening import library
from tui.cli.showing import number_of
from tui.problems import Exit

_INDENT = " " * 4


def run(arguments: argparse.Namespace) -> int:
    """Print groups of copies, in the order of their first reports' ids."""
    found = 0
    with library(arguments) as opened:
        for number in _asked(opened, arguments.article):
            group = list(_known(opened, members(opened.copies, number)))
            if len(group) < 2:
                continue
            found += 1
            if arguments.json:
                output.say_json(_as_json(group))
            else:
                _say(group)
    if not found:
        output.tell("no copies of it" if arguments.article else "no report has copies here")
        return Exit.NOTHING_FOUND
    return Exit.DONE


def _asked(opened: Library, article: str | None) -> Iterator[int]:
    """A report of each group that is asked for."""
    if article is not None:
        yield number_of(opened, article)
        return
    firsts = set(opened.copies.origins().values())
    yield from (number for number in opened.catalogue.order_by_id() if number in firsts)


def _known(opened: Library, group: list[Member]) -> Iterator[tuple[Row, Member]]:
    """The members that have not just been removed."""
    rows = {row.number: row for row in opened.catalogue.rows([one.number for one in group])}
    return ((rows[one.number], one) for one in group if not rows[one.number].is_gone)


def _as_json(group: list[tuple[Row, Member]]) -> dict[str, object]:
    return {
        "origin": group[0][0].id,
        "members": [
            {
                "article": row.id,
                "title": row.title,
                "date": row.date,
                "source": row.source,
                "shared": round(member.shared, 3),
            }
            for row, member in group
        ],
    }


def _say(group: list[tuple[Row, Member]]) -> None:
    columns = output.columns()
    output.say(f"{len(group)} copies")
    for row, member in group:
        facts = (row.date or "undated", row.source, f"{member.shared:.0%} shared")
        for line in (
            f"  {row.id}",
            f"{_INDENT}{row.title}",
            _INDENT + " · ".join(filter(None, facts)),
        ):
            for one in wrapped(line, columns, _INDENT):
                output.say(one)
    output.say()
