"""What of the collection gave no report, or a date that is none."""

from textual import work

from tui.screens.reading import ReadingScreen


class SkippedScreen(ReadingScreen):
    """Adds to reading the list of what could not be read."""

    @work
    async def action_skipped(self) -> None:
        """List what could not be read."""
        from tui.screens.sheet import skipped_sheet

        if self.desk.is_open:
            lookup = self.desk.lookup
            sheet = skipped_sheet(await lookup.skipped(), await lookup.absurdly_dated())
            self.put_over(sheet)
