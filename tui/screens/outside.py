"""Going outside: the clipboard, pager and editor, a pipe, the browser, the shell."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Final

from textual import work
from textual.app import SuspendNotSupported

from index.library.library import LibraryError
from tui.commands.command import Pane
from tui.screens.asking import asking
from tui.screens.reading import ReadingScreen

AWAY: Final = "away"
"""The group of the worker that waits for a program which has the terminal."""


class OutsideScreen(ReadingScreen):
    """Brings what is read to other programs, and them to the terminal."""

    _takes_mouse = True
    _piped_to = ""
    _is_away = False
    """Whether another program has the terminal."""

    # The clipboard

    @work(exclusive=True, group="copy")
    async def action_copy(self, with_citation: bool) -> None:
        """Copy what is selected or read; in the list the title, of an entity its name."""
        from tui.outside import clipboard, terminal

        if (copied := self._to_copy(with_citation)) is None:
            self.status_line.say("There is nothing to copy")
            return
        what, text = copied
        try:
            by = await clipboard.copy(text, lambda sequence: terminal.write(self.app, sequence))
        except clipboard.NotCopied as error:
            self.status_line.say(str(error))
        else:
            if what.startswith("passage") and self.reading.end_selecting():
                what = what.replace("passage", "selection")
            self.status_line.say(f"Copied the {what} by {by}: {len(text):,} characters")

    def _to_copy(self, with_citation: bool) -> tuple[str, str] | None:
        """What is copied, in a word and as it is; None if there is nothing."""
        from tui.outside.citation import cited, cited_whole

        report, span = self.desk.report, self.passage
        if self.pane is Pane.ENTITIES and (row := self.entities.row) is not None:
            return "name", row.name
        if report is None or span is None:
            return None
        article = report.article
        if self.pane is Pane.ARTICLES and not self.reading.selected:
            whole = "citation of the report", cited_whole(article)
            return whole if with_citation else ("title", article.title)
        if with_citation:
            return "passage with citation", cited(article, span)
        return "passage", article.text[slice(*span)]

    # Other programs

    @work(group=AWAY)
    async def action_view(self, viewer: str) -> None:
        """Open a copy of the text in the pager or the editor."""
        from tui.outside import programs

        if (report := self.desk.report) is None:
            self.status_line.say("No report is open")
            return
        text = report.article.text
        line = text.count("\n", 0, self.reading.reading_offset) + 1
        await self._leave_to(lambda: programs.view(text, line, programs.Viewer(viewer)))

    @asking(AWAY)
    async def action_pipe(self) -> None:
        """Give the text to a command."""
        from tui.dialogs.ask import Ask
        from tui.outside import programs

        if (report := self.desk.report) is None:
            self.status_line.say("No report is open")
            return
        command = await self.asked(Ask("pipe the report to: ", self._piped_to))
        if command and command.strip():
            self._piped_to = command
            await self._leave_to(lambda: programs.pipe(report.article.text, command))

    @asking()
    async def action_export(self) -> None:
        """Write the reports of the list, or the entities that are shown, to a file."""
        from tui.desk.tables import entities_table, reports_table
        from tui.dialogs.ask import Ask
        from tui.outside.exporting import FORMATS, ExportRefused, export

        rows = self.entities.rows if self.pane is Pane.ENTITIES else None
        one, all_ = ("article", "articles") if rows is None else ("entity", "entities")
        asked = Ask(f"export the {all_} to (.tsv .csv .json): ", f"{all_}.tsv")
        name = await self.asked(asked)
        if not name or not name.strip():
            return
        try:
            table = await reports_table(self.desk) if rows is None else entities_table(rows)
            path = await asyncio.to_thread(export, table, name, FORMATS)
        except (ExportRefused, LibraryError) as refused:
            self.status_line.say(str(refused))
        else:
            count = len(table.rows)
            self.status_line.say(f"{count:,} {one if count == 1 else all_} written to {path}")

    async def _leave_to(self, run: Callable[[], Coroutine[None, None, None]]) -> None:
        """Leave the terminal to another program until it ends."""
        from tui.outside import programs

        if self._is_away:  # the same key twice, before it went
            return
        self._is_away = True
        try:
            with self.app.suspend():
                await run()
        except SuspendNotSupported:
            self.status_line.say("This terminal cannot be left to another program")
        except (programs.CannotRun, OSError) as error:
            self.status_line.say(str(error))
        finally:
            self._is_away = False

    @asking()
    async def action_browse(self) -> None:
        """Open the report's address, once the user has seen where it leads."""
        from tui.dialogs.ask import Confirm
        from tui.outside import links

        if (report := self.desk.report) is None:
            self.status_line.say("No report is open")
            return
        if not (address := report.article.url):
            self.status_line.say("This report says no address")
            return
        try:
            wanted = links.link(address)
            asked = Confirm(f"Open {wanted.scheme}://{wanted.host} in the browser?", wanted.address)
            if await self.asked(asked):
                links.open_link(wanted)
                self.status_line.say(f"Opened {wanted.host}")
        except links.Refused as refused:
            self.status_line.say(f"Not opened: {refused}")

    # The terminal

    def action_mouse(self) -> None:
        """Take the mouse, or leave it to the terminal."""
        from tui.outside import terminal

        self._takes_mouse = not self._takes_mouse
        terminal.take_mouse(self.app, self._takes_mouse)
        self.status_line.say(
            "The mouse is the reader's" if self._takes_mouse else "The mouse is the terminal's"
        )

    def action_suspend(self) -> None:
        """Back to the shell until it is told `fg`."""
        self.app.action_suspend_process()
