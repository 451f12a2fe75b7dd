"""`gazetteer concordance`: every hit of a query, or mention of an entity, aligned on it."""

import argparse
from collections.abc import Sequence

from index.catalogue.store import Sort
from index.library.library import Library
from index.search.concordance import Line, Order, in_order
from index.search.pages import concordance
from index.search.search import Search
from tui.cli import output
from tui.cli.mentioning import meant
from tui.cli.opening import annotated
from tui.cli.searching import say_nothing_found, tell_of_expression
from tui.outside.exporting import as_csv, as_object, as_tsv, concordance_table
from tui.page.alignment import aligned
from tui.page.cells import fit
from tui.problems import Exit, Usage

_SOURCE, _DATE = 14, 10


def run(arguments: argparse.Namespace) -> int:
    """Print the lines."""
    query = " ".join(arguments.query)
    if query and arguments.entity is not None:
        raise Usage("a QUERY and --entity are two things to look for; leave one out")
    if not query.strip() and arguments.entity is None:
        raise Usage("say what to look for: a QUERY, or --entity NAME")
    with annotated(arguments) as (opened, notebook):
        lines = _lines(opened, Search(opened, notebook), query, arguments.entity)
    if not lines:
        return Exit.NOTHING_FOUND
    count = min(arguments.limit or len(lines), len(lines))
    _print(in_order(lines, Order(arguments.sort))[:count], arguments)
    if count < len(lines):
        output.tell(f"{count:,} of {len(lines):,} lines; --limit 0 prints all")
    return Exit.DONE


def _lines(opened: Library, search: Search, query: str, name: str | None) -> list[Line]:
    if name is not None:
        entity = meant(opened, name).id
        mentioned = opened.mentions.articles_of(entity)
        numbers = [number for number in opened.catalogue.order_by_id() if number in mentioned]
        return list(concordance(opened, search, numbers, entity=entity))
    found = search.find(query, Sort.DATE)
    lines = list(concordance(opened, search, found.numbers, query=query))
    if not found.numbers:
        say_nothing_found(query, found)
        return lines
    tell_of_expression(query)
    if not lines:
        output.tell(f"reports match {query}, but it has no words that stand in their texts")
    return lines


def _print(lines: Sequence[Line], arguments: argparse.Namespace) -> None:
    if arguments.json:
        for line in lines:
            output.say_json(as_object(line))
    elif arguments.csv or arguments.tsv:
        output.say_table((as_csv if arguments.csv else as_tsv)(concordance_table(lines)))
    else:
        columns = output.columns()
        for line in lines:
            output.say(_row(line, columns).rstrip())


def _row(line: Line, columns: int) -> str:
    """One line as wide as the terminal: context, date, and where it is from."""
    room = columns - _DATE - _SOURCE - 2 if columns >= 2 * (_DATE + _SOURCE) else columns
    left, key, right = aligned(line, room)
    row = f"{left}{key}{right}"
    if room == columns:
        return row
    return f"{row} {line.date or 'no date':<{_DATE}} {fit(line.source or line.title, _SOURCE)}"
