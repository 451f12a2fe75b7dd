"""What happens by itself while one reads: reports become read, changes by others are noticed."""

from typing import Final, Protocol

from tui.commands.command import Pane
from tui.features.ground import AtDesk, InPanes, Stands
from tui.features.notebook import NOT_KEPT, Notebook
from tui.features.working import Works, working

READ_AFTER: Final = 4
"""Seconds after which what is read in the text pane counts as read."""
SEEN_AFTER: Final = 12
"""Seconds after which what lies open beside the list does."""
_LOOK_EVERY: Final = 2
"""Seconds after which it is looked whether anybody has written in notebook or library."""


class Ground(AtDesk, InPanes, Stands, Works, Protocol):
    """What is watched."""

    @property
    def is_current(self) -> bool:
        """Whether nothing has come over the panes."""

    async def see_what_is_new(self) -> None:
        """Show what the library holds by now, the open report and the list kept in place."""


class Watch:
    """Is told of every second that goes by."""

    def __init__(self, reader: Ground, notebook: Notebook) -> None:
        """Watch what is open in `reader`; `notebook` shows what others have written in it."""
        self.reader, self._notebook = reader, notebook
        self._dwelt = 0
        """Seconds that the open report has been open; below 0 once it counts as read."""
        self._dwelt_on = ""
        self._beat = 0

    def counts_no_more(self) -> None:
        """Mark the open report as read by itself no more: the user has said whether it is."""
        self._dwelt = -1

    def tick(self) -> None:
        """A second has gone by."""
        reader = self.reader
        self._beat += 1
        if self._beat % _LOOK_EVERY == 0:
            self.look()
        report = reader.desk.report
        if report is None:
            return
        if report.article.id != self._dwelt_on:
            self._dwelt_on, self._dwelt = report.article.id, 0
        if self._dwelt < 0 or not reader.is_current or not reader.reading.display:
            return
        self._dwelt += 1
        if self._dwelt >= (READ_AFTER if reader.pane is Pane.READING else SEEN_AFTER):
            self._dwelt = -1
            self._has_read(report.number)

    @working("notebook")
    async def _has_read(self, number: int) -> None:
        reader = self.reader
        desk = reader.desk
        why = desk.trace.entity.name if desk.trace else desk.results.query
        try:
            await desk.keeper.has_read(number, why)
        except NOT_KEPT:
            return  # what the user does says so; this went on by itself
        reader.articles.refresh_rows()
        reader.tell()

    @working("look", exclusive=True)
    async def look(self) -> None:
        """See what others have written in notebook or library."""
        reader = self.reader
        try:
            if await reader.desk.is_behind():
                reader.run_worker(reader.see_what_is_new(), "", "news", exclusive=True)
            elif reader.desk.report is not None and await reader.desk.keeper.refresh():
                await self._notebook.show_kept()
        except (*NOT_KEPT, OSError):
            return  # what the user does says so
