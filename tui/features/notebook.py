"""The notebook while one reads: showing what it holds, telling what was changed, undoing it."""

import asyncio
import re
import sqlite3
from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from articles.article import Span
from index.library.errors import LibraryError
from index.notebook.schema import NotebookError
from tui.features.ground import AtDesk, InPanes, Stands
from tui.features.working import Works, working
from tui.page.counted import more

if TYPE_CHECKING:
    from index.notebook.acts import Act

_Value = TypeVar("_Value")

NOT_KEPT: Final = (NotebookError, LibraryError, sqlite3.Error)
"""What keeps something from being kept; the message is for the user."""

_TRAIL: Final = 50
_ASKS_NOTEBOOK: Final = re.compile(r"(?:^|[\s(|-])(?:is|tag|note):", re.IGNORECASE)


class Ground(AtDesk, InPanes, Stands, Works, Protocol):
    """Where it is seen what the notebook holds."""

    def is_left(self) -> bool:
        """Whether the reader is being left, panes gone, while something was waited for."""

    async def find_again(self) -> None:
        """Find the list anew, whatever stands in the search bar."""

    async def bring_up_to_date(self, *, quietly: bool = False) -> str:
        """Let hold what the user says of entities and dates; tell what came of it, or not."""


class Notebook:
    """Runs changes of the notebook for other features, and shows what it holds."""

    def __init__(self, reader: Ground) -> None:
        """Show in `reader` what it holds."""
        self.reader = reader
        self.saying = asyncio.Lock()
        """Held while something is said of an entity, so that nothing else is undone instead."""

    async def look_into(self) -> None:
        """See what the notebook holds by now, and go on along the trail of earlier sessions."""
        reader = self.reader
        await reader.desk.notebook.load()
        if reader.is_left():
            return
        changed = await self.kept(reader.desk.keeper.refresh())
        memory = reader.desk.memory
        if changed is None or memory.goes_back or reader.is_left():
            return
        before = await self.kept(reader.desk.keeper.trail(_TRAIL)) or ()
        if not memory.goes_back:  # only now: this may be called off, to begin again
            memory.goes_back = True
            memory.trail.begin_with(before)
        await self.show_kept()

    async def kept(self, doing: Awaitable[_Value]) -> _Value | None:
        """What came of something done with the notebook; None, and why is said, if it failed."""
        try:
            return await doing
        except NOT_KEPT as error:
            if not self.reader.is_left():
                path = str(self.reader.desk.keeper.path)  # long, and before or after the reason
                self.reader.status_line.say(str(error), (path,))
            return None

    async def show_kept(self) -> None:
        """Show what the notebook holds by now."""
        reader = self.reader
        if reader.is_left():
            return
        desk = reader.desk
        if _ASKS_NOTEBOOK.search(desk.results.query):
            await reader.find_again()
        reader.articles.refresh_rows()
        await self.light_notes()
        reader.tell()

    async def light_notes(self) -> None:
        """Light what is noted in the open report."""
        reader = self.reader
        report = reader.desk.report
        noted: list[Span] = []
        held = reader.desk.notebook.of(report.number) if report is not None else None
        if report is not None and held is not None and held.notes:
            from index.notebook.acts import Facet

            notes = await self.kept(reader.desk.keeper.placed(Facet.NOTE, report.number))
            noted = [one.span for one in notes or () if one.span]
        if reader.desk.report is report and noted != reader.desk.noted:
            reader.desk.noted = noted
            reader.light()

    async def done(self, doing: "Awaitable[Act | None]") -> "Act | None":
        """Show and say what was done; None if nothing was."""
        act = await self.kept(doing)
        if act is not None:
            await self.show_done(*await self.reader.desk.keeper.told(act))
        return act

    async def show_done(self, said: str, names: Sequence[str] = ()) -> None:
        """Show what the notebook holds by now, and say what was done."""
        await self.show_kept()
        self.reader.status_line.say(f"{said} · U undoes it", names)

    @working("indexing")
    async def let_hold(self, said: str, names: Sequence[str]) -> None:
        """Let hold what was done, which a build under way puts off, and say it still."""
        reader = self.reader
        await reader.bring_up_to_date(quietly=True)
        if reader.is_left() or reader.status_line.said:
            return
        reader.status_line.say(said, names)  # the list, found anew, says nothing of it

    @working("notebook")
    async def undo(self) -> None:
        """Take back what was done last."""
        from index.judgements.judgement import Judgement
        from index.notebook.acts import SetDate

        reader = self.reader
        keeper = reader.desk.keeper
        async with self.saying:
            undone = await self.kept(keeper.undo())
        if not undone:
            reader.status_line.say("There is nothing to undo")
            return
        await self.show_kept()
        said, names = await keeper.told(undone[0].act)
        done = f"Undone: {said}{more(len(undone))}"
        reader.status_line.say(done, names)
        if any(isinstance(one.act, Judgement | SetDate) for one in undone):
            self.let_hold(done, names)
