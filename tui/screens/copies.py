"""Copies of a report: folded behind one row of the list, or unfolded below it."""

from textual import work

from tui.screens.reading import ReadingScreen


class CopiesScreen(ReadingScreen):
    """Adds to reading what is done with copies."""

    @work(exclusive=True, group="preview")
    async def action_unfold(self) -> None:
        """Unfold the copies of the report under the cursor, or fold them."""
        desk, row = self.desk, self.articles.cursor
        numbers = desk.results.numbers
        if not 0 <= row < len(numbers):
            return
        number = numbers[row]
        if not await desk.turn(number):
            flat = desk.folds.is_flat
            self.status_line.say("Nothing is folded" if flat else "It has no copies in this list")
            return
        await self._stand_at(number)

    @work(exclusive=True, group="preview")
    async def action_unfold_all(self) -> None:
        """Every copy in a row of its own, where the order of the list puts it; again: folded."""
        desk, row = self.desk, self.articles.cursor
        numbers = desk.results.numbers
        await desk.lay_flat()
        if 0 <= row < len(numbers):
            await self._stand_at(numbers[row])
        folded = "Copies stand behind one row" if not desk.folds.is_flat else "Every copy has a row"
        self.status_line.say(folded)

    async def _stand_at(self, number: int) -> None:
        """Show the list with the cursor on a report, or on the one that stands for it."""
        results = self.desk.results
        row = results.row_of(number)
        if row is None:
            row = results.row_of(results.folding.group(number)[0])
        self.show_list(row or 0)
        await self.open_row(row or 0)
