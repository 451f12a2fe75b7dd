"""Following somebody through the list: article by article, along the trail, in a concordance."""

from typing import TYPE_CHECKING

from textual import work

from articles.article import Span
from tui.commands.command import Pane
from tui.desk.trail import Place
from tui.desk.walking import Stop
from tui.screens.asking import asking
from tui.screens.reading import ReadingScreen

if TYPE_CHECKING:
    from index.search.line import Line


class FollowingScreen(ReadingScreen):
    """Adds to reading what goes along the list or the trail, or looks at the whole list at once."""

    def action_article(self, step: int) -> None:
        """The next or previous article of the list, from any pane."""
        self.walker.stop()
        self.jump_from_here()
        was = self.articles.cursor
        self.articles.move(step * self.times())
        if self.articles.cursor == was:
            self.status_line.say(f"That is the {'last' if step > 0 else 'first'} of the list")

    def action_trail(self, step: int) -> None:
        """Back or forward along the articles read."""
        self.walker.stop()
        number = self.desk.memory.trail.go(step)
        if number is None:
            self.status_line.say("The trail ends here")
        else:
            self._go_along_to(number)

    @work(exclusive=True, group="preview")
    async def _go_along_to(self, number: int) -> None:
        row = await self.row_shown(number)
        if row is None:
            self.status_line.say("The trail ends here")
            await self.open_row(self.articles.cursor)  # this may have called that off
            return
        self.jump_from_here()
        await self.open_row(row)

    def read(self) -> None:
        """Go to the text, and have whom the list was asked for traced there."""
        self.walker.stop()
        if self.desk.trace is None and self.desk.results.named is not None:
            self._read_asked()
        else:
            super().read()

    @work(exclusive=True, group="trace")
    async def _read_asked(self) -> None:
        begun_in = self.desk.report
        said = await self.trace_asked()
        if not self.lies_open(begun_in):
            return
        super().read()
        self.status_line.say(said)

    async def trace_asked(self) -> str:
        """Trace the one entity that the list was asked for, so that it can be walked at once.

        Returns:
            What is said of it; empty if nobody is traced by this.
        """
        trace = await self.desk.follow_asked()
        if trace is None:
            return ""
        self.show_entities()
        self.show_list(self.articles.cursor)
        self.light()
        here = self.desk.traced_here()
        if here and self.reading.display and self.reading.current is None:
            self.reading.go_to(*here[0])
        walk, out = (self.keymap.first(id_) for id_ in ("mention.next", "back_out"))
        name = trace.entity.name
        said = f"{name} is traced · {walk} goes on to the next mention · {out} ends it"
        self.status_line.say(said, (name,))
        self.tell()
        self.read_ahead()
        return said

    @asking("concordance", exclusive=True)
    async def action_concordance(self, kind: str) -> None:
        """Every mention of the traced entity (or every hit) in the list, line by line."""
        await self.ready()
        desk = self.desk
        stop = Stop(kind)
        if stop is Stop.MENTION and desk.trace is None:
            stop = Stop.HIT
        if stop is Stop.HIT and not desk.results.has_words:
            self.status_line.say("Nothing to list: trace somebody with *, or search")
            return
        from tui.desk.gathering import concordance
        from tui.dialogs.concordance import ConcordanceScreen

        traced = desk.trace if stop is Stop.MENTION else None
        what = traced.entity.name if traced else desk.results.query
        lines = concordance(desk, stop)
        here = Place(desk.report.number, self.standing_at[1]) if desk.report else None
        self.put_over(ConcordanceScreen(what, lines, self.keymap, here), self.read_there)

    def read_there(self, line: "Line | None") -> None:
        """Read a line of the concordance where it stands."""
        row = self.desk.results.row_of(line.number) if line else None
        if line is not None and row is not None:
            self.walker.stop()
            self._go_to(row, Span(line.start, line.end))

    @work(exclusive=True, group="preview")
    async def _go_to(self, row: int, stop: Span) -> None:
        """Read a stretch of another report of the list."""
        self.jump_from_here()
        if await self.opened(row) is None:
            return
        self.enter(Pane.READING)
        walked = [*self.desk.traced_here(), *self.desk.hits_here()]  # a line may have several hits
        self.arrive(next((one for one in walked if one.start == stop.start), stop), "")
