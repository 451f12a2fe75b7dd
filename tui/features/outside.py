"""Handing what is read to others: clipboard, pager, editor, a pipe, a file, the browser."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Protocol

from textual.app import App, SuspendNotSupported

from index.library.errors import LibraryError
from tui.background.answers import SearchUnavailable
from tui.commands.command import Pane
from tui.features.ground import AtDesk, InPanes, Stands
from tui.features.working import AWAY, LISTING, Asks, asking, working
from tui.page.counted import counted

if TYPE_CHECKING:
    from tui.outside.exporting import Table


class Ground(AtDesk, InPanes, Stands, Asks, Protocol):
    """What is brought outside, and the application that has the terminal."""

    @property
    def app(self) -> App[Any]:
        """The application."""


class Outside:
    """Copies, exports and opens what is read, and leaves the terminal to other programs."""

    def __init__(self, reader: Ground) -> None:
        """Bring outside what is read in `reader`."""
        self.reader = reader
        self._takes_mouse = True
        self._piped_to = ""

    # The clipboard

    @working("copy", exclusive=True)
    async def copy(self, with_citation: bool) -> None:
        """Copy what is selected or read; in the list the title, of an entity its name."""
        await self._copy(with_citation)

    @working("copy", exclusive=True)
    async def copy_selected(self) -> None:
        """Copy what is selected, and select nothing any more, whether it could be copied or not."""
        await self._copy(with_citation=False)
        self.reader.reading.end_selecting()

    async def _copy(self, with_citation: bool) -> None:
        from tui.outside import clipboard, terminal

        reader = self.reader
        if (copied := self._to_copy(with_citation)) is None:
            reader.status_line.say("There is nothing to copy")
            return
        what, text = copied
        try:
            by = await clipboard.copy(text, lambda sequence: terminal.write(reader.app, sequence))
        except clipboard.NotCopied as error:
            reader.status_line.say(str(error))
        else:
            if what.startswith("passage") and reader.reading.end_selecting():
                what = what.replace("passage", "selection")
            done = f"Copied the {what} by {by}"
            if by == clipboard.TERMINAL:  # which does not say whether it has
                done = f"Asked {by} to copy the {what}"
            reader.status_line.say(f"{done}: {counted(len(text), 'character')}")

    def _to_copy(self, with_citation: bool) -> tuple[str, str] | None:
        """What is copied, in a word and as it is; None if there is nothing."""
        from tui.outside.citation import cited, cited_whole

        reader = self.reader
        report, span = reader.desk.report, reader.passage
        is_selected = reader.reading.selected is not None
        if (
            reader.pane is Pane.ENTITIES
            and not is_selected
            and (row := reader.entities.row) is not None
        ):
            return "name", row.name
        if report is None or span is None or span.start == span.end:
            return None
        article = report.article
        if reader.pane is Pane.ARTICLES and not is_selected:
            whole = "citation of the report", cited_whole(article)
            return whole if with_citation else ("title", article.title)
        if with_citation:
            return "passage with citation", cited(article, span)
        return "passage", article.text[slice(*span)]

    # Other programs

    @working(AWAY)
    async def view(self, viewer: str) -> None:
        """Open a copy of the text in the pager or the editor."""
        from tui.outside import programs

        reader = self.reader
        if (report := reader.desk.report) is None:
            reader.status_line.say("No report is open")
            return
        text = report.article.text
        line = text.count("\n", 0, reader.reading.reading_offset) + 1
        await self._leave_to(lambda: programs.view(text, line, programs.Viewer(viewer)))

    @asking(AWAY)
    async def pipe(self) -> None:
        """Give the text to a command."""
        from tui.dialogs.ask import Ask
        from tui.outside import programs

        reader = self.reader
        if (report := reader.desk.report) is None:
            reader.status_line.say("No report is open")
            return
        command = await reader.asked(Ask("pipe the report to:", self._piped_to))
        if command and command.strip():
            self._piped_to = command
            await self._leave_to(lambda: programs.pipe(report.article.text, command))

    @asking(LISTING)
    async def export(self) -> None:
        """Write the reports of the list, or the entities that are shown, to a file."""
        from tui.desk.tables import entities_table, reports_table
        from tui.dialogs.ask import Ask

        reader = self.reader
        rows = reader.entities.rows if reader.pane is Pane.ENTITIES else None
        kinds = "articles" if rows is None else "entities"
        asked = Ask(f"export the {kinds} to (.tsv .csv .json):", f"{kinds}.tsv")
        name = await reader.asked(asked)
        if not name or not name.strip():
            return
        try:
            if rows is None:
                table = await reports_table(reader.desk, self._tell_listed)
            else:
                table = entities_table(rows)
        except (LibraryError, SearchUnavailable) as refused:
            reader.status_line.say(str(refused))
            return
        self._write(table, name, kinds)

    def _tell_listed(self, listed: int, of: int) -> None:
        told = f"Listing the articles: {listed:,} of {of:,} · Esc ends it"
        self.reader.status_line.say(told, stays=True)

    @working("export")
    async def _write(self, table: "Table", name: str, kinds: str) -> None:
        from tui.outside.exporting import FORMATS, ExportRefused, export

        say, count = self.reader.status_line.say, len(table.rows)
        if not count:
            say("Nothing is listed, so no file was written")
            return
        try:
            path = await asyncio.to_thread(export, table, name, FORMATS)
        except ExportRefused as refused:
            say(str(refused))
        else:
            one = {"articles": "article", "entities": "entity"}[kinds]
            say(f"{count:,} {one if count == 1 else kinds} written to {path}")

    async def _leave_to(self, run: Callable[[], Coroutine[None, None, None]]) -> None:
        """Leave the terminal to another program until it ends."""
        from tui.outside import programs, terminal

        reader = self.reader
        if terminal.is_lent(reader.app):  # the same key twice, before it went
            return
        try:
            with reader.app.suspend():
                await run()
        except SuspendNotSupported:
            reader.status_line.say("This terminal cannot be left to another program")
        except (programs.CannotRun, OSError) as error:
            reader.status_line.say(str(error))

    @asking()
    async def browse(self) -> None:
        """Open the report's address, once the user has seen where it leads."""
        from tui.dialogs.ask import Confirm
        from tui.outside import links

        reader = self.reader
        if (report := reader.desk.report) is None:
            reader.status_line.say("No report is open")
            return
        if not (address := report.article.url):
            reader.status_line.say("This report says no address")
            return
        try:
            wanted = links.link(address)
            asked = Confirm(f"Open {wanted.scheme}://{wanted.host} in the browser?", wanted.address)
            if await reader.asked(asked):
                links.open_link(wanted)
                reader.status_line.say(f"Opened {wanted.host}")
        except links.Refused as refused:
            reader.status_line.say(f"Not opened: {refused}")

    # The terminal

    def mouse(self) -> None:
        """Take the mouse, or leave it to the terminal."""
        from tui.outside import terminal

        self._takes_mouse = not self._takes_mouse
        terminal.take_mouse(self.reader.app, self._takes_mouse)
        self.reader.status_line.say(
            "The mouse is the reader's" if self._takes_mouse else "The mouse is the terminal's"
        )

    def suspend(self) -> None:
        """Back to the shell until it is told `fg`."""
        self.reader.app.action_suspend_process()
