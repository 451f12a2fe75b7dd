"""What of the collection gave no report, or a date that is none; and words that hold nowhere."""

from typing import TYPE_CHECKING

from textual.content import Content

from tui.screens.asking import asking
from tui.screens.notebook import NotebookScreen

if TYPE_CHECKING:
    from index.mentions.judging_here import Lost


class SkippedScreen(NotebookScreen):
    """Adds the list of what could not be read, or does not hold."""

    @asking()
    async def action_skipped(self) -> None:
        """List what could not be read, and what was said of mentions that are not there."""
        from tui.dialogs.sheet import skipped_sheet

        if self.desk.is_open:
            lookup = self.desk.lookup
            lost = [one.told for one in await self.kept(self.desk.keeper.lost()) or ()]
            sheet = skipped_sheet(await lookup.skipped(), await lookup.absurdly_dated(), lost)
            if lost:
                sheet.offer(self.keymap.keys["undo"], "takes back", self.action_lost)
            self.put_over(sheet)

    @asking("kept")
    async def action_lost(self) -> None:
        """What was said of mentions that are not there: take it back."""
        from tui.dialogs.listing import Listing

        row = 0
        while True:
            lost = await self.kept(self.desk.keeper.lost())
            if lost is None:
                return
            title, empty = f"Holds nowhere: {len(lost):,}", "All that you said of mentions holds"
            rows = [_row(one) for one in lost]
            listing = Listing(title, rows, {}, empty, row, opens="take it back")
            choice = await self.asked(listing, more=True)
            if choice is None or not 0 <= choice.row < len(lost):
                return
            row = choice.row
            undone = await self.kept(self.desk.keeper.undo(lost[row].number))
            if undone is not None:
                said, names = await self.desk.keeper.told(undone.act)
                self.status_line.say(f"Taken back: {said}", names)


def _row(lost: "Lost") -> Content:
    return Content.assemble(lost.judgement.described(), (f"  {lost.why}", "dim"))
