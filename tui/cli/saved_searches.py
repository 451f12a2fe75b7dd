"""`gazetteer searches`: saved searches, and what is new in them."""

import argparse
from array import array

from index.library.library import Library
from index.notebook.acts import Facet, Forget, SavedSearch
from index.notebook.attached import Attached
from index.notebook.searches import Find, Standing, look, saved, standing
from index.query.parser import parse
from index.query.tree import QueryError
from index.search.search import Search
from tui.cli import output
from tui.cli.opening import annotated
from tui.problems import Exit, Problem, Usage

_LISTED = 20
"""New reports that are named for each search."""


def run(arguments: argparse.Namespace) -> int:
    """Save or forget a search; else print what is new, 1 if nothing is."""
    if arguments.replace and not arguments.save:
        raise Usage("--replace goes with --save")
    if arguments.json and (arguments.save or arguments.forget is not None):
        raise Usage("--json prints saved searches; it does not go with --save and --forget")
    with annotated(arguments) as (opened, notebook):
        search = Search(opened, notebook)
        notebook.refresh()

        def find(query: str) -> "array[int]":
            return search.find(query).numbers

        if arguments.save:
            name, query = arguments.save
            return _save(notebook, name, query, find, replaces=arguments.replace)
        if arguments.forget is not None:
            return _forget(notebook, arguments.forget)
        return _report(arguments, opened, notebook, find)


def _save(notebook: Attached, name: str, query: str, find: Find, *, replaces: bool) -> int:
    name, query = " ".join(name.split()), " ".join(query.split())
    if not name or not query:
        raise Usage("a saved search needs a name and a query")
    parse(query)
    had = next((one.query for one in saved(notebook) if one.name == name), None)
    if had not in (None, query) and not replaces:
        raise Usage(f"there is a search '{name}' already: {had}; --replace puts this in its place")
    act = SavedSearch(name, query)
    notebook.notebook.add(act)
    look(notebook, act, find)
    instead = f", in place of {had}" if had not in (None, query) else ""
    output.say(f"{act.described()}{instead}: {len(find(query)):,} reports")
    return Exit.DONE


def _forget(notebook: Attached, name: str) -> int:
    act = next((one for one in saved(notebook) if one.name == name), None)
    if act is None:
        raise Problem(f"there is no saved search '{name}'", Exit.NOTHING_FOUND)
    forget = Forget(Facet.SEARCH, name, words=f"search '{name}'")
    notebook.notebook.add(forget)
    output.say(forget.described())
    return Exit.DONE


def _report(arguments: argparse.Namespace, opened: Library, notebook: Attached, find: Find) -> int:
    searches = saved(notebook)
    if not searches:
        output.tell("no search has been saved; --save NAME QUERY saves one")
    is_new = False
    for one in searches:
        try:
            found = standing(notebook, one, find)
        except QueryError as error:
            output.tell(f"search '{one.name}': {error.message}")
            continue
        is_new |= bool(found.new)
        if arguments.json:
            output.say_json(_as_json(found, opened))
        else:
            _say(found, opened)
        if arguments.seen:
            look(notebook, one, find)
    return Exit.DONE if is_new else Exit.NOTHING_FOUND


def _as_json(one: Standing, opened: Library) -> dict[str, object]:
    return {
        "search": one.search.name,
        "query": one.search.query,
        "found": len(one.found),
        "new": [row.id for row in opened.catalogue.rows(one.new)],
        "looked": one.looked,
    }


def _say(one: Standing, opened: Library) -> None:
    new = f"+{len(one.new):,} new" if one.new else "nothing new"
    output.say(f"{one.search.name}: {new} of {len(one.found):,} · {one.search.query}")
    for row in opened.catalogue.rows(one.new[:_LISTED]):
        output.say(f"    {row.title} · {row.id} · {row.date or 'undated'}")
    if len(one.new) > _LISTED:
        output.say(f"    … and {len(one.new) - _LISTED:,} more")
