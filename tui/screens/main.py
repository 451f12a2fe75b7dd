"""The main screen: three panes, and the wiring between them and the desk."""

from pathlib import Path

from textual import on, work

from articles.article import Span
from index.catalogue import Sort
from index.library import LibraryError, place_of
from index.snippet import snippet
from tui.commands import Pane
from tui.desk import Desk
from tui.indexing import IndexClient, Progress
from tui.presenting import entity_rows, page_of, searched
from tui.screens.panes import PanesScreen
from tui.screens.sheet import skipped_sheet
from tui.searching import SearchUnavailable
from tui.status import status
from tui.walking import Stop, Walker
from tui.widgets.article_list import ArticleList
from tui.widgets.entity_sidebar import EntitySidebar
from tui.widgets.reading_pane import ReadingPane
from tui.widgets.search_bar import SearchBar

SORTS = (Sort.DATE, Sort.RELEVANCE, Sort.TITLE, Sort.SOURCE)
SNIPPET_WIDTH = 120


class MainScreen(PanesScreen):
    """Searches, reads, traces and walks: what the panes show, and what their messages do."""

    def __init__(self, collection: Path, base: Path | None) -> None:
        """Read the reports of `collection`, whose library is kept under `base`."""
        super().__init__()
        self.desk = Desk(place_of(collection, base))
        self._indexer = IndexClient(collection, base)
        self.walker = Walker(self)

    # Beginning and end

    def on_mount(self) -> None:
        """Show what there is, then start what runs beside the reader."""
        self.enter(Pane.ARTICLES)
        self.articles.placeholder = "Reading the collection…"
        self.watch(self.reading, "scroll_y", self._tell, init=False)
        self.call_after_refresh(self._begin)

    @work
    async def _begin(self) -> None:
        await self._open_library()
        self.run_worker(self.walker.run(), group="walker")
        self.run_worker(self._bring_up_to_date(), group="indexing")

    async def _open_library(self) -> None:
        try:
            self.desk.open_library()
        except LibraryError:
            return
        self.run_worker(self.desk.start_searching(), group="searching")
        await self._search("")

    async def _bring_up_to_date(self) -> None:
        self.status_line.say(await self._indexer.run(self._on_progress))
        await self._see_what_is_new()
        if not len(self.desk.results.numbers):
            self.articles.placeholder = "No reports here; ! lists what was skipped, and why"

    def _on_progress(self, progress: Progress) -> None:
        self.status_line.progress(progress.line)
        if progress.committed:
            self.run_worker(self._see_what_is_new(), group="news", exclusive=True)

    async def _see_what_is_new(self) -> None:
        if not self.desk.is_open:
            await self._open_library()
            return
        await self.desk.refresh()
        await self._search(self.search_bar.text, live=self.is_typing)

    async def on_unmount(self) -> None:
        """Stop what runs beside the reader."""
        await self._indexer.close()
        await self.desk.close()

    # Searching

    @on(SearchBar.Changed)
    def _typed(self, event: SearchBar.Changed) -> None:
        self._find(event.text, live=True)

    @on(SearchBar.Submitted)
    def _submitted(self, event: SearchBar.Submitted) -> None:
        self._find(event.text)
        self.enter(Pane.ARTICLES)

    @on(SearchBar.Left)
    def _left_search(self) -> None:
        self.enter(Pane.ARTICLES)

    @work(exclusive=True, group="search")
    async def _find(self, text: str, *, live: bool = False) -> None:
        await self._search(text, live=live)

    async def _search(self, text: str, *, live: bool = False) -> None:
        desk = self.desk
        try:
            answer = await desk.search(text, live=live)
        except SearchUnavailable as gone:
            self.status_line.say(str(gone))
            return
        if answer is None:
            return
        if answer.problem is not None:
            problem = answer.problem
            self.search_bar.problem(problem.message, problem.start, problem.end)
            return
        self.search_bar.understood(searched(answer, desk.sort))
        row = None if self._is_at_the_top else desk.row_in_results
        self.articles.placeholder = "Nothing matches" if answer.text else "No reports here"
        self._show_list(row or 0)
        await self.open_row(row or 0)

    @property
    def _is_at_the_top(self) -> bool:
        """Whether the reader waits at the first row, to see whatever comes to stand there."""
        at_first = self.articles.cursor == 0 and self.reading.scroll_offset.y == 0
        return at_first and self.pane is Pane.ARTICLES

    def _show_list(self, row: int) -> None:
        desk = self.desk
        fetch = desk.results.fetcher(desk.lookup.rows, desk.trace.counts if desk.trace else None)
        self.articles.show(len(desk.results.numbers), fetch, row)

    # Reading

    @on(ArticleList.Highlighted)
    def _moved_to(self, event: ArticleList.Highlighted) -> None:
        if event.index != self.desk.row:
            self._preview(event.index)

    @on(ArticleList.Opened)
    def _opened(self) -> None:
        self.enter(Pane.READING)

    @work(exclusive=True, group="preview")
    async def _preview(self, row: int) -> None:
        await self.open_row(row)

    async def open_row(self, row: int) -> None:
        """Open the report of a row, with the cursor on it and everything known lit."""
        desk = self.desk
        numbers = desk.results.numbers
        if not 0 <= row < len(numbers):
            self.reading.show(None)
            self.entities.show([])
            return
        desk.row = row
        self.articles.move_to(row)
        if desk.report is None or desk.report.number != numbers[row]:
            report = await desk.open(numbers[row])
            desk.trail.visit(report.number)
            self.reading.show(page_of(report))
            self._show_entities()
        self._light()
        top = self.articles.top
        if await desk.learn_hits([*numbers[row : row + 1], *numbers[top : top + self.size.height]]):
            self.articles.refresh_rows()
            self._light()

    def _light(self) -> None:
        """Light what is known in the open report, and show the snippet of its row."""
        desk = self.desk
        self.reading.light(desk.lit())
        if desk.report and (hits := desk.hits_here()):
            text, spans = snippet(desk.report.article.text, hits, SNIPPET_WIDTH)
            self.articles.set_snippet(desk.row, text, spans)
        self._tell()

    def _show_entities(self) -> None:
        if self.desk.report is not None:
            self.entities.show(entity_rows(self.desk.report, self.desk.trace))

    def _tell(self) -> None:
        """Say where the reader stands."""
        self.status_line.where(status(self.desk, *self.standing_at))

    # Tracing

    @on(EntitySidebar.Traced)
    def _chosen(self, event: EntitySidebar.Traced) -> None:
        self._trace(event.entity_id, None)

    @on(ReadingPane.Clicked)
    def _clicked(self, event: ReadingPane.Clicked) -> None:
        self._trace_near(None, event.offset, 1)

    def action_trace(self, step: int) -> None:
        """Trace the entity under, after (1) or before (-1) the reading line."""
        self._trace_near(*self.standing_at, step)

    def _trace_near(self, current: Span | None, offset: int, step: int) -> None:
        mention = self.desk.mention_near(current, offset, step)
        if mention is None:
            self.status_line.say("Nobody is mentioned in this article")
        else:
            self._trace(mention.entity, Span(mention.start, mention.end))

    @work(exclusive=True, group="trace")
    async def _trace(self, entity_id: str, at: Span | None) -> None:
        if await self.desk.follow(entity_id) is None:
            return
        self._show_entities()
        self._show_list(self.desk.row)
        self._light()
        if at is None:
            at = next(iter(self.desk.traced_here()), None)
        if at is not None:
            self.arrive(at, "")

    # Walking: this screen is the ground that its walker walks on

    @property
    def row(self) -> int:
        """The row of the open report."""
        return self.desk.row

    @property
    def standing_at(self) -> tuple[Span | None, int]:
        """The stop last arrived at, if it is in sight, and where in the text the reader is."""
        current, offset = self.reading.current, self.reading.reading_offset
        return (current if current and current.start == offset else None), offset

    def stops(self, kind: Stop) -> list[Span]:
        """What can be walked in the open report."""
        return self.desk.stops(kind)

    async def next_row(self, kind: Stop, row: int, step: int) -> int | None:
        """The next row with a stop of this kind."""
        return await self.desk.next_row(kind, row, step)

    def arrive(self, stop: Span, said: str) -> None:
        """Show that the reader stands on `stop`."""
        if self.pane is Pane.ARTICLES and self.has_class("-narrow"):
            self.enter(Pane.READING)
        self.reading.go_to(*stop)
        self.status_line.say(said)
        self._tell()

    def nothing_to_walk(self, kind: Stop) -> None:
        """Say that there is nothing to walk."""
        if kind is Stop.HIT:
            self.status_line.say("No hits: type a word after s or /")
        elif self.desk.trace is None:
            self.status_line.say("Nobody is traced: * traces whoever the reading line mentions")
        else:
            self.status_line.say("No article of this list mentions it")

    def action_walk(self, kind: str, step: int) -> None:
        """Go to the next (1) or previous (-1) hit or mention, a count times."""
        self.walker.walk(Stop(kind), step * self.times())

    # Keys

    def action_article(self, step: int) -> None:
        """The next or previous article of the list, from any pane."""
        self.articles.move(step * self.times())

    def action_trail(self, step: int) -> None:
        """Back or forward along the articles read."""
        number = self.desk.trail.go(step)
        row = None if number is None else self.desk.results.row_of(number)
        if row is None:
            self.status_line.say("The trail ends here")
        else:
            self._preview(row)

    def action_open(self) -> None:
        """Read the article, or trace the entity, under the cursor."""
        if self.pane is Pane.ARTICLES:
            self.enter(Pane.READING)
        else:
            self.entities.choose()

    def action_search(self) -> None:
        """Search the collection."""
        self.search_bar.focus_input()

    def action_find(self) -> None:
        """Filter the entities, or search the collection."""
        if self.pane is Pane.ENTITIES:
            self.entities.ask_filter()
        elif self.pane is Pane.ARTICLES:
            self.search_bar.focus_input()
        else:
            self.status_line.say("s searches the collection")

    def action_sort(self) -> None:
        """The next order of the list."""
        desk = self.desk
        desk.sort = SORTS[(SORTS.index(desk.sort) + 1) % len(SORTS)]
        self._find(desk.results.query)

    def action_fold(self) -> None:
        """Fold or unfold page furniture."""
        self.reading.toggle_folds()

    @work
    async def action_skipped(self) -> None:
        """List what could not be read."""
        if self.desk.is_open:
            self.app.push_screen(skipped_sheet(await self.desk.lookup.skipped()))

    # Backing out

    def action_back_out(self) -> None:
        """One layer back: count, text alone, drawer, trace, text."""
        if self._count:
            self.times()
            self.status_line.say("")
        elif self.has_class("-zen"):
            self.remove_class("-zen")
        elif self.pane is Pane.ENTITIES:
            self.action_entities()
        elif self.desk.trace is not None:
            self.desk.trace = None
            self._show_entities()
            self._show_list(self.desk.row)
            self.reading.clear_current()
            self._light()
        else:
            self.enter(Pane.ARTICLES)

    def action_close(self) -> None:
        """Close this view; the last one is the reader itself."""
        narrow = self.has_class("-narrow") and self.pane is not Pane.ARTICLES
        if self.has_class("-zen") or narrow or self.pane is Pane.ENTITIES:
            self.action_back_out()
        else:
            self.app.exit(0)
