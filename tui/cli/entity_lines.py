"""Entities as a person reads them on the command line."""

from collections.abc import Sequence

from index.mentions.store import Alias, LocalCount
from tui.cli import output
from tui.cli.layout import wrapped

_ALIASES = 8
"""Aliases shown to a person; JSON has all."""


def say(counted: LocalCount, aliases: Sequence[Alias], *, in_article: bool = False) -> None:
    """Print an entity on a line: id, name, type, counts, and what else it is called."""
    entity = counted.entity
    here = f"{counted.here} here, " if in_article else ""
    facts = f"{here}{_many(entity.mentions, 'mention')} in {_many(entity.articles, 'report')}"
    others = [one.surface for one in aliases if one.surface != entity.name]
    more = f", and {len(others) - _ALIASES} more" if len(others) > _ALIASES else ""
    also = f"; also {', '.join(others[:_ALIASES])}{more}" if others else ""
    line = f"{entity.id:<6} {entity.name} ({entity.type.value}): {facts}{also}"
    for one in wrapped(line, output.columns(), " " * 7):
        output.say(one)


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
