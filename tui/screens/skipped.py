"""What of the collection gave no report, or a date that is none; and words that hold nowhere."""

from tui.screens.asking import asking
from tui.screens.teaching import TeachingScreen


class SkippedScreen(TeachingScreen):
    """Adds the list of what could not be read, or does not hold."""

    @asking()
    async def action_skipped(self) -> None:
        """List what could not be read, and what was said of mentions that are not there."""
        from tui.screens.sheet import skipped_sheet

        if self.desk.is_open:
            lookup, keeper = self.desk.lookup, self.desk.keeper
            lost = await self.teacher.lost() if await keeper.has_judged_reports() else []
            self.put_over(
                skipped_sheet(await lookup.skipped(), await lookup.absurdly_dated(), lost)
            )
