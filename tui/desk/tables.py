"""The list of reports and the entities shown, as tables to be exported."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from index.catalogue.store import Row
from index.notebook.marking import Marking
from tui.background.answers import SearchUnavailable
from tui.desk import hits
from tui.desk.desk import Desk
from tui.desk.results import Results
from tui.outside.exporting import Table
from tui.page.list_rows import LETTERS, EntityRow

REPORT: Final = (
    "article", "title", "source", "date", "words", "copies", "hits", "mentions",
    "read", "starred", "tags", "notes",
)  # fmt: skip
ENTITY: Final = ("entity", "name", "type", "here", "everywhere", "aliases")
_TYPES: Final = {letter: of.value for of, letter in LETTERS.items()}
_AT_ONCE: Final = 200
"""Reports that are looked up before other things have their turn."""


async def reports_table(desk: Desk, tell: Callable[[int, int], None]) -> Table:
    """The rows of the list; a cell is empty where nothing is searched for, or nobody traced.

    Args:
        desk: Whose list.
        tell: Is told how many reports have been looked up, and of how many.

    Raises:
        LibraryError: If the reports cannot be looked up any more.
        SearchUnavailable: If it cannot be found out where the query hits.
    """
    results, counts = desk.results, desk.trace.counts if desk.trace else None
    told: list[Sequence[str | int]] = []
    for start in range(0, len(results.numbers), _AT_ONCE):
        tell(start, len(results.numbers))
        numbers = results.numbers[start : start + _AT_ONCE]
        if results.has_words:  # another list may be found meanwhile: it is about this one
            await hits.learn(await desk.searcher(), results, numbers)
            if results.unknown(numbers):
                raise SearchUnavailable("Where the query hits cannot be found out now")
        for row in desk.lookup.rows(numbers):
            if not row.is_gone:
                held = desk.notebook.of(row.number) or Marking()
                told.append(_report(row, results, counts, held))
        await asyncio.sleep(0)
    return Table(REPORT, told)


def _report(
    row: Row, results: Results, traced: Mapping[int, int] | None, held: Marking
) -> Sequence[str | int]:
    found = results.hits.get(row.number)
    return (
        row.id,
        row.title,
        row.source,
        row.date or "",
        row.words,
        (results.folding.copies(row.number) or 1) - 1,
        "" if found is None or not results.has_words else len(found),
        "" if traced is None else traced.get(row.number, 0),
        "yes" if held.is_read else "no",
        "yes" if held.is_starred else "no",
        " ".join(held.tags),
        held.notes,
    )


def entities_table(rows: Sequence[EntityRow]) -> Table:
    """The entities that the sidebar shows."""
    return Table(ENTITY, [_entity(row) for row in rows])


def _entity(row: EntityRow) -> Sequence[str | int]:
    names = "; ".join(row.aliases)
    return row.id, row.name, _TYPES[row.type_letter], row.here, row.everywhere, names
