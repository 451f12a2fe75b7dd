"""All that is known of an entity, as a text to read. Pure."""

from textual.content import Content

from tui.background.lookup import Trace


def about(trace: Trace, dates: tuple[str, str] | None) -> Content:
    """Its counts and dates, and each of its names with what that rests on.

    Args:
        trace: The entity.
        dates: The first and the last date of a report that names it, if any is dated.
    """
    entity = trace.entity
    span = "no report of it is dated" if dates is None else f"{dates[0]} to {dates[1]}"
    lines = [
        Content(f"{entity.type} · {entity.id}"),
        Content(f"{entity.mentions:,} mentions in {entity.articles:,} articles · {span}"),
        Content(""),
        Content.styled("Names, and why each is believed to name it", "bold"),
    ]
    width = min(40, max((len(alias.surface) for alias in trace.aliases), default=0))
    for alias in trace.aliases:
        name = f"  {alias.mentions:>7,}  {alias.surface:<{width}}  "
        lines.append(Content.assemble(name, (alias.evidence, "dim")))
    return Content("\n").join(lines)
