"""Keeping: read marks, stars, tags; and taking back whatever was kept."""

import re
import sqlite3
from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

from textual import work
from textual.screen import Screen

from articles.article import Span
from index.library.library import LibraryError
from index.notebook.schema import NotebookError
from tui.commands.command import Pane
from tui.screens.asking import asking
from tui.screens.reading import ReadingScreen

if TYPE_CHECKING:
    from index.notebook.acts import Act

_Value = TypeVar("_Value")

NOT_KEPT: Final = (NotebookError, LibraryError, sqlite3.Error)
"""What keeps something from being kept; the message is for the user."""

READ_AFTER: Final = 4
"""Seconds after which what is read in the text pane counts as read."""
SEEN_AFTER: Final = 12
"""Seconds after which what lies open beside the list does."""
_LOOK_EVERY: Final = 2
"""Seconds after which it is looked whether anybody has written in notebook or library."""
_TRAIL: Final = 50
_ASKS_NOTEBOOK: Final = re.compile(r"(?:^|[\s(|-])(?:is|tag|note):", re.IGNORECASE)


class NotebookScreen(ReadingScreen):
    """Adds to reading what the user makes of it."""

    _dwelt = 0
    """Seconds that the open report has been open; below 0 once it counts as read."""
    _dwelt_on = ""
    _beat = 0
    _tagged: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    """Tags put on and taken off last."""
    _looked_into = False

    # What whoever brings these panes together has to do

    async def search_for(self, text: str) -> None:
        """Search for something as if it had been typed and entered."""
        raise NotImplementedError

    async def find_again(self) -> None:
        """Find the list anew, whatever stands in the search bar."""
        raise NotImplementedError

    async def trace_asked(self) -> str:
        """Trace the one entity that the list was asked for; what is said of it."""
        raise NotImplementedError

    async def bring_up_to_date(self, *, quietly: bool = False) -> None:
        """Let hold what the user says of entities and dates; tell what came of it, or not."""
        raise NotImplementedError

    async def see_what_is_new(self) -> None:
        """Show what the library holds by now, the open report and the list kept in place."""
        raise NotImplementedError

    # Looking into the notebook

    def on_mount(self) -> None:
        """Watch how long a report is open, and whether somebody else writes."""
        self.set_interval(1, self._tick)

    async def look_into_notebook(self) -> None:
        """See what the notebook holds by now, and go on along the trail of earlier sessions."""
        await self.desk.holding.begin()
        if self._is_left():
            return
        changed = await self.kept(self.desk.keeper.refresh())
        if changed is None or self._looked_into or self._is_left():
            return
        before = await self.kept(self.desk.keeper.trail(_TRAIL)) or ()
        if not self._looked_into:  # only now: this may be called off, to begin again
            self._looked_into = True
            self.desk.memory.trail.begin_with(before)
        await self.show_kept()

    async def kept(self, doing: Awaitable[_Value]) -> _Value | None:
        """What came of something done with the notebook; None, and why is said, if it failed."""
        try:
            return await doing
        except NOT_KEPT as error:
            if not self._is_left():
                self.status_line.say(str(error))
            return None

    def _tick(self) -> None:
        self._beat += 1
        if self._beat % _LOOK_EVERY == 0:
            self._look()
        report = self.desk.report
        if report is None:
            return
        if report.article.id != self._dwelt_on:
            self._dwelt_on, self._dwelt = report.article.id, 0
        if self._dwelt < 0 or not self.is_current or not self.reading.display:
            return
        self._dwelt += 1
        if self._dwelt >= (READ_AFTER if self.pane is Pane.READING else SEEN_AFTER):
            self._dwelt = -1
            self._has_read(report.number)

    @work(group="notebook")
    async def _has_read(self, number: int) -> None:
        desk = self.desk
        why = desk.trace.entity.name if desk.trace else desk.results.query
        try:
            await desk.keeper.has_read(number, why)
        except NOT_KEPT:
            return  # what the user does says so; this went on by itself
        self.articles.refresh_rows()
        self.tell()

    @work(exclusive=True, group="look")
    async def _look(self) -> None:
        try:
            if await self.desk.is_behind():
                self.run_worker(self.see_what_is_new(), group="news", exclusive=True)
            elif self.desk.report is not None and await self.desk.keeper.refresh():
                await self.show_kept()
        except (*NOT_KEPT, OSError):
            return  # what the user does says so

    async def show_kept(self) -> None:
        """Show what the notebook holds by now."""
        if self._is_left():
            return
        desk = self.desk
        if _ASKS_NOTEBOOK.search(desk.results.query):
            await self.find_again()
        self.articles.refresh_rows()
        await self._light_notes()
        self.tell()

    async def open_row(self, row: int, *, passing: bool = False) -> None:
        """Open the report of a row, with what is noted in it lit too."""
        await super().open_row(row, passing=passing)
        await self._light_notes()

    async def _light_notes(self) -> None:
        report = self.desk.report
        noted: list[Span] = []
        held = self.desk.holding.of(report.number) if report is not None else None
        if report is not None and held is not None and held.notes:
            from index.notebook.acts import Facet

            notes = await self.kept(self.desk.keeper.placed(Facet.NOTE, report.number))
            noted = [one.span for one in notes or () if one.span]
        if self.desk.report is report and noted != self.desk.noted:
            self.desk.noted = noted
            self.light()

    # Marking

    def action_mark(self) -> None:
        """Mark what the row under the cursor stands for, or unmark it, and go on; with a count."""
        row, times, seen = self.articles.cursor, self.times(), self.desk.memory.seen
        self._mark(self.desk.results.folding.with_hidden(seen[row : row + times]))
        self.articles.move(times)

    @work(group="notebook")
    async def action_mark_all(self) -> None:
        """Mark every report of the list; if they are marked, none."""
        await self.ready()
        self._mark(self.desk.results.folding.numbers)

    def unmark(self) -> None:
        """Mark nothing."""
        self.desk.memory.marked.clear()
        self._mark(())

    def _mark(self, numbers: Sequence[int]) -> None:
        self.desk.memory.marked.turn(numbers)
        self.articles.refresh_rows()
        marked = len(self.desk.memory.marked)
        self.status_line.say(f"{marked:,} marked" if marked else "Nothing is marked")

    # Read, star, tags

    def _targets(self) -> list[int]:
        """The marked reports, else the one under the cursor of the list, or the open one."""
        desk, row = self.desk, self.articles.cursor
        if marked := desk.marked_numbers():
            return marked
        if self.pane is Pane.ARTICLES:  # it may be still to be opened
            return list(desk.memory.seen[row : row + 1])
        return [desk.report.number] if desk.report else []

    async def _asked_of_targets(self, screen: Screen[str | None]) -> str | None:
        """What is answered to a question about `_targets`, while these are the same reports."""
        memory = self.desk.memory
        answer = await self.asked(screen)
        if answer is not None and self.desk.memory is not memory:
            self.status_line.say("The library was built anew meanwhile: choose reports again")
            return None
        return answer

    async def done(self, doing: "Awaitable[Act | None]") -> "Act | None":
        """Show and say what was done; None if nothing was."""
        act = await self.kept(doing)
        if act is not None:
            await self.show_done(*await self.desk.keeper.told(act))
        return act

    async def show_done(self, said: str, names: Sequence[str] = ()) -> None:
        """Show what the notebook holds by now, and say what was done."""
        await self.show_kept()
        self.status_line.say(f"{said} · U undoes it", names)

    @work(group="notebook")
    async def action_read(self) -> None:
        """Marked reports, or the open one: read, or unread if all are."""
        keeper, targets = self.desk.keeper, self._targets()
        is_read = not keeper.are_read(targets)
        self._dwelt = -1
        await self.done(keeper.read(targets, is_read=is_read))

    @work(group="notebook")
    async def action_star(self) -> None:
        """Star marked reports, or the open one; take the stars off if all have one."""
        keeper, targets = self.desk.keeper, self._targets()
        is_starred = not keeper.are_starred(targets)
        await self.done(keeper.star(targets, is_starred=is_starred))

    @asking("notebook")
    async def action_tag(self) -> None:
        """Ask for tags, and put them on marked reports, or on the open one."""
        from index.notebook.acts import ActUnreadable
        from tui.dialogs.tagging import AskTags, TagSuggester, changes

        await self.ready()
        keeper, targets = self.desk.keeper, self._targets()
        if not targets:
            self.status_line.say("There is no report to tag")
            return
        on = await self.kept(keeper.tags_on(targets)) or set()
        held = f" ({' '.join(sorted(on))})" if on else ""
        what = "this report" if len(targets) == 1 else f"{len(targets):,} reports"
        asked = AskTags(f"tag {what}{held}: ", TagSuggester(keeper.tags(), on))
        typed = await self._asked_of_targets(asked)
        if not typed or not typed.strip():
            return
        try:
            self._tagged = changes(typed)
        except ActUnreadable as error:
            self.status_line.say(str(error))
            return
        await self.done(keeper.tag(targets, *self._tagged))

    @asking("notebook")
    async def action_date(self) -> None:
        """Ask for a date, and set it for marked reports, or for the open one."""
        report, targets = self.desk.report, self._targets()
        if not targets:
            self.status_line.say("There is no report to date")
            return
        is_one = len(targets) == 1
        dated = report.article.date if report and is_one else None
        what = "this report" if is_one else f"{len(targets):,} reports"
        from tui.dialogs.ask import Ask

        asked = Ask(
            f"date of {what} (2016-05-01, 2016, none; empty: its own): ",
            dated.value if dated else "",
        )
        typed = await self._asked_of_targets(asked)
        if typed is None:
            return
        from index.notebook.acts import ActUnreadable, said_date

        try:
            said = said_date(typed) if typed.strip() else ""
        except ActUnreadable as error:
            self.status_line.say(str(error))
            return
        act = await self.kept(self.desk.keeper.date(targets, said))
        if act is not None:
            done, names = await self.desk.keeper.told(act)
            await self.show_done(done, names)
            self._let_hold(f"{done} · U undoes it", names)

    @work(group="indexing")
    async def _let_hold(self, said: str, names: Sequence[str]) -> None:
        """Let hold what was done, which a build under way puts off, and say it still."""
        await self.bring_up_to_date(quietly=True)
        if not self._is_left() and not self.status_line.said:  # the list, found anew, says nothing
            self.status_line.say(said, names)

    @work(group="notebook")
    async def action_tag_again(self) -> None:
        """Do with the open report what was done with tags last."""
        if self._tagged is None or self.desk.report is None:
            self.status_line.say("t tags first; this does the same again")
            return
        await self.done(self.desk.keeper.tag([self.desk.report.number], *self._tagged))

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

    # Taking back

    @work(group="notebook")
    async def action_undo(self) -> None:
        """Take back what was done last."""
        from index.judgements.judgement import Judgement
        from index.notebook.acts import SetDate

        keeper = self.desk.keeper
        undone = await self.kept(keeper.undo())
        if undone is None:
            self.status_line.say("There is nothing to undo")
            return
        await self.show_kept()
        said, names = await keeper.told(undone.act)
        done = f"Undone: {said}"
        self.status_line.say(done, names)
        if isinstance(undone.act, Judgement | SetDate):
            self._let_hold(done, names)
