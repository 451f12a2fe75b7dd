"""Copies of a report: folded behind a row, unfolded below it, held against each other."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from index.catalogue.store import Row
from tui.background.answers import SearchUnavailable
from tui.commands.hints import KeyHint
from tui.desk.trail import Place
from tui.features.ground import AtDesk, InPanes, Opens
from tui.features.places import Places
from tui.features.working import Asks, asking, working

if TYPE_CHECKING:
    from index.copies.comparing import Member


class Ground(AtDesk, InPanes, Opens, Asks, Protocol):
    """The list in which they stand."""


class Copies:
    """Unfolds copies, reads them, holds them against each other."""

    def __init__(self, reader: Ground, places: Places) -> None:
        """Unfold those in the list of `reader`; `places` goes to one."""
        self.reader, self._places = reader, places

    @asking("copies")
    async def show(self) -> None:
        """The copies of the open report in the library: read one, see what differs."""
        reader = self.reader
        report = reader.desk.report
        if report is None:
            reader.status_line.say("No report is open")
            return
        try:
            members = await (await reader.desk.searcher()).copies(report.number)
        except SearchUnavailable as gone:
            reader.status_line.say(str(gone))
            return
        rows = {one.number: one for one in reader.desk.lookup.rows([m.number for m in members])}
        known = [one for one in members if not rows[one.number].is_gone]
        if len(known) < 2:
            reader.status_line.say("It has no copies")
            return
        await self._list(report.number, known, [rows[one.number] for one in known])

    async def _list(self, here: int, members: "Sequence[Member]", rows: Sequence[Row]) -> None:
        """List copies until one is read or none is wanted."""
        from tui.dialogs.listing import OPEN, Listing
        from tui.features.copy_rows import copy_row

        verbs = [KeyHint("d", "what differs", "differ")]
        told = [copy_row(one, row, here) for one, row in zip(members, rows, strict=True)]
        at = next((i for i, one in enumerate(members) if one.number != here), 0)
        while True:
            listing = Listing(f"Copies: {len(rows)}", told, verbs, "", at)
            choice = await self.reader.asked(listing, more=True)
            if choice is None:
                return
            at = choice.row
            if choice.verb == OPEN:
                await self._places.go(Place(rows[at].number, 0))
                return
            await self._differ(here, rows[at])

    async def _differ(self, here: int, other: Row) -> None:
        """Show what stands in the open report alone, and what in another alone."""
        reader = self.reader
        if other.number == here:
            reader.status_line.say("That is the open one: choose another to hold it against")
            return
        try:
            found = await (await reader.desk.searcher()).differences(here, other.number)
        except SearchUnavailable as gone:
            reader.status_line.say(str(gone))
            return
        from tui.dialogs.sheet import Sheet
        from tui.features.copy_rows import differing

        foot = "- only in the open one · + only in the other · Esc closes"
        sheet = Sheet(f"Against {other.id}", differing(found), foot, hangs=False)
        await reader.asked(sheet, more=True)

    # Not of the group of what opens rows: a report that is being read for the row under the cursor
    # goes on being read.

    def unfold(self) -> None:
        """Unfold the copies of the report under the cursor, or fold them."""
        reader = self.reader
        folding, row = reader.desk.results.folding, reader.articles.cursor
        number = self._seen_at(row)
        if number is None:
            return
        if folding.is_flat:
            reader.status_line.say("Nothing is folded")
        elif len(folding.group(number)) == 1:
            reader.status_line.say("It has no copies in this list")
        else:
            self._turn(number)

    @working("folding", exclusive=True)
    async def _turn(self, number: int) -> None:
        if await self.reader.desk.turn(number):
            await self._stand_at_cursor()

    @working("folding", exclusive=True)
    async def unfold_all(self) -> None:
        """Every copy in a row of its own, where the order of the list puts it; again: folded."""
        desk = self.reader.desk
        await desk.lay_flat()
        await self._stand_at_cursor()
        folded = "Copies stand behind one row" if not desk.folds.is_flat else "Every copy has a row"
        self.reader.status_line.say(folded)

    async def _stand_at_cursor(self) -> None:
        """Show the list with the cursor on the report that it is on, or on who stands for that."""
        reader = self.reader
        number, results = self._seen_at(reader.articles.cursor), reader.desk.results
        if number is None:
            return
        row = results.row_of(number)
        if row is None:
            row = results.row_of(results.folding.group(number)[0])
        reader.show_list(row or 0)
        await reader.open_row(row or 0)

    def _seen_at(self, row: int) -> int | None:
        """The report of a row of the list as it is seen."""
        seen = self.reader.desk.memory.seen
        return seen[row] if 0 <= row < len(seen) else None
