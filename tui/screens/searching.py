"""Searching: what is typed into the search bar, and entered, becomes the list."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from textual import on, work
from textual.worker import Worker, WorkerCancelled, WorkerFailed

from index.library.errors import LibraryError
from tui.background.answers import Answer, QueryProblem, SearchUnavailable
from tui.commands.command import Pane
from tui.commands.keymap import Keymap
from tui.desk.desk import Desk
from tui.desk.presenting import searched
from tui.screens.reading import ReadingScreen
from tui.widgets.search_bar import SearchBar

_PATIENCE: Final = 0.5
"""Seconds for which keys wait for a list: who has asked for a slow one may ask for another."""


class SearchingScreen(ReadingScreen):
    """Adds the search bar, and showing what was searched for."""

    def __init__(self, desk: Desk, keymap: Keymap) -> None:
        """Search what is on `desk`."""
        super().__init__(desk, keymap)
        self._begun_in, self._begun_with = Pane.ARTICLES, ""
        """The pane, and the query, from which the search that is typed was begun."""
        self._is_entered = asyncio.Event()
        """Set, except between a key that enters a query and the search for it."""
        self._is_entered.set()
        self._is_answered = True
        """Whether it is known what became of the query that was entered last."""
        self._submitting: Worker[None] | None = None
        """The search that was entered last."""
        self._no_query: str | None = None
        """What was searched last, if it is no query."""

    async def _beginning(self, field: str, text: str) -> Sequence[str]:
        """What there is for a field that begins so; a `tui.widgets.completion.Vocabulary`."""
        if field == "tag":
            return self.desk.keeper.tags_beginning(text)
        if field == "note":
            return await self.desk.keeper.noted_words_beginning(text)
        return await self.desk.lookup.beginning(field, text) if self.desk.is_open else ()

    def on_descendant_focus(self) -> None:
        """Remember from where one begins to type a search: there one stays, or goes back to."""
        if not self.search_bar.has_focus_within:
            self._begun_in = self.pane
            return
        self.walker.stop()
        self._begun_with = self.desk.results.query
        report = self.desk.report
        self.desk.memory.begun_in = report.number if report and not self._is_at_the_top else None
        self.place_kept = None
        if report and self._begun_in is Pane.READING:
            self.place_kept = report.article.id, self.reading.reading_offset

    @on(SearchBar.Changed)
    def _typed(self, event: SearchBar.Changed) -> None:
        if not self.search_bar.has_focus_within:
            return  # it was entered in the same instant, and is searched for as that
        self.status_line.say("")
        self._find(event.text, live=True)

    async def action_entered(self) -> None:
        """Enter what is typed; what is to be walked waits for it from now on."""
        if self.search_bar.has_focus_within:
            self._is_entered.clear()
        await super().action_entered()

    @property
    def is_about_to_ask(self) -> bool:
        """Whether keys are kept for a question, or for the list that is being asked for."""
        return super().is_about_to_ask or not self._is_entered.is_set()

    @on(SearchBar.Submitted)
    def _submitted(self, event: SearchBar.Submitted) -> None:
        self._is_answered = False
        self._submitting = self._submit(event.text)
        self.will_ask(self._keep_keys())
        self._is_entered.set()
        self.enter(Pane.ARTICLES)

    @work(exclusive=True, group="keys")
    async def _keep_keys(self) -> None:
        """Have keys wait for the list that was asked for: they are meant for that."""
        try:
            await asyncio.wait_for(self.ready(), _PATIENCE)
        except TimeoutError:
            if not self._is_answered:  # else only its first report is still to be opened
                self.search_bar.unfinished("Searching…")

    @on(SearchBar.Left)
    def _left_search(self) -> None:
        query = self.desk.results.query
        if self.search_bar.text.strip() != query.strip():
            self.search_bar.restore()  # what was typed was no query, or never searched
            self._find(self.search_bar.text)
        is_same = self.search_bar.text.strip() == self._begun_with.strip()
        self.enter(self._begun_in if is_same else Pane.ARTICLES)

    async def search_for(self, text: str) -> None:
        """Search for something as if it had been typed and entered."""
        self.place_kept = None
        self.search_bar.set_text(text)
        await self._search(text)

    async def find_again(self) -> None:
        """Find the list anew. What stands in the search bar, entered or being typed, stays."""
        results, text = self.desk.results, self.search_bar.text
        if text in {results.query, self._no_query}:
            await self._search(results.query, live=results.live)
        else:  # it is still to be searched, or just being
            await self._search(text, live=self.search_bar.has_focus_within)

    async def ready(self) -> None:
        """Come back once what was entered is the list: keys typed ahead are meant for that."""
        await self._is_entered.wait()
        if self._submitting is not None:
            with suppress(WorkerFailed, WorkerCancelled):  # who waits no more does not end it
                await asyncio.shield(self._submitting.wait())

    @work(exclusive=True, group="search")
    async def _submit(self, text: str) -> None:
        while not await self._search(text) and self.search_bar.text == text:
            pass  # news of the library was searched for at the same time, and came to nothing else
        if self.desk.results.query == f"{text}*":
            word = text.rsplit(maxsplit=1)[-1]
            said = f"Nothing matches {word} as a whole word; these have words that begin so"
            self.status_line.say(said, (word,))
        elif self.desk.results.query == text:
            await self.trace_asked()

    @work(exclusive=True, group="search")
    async def _find(self, text: str, *, live: bool = False) -> None:
        await self._search(text, live=live)

    async def _search(self, text: str, *, live: bool = False) -> bool:
        """Search, and show what is found; false if another search has overtaken this one."""
        desk = self.desk
        if not desk.is_open:
            return True  # what is typed by then is searched when there is a library
        try:
            answer = await desk.search(text, live=live)
        except (SearchUnavailable, LibraryError) as gone:
            self._is_answered = True
            if not self.is_left():
                self.status_line.say(str(gone))
            return True
        if answer is None or self.is_left():
            return self.is_left()
        self._is_answered = True
        if answer.problem is not None:
            if answer.problem.end:  # else it is the index that is at fault, and may be mended
                self._no_query = text
            self._tell_problem(answer.problem, text, live=live)
            return True
        if text == self.search_bar.text:
            self._tell_understood(answer, text)
        row = await desk.row_shown(kept) if (kept := self._kept_number()) is not None else None
        again = f"Nothing matches; {self.keymap.first('refine.drop')} shows all"
        self.articles.placeholder = again if answer.text else "No reports here"
        self.show_list(row or 0)
        self.unveil()
        self.tell()
        await self.open_row(row or 0)
        return True

    def _tell_understood(self, answer: Answer, text: str) -> None:
        """Say what was searched for what stands in the search bar, and have it as that there."""
        self._no_query = None
        if answer.text == f"{text}*":  # only words that begin as its last one were found
            self.search_bar.widen()
        desk = self.desk
        origins = desk.results.folding.origins
        told = searched(answer, desk.sort, origins, unread_first=desk.unread_first)
        self.search_bar.understood(told)

    def _tell_problem(self, problem: QueryProblem, text: str, *, live: bool) -> None:
        """Say what is wrong with a query, or what it still lacks at its end while it is typed."""
        if live and problem.end >= len(text.rstrip()):
            self.search_bar.unfinished(problem.message)
        else:
            self.search_bar.problem(problem.message, problem.start, problem.end)

    def _kept_number(self) -> int | None:
        """The report that stays if it is found: where a search was begun, else under the cursor.

        What is typed is searched letter by letter, and the report may be missing at one of them.
        The one under the cursor may be still to be opened.
        """
        if self.is_typing:
            return self.desk.memory.begun_in
        if self._is_at_the_top or self.desk.report is None:
            return None
        row, seen = self.articles.cursor, self.desk.memory.seen
        return seen[row] if row < len(seen) else self.desk.report.number

    @property
    def _is_at_the_top(self) -> bool:
        """Whether the reader waits at the first row, to see whatever comes to stand there."""
        is_unread = self.reading.scroll_offset.y == 0 or self._is_only_brought_here
        return self.articles.cursor == 0 and is_unread and self._begun_in is Pane.ARTICLES

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let what can be typed be looked up while one types."""
        return action == "query_help" or super().check_action(action, parameters)

    def action_query_help(self) -> None:
        """What can be searched for, then all keys."""
        from tui.dialogs.help import HelpSheet

        self.put_over(HelpSheet(self.pane, self.keymap, of_query=True))

    def action_search(self) -> None:
        """Search the collection."""
        self.remove_class("-zen")
        self.search_bar.focus_input()

    def action_refine(self) -> None:
        """Narrow the list by one more term."""
        self.remove_class("-zen")
        self.search_bar.refine()
