"""The entities beside the text: of the report, of the whole list, or in somebody's company."""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum

from textual import on, work

from index.mentions.values import Entity
from tui.background.answers import SearchUnavailable
from tui.commands.command import Pane
from tui.desk.presenting import counted_rows
from tui.desk.results import Results
from tui.screens.asking import asking
from tui.screens.reading import ReadingScreen
from tui.widgets.entity_row import EntityRow
from tui.widgets.entity_sidebar import EntitySidebar

_MOST = 1_000
"""Entities of a whole list that are shown at once; the filter looks among all."""


class Scope(StrEnum):
    """Whose entities are shown."""

    REPORT = "entities"
    LIST = "entities of the list"
    COMPANY = "with"


class EntitiesScreen(ReadingScreen):
    """Adds to reading what the sidebar shows beyond the open report."""

    _scope = Scope.REPORT
    _shown_for: tuple[Scope, Results, str] | None = None

    def action_scope(self) -> None:
        """Entities of this report, of the whole list, in company of the traced one."""
        scopes = list(Scope)
        if self.desk.trace is None:
            scopes.remove(Scope.COMPANY)
        at = scopes.index(self._scope) if self._scope in scopes else 0
        self._scope = scopes[(at + 1) % len(scopes)]
        self._shown_for = None
        self.show_entities()
        if not self.entities.display:
            self.enter(Pane.ENTITIES)  # else nobody would see it

    def show_entities(self) -> None:
        """Show the entities of the scope; those of the list are counted once for each list."""
        trace = self.desk.trace
        if self._scope is Scope.COMPANY and trace is None:
            self._scope = Scope.REPORT
        if self._scope is Scope.REPORT:
            self._shown_for = None
            self.workers.cancel_group(self, "entities")  # what is still counted is not wanted
            super().show_entities()
            return
        wanted = (self._scope, self.desk.results, trace.entity.id if trace else "")
        if self._shown_for == wanted:
            return
        self._shown_for = wanted
        if self._scope is Scope.LIST:
            self._count_list()
        else:
            self._count_company()

    def count_entities_anew(self) -> None:
        """Show the entities as the library knows them by now."""
        self._shown_for = None
        self.show_entities()

    async def _listed(self, named: str = "") -> tuple[list[EntityRow], int]:
        """Entities of the list, its folded copies too, and how many there are with the others."""
        desk = self.desk
        numbers = desk.results.folding.numbers if desk.results.query else None
        found = await desk.lookup.entities_of(numbers, _MOST, named)
        rows = counted_rows({one.entity: one.here for one in found.entities}, desk.trace)
        return rows, found.total

    @work(exclusive=True, group="entities")
    async def _count_list(self) -> None:
        rows, total = await self._listed()
        self.entities.show(rows, Scope.LIST, "list / all", total)

    @on(EntitySidebar.Filtered)
    @work(exclusive=True, group="filter")
    async def _filtered(self, event: EntitySidebar.Filtered) -> None:
        """Look among those too that are not shown, for what is typed into the filter."""
        if self._scope is not Scope.LIST:
            return
        found = await self._listed(event.text)
        if self._scope is Scope.LIST:
            self.entities.show_found(event.text, *found)

    @work(exclusive=True, group="entities")
    async def _count_company(self) -> None:
        from tui.desk.gathering import company

        trace = self.desk.trace
        assert trace is not None
        title = f"{Scope.COMPANY} {trace.entity.name}"
        together: Counter[Entity] = Counter()
        self.entities.show([], title, "sentences / all")
        try:
            async for page in company(self.desk):
                together.update(dict(page))
                rows = _company(together)
                self.entities.show(rows, title, "sentences / all", len(together))
        except SearchUnavailable as gone:
            self.status_line.say(str(gone))

    @asking("about", exclusive=True)
    async def action_about(self) -> None:
        """All that is known of an entity: its names and why, first and last date, company."""
        desk = self.desk
        row = self.entities.row
        trace = desk.trace
        if self.entities.has_focus_within and row is not None:
            trace = await desk.lookup.trace(row.id)
        if trace is None:
            self.status_line.say("Nobody is traced: * traces, or go to the entities")
            return
        from tui.desk.about import about
        from tui.dialogs.sheet import BESIDE, WIDEST, Sheet

        dates = await desk.lookup.dates_of(list(trace.counts))
        columns = min(WIDEST, self.size.width) - BESIDE
        self.put_over(Sheet(trace.entity.name, about(trace, dates, columns)))


def _company(together: Mapping[Entity, int]) -> list[EntityRow]:
    return counted_rows(dict(Counter(together).most_common(_MOST)), None)
