"""All that is known of an entity, as a text to read. Pure."""

import textwrap
from collections.abc import Iterator

from textual.content import Content

from index.mentions.store import Alias
from tui.background.lookup import Trace
from tui.page.counted import counted

_BEFORE = 11
"""Columns before a name: how often it occurs."""
_NAME = 32
"""Columns that names are filled up to, so that what they rest on stands in a column."""


def about(trace: Trace, dates: tuple[str, str] | None, columns: int) -> Content:
    """Its counts and dates, and each of its names with what that rests on.

    Args:
        trace: The entity.
        dates: The first and the last date of a report that names it, if any is dated.
        columns: How wide lines may be.
    """
    entity = trace.entity
    mentions, articles = counted(entity.mentions, "mention"), counted(entity.articles, "article")
    span = " to ".join(dict.fromkeys(dates)) if dates else "no report of it is dated"
    lines = [
        Content(f"{entity.type} · {entity.id}"),
        Content(f"{mentions} in {articles} · {span}"),
        Content(""),
        Content.styled("Names, and why each is believed to name it", "bold"),
    ]
    widest = min(_NAME, max((len(alias.surface) for alias in trace.aliases), default=0))
    for alias in trace.aliases:
        lines += _named(alias, widest, max(2 * _BEFORE, columns))
    return Content("\n").join(lines)


def _named(alias: Alias, widest: int, columns: int) -> Iterator[Content]:
    """A name and what it rests on, beside each other where there is room, else below."""
    count = f"  {alias.mentions:>7,}  "
    if _BEFORE + max(widest, len(alias.surface)) + 2 + len(alias.evidence) <= columns:
        yield Content.assemble(f"{count}{alias.surface:<{widest}}  ", (alias.evidence, "dim"))
        return
    first, *others = textwrap.wrap(alias.surface, columns - _BEFORE) or [""]
    yield Content(count + first)
    for line in others:
        yield Content(" " * _BEFORE + line)
    for line in textwrap.wrap(alias.evidence, columns - _BEFORE - 2):
        yield Content.styled(" " * (_BEFORE + 2) + line, "dim")
