"""Turning what the library answers into what the panes show. Pure."""

from collections.abc import Mapping, Sequence

from index.catalogue.repeated import Repeated
from index.catalogue.store import Sort
from index.mentions.values import Entity
from tui.background.answers import Answer
from tui.background.lookup import Trace
from tui.page.counted import counted
from tui.page.layout import Page
from tui.page.list_rows import LETTERS, EntityRow
from tui.page.open_report import OpenReport

_SORTED = {
    Sort.DATE: "newest first",
    Sort.OLDEST: "oldest first",
    Sort.RELEVANCE: "best first",
    Sort.TITLE: "by title",
    Sort.SOURCE: "by source",
}

ALIASES_SHOWN = 6
_OPENING = 30
"""Characters of a paragraph by which it is known again."""


def page_of(report: OpenReport) -> Page:
    """A report as the reading pane shows it."""
    article = report.article
    date = article.date
    dated = f"{date.value} ({date.known_by})" if date else "no date"
    filed = (article.section, article.language)
    hidden = f"hidden characters:\xa0{report.hidden:,}" if report.hidden else ""
    details = (article.source, dated, article.author, *filed, f"{report.words:,} words", hidden)
    return Page(
        number=report.number,
        headline=article.title,
        headline_derived=article.title_derived,
        details=tuple(detail for detail in details if detail),
        text=article.text,
        parts=article.parts,
        flow=report.flow,
    )


def entity_rows(report: OpenReport, trace: Trace | None) -> list[EntityRow]:
    """The entities of a report as the sidebar shows them; the traced one with its aliases."""
    surfaces: dict[str, dict[str, None]] = {}
    for mention in report.mentions:
        if not mention.soft and mention.surface != mention.name:
            surfaces.setdefault(mention.entity, {})[mention.surface] = None
    rows = []
    for local in report.entities:
        entity = local.entity
        traced = trace is not None and trace.entity.id == entity.id
        rows.append(
            EntityRow(
                id=entity.id,
                name=entity.name,
                type_letter=LETTERS[entity.type],
                here=local.here,
                everywhere=entity.mentions,
                aliases=tuple(surfaces.get(entity.id, ())),
                traced=traced,
                detail=alias_line(trace) if traced and trace else "",
            )
        )
    return rows


def counted_rows(counts: Mapping[Entity, int], trace: Trace | None) -> list[EntityRow]:
    """Entities that were counted over many reports, as the sidebar shows them."""
    return [
        EntityRow(
            id=entity.id,
            name=entity.name,
            type_letter=LETTERS[entity.type],
            here=count,
            everywhere=entity.mentions,
            traced=traced,
            detail=alias_line(trace) if traced and trace else "",
        )
        for entity, count in counts.items()
        for traced in [trace is not None and trace.entity.id == entity.id]
    ]


def repeated_there(repeated: Sequence[Repeated]) -> str:
    """Why paragraphs of a report are furniture."""
    first, *further = repeated
    words = " ".join(first.text.split())
    opening = words if len(words) <= _OPENING else f"{words[:_OPENING].rstrip()}…"
    more = f" · {len(further)} more: gazetteer repeated" if further else ""
    return f"“{opening}” {first.told()}{more}"


def alias_line(trace: Trace) -> str:
    """What an entity is called, how often: `ISIS 14 · IS 5 · Islamic State 3`."""
    shown = trace.aliases[:ALIASES_SHOWN]
    more = len(trace.aliases) - len(shown)
    line = " · ".join(f"{alias.surface} {alias.mentions:,}" for alias in shown)
    return f"{line} · {more} more" if more else line


def searched(answer: Answer, sort: Sort, origins: int, *, unread_first: bool = False) -> str:
    """The line under the search bar: how many, in what order, what was really searched.

    That comes last, as it may be longer than the line.

    Args:
        answer: What was found.
        sort: Its order.
        origins: How many that is if copies count as one.
        unread_first: Whether those that were not read come before the others.
    """
    count = len(answer.numbers)
    found = counted(count, "article")
    if origins < count:
        found += f" ({counted(origins, 'origin')})"
    if answer.suggestion:  # first, where there is room for it: there is nothing else to see
        found += f" · did you mean {answer.suggestion}?"
    order = f" · {'unread first, ' * unread_first}{_SORTED[sort]}" if count else ""
    searched_for = f" · searched: {answer.understood}" if answer.text else ""
    return f"{found}{order}{searched_for}"
