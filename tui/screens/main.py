"""The main screen: begins and ends, brings the library up to date, searches."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from index.catalogue.store import Sort
from index.library.library import LibraryError
from tui.background.answers import SearchUnavailable
from tui.commands.command import Pane
from tui.commands.keymap import Keymap
from tui.desk.desk import Desk
from tui.screens.beside import BesideScreen
from tui.screens.entities import EntitiesScreen
from tui.screens.kept import KeptScreen
from tui.screens.outside import OutsideScreen
from tui.screens.pointing import PointingScreen
from tui.screens.searching import SearchingScreen
from tui.screens.skipped import SkippedScreen
from tui.screens.text import TextScreen
from tui.screens.told import ToldScreen
from tui.screens.views import ViewsScreen
from tui.settings.history import History
from tui.widgets.columns import DEFAULT, Column

if TYPE_CHECKING:
    from tui.background.indexing import IndexClient, Progress

SORTS = (Sort.DATE, Sort.OLDEST, Sort.RELEVANCE, Sort.TITLE, Sort.SOURCE)
_BLANK = 0.3
"""Seconds after which the panes are shown though the list is not there yet."""


class MainScreen(
    SearchingScreen,
    TextScreen,
    ToldScreen,
    SkippedScreen,
    EntitiesScreen,
    PointingScreen,
    BesideScreen,
    ViewsScreen,
    OutsideScreen,
    KeptScreen,
):
    """The reader over one collection: brings its library up to date, searches it."""

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

    # Beginning and end

    def on_mount(self) -> None:
        """Show what there is, then start what runs beside the reader."""
        self.enter(Pane.ARTICLES)
        self.articles.placeholder = "Reading the collection…"
        self.articles.set_columns(self._columns)
        self._history.read()
        self.search_bar.learn(self._beginning, self._history)
        self.watch(self.reading, "scroll_y", self.tell, init=False)
        self._begin()

    @work
    async def _begin(self) -> None:
        self.set_timer(_BLANK, self.unveil)
        await self._open_library()
        self.run_worker(self.walker.run(), group="walker")
        self.run_worker(self.bring_up_to_date(), group="indexing")

    async def _open_library(self) -> None:
        try:
            was_closed = await self.desk.open_library()
        except LibraryError:
            self.unveil()
            return
        text = self.search_bar.text
        if was_closed and text:
            self._start_searching()
        # What takes time from this process comes after the list is there: other processes that
        # start, and the notebook. What is new may call this off at any point, to begin again.
        try:
            await self._search(text, live=self.is_typing)
        finally:
            self._start_searching()
        await self.look_into_notebook()

    @work(group="searching")
    async def _start_searching(self) -> None:
        try:
            await self.desk.start_searching(self.status_line.say)
        except SearchUnavailable as gone:
            self.status_line.say(str(gone))

    async def bring_up_to_date(self, *, quietly: bool = False) -> None:
        """Read what is new or changed, and let hold what the user says of entities and dates.

        Args:
            quietly: Whether not to tell what came of it.
        """
        from tui.background.indexing import IndexClient

        if self._indexer is None:
            self._indexer = IndexClient(self.desk.holding.collection, self.desk.holding.base)
        outcome = await self._indexer.run(self._on_progress)
        await self.see_what_is_new()
        if self._is_left():
            return
        if outcome and not quietly:
            self.status_line.tell(outcome)
        await self.tell_news()
        if not len(self.desk.results.numbers):
            self.articles.placeholder = "No reports here; ! lists what was skipped, and why"

    def _on_progress(self, progress: "Progress") -> None:
        self.status_line.progress(progress.line)
        if progress.committed:
            self.run_worker(self.see_what_is_new(), group="news", exclusive=True)

    async def see_what_is_new(self) -> None:
        """Show what the library holds by now, the open report and the list kept in place."""
        if self._is_left():
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
        if self._is_left():
            return
        if former is not None:
            self.show_changed(former)
        await self.look_into_notebook()
        if self._is_left():
            return
        self.count_entities_anew()
        await self.find_again()

    async def on_unmount(self) -> None:
        """Stop what runs beside the reader."""
        if self._indexer is not None:
            await self._indexer.close()
        await self.desk.close()

    # Keys

    def action_open(self) -> None:
        """Read the article, or trace the entity, under the cursor."""
        if self.pane is Pane.ARTICLES:
            self.read()
        elif self.pane is Pane.ENTITIES:
            self.entities.choose()

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
            self.begin_finding()

    def action_sort(self) -> None:
        """The next order of the list, or of the entities."""
        if self.pane is Pane.ENTITIES:
            self.status_line.say(f"Entities {self.entities.next_order()}")
            return
        desk = self.desk
        desk.sort = SORTS[(SORTS.index(desk.sort) + 1) % len(SORTS)]
        self.run_worker(self.find_again(), group="search", exclusive=True)

    # Backing out

    def action_back_out(self) -> None:
        """One layer back: count, walk, selection, find, entities, marks, trace, or refinement."""
        if self._count:
            self.times()
            self.status_line.say("")
        elif self.walker.stop() or self.leave_text_layer():
            pass
        elif self.has_class("-zen"):
            self.remove_class("-zen")
        elif self.pane is Pane.ENTITIES:
            self._leave_entities()
        elif self.desk.memory.marked and self.pane is Pane.ARTICLES:
            self.unmark()
        elif self.desk.trace is not None:
            self.drop_trace()
        elif self.pane is Pane.ARTICLES and self.search_bar.drop():
            self._find(self.search_bar.text)
        else:
            self.enter(Pane.ARTICLES)

    def _leave_entities(self) -> None:
        """Show all of them again; if they are shown, leave them."""
        if self.entities.is_filtered:
            self.entities.action_drop_filter()
        else:
            self.action_entities()

    def action_close(self) -> None:
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
            self.app.exit(0)
