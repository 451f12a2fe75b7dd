"""The main screen as a whole: beginning and end, updates of the library, keys of several panes."""

import asyncio
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.actions import parse
from textual.events import ScreenResume
from textual.geometry import Region

from index.catalogue.store import Sort
from index.library.errors import LibraryError
from tui.background.answers import SearchUnavailable
from tui.commands.command import Pane
from tui.commands.keymap import Keymap
from tui.commands.table import BY_ID
from tui.desk.desk import Desk
from tui.features.working import LISTING, TEACHING
from tui.screens.features import Features
from tui.screens.searching import SearchingScreen
from tui.settings.history import History
from tui.widgets.columns import DEFAULT, Column
from tui.widgets.entity_sidebar import EntitySidebar
from tui.widgets.find_bar import FindBar
from tui.widgets.line_pane import LinePane
from tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from tui.background.indexing import IndexClient, Progress
    from tui.widgets.concordance_list import ConcordanceList

SORTS = (Sort.DATE, Sort.OLDEST, Sort.RELEVANCE, Sort.TITLE, Sort.SOURCE)
_BLANK = 0.3
"""Seconds after which the panes are shown though the list is not there yet."""
_OPENED = 0.05
"""Seconds for which the panes wait for the library's files at most."""
_TURN = 0.0001
"""Seconds for which a thread computes while another waits for its turn."""


