"""Keeping what one reads: notes on it, and clips of it."""

from textual import work

from articles.clean import clean, fold_newlines
from index.notebook.acts import Facet, Note
from tui.background.keeping import Placed
from tui.commands.command import Pane
from tui.screens.note import NoteEditor
from tui.screens.notebook import NotebookScreen


class NotingScreen(NotebookScreen):
    """Adds notes and clips."""

    @work(group="notebook")
    async def action_note(self) -> None:
        """Write on the selection or paragraph; in the list, on the report as a whole."""
        report, keeper = self.desk.report, self.desk.keeper
        if report is None:
            self.status_line.say("No report is open")
            return
        span = None if self.pane is Pane.ARTICLES else self.passage
        notes = await self.kept(keeper.placed(Facet.NOTE, report.number))
        if notes is None:
            return
        same = next((one for one in notes if one.span == span), None)
        if same is not None:
            await self.edit_note(same)
            return
        about = "the report" if span is None else report.article.text[slice(*span)]
        text = await self._written(about, "")
        if text:
            await self.done(keeper.note(report.number, report.article, text, span))

    async def edit_note(self, placed: Placed) -> None:
        """Write a note anew; one without text is removed."""
        note = placed.act
        assert isinstance(note, Note)
        about = note.quotation.text if note.quotation else note.title
        text = await self._written(about, note.note)
        if text is None or text == note.note:
            return
        keeper = self.desk.keeper
        await self.done(keeper.rewrite(note, text) if text else keeper.forget(placed))

    async def _written(self, about: str, text: str) -> str | None:
        """What the user writes, cleaned; None if nothing is to change."""
        editor = NoteEditor(f"Note on {' '.join(about.split())}", text)
        written = await self.app.push_screen_wait(editor)
        return None if written is None else clean(fold_newlines(written)).strip()

    @work(group="notebook")
    async def action_clip(self) -> None:
        """Put the selection, or the paragraph, on the pad."""
        report, span = self.desk.report, self.passage
        if report is None or span is None or span.start == span.end:
            self.status_line.say("There is nothing to clip")
            return
        await self.done(self.desk.keeper.clip(report.number, report.article, span))
