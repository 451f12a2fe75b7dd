"""Following somebody through the list: article by article, along the trail, in a concordance."""

from typing import TYPE_CHECKING, Protocol

from articles.article import Span
from tui.commands.command import Pane
from tui.desk.trail import Place
from tui.desk.walking import Stop
from tui.features.ground import AtDesk, InPanes, Keyed, Opens, Stands
from tui.features.working import Asks, asking, working

if TYPE_CHECKING:
    from index.search.line import Line


class Ground(AtDesk, InPanes, Opens, Stands, Keyed, Asks, Protocol):
    """The list, the trail, and where one stands in them."""

    @property
    def standing_at(self) -> tuple[Span | None, int]:
        """The stop that one sees oneself stand on, and where in the text one has come."""

    async def ready(self) -> None:
        """Come back once the list is the one that was last asked for."""


class Following:
    """Goes along the list or the trail, or shows a concordance of the whole list."""

    def __init__(self, reader: Ground) -> None:
        """Follow what is in the list of `reader`."""
        self.reader = reader

    def article(self, step: int) -> None:
        """The next or previous article of the list, from any pane."""
        reader = self.reader
        reader.walker.stop()
        reader.jump_from_here()
        was = reader.articles.cursor
        reader.articles.move(step * reader.times())
        if not reader.articles.count:
            reader.status_line.say("There is no report in the list")
        elif reader.articles.cursor == was:
            reader.status_line.say(f"That is the {'last' if step > 0 else 'first'} of the list")

    def trail(self, step: int) -> None:
        """Back or forward along the articles read."""
        reader = self.reader
        reader.walker.stop()
        number = reader.desk.memory.trail.go(step)
        if number is None:
            reader.status_line.say("The trail ends here")
        else:
            self._go_along_to(number)

    @working("preview", exclusive=True)
    async def _go_along_to(self, number: int) -> None:
        reader = self.reader
        row = await reader.row_shown(number)
        if row is None:
            reader.status_line.say("The trail ends here")
            await reader.open_row(reader.articles.cursor)  # this may have called that off
            return
        reader.jump_from_here()
        await reader.open_row(row)

    @asking("concordance", exclusive=True)
    async def concordance(self, kind: str) -> None:
        """Every mention of the traced entity (or every hit) in the list, line by line."""
        reader = self.reader
        await reader.ready()
        desk = reader.desk
        stop = Stop(kind)
        if stop is Stop.MENTION and desk.trace is None:
            stop = Stop.HIT
        if stop is Stop.HIT and not desk.results.has_words:
            reader.status_line.say("Nothing to list: trace somebody with *, or search")
            return
        from tui.desk.gathering import concordance
        from tui.dialogs.concordance import ConcordanceScreen

        traced = desk.trace if stop is Stop.MENTION else None
        what = traced.entity.name if traced else desk.results.query
        lines = concordance(desk, stop)
        here = Place(desk.report.number, reader.standing_at[1]) if desk.report else None
        reader.put_over(ConcordanceScreen(what, lines, reader.keymap, here), self.read_there)

    def read_there(self, line: "Line | None") -> None:
        """Read a line of the concordance where it stands."""
        row = self.reader.desk.results.row_of(line.number) if line else None
        if line is not None and row is not None:
            self.reader.walker.stop()
            self._go_to(row, Span(line.start, line.end))

    @working("preview", exclusive=True)
    async def _go_to(self, row: int, stop: Span) -> None:
        """Read a stretch of another report of the list."""
        reader = self.reader
        reader.jump_from_here()
        if await reader.opened(row) is None:
            return
        reader.enter(Pane.READING)
        desk = reader.desk
        walked = [*desk.traced_here(), *desk.hits_here()]  # a line may have several hits
        reader.arrive(next((one for one in walked if one.start == stop.start), stop), "")