class MainScreen(SearchingScreen):
    """The reader over one collection, whose library it keeps up to date."""

    def __init__(
        self,
        collection: Path,
        base: Path | None,
        keymap: Keymap,
        columns: Sequence[Column] = DEFAULT,
        history: History | None = None,
    ) -> None:
        """Read the reports of `collection`, whose library is kept under `base`."""
        super().__init__(Desk(collection, base), keymap)
        self._columns = columns
        self._history = history or History(None)
        self._indexer: IndexClient | None = None
        self.features = Features(self)

    # Beginning and end

    async def on_compose(self) -> None:
        """Have the library's files opened first: a thread waits for its turn after each of them."""
        opened = asyncio.Event()
        self.run_worker(self.desk.open_library(opened), exit_on_error=False)
        with suppress(TimeoutError):
            await asyncio.wait_for(opened.wait(), _OPENED)

    def on_mount(self) -> None:
        """Give the panes what they begin with."""
        self.enter(Pane.ARTICLES)
        self.articles.placeholder = "Reading the collection…"
        self.articles.set_columns(self._columns)
        self._history.read()
        self.search_bar.learn(self._beginning, self._history)
        self.watch(self.reading, "scroll_y", self.tell, init=False)
        self.set_timer(_BLANK, self.unveil)

    def on_screen_resume(self, event: ScreenResume) -> None:  # noqa: ARG002  as in `Veiled`
        """Begin once this has laid the panes out: a list has columns by its width."""
        if not self.stack_updates:
            self.call_after_refresh(self._begin)

    @work
    async def _begin(self) -> None:
        """Show what there is, then start what runs beside the reader."""
        await self._open_library()
        self.set_interval(1, self.features.watch.tick)
        self.run_worker(self.walker.run(), group="walker")
        self.run_worker(self.bring_up_to_date(), group="indexing")

    def unveil(self) -> None:
        """Be painted from now on, and once that is done have what is painted sent at once.

        A thread that computes, which may be the loop, hands over within a tenth of a millisecond
        then, not five, to the one that writes; before, those that read would only take more turns.
        """
        if self._is_veiled:
            # Of a function in C, Textual would first parse how it is called.
            self.call_after_refresh(lambda: sys.setswitchinterval(_TURN))
        super().unveil()

    async def _open_library(self) -> None:
        try:
            await self.desk.open_library()
        except LibraryError:
            self.unveil()
            return
        if self.is_left():
            return
        if text := self.search_bar.text:
            self._start_searching()
        # What takes time from this process comes after the list is there: other processes that
        # start, and the notebook. What is new may call this off at any point, to begin again.
        try:
            await self._search(text, live=self.is_typing)
        finally:
            self._start_searching()
        await self.features.notebook.look_into()

    @work(group="searching")
    async def _start_searching(self) -> None:
        if self.is_left():
            return
        try:
            await self.desk.start_searching(self.status_line.say)
        except SearchUnavailable as gone:
            self.status_line.say(str(gone))

    async def bring_up_to_date(self, *, quietly: bool = False) -> str:
        """Index what is new or changed, and apply what the user says of entities and dates.

        Returns:
            What came of it, in one line, told unless `quietly`; empty if nothing has changed.
        """
        from tui.background.indexing import IndexClient

        if self._indexer is None:
            self._indexer = IndexClient(self.desk.collection, self.desk.base)
        outcome = await self._indexer.run(self._on_progress)
        await self.see_what_is_new()
        if self.is_left():
            return outcome
        if outcome and not quietly:
            self.status_line.tell(outcome)
        await self.features.searches.tell_news()
        is_open = self.desk.is_open
        if not len(self.desk.results.numbers) and not (is_open and self.search_bar.text):
            nothing = await self.features.skipped.where_nothing_is() if is_open else outcome
            self.articles.placeholder = nothing or "No reports here"
        return outcome

    def _on_progress(self, progress: "Progress") -> None:
        self.status_line.progress(progress.line)
        if progress.committed:
            self.run_worker(self.see_what_is_new(), group="news", exclusive=True)

    async def see_what_is_new(self) -> None:
        """Show what the library holds by now, the open report and the list kept in place."""
        if self.is_left():
            return
        if not self.desk.is_open:
            await self._open_library()
            return
        self._start_searching()
        try:
            former = await self.desk.refresh()
        except LibraryError as error:
            self.status_line.say(str(error))
            return
        if self.is_left():
            return
        if former is not None:
            self.show_changed(former)
        await self.features.notebook.look_into()
        if self.is_left():
            return
        self.sidebar.show_anew()
        await self.find_again()

    async def on_unmount(self) -> None:
        """Stop what runs beside the reader."""
        if self._indexer is not None:
            await self._indexer.close()
        await self.desk.close()

    # What one can do

    def action_do(self, id_: str) -> None:
        """Have a feature do what a command says."""
        feature, method, arguments = parse(BY_ID[id_].does)
        getattr(getattr(self.features, feature), method)(*arguments)

    async def open_row(self, row: int, *, passing: bool = False) -> None:
        """Open the report of a row, with what is noted in it lit too."""
        await super().open_row(row, passing=passing)
        await self.features.notebook.light_notes()

    @on(FindBar.Changed)
    def _finding(self, event: FindBar.Changed) -> None:
        self.features.finding.find(event.text)

    @on(FindBar.Left)
    def _found(self, event: FindBar.Left) -> None:
        self.features.finding.leave(event.text)

    @on(EntitySidebar.Filtered)
    def _filtered(self, event: EntitySidebar.Filtered) -> None:
        self.sidebar.look_for(event.text)

    def on_concordance_list_chosen(self, event: "ConcordanceList.Chosen") -> None:
        """Go where a line leads that was clicked beside the text."""
        self.features.following.read_there(event.line)

    @on(LinePane.Asked)
    def _pointed(self, event: LinePane.Asked) -> None:
        self.features.menus.point(Region(*event.at, 1, 0), event.offset)

    @on(StatusLine.Clicked)
    def _clicked_status(self, event: StatusLine.Clicked) -> None:
        self.features.menus.offer_at(Region(event.column, self.size.height, 1, 0))

    # Keys

    def action_open(self) -> None:
        """Read the article, or trace the entity, under the cursor."""
        if self.pane is Pane.ARTICLES:
            self.read()
        elif self.pane is Pane.ENTITIES:
            self.entities.choose()
        else:
            key = self.keymap.first("trace.forward")
            self.status_line.say(f"There is nothing to open in a text: {key} traces who is named")

    def action_widen(self) -> None:
        """Drop the term that narrowed the list last; in the list, the only one too."""
        if self.search_bar.drop():
            self._find(self.search_bar.text)
        elif self.search_bar.text and self.pane is Pane.ARTICLES:
            self.search_bar.set_text("")
            self._find("")
            self.status_line.say("All reports again")
        else:
            self.status_line.say(f"Nothing narrows the list: {self.keymap.first('refine')} does")

    def action_find(self) -> None:
        """Filter the entities, find in the text, or search the collection."""
        if self.pane is Pane.ENTITIES:
            self.entities.ask_filter()
        elif self.pane is Pane.ARTICLES:
            self.search_bar.focus_input()
        else:
            self.features.finding.begin()

    def action_sort(self) -> None:
        """The next order of the list, or of the entities."""
        if self.pane is Pane.ENTITIES:
            self.status_line.say(f"Entities {self.entities.next_order()}")
            return
        desk = self.desk
        orders = [one for one in SORTS if self.search_bar.text or one is not Sort.RELEVANCE]
        later = SORTS[SORTS.index(desk.sort) + 1 :]
        desk.sort = next((one for one in later if one in orders), orders[0])
        self.run_worker(self.find_again(), group="search", exclusive=True)

    @work(exclusive=True, group="search")
    async def action_unread_first(self) -> None:
        """Unread reports before the others, or all in their order."""
        desk = self.desk
        desk.unread_first = not desk.unread_first
        await self.find_again()
        if desk.unread_first:
            listed = desk.results.folding.numbers
            unread = await desk.keeper.count_unread(listed)
            self.status_line.say(f"Unread first: {unread:,} of {len(listed):,}")
        else:
            self.status_line.say("Read and unread in one order")

    def action_back_out(self) -> None:
        """One layer back: count, walk, export, selection, find, entities, marks, trace or term."""
        if self._count:
            self.times()
            self.status_line.say("")
        elif self.walker.stop() or self._call_off() or self._leave_text_layer():
            pass
        elif self.has_class("-zen"):
            self.remove_class("-zen")
        elif self.pane is Pane.ENTITIES:
            self._leave_entities()
        elif self.desk.memory.marked and self.pane is Pane.ARTICLES:
            self.features.marking.unmark()
        elif self.desk.trace is not None:
            self.drop_trace()
        elif self.pane is Pane.ARTICLES:
            self._widen_list()
        else:
            self.enter(Pane.ARTICLES)

    def _widen_list(self) -> None:
        """Drop the term that narrowed the list last; if there is none, say which key goes on."""
        if self.search_bar.drop():
            self._find(self.search_bar.text)
            return
        drop, close = (self.keymap.first(id_) for id_ in ("refine.drop", "close"))
        way = f"{drop} brings all reports" if self.search_bar.text else f"{close} quits"
        self.status_line.say(f"Nothing to go back from · {way}")

    def _call_off(self) -> bool:
        """Call off what is said of somebody, or listed for an export; false if there is neither."""
        if any(one.group == TEACHING for one in self.workers):
            return self.features.teaching.call_off()
        if not self.workers.cancel_group(self, LISTING):
            return False
        self.status_line.say("The export was called off, and no file was written")
        return True

    def _leave_text_layer(self) -> bool:
        """End the last of selecting, finding and leaving out; false if there is none of them."""
        if self.reading.is_selecting or self.reading.selected:
            self.features.selecting.end()
        elif self.desk.found is not None:
            self.features.finding.find("")
        elif self.reading.only_lit:
            self.features.paragraphs.only_lit()
        else:
            return False
        return True

    def _leave_entities(self) -> None:
        """Show all of them again; if they are shown, leave them."""
        if self.entities.is_filtered:
            self.entities.action_drop_filter()
        else:
            self.action_entities()

    async def action_close(self) -> None:
        """Close this view; the last one is the reader itself."""
        narrow = self.has_class("-narrow") and self.pane is not Pane.ARTICLES
        if self.has_class("-drawer") and narrow:
            self.remove_class("-drawer")
            self.enter(Pane.READING)
        elif self.has_class("-zen") or self.pane is Pane.ENTITIES:
            self.action_back_out()
        elif narrow:
            self.enter(Pane.ARTICLES)
        else:
            await self.run_action("app.leave")
