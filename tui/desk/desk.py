"""What lies on the reader's desk: the list of reports, the open one, the entity that is traced.

The model behind the main screen. It knows the library and the search process and no widget.
"""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from articles.article import Article, Span
from index.catalogue.store import Sort
from index.library.folder import place_of
from tui.background.answers import Answer
from tui.background.lookup import Lookup, Trace
from tui.desk import hits
from tui.desk.folding import Folds
from tui.desk.memory import Memory
from tui.desk.results import Results
from tui.desk.searcher import Searcher
from tui.desk.tracing import Tracing
from tui.desk.user_notebook import UserNotebook
from tui.desk.walking import Stop
from tui.page.lights import Lit
from tui.page.open_report import Found, OpenReport

if TYPE_CHECKING:
    from tui.background.keeping import Keeper
    from tui.background.searching import SearchClient


class Desk:
    """State of one reading session over one library."""

    def __init__(self, collection: Path, base: Path | None = None) -> None:
        """Work on the library of `collection`, which may still have to be built, under `base`."""
        self._folder = place_of(collection, base)
        self.collection, self.base = collection, base
        self.notebook = UserNotebook(collection, base)
        self._lookup: Lookup | None = None
        self._searcher = Searcher(self._folder)
        self._opening = asyncio.Lock()
        self.results = Results()
        """The list of reports."""
        self.folds = Folds()
        """Which copies the user wants unfolded in it."""
        self.sort = Sort.DATE
        """In what order the next list is searched for."""
        self.unread_first = False
        """Whether unread reports come before the others in it."""
        self.row = 0
        """The row of the open report."""
        self.report: OpenReport | None = None
        self.tracing = Tracing(lambda: self.lookup, lambda: self.results)
        self.memory = Memory()
        """What is remembered of reports by number, as long as the numbers mean the same."""
        self.noted: list[Span] = []
        """The passages of the open report that the user has noted something on."""
        self.is_stale = False
        """Whether the open report has changed in the library since it was opened."""
        self.found: Found | None = None
        """What is looked for in the open report alone, in place of the query."""
        self._asked = 0
        """How often anything was searched for: tells whether another search came meanwhile."""

    @property
    def trace(self) -> Trace | None:
        """The entity that is traced; None for nobody."""
        return self.tracing.trace

    @property
    def keeper(self) -> "Keeper":
        """The user's notebook."""
        return self.notebook.keeper

    @property
    def lookup(self) -> Lookup:
        """The library; only to be asked for once `open_library` has said that it is there."""
        assert self._lookup is not None
        return self._lookup

    @property
    def is_open(self) -> bool:
        """Whether there is a library to read."""
        return self._lookup is not None

    async def open_library(self, opened: asyncio.Event | None = None) -> None:
        """Open the library, unless it is open.

        Args:
            opened: See `Lookup.open`.

        Raises:
            LibraryError: If there is none yet, or it cannot be read.
        """
        async with self._opening:
            if self._lookup is None:
                opening = Lookup.open(self._folder, opened or asyncio.Event())
                self._lookup, self.folds.origins = await opening
                self.memory.edition = self._lookup.edition

    async def start_searching(self, tell: Callable[[str], None]) -> None:
        """Start the search process, unless that was done before; see `Searcher.start`."""
        await self.notebook.load()  # else the loop would wait for it, and the first report with it
        await self._searcher.start(self.keeper.path, tell)

    async def searcher(self) -> "SearchClient":
        """The search process, as soon as it is there; raises as `Searcher.ready` does."""
        return await self._searcher.ready()

    async def close(self) -> None:
        """Let the library and the search process go."""
        await self._searcher.close()
        if self._lookup is not None:
            self._lookup.close()
        await self.notebook.close()

    async def is_behind(self) -> bool:
        """Whether there is more in the library, or one by now, than has been seen."""
        return self._lookup is None or await self._lookup.is_behind()

    async def refresh(self) -> Article | None:
        """See what has been added to the library since; the open report as it was, if it changed.

        Raises:
            LibraryError: If the library is gone, or cannot be read any more.
        """
        await self.lookup.refresh()
        # Compared here, as whoever was told that it is another one may have been called off.
        if self.memory.edition != self.lookup.edition:
            self.memory = Memory(self.lookup.edition)
            self.folds.forget()
        self.folds.origins = await self.lookup.origins()
        await self._searcher.refresh()
        await self.tracing.look_up_again()
        return await self._read_again(self.report) if self.report is not None else None

    async def _read_again(self, former: OpenReport) -> Article | None:
        """Have the open report as the library has it now; as it was, if it changed."""
        report = await self.lookup.report_again(former.article.id)
        if self.report is not former:
            return None  # the one that was opened meanwhile was read as it is now
        has_changed = report is None or report.article != former.article
        if has_changed:
            self.is_stale, self.found = True, None
        self.report = report or former
        return former.article if report and has_changed else None

    async def search(self, text: str, *, live: bool) -> Answer | None:
        """Find reports; None if a newer question overtook this one.

        The list stays as it was if the query has a problem. Once it is entered, words that begin
        as its last are searched where nothing has that; the answer's text says so.
        """
        self._asked += 1
        mine = self._asked
        if not text.strip():
            numbers = await self.lookup.everything(self.sort)
            if mine != self._asked:
                return None
            return await self._show("", Answer("", numbers), mine)
        answer = await self._searcher.search(text, self.sort, live=live)
        if mine != self._asked:
            return None
        if answer is None or answer.problem is not None:
            return answer
        return await self._show(answer.text, answer, mine, live=live)

    async def _show(
        self, text: str, answer: Answer, mine: int, *, live: bool = False
    ) -> Answer | None:
        """Let this be the list, once what is traced is counted; None if overtaken meanwhile."""
        numbers = answer.numbers
        if self.unread_first:
            numbers = await self.keeper.unread_first(numbers)
        folding = await self.folds.over(numbers, anew=text != self.results.query)
        return answer if await self._lay(Results(text, folding, live=live), mine) else None

    async def _lay(self, results: Results, mine: int) -> bool:
        """Let this be the list, once what is traced is counted; false if overtaken meanwhile."""
        count = await self.tracing.count_over(results)
        if mine != self._asked:
            return False
        if results.query != self.results.query:
            self.folds.forget()
        self.results = results
        self.tracing.counted = count
        return True

    async def turn(self, number: int) -> bool:
        """Unfold the copies of a report, or fold them; whether anything changed."""
        folding = self.results.folding
        turned = self.folds.turn(folding, number)
        if turned is folding:
            return False
        return await self._lay(self.results.folded(turned), self._asked)

    async def lay_flat(self) -> None:
        """Give every report a row of its own, or fold all copies again."""
        self.folds.is_flat = not self.folds.is_flat
        results, mine = self.results, self._asked
        folding = await self.folds.over(results.folding.numbers, anew=True)
        await self._lay(results.folded(folding), mine)

    async def row_shown(self, number: int) -> int | None:
        """The row of a report, unfolded if need be; None if it is not in the list."""
        if self.results.folding.is_hidden(number):
            await self.turn(number)
        return self.results.row_of(number)

    def marked_numbers(self) -> list[int]:
        """The marked reports in the order of the list, then those that are not in it."""
        return self.memory.marked.in_order(self.results.folding.numbers)

    async def learn_hits(self, numbers: Sequence[int], *, beside: bool = False) -> bool:
        """Ask where the query hits in these reports; whether the list can show more by that.

        `beside` for those that nobody waits for, of which some may be asked about already.
        """
        results, learn = self.results, hits.learn_others if beside else hits.learn
        return await learn(self._searcher.client, results, numbers) and results is self.results

    async def count_hits(self) -> bool:
        """Ask where the query hits in all of the list; whether they are counted by that."""
        results, client = self.results, self._searcher.client
        return await hits.learn_all(client, results, lambda: self.results is results)

    async def open(self, number: int) -> OpenReport | None:
        """Read one report; it lies open then, unless another is wanted by now.

        Raises:
            NoSuchArticle: If it has been removed from the collection.
        """
        report = await self.lookup.report(number)
        if self.memory.wanted != number:
            return None
        self._lay_open(report)
        return report

    def put_away(self) -> None:
        """Let no report lie open."""
        self.memory.wanted = None
        self._lay_open(None)

    def _lay_open(self, report: OpenReport | None) -> None:
        """Let a report lie open, or none: with nothing found or noted in it yet."""
        self.report = report
        self.is_stale, self.found, self.noted = False, None, []

    async def find(self, text: str) -> Found | None:
        """Look for something in the open report alone; None if another one is open by now.

        Raises:
            FindError: It cannot be looked for.
            SearchUnavailable: There is no process to ask.
        """
        report = self.report
        if report is None:
            return None
        spans = await (await self.searcher()).find(text, report.number) if text else []
        if self.report is None or self.report.article != report.article:
            return None
        self.found = Found(text, spans) if text else None
        return self.found

    def hits_here(self) -> list[Span]:
        """What was found in the open report, else the hits of the query, as far as known."""
        if self.found is not None:
            return self.found.spans
        return self.results.hits.get(self.report.number, []) if self.report else []

    def traced_here(self) -> list[Span]:
        """The named mentions of the traced entity in the open report."""
        return self.report.of(self.trace.entity.id) if self.report and self.trace else []

    def stops(self, kind: Stop) -> list[Span]:
        """What is walked, in the open report."""
        return self.hits_here() if kind is Stop.HIT else self.traced_here()

    def lit(self) -> list[Lit]:
        """What is to be lit in the open report besides hits."""
        traced = self.trace.entity.id if self.trace else None
        return self.report.lit(traced, self.noted) if self.report else []

    async def next_row(self, kind: Stop, row: int, step: int) -> int | None:
        """The next row with a stop, going round at the ends; None if no row has one."""
        if kind is Stop.HIT and self.found is not None:
            return row if self.found.spans else None
        if kind is Stop.MENTION:
            count = self.tracing.count
            return count.rows.next_row(row, step) if count else None
        results = self.results
        if (tally := results.hit_tally) is not None:
            return tally.next_row(row, step)
        return await hits.next_row(
            self._searcher.client, results, row, step, lambda: self.results is results
        )
