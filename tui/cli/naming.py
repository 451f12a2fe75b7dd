"""`gazetteer entities`: people, organisations and places, with their aliases."""

import argparse
from collections.abc import Iterator

from index.library.library import Library
from index.mentions.store import Alias, Entity, LocalCount
from tui.cli import output, teaching
from tui.cli.entity_lines import say
from tui.cli.opening import library
from tui.cli.showing import number_of
from tui.problems import Exit


def run(arguments: argparse.Namespace) -> int:
    """Print the entities of a library, or of one report; or teach it about one."""
    if teaching.is_wished(arguments):
        return teaching.run(arguments)
    with library(arguments) as opened:
        printed = 0
        for counted in _wanted(opened, arguments):
            if arguments.limit and printed >= arguments.limit:
                break
            printed += 1
            aliases = opened.mentions.aliases(counted.entity.id)
            if arguments.json:
                output.say_json(_as_json(counted, aliases, in_article=bool(arguments.article)))
            else:
                say(counted, aliases, in_article=bool(arguments.article))
    if not printed:
        output.tell("no people, organisations or places were found there")
    return Exit.DONE if printed else Exit.NOTHING_FOUND


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
