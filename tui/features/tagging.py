"""Marking reports as read, starring, tagging and dating them."""

from typing import Protocol

from textual.screen import Screen

from tui.commands.command import Pane
from tui.features.ground import AtDesk, InPanes
from tui.features.notebook import Notebook
from tui.features.watch import Watch
from tui.features.working import Asks, asking, working


class Ground(AtDesk, InPanes, Asks, Protocol):
    """The reports that it is put on."""

    async def ready(self) -> None:
        """Come back once the list is the one that was last asked for."""


class Tagging:
    """Changes the marked reports; where none is marked, the current one."""

    def __init__(self, reader: Ground, notebook: Notebook, watch: Watch) -> None:
        """Change reports of `reader`, by `notebook`; `watch` marks some as read by itself."""
        self.reader, self._notebook, self._watch = reader, notebook, watch
        self._tagged: tuple[tuple[str, ...], tuple[str, ...]] | None = None
        """Tags put on and taken off last."""

    def _targets(self, does: str) -> list[int]:
        """The marked reports, else the one under the cursor of the list, or the open one.

        Where there is none it is said that none is there to do this to.
        """
        reader = self.reader
        desk, row = reader.desk, reader.articles.cursor
        if marked := desk.marked_numbers():
            return marked
        targets = [desk.report.number] if desk.report else []
        if reader.pane is Pane.ARTICLES:  # it may be still to be opened
            targets = list(desk.memory.seen[row : row + 1])
        if not targets:
            reader.status_line.say(f"There is no report to {does}")
        return targets

    async def _asked_of_targets(self, screen: Screen[str | None]) -> str | None:
        """What is answered to a question about `_targets`, while these are the same reports."""
        reader = self.reader
        memory = reader.desk.memory
        answer = await reader.asked(screen)
        if answer is not None and reader.desk.memory is not memory:
            reader.status_line.say("The library was built anew meanwhile: choose reports again")
            return None
        return answer

    @working("notebook")
    async def read(self) -> None:
        """Marked reports, or the open one: read, or unread if all are."""
        await self.reader.ready()
        keeper, targets = self.reader.desk.keeper, self._targets("mark as read")
        self._watch.counts_no_more()
        if targets:
            is_read = not keeper.are_read(targets)
            await self._notebook.done(keeper.read(targets, is_read=is_read))

    @working("notebook")
    async def star(self) -> None:
        """Star marked reports, or the open one; take the stars off if all have one."""
        await self.reader.ready()
        keeper, targets = self.reader.desk.keeper, self._targets("star")
        if targets:
            is_starred = not keeper.are_starred(targets)
            await self._notebook.done(keeper.star(targets, is_starred=is_starred))

    @asking("notebook")
    async def tag(self) -> None:
        """Ask for tags, and put them on marked reports, or on the open one."""
        from index.notebook.acts import ActUnreadable
        from tui.dialogs.tagging import AskTags, TagSuggester, changes

        reader = self.reader
        await reader.ready()
        keeper, targets = reader.desk.keeper, self._targets("tag")
        if not targets:
            return
        on = await self._notebook.kept(keeper.tags_on(targets)) or set()
        held = f" ({' '.join(sorted(on))})" if on else ""
        what = "this report" if len(targets) == 1 else f"{len(targets):,} reports"
        asked = AskTags(f"tag {what}{held}:", TagSuggester(keeper.tags(), on))
        typed = await self._asked_of_targets(asked)
        if not typed or not typed.strip():
            return
        try:
            self._tagged = changes(typed)
        except ActUnreadable as error:
            reader.status_line.say(str(error))
            return
        await self._notebook.done(keeper.tag(targets, *self._tagged))

    @asking("notebook")
    async def date(self) -> None:
        """Ask for a date, and set it for marked reports, or for the open one."""
        reader = self.reader
        report, targets = reader.desk.report, self._targets("date")
        if not targets:
            return
        is_one = len(targets) == 1
        dated = report.article.date if report and is_one else None
        what = "this report" if is_one else f"{len(targets):,} reports"
        from tui.dialogs.ask import Ask

        asked = Ask(
            f"date of {what} (2016-05-01, 2016, none; empty: its own):",
            dated.value if dated else "",
        )
        typed = await self._asked_of_targets(asked)
        if typed is None:
            return
        from index.notebook.acts import ActUnreadable, said_date

        try:
            said = said_date(typed) if typed.strip() else ""
        except ActUnreadable as error:
            reader.status_line.say(str(error))
            return
        act = await self._notebook.kept(reader.desk.keeper.date(targets, said))
        if act is not None:
            done, names = await reader.desk.keeper.told(act)
            await self._notebook.show_done(done, names)
            self._notebook.let_hold(f"{done} · U undoes it", names)

    @working("notebook")
    async def tag_again(self) -> None:
        """Do with the open report what was done with tags last."""
        reader = self.reader
        if self._tagged is None or reader.desk.report is None:
            reader.status_line.say("t tags first; this does the same again")
            return
        await self._notebook.done(
            reader.desk.keeper.tag([reader.desk.report.number], *self._tagged)
        )
