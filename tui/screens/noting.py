"""Keeping what one reads: notes on it, and clips of it."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual import work

from articles.clean import clean, fold_newlines
from tui.commands.command import Pane
from tui.screens.asking import asking
from tui.screens.notebook import NOT_KEPT, NotebookScreen

if TYPE_CHECKING:
    from index.notebook.acts import Act
    from tui.background.placed import Placed


class NotingScreen(NotebookScreen):
    """Adds notes and clips."""

    @asking("notebook")
    async def action_note(self) -> None:
        """Write on the selection or paragraph; in the list, on the report as a whole."""
        report, keeper = self.desk.report, self.desk.keeper
        if self.pane is Pane.ARTICLES:
            report = await self.opened(self.articles.cursor)
            if report is None and self.desk.report is not None:
                return  # of the one that lies open nothing was wanted
        if report is None:
            self.status_line.say("No report is open")
            return
        from index.notebook.acts import Facet

        span = None if self.pane is Pane.ARTICLES else self.passage
        notes = await self.kept(keeper.placed(Facet.NOTE, report.number))
        if notes is None:
            return
        same = next((one for one in notes if one.span == span), None)
        if same is not None:
            await self.edit_note(same)
            return
        about = "the report" if span is None else report.article.text[slice(*span)]

        def keep(text: str) -> "Awaitable[Act | None]":
            now = self.desk.report  # in a library built anew meanwhile it has another number
            number = now.number if now is not None and self.lies_open(report) else report.number
            return keeper.note(number, report.article, text, span)

        await self._write(about, "", keep)

    async def edit_note(self, placed: "Placed") -> None:
        """Write a note anew; one without text is removed."""
        from index.notebook.acts import Note

        note = placed.act
        assert isinstance(note, Note)
        about = note.quotation.text if note.quotation else note.title
        keeper = self.desk.keeper
        await self._write(
            about,
            note.note,
            lambda text: keeper.rewrite(note, text) if text else keeper.forget(placed),
        )

    async def _write(
        self, about: str, was: str, keep: "Callable[[str], Awaitable[Act | None]]"
    ) -> None:
        """Have a note written until it is kept, or the user would rather not; say which.

        Args:
            about: What it is on.
            was: The note as it is; empty if there is none.
            keep: Keeps what is written.
        """
        from index.anchors import short
        from tui.dialogs.note import NoteEditor

        text, why = was, ""
        while self.is_active or why:
            editor = NoteEditor(f"Note on {' '.join(about.split())}", was, text, why)
            written = await self.app.push_screen_wait(editor)
            text = was if written is None else clean(fold_newlines(written)).strip()
            if text == was:
                unchanged = "The note is as it was" if was else "No note was written"
                self.status_line.say(unchanged)
                return
            try:
                act = await keep(text)
            except NOT_KEPT as error:
                why = f"Not kept: {error}"
                continue
            if act is None:
                why = "Not kept: its report is no longer in the collection"
                continue
            self.reading.end_selecting()
            if text:
                await self.show_done(f"Note kept: {short(text)}", (short(text),))
            else:
                await self.show_done(*await self.desk.keeper.told(act))
            return

    @work(group="notebook")
    async def action_clip(self) -> None:
        """Put the selection, or the paragraph, on the pad."""
        report, span = self.desk.report, self.passage
        if report is None or span is None or span.start == span.end:
            self.status_line.say("There is nothing to clip")
            return
        if await self.done(self.desk.keeper.clip(report.number, report.article, span)):
            self.reading.end_selecting()
