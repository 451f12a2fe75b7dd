"""Copies of a report: folded behind a row, unfolded below it, held against each other."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work

from index.catalogue.store import Row
from tui.background.answers import SearchUnavailable
from tui.desk.trail import Place
from tui.screens.asking import asking
from tui.screens.places import PlacesScreen

if TYPE_CHECKING:
    from index.copies.comparing import Member


class CopiesScreen(PlacesScreen):
    """Adds what is done with copies."""

    @asking("copies")
    async def action_copies(self) -> None:
        """The copies of the open report in the library: read one, see what differs."""
        report = self.desk.report
        if report is None:
            self.status_line.say("No report is open")
            return
        try:
            members = await (await self.desk.searcher()).copies(report.number)
        except SearchUnavailable as gone:
            self.status_line.say(str(gone))
            return
        rows = {one.number: one for one in self.desk.lookup.rows([m.number for m in members])}
        known = [one for one in members if not rows[one.number].is_gone]
        if len(known) < 2:
            self.status_line.say("It has no copies")
            return
        await self._list(report.number, known, [rows[one.number] for one in known])

    async def _list(self, here: int, members: "Sequence[Member]", rows: Sequence[Row]) -> None:
        """List copies until one is read or none is wanted."""
        from tui.dialogs.listing import OPEN, Listing
        from tui.screens.copy_rows import copy_row

        verbs = {"d": ("differ", "what differs")}
        told = [copy_row(one, row, here) for one, row in zip(members, rows, strict=True)]
        at = next((i for i, one in enumerate(members) if one.number != here), 0)
        while True:
            listing = Listing(f"Copies: {len(rows)}", told, verbs, "", at)
            choice = await self.asked(listing, more=True)
            if choice is None:
                return
            at = choice.row
            if choice.verb == OPEN:
                await self.go(Place(rows[at].number, 0))
                return
            await self._differ(here, rows[at])

    async def _differ(self, here: int, other: Row) -> None:
        """Show what stands in the open report alone, and what in another alone."""
        if other.number == here:
            self.status_line.say("That is the open one: choose another to hold it against")
            return
        try:
            found = await (await self.desk.searcher()).differences(here, other.number)
        except SearchUnavailable as gone:
            self.status_line.say(str(gone))
            return
        from tui.dialogs.sheet import Sheet
        from tui.screens.copy_rows import differing

        foot = "- only in the open one · + only in the other · Esc closes"
        await self.asked(Sheet(f"Against {other.id}", differing(found), foot), more=True)

    # Not of the group of what opens rows: a report that is being read for the row under the cursor
    # goes on being read.

    def action_unfold(self) -> None:
        """Unfold the copies of the report under the cursor, or fold them."""
        folding, row = self.desk.results.folding, self.articles.cursor
        number = self._seen_at(row)
        if number is None:
            return
        if folding.is_flat:
            self.status_line.say("Nothing is folded")
        elif len(folding.group(number)) == 1:
            self.status_line.say("It has no copies in this list")
        else:
            self._turn(number)

    @work(exclusive=True, group="folding")
    async def _turn(self, number: int) -> None:
        if await self.desk.turn(number):
            await self._stand_at_cursor()

    @work(exclusive=True, group="folding")
    async def action_unfold_all(self) -> None:
        """Every copy in a row of its own, where the order of the list puts it; again: folded."""
        desk = self.desk
        await desk.lay_flat()
        await self._stand_at_cursor()
        folded = "Copies stand behind one row" if not desk.folds.is_flat else "Every copy has a row"
        self.status_line.say(folded)

    async def _stand_at_cursor(self) -> None:
        """Show the list with the cursor on the report that it is on, or on who stands for that."""
        number, results = self._seen_at(self.articles.cursor), self.desk.results
        if number is None:
            return
        row = results.row_of(number)
        if row is None:
            row = results.row_of(results.folding.group(number)[0])
        self.show_list(row or 0)
        await self.open_row(row or 0)

    def _seen_at(self, row: int) -> int | None:
        """The report of a row of the list as it is seen."""
        seen = self.desk.memory.seen
        return seen[row] if 0 <= row < len(seen) else None
