"""Reading the open report: tracing an entity, and walking from mention to mention."""

from textual import events, on, work

from articles.article import Span
from tui.commands.command import Pane
from tui.commands.keymap import Keymap
from tui.desk.desk import Desk
from tui.desk.trail import Place
from tui.desk.walking import Stop, Walker
from tui.outside.citation import story_from
from tui.screens.opening import OpeningScreen
from tui.widgets.article_list import ArticleList
from tui.widgets.entity_sidebar import EntitySidebar
from tui.widgets.line_pane import LinePane
from tui.widgets.reading_pane import ReadingPane


class ReadingScreen(OpeningScreen):
    """Adds tracing and walking; it is the `Ground` that its walker walks on."""

    def __init__(self, desk: Desk, keymap: Keymap) -> None:
        """Show what is on `desk`."""
        super().__init__(desk, keymap)
        self.walker = Walker(self)
        self._wants_trace = 0
        """Which way somebody is to be traced once a report is open; 0 for nobody."""

    @on(ArticleList.Opened)
    def _opened(self) -> None:
        self.read()

    def read(self) -> None:
        """Go to the text, and have whom the list was asked for traced there."""
        self.walker.stop()
        desk = self.desk
        if desk.trace is None and desk.results.named is not None and not desk.tracing.is_declined:
            self._read_asked()
        else:
            self._read()

    @work(exclusive=True, group="trace")
    async def _read_asked(self) -> None:
        begun_in = self.desk.report
        said = await self.trace_asked()
        if not self.lies_open(begun_in):
            return
        self._read()
        self.status_line.say(said)

    def _read(self) -> None:
        """Go to the text: to the first traced mention, or hit, if there is one."""
        self.enter(Pane.READING)
        stops = self.desk.traced_here() or self.desk.hits_here()
        is_at_top = self.reading.current is None and not self.reading.scroll_offset.y
        if stops and (is_at_top or self._is_only_brought_here):
            self.arrive(stops[0], "")

    async def open_row(self, row: int, *, passing: bool = False) -> None:
        """Open the report of a row, and trace whom one wished to before it was open."""
        await super().open_row(row, passing=passing)
        self._trace_as_wished()

    @property
    def passage(self) -> Span | None:
        """What is selected, else the paragraph one reads, in the open report."""
        report = self.desk.report
        if report is None:
            return None
        reading = self.reading
        begin = story_from(report.article, reading.reading_offset)
        return reading.selected or reading.paragraph_at(begin)

    def jump_from_here(self) -> None:
        """Remember this place, as the reader is about to be taken to another."""
        if self.desk.report is not None:
            self.desk.memory.came_from = Place(self.desk.report.number, self.reading.reading_offset)

    # Tracing

    @on(EntitySidebar.Traced)
    def _chosen(self, event: EntitySidebar.Traced) -> None:
        if not self.reading.display:  # in a low terminal the entities are over it
            self.action_entities()
        self._trace(event.entity_id, None)

    @on(ReadingPane.LaidOut)
    def _laid_out(self) -> None:
        self.tell()
        self.read_ahead()

    @on(ReadingPane.Clicked)
    def _clicked(self, event: ReadingPane.Clicked) -> None:
        self.trace_near(None, event.offset, 1)

    def action_trace(self, step: int) -> None:
        """Trace the entity under, after (1) or before (-1) the reading line."""
        if self.desk.report is None and self._is_opening:
            self._wants_trace = step
            told = "No report is open yet; traced as soon as the first one is"
            self.status_line.say(told, stays=True)
            return
        self.trace_near(*self.reading_at, step)

    @property
    def _is_opening(self) -> bool:
        """Whether the first report is still to be opened."""
        return not self.desk.is_open or len(self.desk.results.numbers) > 0

    def _trace_as_wished(self) -> None:
        """Trace what was asked for before a report was open."""
        step, self._wants_trace = self._wants_trace, 0
        if step:
            self.action_trace(step)

    def trace_near(self, current: Span | None, offset: int, step: int) -> None:
        """Trace whom the text mentions at, after (1) or before (-1) a place."""
        report = self.desk.report
        mention = report.near(current, offset, step) if report else None
        if mention is None:
            here = "Nobody is mentioned in this article"
            self.status_line.say(here if report else "No report is open")
        else:
            self._trace(mention.entity, Span(mention.start, mention.end))

    def _trace(self, entity_id: str, at: Span | None) -> None:
        """Trace somebody, from one mention on or the first there is."""
        self.walker.stop()
        self.jump_from_here()
        self._follow(entity_id, at)

    @work(exclusive=True, group="trace")
    async def _follow(self, entity_id: str, at: Span | None) -> None:
        begun_in = self.desk.report
        if await self.desk.tracing.follow(entity_id) is None:
            self.status_line.say("No report names it any more")
            return
        self.status_line.say("")
        self.sidebar.show()
        self.show_list(self.articles.cursor)
        self.light()
        if not self.lies_open(begun_in):
            return  # one has gone on to another meanwhile
        if at is None:
            at = next(iter(self.desk.traced_here()), None)
        if at is not None:
            self.arrive(at, "")
        self.read_ahead()

    async def trace_asked(self) -> str:
        """Trace the one entity that the list was asked for, so that it can be walked at once.

        Returns:
            What is said of it; empty if nobody is traced by this.
        """
        trace = await self.desk.tracing.follow_asked()
        if trace is None:
            return ""
        self.sidebar.show()
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

    def drop_trace(self) -> None:
        """Trace nobody any more, nor whom one has just asked to be traced."""
        self.workers.cancel_group(self, "trace")
        self.desk.tracing.end()
        self.status_line.say("")
        self.sidebar.show()
        self.show_list(self.articles.cursor)
        self.reading.clear_current()
        self.light()

    # Walking: this screen is the ground that its walker walks on

    async def ready(self) -> None:
        """Come back once the list is the one that was last asked for."""

    @property
    def row(self) -> int:
        """The row of the open report."""
        return self.desk.row

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Walk no further once a pane is clicked, and take back what was said before."""
        self.status_line.go_on()
        if isinstance(event.widget, LinePane):
            self.walker.stop()

    def action_move(self, how: str) -> None:
        """Move in the focused pane, and walk no further; to the ends of a text is a jump."""
        self.walker.stop()
        if how in ("top", "end") and self.pane is Pane.READING:
            self.jump_from_here()
        super().action_move(how)

    def stops(self, kind: Stop) -> list[Span]:
        """What can be walked in the open report."""
        return self.desk.stops(kind)

    def stops_in(self, kind: Stop, row: int) -> int | None:
        """How many stops a row has; None if that is known only once its report is open."""
        number, trace = self.desk.results.numbers[row], self.desk.trace
        if kind is Stop.MENTION:
            return trace.counts.get(number) if trace else None
        hits = None if self.desk.found else self.desk.results.hits.get(number)
        return None if hits is None else len(hits)

    async def next_row(self, kind: Stop, row: int, step: int) -> int | None:
        """The next row with a stop of this kind."""
        return await self.desk.next_row(kind, row, step)

    def arrive(self, stop: Span, said: str) -> None:
        """Show that the reader stands on `stop`."""
        if self.pane is Pane.ARTICLES and self.has_class("-narrow"):
            self.enter(Pane.READING)
        self._brought_to = None
        if self.desk.report is not None:
            self.desk.memory.trail.visit(self.desk.report.number)
        self.reading.go_to(*stop)
        self.status_line.say(said)
        self.tell()
        if self.beside is not None:
            self.beside.stand_on(stop)

    def nothing_to_walk(self, kind: Stop) -> None:
        """Say that there is nothing to walk."""
        if kind is Stop.HIT and self.desk.found is not None:
            self.status_line.say("Not in this article: Esc leaves what was looked for in it")
        elif kind is Stop.HIT:
            self.status_line.say("No hits: type a word after s or /")
        elif self.desk.trace is None:
            self.status_line.say("Nobody is traced: * traces whoever the reading line mentions")
        else:
            self.status_line.say("No article of this list mentions it")

    def action_walk(self, kind: str, step: int) -> None:
        """Go to the next (1) or previous (-1) hit or mention, a count times."""
        self.jump_from_here()
        self.walker.walk(Stop(kind), step * self.times())
