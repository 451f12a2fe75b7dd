"""The list and the open report: showing them, lighting hits and names, keeping the place."""

import asyncio
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.timer import Timer

from articles.article import Article, Span
from index.catalogue.store import NoSuchArticle
from index.library.errors import LibraryError
from index.search.snippet import snippet
from tui.commands.command import Pane
from tui.commands.keymap import Keymap
from tui.desk.ahead import ahead
from tui.desk.desk import Desk
from tui.desk.presenting import page_of
from tui.desk.status import heading, status
from tui.desk.trail import LeftAt
from tui.features.sidebar import Sidebar
from tui.page.open_report import OpenReport
from tui.screens.panes import PanesScreen
from tui.terminal.pace import Paced
from tui.widgets.article_list import ArticleList

if TYPE_CHECKING:
    from tui.features.beside import Beside

SNIPPET_WIDTH = 120
_REST = 0.3
"""Seconds without a move after which a report is opened where the terminal lags behind."""
_COUNTED_AFTER = 1.0
"""Seconds in one report after which the hits of the whole list are counted."""
_KNOWN_AGAIN = 60
"""Characters by which the place of the reader is found again in a text that has changed."""


class OpeningScreen(PanesScreen):
    """Shows the list of the desk, and opens its reports."""

    def __init__(self, desk: Desk, keymap: Keymap) -> None:
        """Show what is on `desk`."""
        super().__init__(keymap)
        self.desk = desk
        self.sidebar = Sidebar(self)
        self.beside: Beside | None = None
        """The concordance beside the text; None until somebody is traced."""
        self._left_at = LeftAt()
        self._counts_soon: Timer | None = None
        """Until one rests in a report."""
        self._settled: tuple[str, str] | None = None
        """The open report and the query for which it was brought to its place."""
        self._brought_to: tuple[str, int] | None = None
        """The report, and the character in it, that came into sight by itself; None once one is
        there by one's own doing."""
        self._step = 1
        """How many rows the last move went down, or up if negative."""
        self.place_kept: tuple[str, int] | None = None
        """The report, and the character in it, that one was at when a search was begun."""

    def show_list(self, row: int) -> None:
        """Show the results, with the cursor on a row."""
        desk = self.desk
        desk.memory.seen = desk.results.numbers
        traced = desk.trace.counts if desk.trace else None
        fetch = desk.results.fetcher(desk.lookup.rows, traced, desk.memory.marked, desk.notebook.of)
        self.articles.show(len(desk.results.numbers), fetch, row)
        self.reading.placeholder = "Opening…" if desk.results.numbers else "Nothing to read here"
        self._show_beside()
        self.show_hints()

    def on_resize(self) -> None:
        """Show the concordance beside the text where there is room for it by now."""
        self.call_after_refresh(self._show_beside)

    def _show_beside(self) -> None:
        if self.beside is None and self.desk.trace is not None:
            from tui.features.beside import Beside

            self.beside = Beside(self)
        if self.beside is not None:
            self.beside.show()

    async def row_shown(self, number: int) -> int | None:
        """The row of a report, unfolded if it is a folded copy; None if it is not in the list."""
        results = self.desk.results
        row = await self.desk.row_shown(number)
        if self.desk.results is not results:
            self.show_list(row or 0)
        return row

    def lies_open(self, report: OpenReport | None) -> bool:
        """Whether the text of this report is the open one, so that its offsets mean the same."""
        now = self.desk.report
        return report is not None and now is not None and now.article == report.article

    async def opened(self, row: int) -> OpenReport | None:
        """Open the report of a row; None if it is gone, or another one lies open by now."""
        wanted = self.desk.results.numbers[row : row + 1]
        await self.open_row(row)
        report = self.desk.report
        return report if report is not None and report.number in wanted else None

    def go_on(self, event: events.Key) -> None:
        """Take back what was said of the key before; one nobody uses comes here twice."""
        if not (event.is_forwarded or self.is_left()):
            self.status_line.go_on()

    # Reading

    @on(ArticleList.Highlighted)
    def _moved_to(self, event: ArticleList.Highlighted) -> None:
        # News of a row that the cursor has left since is no wish to go back there: two such rows,
        # each previewed in turn, would move the cursor to and fro for ever.
        if event.index == self.articles.cursor and event.index != self.desk.row:
            self._preview(event.index)

    @work(exclusive=True, group="preview")
    async def _preview(self, row: int) -> None:
        if isinstance(self.app, Paced) and await self.app.pace.lags():
            await asyncio.sleep(_REST)  # a text at each key would have the next ones wait
        if row == self.articles.cursor:
            await self.open_row(row)

    async def open_row(self, row: int, *, passing: bool = False) -> None:
        """Open the report of a row, with the cursor on it and everything known lit.

        Where one is only `passing` it gets onto the trail once one arrives in it.
        """
        desk, said = self.desk, self.status_line.said
        numbers = desk.results.numbers
        if not 0 <= row < len(numbers):
            self._open_none()
            return
        self._step = row - desk.row if 0 < abs(row - desk.row) < self.size.height else 1
        desk.row, desk.memory.wanted = row, numbers[row]
        self.articles.move_to(row)
        former = desk.report.number if desk.report else None
        if former != numbers[row] or desk.is_stale:
            try:
                report = await desk.open(numbers[row])
            except (NoSuchArticle, LibraryError) as error:
                is_gone = isinstance(error, NoSuchArticle)
                gone = "This report is no longer in the collection"
                self.status_line.say(gone if is_gone else str(error))
                return
            if report is None:
                return  # who asked for another meanwhile shows that
            self._leave()
            # What was said of the report that is left goes, unless it answers a key of since then.
            if former not in (None, numbers[row]) and self.status_line.said is said:
                self.status_line.say("")
            self._show_opened(report, passing=passing)
        self.light()
        if await desk.learn_hits(numbers[row : row + 1]):
            self.articles.refresh_rows()
            self.light()
        self._settle()
        self._prepare()

    def _prepare(self) -> None:
        """Find out, beside everything else, what the next keys are likely to ask for."""
        if self.desk.results.has_words:
            self._learn_hits_around()
            if self._counts_soon is not None:
                self._counts_soon.stop()
            self._counts_soon = self.set_timer(_COUNTED_AFTER, self._count_hits)
        self.read_ahead()

    def read_ahead(self) -> None:
        """Read what is likely to be opened next, once what was asked for is on the screen."""
        self.call_after_refresh(self._read_ahead)

    def _show_opened(self, report: OpenReport, *, passing: bool) -> None:
        """Show a report that was not open before."""
        if not passing:
            self.desk.memory.trail.visit(report.number)
        self.reading.show(page_of(report))
        self.sidebar.show()

    def _open_none(self) -> None:
        """Let no report lie open, as there is none in the list."""
        self._leave()
        self.desk.put_away()
        self.reading.show(None)
        self.entities.show([])

    def _read_ahead(self) -> None:
        """Read it, unless a thread lays out what is open: the two would hold each other up."""
        if self.desk.is_open and not self.reading.is_laying_out:
            self.desk.lookup.read_ahead(ahead(self.desk, self._step))

    @work(group="hits")
    async def _learn_hits_around(self) -> None:
        """Learn the hits of what else is on the screen, and of the rows above and below it."""
        top, height = self.articles.top, self.articles.size.height
        around = self.desk.results.numbers[max(0, top - 1) : top + height + 1]
        if await self.desk.learn_hits(around, beside=True):
            self.articles.refresh_rows()
            self.tell()
            self.read_ahead()

    @work(exclusive=True, group="counting")
    async def _count_hits(self) -> None:
        """Count the hits of the list, to say which of them one stands on."""
        if await self.desk.count_hits():
            self.articles.refresh_rows()
            self.tell()

    def show_changed(self, former: Article) -> None:
        """Show the text that the open report has now, where one was in its former text.

        What is lit, selected or clipped is counted in the text that is kept, so no other may show.
        """
        report, offset = self.desk.report, self.reading.reading_offset
        if report is None or report.article == former:
            return
        words = former.text[offset : offset + _KNOWN_AGAIN]
        found = report.article.text.find(words) if words.strip() else -1
        self.reading.show(page_of(report))
        self.reading.restore(found if found >= 0 else offset)
        self.desk.is_stale = False
        if report.article.text != former.text:
            self.status_line.tell("This report has changed; its text is the new one")

    def _leave(self) -> None:
        """Remember where one is in the report that is left, for this query."""
        if self._settled is not None and not self._is_only_brought_here:
            self._left_at.leave(*self._settled, self.reading.reading_offset)
        self._settled = None

    def _settle(self) -> None:
        """Bring the report to where one was in it, or to its first hit: once for each query."""
        desk, query = self.desk, self.desk.results.query
        if desk.report is None or desk.found or self._settled == (desk.report.article.id, query):
            return
        id_, hits = desk.report.article.id, desk.hits_here()
        if desk.results.has_words and desk.report.number not in desk.results.hits:
            return  # when they are known, it is for them to say
        is_other = self._settled is None
        self._leave()
        self._settled = (id_, query)
        kept = self.place_kept if self.place_kept and self.place_kept[0] == id_ else None
        is_read = self.pane is Pane.READING and self.reading.reading_offset > 0
        if (self.reading.scroll_offset.y and is_other) or is_read or (kept and not is_other):
            return  # one has begun to read meanwhile, or has not left it while typing a search
        offset = self._left_at.of(id_, query, hits=bool(hits))
        if offset is None and kept is not None:
            offset = kept[1]
        walked = hits if offset is None else [*desk.traced_here(), *hits]
        stop = next((one for one in walked if offset is None or one.start == offset), None)
        if stop is not None:
            self.reading.go_to(*stop)
            self._brought_to = (id_, stop.start) if offset is None else None
        elif offset is not None:
            self.reading.clear_current()
            self.reading.restore(offset)
        self.tell()

    def light(self) -> None:
        """Light what is known in the open report, and show the snippet of its row."""
        desk = self.desk
        self.reading.light(desk.lit(), desk.hits_here())
        if desk.report and (hits := desk.hits_here()):
            text, spans = snippet(desk.report.article.text, hits, SNIPPET_WIDTH)
            self.articles.set_snippet(desk.row, text, spans)
        self.tell()

    def tell(self) -> None:
        """Say where the reader stands."""
        self.status_line.where(status(self.desk, *self.standing_at))
        pane = self.reading
        self.title_line.tell(*heading(self.desk, pane.progress, pane.scroll_offset.y))

    @property
    def standing_at(self) -> tuple[Span | None, int]:
        """The stop that one sees oneself stand on, and where in the text one has come.

        Who has not begun to read stands before everything but the stop that is in sight.
        """
        current, offset = self.reading_at
        if self._is_only_brought_here:
            return (current if self.reading.display else None), 0
        return current, offset

    @property
    def reading_at(self) -> tuple[Span | None, int]:
        """The stop last arrived at, if it is in sight, and where in the text the reader is."""
        current, offset = self.reading.current, self.reading.reading_offset
        return (current if current and current.start == offset else None), offset

    @property
    def _is_only_brought_here(self) -> bool:
        report, offset = self.desk.report, self.reading.reading_offset
        return report is not None and self._brought_to == (report.article.id, offset)
