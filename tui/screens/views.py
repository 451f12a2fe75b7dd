"""Views of the open report, each by a letter: its copies, its text as the file has it."""

from tui.screens.asking import asking
from tui.screens.copies import CopiesScreen


class ViewsScreen(CopiesScreen):
    """Adds the letters, and the view of what is in the file."""

    def action_views(self) -> None:
        """Wait for the letter of a view."""
        self._waiting = self._view
        self.status_line.say("View: d copies of this report · r its raw text, as in the file")

    def _view(self, letter: str) -> None:
        if letter == "d":
            self.action_copies()
        elif letter == "r":
            self.action_raw()
        else:
            self.status_line.say(f"There is no view {letter}")

    @asking("raw", exclusive=True)
    async def action_raw(self) -> None:
        """The open report as its file has it, with characters that cannot be seen written out."""
        from tui.background.raw import raw
        from tui.dialogs.raw_text import RawText

        report = self.desk.report
        if report is None:
            self.status_line.say("No report is open")
            return
        self.status_line.say("Reading the file again…")
        holding = self.desk.holding
        found = await raw(holding.collection, holding.base, report.article.id)
        self.status_line.say("" if found.text else found.said)
        if found.text:
            await self.asked(RawText(report.article.id, found, self.keymap))
