"""The entities beside the text: of the report, of the whole list, or in somebody's company."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

from textual.geometry import Size
from textual.worker import Worker

from index.mentions.values import Entity
from tui.background.answers import SearchUnavailable
from tui.commands.command import Pane
from tui.desk.presenting import counted_rows, entity_rows
from tui.desk.results import Results
from tui.features.ground import AtDesk, InPanes, Keyed
from tui.features.working import TYPING, Asks, asking, working
from tui.page.list_rows import EntityRow

_MOST = 1_000
"""Entities of a whole list that are shown at once; the filter looks among all."""


class Scope(StrEnum):
    """Whose entities are shown."""

    REPORT = "entities"
    LIST = "entities of the list"
    COMPANY = "with"


class Ground(AtDesk, InPanes, Keyed, Asks, Protocol):
    """Where they are shown."""

    @property
    def size(self) -> Size:
        """Of the screen."""


class Sidebar:
    """Shows entities beside the text, and what is known of them."""

    def __init__(self, reader: Ground) -> None:
        """Show those of what `reader` has open."""
        self.reader = reader
        self._scope = Scope.REPORT
        self._shown_for: tuple[Scope, Results, str] | None = None
        self._counting: Worker[None] | None = None
        self._together: Counter[Entity] = Counter()
        """In company, who is named with whoever is traced, and in how many sentences."""

    def next_scope(self) -> None:
        """Entities of this report, of the whole list, in company of the traced one."""
        reader = self.reader
        scopes = list(Scope)
        if reader.desk.trace is None:
            scopes.remove(Scope.COMPANY)
        at = scopes.index(self._scope) if self._scope in scopes else 0
        self._scope = scopes[(at + 1) % len(scopes)]
        self.show_anew()
        if not reader.entities.display:
            reader.enter(Pane.ENTITIES)  # else nobody would see it

    def show(self) -> None:
        """Show the entities of the scope; those of the list are counted once for each list."""
        desk = self.reader.desk
        trace = desk.trace
        if self._scope is Scope.COMPANY and trace is None:
            self._scope = Scope.REPORT
        if self._scope is Scope.REPORT:
            self._show_report()
            return
        wanted = (self._scope, desk.results, trace.entity.id if trace else "")
        if self._shown_for == wanted:
            return
        self._shown_for = wanted
        counts = self._count_list if self._scope is Scope.LIST else self._count_company
        self._counting = counts()

    def show_anew(self) -> None:
        """Show the entities as the library knows them by now."""
        self._shown_for = None
        self.show()

    def _show_report(self) -> None:
        """Show who is mentioned in the open report."""
        self._shown_for = None
        if self._counting is not None:
            self._counting.cancel()  # what is still counted is not wanted
        desk = self.reader.desk
        if desk.report is not None:
            further = f"{self.reader.keymap.first('entities.scope')}: in the list"
            self.reader.entities.show(
                entity_rows(desk.report, desk.trace), unnamed=f"No such name here · {further}"
            )

    async def _listed(self, named: str = "") -> tuple[list[EntityRow], int]:
        """Entities of the list, its folded copies too, and how many there are with the others."""
        desk = self.reader.desk
        numbers = desk.results.folding.numbers if desk.results.query else None
        found = await desk.lookup.entities_of(numbers, _MOST, named)
        rows = counted_rows({one.entity: one.here for one in found.entities}, desk.trace)
        return rows, found.total

    @working("entities", exclusive=True)
    async def _count_list(self) -> None:
        rows, total = await self._listed()
        self.reader.entities.show(rows, Scope.LIST, "list / all", total)

    @working("filter", exclusive=True)
    async def look_for(self, text: str) -> None:
        """Look among all there are, at all their names, for what is typed into the filter."""
        scope = self._scope
        if scope is Scope.REPORT:
            return  # its rows have all names
        await asyncio.sleep(TYPING)
        found = await (self._listed(text) if scope is Scope.LIST else self._called(text))
        if self._scope is scope:
            self.reader.entities.show_found(text, *found)

    async def _called(self, name: str) -> tuple[list[EntityRow], int]:
        """Who has this in a name, of those in company."""
        named = await self.reader.desk.lookup.entities_of(None, -1, name)
        ids = {one.entity.id for one in named.entities}
        found = {one: count for one, count in self._together.items() if one.id in ids}
        return _company(found), len(found)

    @working("entities", exclusive=True)
    async def _count_company(self) -> None:
        from tui.desk.gathering import company

        reader = self.reader
        trace = reader.desk.trace
        assert trace is not None
        title = f"{Scope.COMPANY} {trace.entity.name}"
        self._together = together = Counter[Entity]()
        reader.entities.show([], title, "sentences / all", nothing="Looking for who else is named…")
        try:
            async for page in company(reader.desk):
                together.update(dict(page))
                if together:
                    rows = _company(together)
                    reader.entities.show(rows, title, "sentences / all", len(together))
            if not together:
                reader.entities.show([], title, "sentences / all")
        except SearchUnavailable as gone:
            reader.status_line.say(str(gone))

    @asking("about", exclusive=True)
    async def about(self) -> None:
        """All that is known of an entity: its names and why, first and last date, company."""
        reader = self.reader
        desk = reader.desk
        row = reader.entities.row
        trace = desk.trace
        if reader.entities.has_focus_within and row is not None:
            trace = await desk.lookup.trace(row.id)
        if trace is None:
            reader.status_line.say("Nobody is traced: * traces, or go to the entities")
            return
        from tui.desk import about
        from tui.dialogs.sheet import BESIDE, WIDEST, Sheet

        dates = await desk.lookup.dates_of(list(trace.counts))
        columns = min(WIDEST, reader.size.width) - BESIDE
        reader.put_over(Sheet(trace.entity.name, about.about(trace, dates, columns)))


def _company(together: Mapping[Entity, int]) -> list[EntityRow]:
    return counted_rows(dict(Counter(together).most_common(_MOST)), None)
