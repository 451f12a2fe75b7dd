"""Following somebody through the list: the concordance, and in whose company."""

from textual import work

from articles.article import Span
from index.search.concordance import Line
from tui.commands.command import Pane
from tui.desk.gathering import concordance
from tui.desk.walking import Stop
from tui.screens.concordance import ConcordanceScreen
from tui.screens.reading import ReadingScreen


class FollowingScreen(ReadingScreen):
    """Adds to reading what looks at all reports of the list at once."""

    def action_concordance(self, kind: str) -> None:
        """Every mention of the traced entity (or every hit) in the list, line by line."""
        desk = self.desk
        stop = Stop(kind)
        if stop is Stop.MENTION and desk.trace is None:
            stop = Stop.HIT
        if stop is Stop.HIT and not desk.results.has_words:
            self.status_line.say("Nothing to list: trace somebody with *, or search")
            return
        traced = desk.trace if stop is Stop.MENTION else None
        what = traced.entity.name if traced else desk.results.query
        lines = concordance(desk, stop)
        self.app.push_screen(ConcordanceScreen(what, lines, self.keymap), self._read_there)

    def _read_there(self, line: Line | None) -> None:
        row = self.desk.results.row_of(line.number) if line else None
        if line is not None and row is not None:
            self._go_to(row, Span(line.start, line.end))

    @work(exclusive=True, group="preview")
    async def _go_to(self, row: int, stop: Span) -> None:
        """Read a stretch of another report of the list."""
        self.jump_from_here()
        await self.open_row(row)
        self.enter(Pane.READING)
        self.arrive(stop, "")
