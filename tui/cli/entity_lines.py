"""Entities as a person reads them on the command line."""

from collections.abc import Sequence

from index.mentions.store import Alias, LocalCount
from tui.cli import output
from tui.cli.layout import wrapped
from tui.page.counted import counted

_ALIASES = 8
"""Aliases shown to a person; JSON has all."""


def say(local: LocalCount, aliases: Sequence[Alias], *, in_article: bool = False) -> None:
    """Print an entity on a line: id, name, type, counts, and what else it is called."""
    entity = local.entity
    here = f"{local.here} here, " if in_article else ""
    facts = f"{here}{counted(entity.mentions, 'mention')} in {counted(entity.articles, 'report')}"
    others = [one.surface for one in aliases if one.surface != entity.name]
    more = f", and {len(others) - _ALIASES} more" if len(others) > _ALIASES else ""
    also = f"; also {', '.join(others[:_ALIASES])}{more}" if others else ""
    line = f"{entity.id:<6} {entity.name} ({entity.type.value}): {facts}{also}"
    for one in wrapped(line, output.columns(), " " * 7):
        output.say(one)
