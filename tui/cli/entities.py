"""`gazetteer entities`: people, organisations and places, with their aliases."""

import argparse
from collections.abc import Iterable, Iterator
from itertools import islice

from index.library.library import Library
from index.mentions.store import Alias, Entity, LocalCount
from tui.cli import output, teaching
from tui.cli.entity_lines import say
from tui.cli.opening import library
from tui.cli.showing import number_of
from tui.outside.exporting import separated
from tui.problems import Exit


def run(arguments: argparse.Namespace) -> int:
    """Print the entities of a library, or of one report; or teach it about one."""
    if teaching.is_wished(arguments):
        return teaching.run(arguments)
    in_article = arguments.article is not None
    printed = 0
    with library(arguments) as opened:
        found = islice(_wanted(opened, arguments), arguments.limit or None)
        named = ((one, opened.mentions.aliases(one.entity.id)) for one in found)
        if arguments.csv or arguments.tsv:
            printed = _say_table(named, "," if arguments.csv else "\t", in_article=in_article)
        for counted, aliases in named:
            printed += 1
            if arguments.json:
                output.say_json(_as_json(counted, aliases, in_article=in_article))
            else:
                say(counted, aliases, in_article=in_article)
    if not printed:
        output.tell("no people, organisations or places were found there")
    return Exit.DONE if printed else Exit.NOTHING_FOUND


def _say_table(
    named: Iterable[tuple[LocalCount, list[Alias]]], delimiter: str, *, in_article: bool
) -> int:
    """Print entities as a table, the aliases of each in one cell; how many there are."""
    names = ["entity", "name", "type", "mentions", "articles", *["here"] * in_article, "aliases"]
    rows = []
    for counted, aliases in named:
        told = _as_json(counted, aliases, in_article=in_article)
        told["aliases"] = "; ".join(one.surface for one in aliases)
        rows.append([str(told[name]) for name in names])
    if rows:
        output.say_table(separated(names, rows, delimiter))
    return len(rows)


def _wanted(opened: Library, arguments: argparse.Namespace) -> Iterator[LocalCount]:
    if arguments.article is not None:
        yield from opened.mentions.entities_in(number_of(opened, arguments.article))
        return
    for entity in opened.mentions.entities():
        yield LocalCount(entity, entity.mentions)


def _as_json(counted: LocalCount, aliases: list[Alias], *, in_article: bool) -> dict[str, object]:
    entity: Entity = counted.entity
    fields: dict[str, object] = {
        "entity": entity.id,
        "name": entity.name,
        "type": entity.type.value,
        "aliases": [
            {"surface": one.surface, "mentions": one.mentions, "evidence": one.evidence}
            for one in aliases
        ],
        "mentions": entity.mentions,
        "articles": entity.articles,
    }
    return {**fields, "here": counted.here} if in_article else fields
