"""Writing notes, and putting clips on the pad."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Protocol

from textual.app import App

from articles.clean import clean, fold_newlines
from tui.commands.command import Pane
from tui.features.ground import AtDesk, InPanes, Opens, Stands
from tui.features.notebook import NOT_KEPT, Notebook
from tui.features.working import Asks, asking, working

if TYPE_CHECKING:
    from index.notebook.acts import Act
    from tui.background.placed import Placed


class Ground(AtDesk, InPanes, Opens, Stands, Asks, Protocol):
    """What is noted on, and where a note is written."""

    @property
    def app(self) -> App[Any]:
        """The application."""

    @property
    def is_active(self) -> bool:
        """Whether the panes, or what lies over them, can be seen still."""


class Notes:
    """Writes notes, and puts clips on the pad."""

    def __init__(self, reader: Ground, notebook: Notebook) -> None:
        """Note on what is open in `reader`, and keep it by `notebook`."""
        self.reader, self._notebook = reader, notebook

    @asking("notebook")
    async def write(self) -> None:
        """Write on the selection or paragraph; in the list, on the report as a whole."""
        reader = self.reader
        report, keeper = reader.desk.report, reader.desk.keeper
        if reader.pane is Pane.ARTICLES:
            report = await reader.opened(reader.articles.cursor)
            if report is None and reader.desk.report is not None:
                return  # of the one that lies open nothing was wanted
        if report is None:
            reader.status_line.say("No report is open")
            return
        from index.notebook.acts import Facet

        span = None if reader.pane is Pane.ARTICLES else reader.passage
        notes = await self._notebook.kept(keeper.placed(Facet.NOTE, report.number))
        if notes is None:
            return
        same = next((one for one in notes if one.span == span), None)
        if same is not None:
            await self.edit(same)
            return
        about = "the report" if span is None else report.article.text[slice(*span)]

        def keep(text: str) -> "Awaitable[Act | None]":
            now = reader.desk.report  # in a library built anew meanwhile it has another number
            number = now.number if now is not None and reader.lies_open(report) else report.number
            return keeper.note(number, report.article, text, span)

        await self._write(about, "", keep)

    async def edit(self, placed: "Placed") -> None:
        """Write a note anew; one without text is removed."""
        from index.notebook.acts import Note

        note = placed.act
        assert isinstance(note, Note)
        about = note.quotation.text if note.quotation else note.title
        keeper = self.reader.desk.keeper
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

        reader = self.reader
        text, why = was, ""
        while reader.is_active or why:
            editor = NoteEditor(f"Note on {' '.join(about.split())}", was, text, why)
            written = await reader.app.push_screen_wait(editor)
            text = was if written is None else clean(fold_newlines(written)).strip()
            if text == was:
                unchanged = "The note is as it was" if was else "No note was written"
                reader.status_line.say(unchanged)
                return
            try:
                act = await keep(text)
            except NOT_KEPT as error:
                why = f"Not kept: {error}"
                continue
            if act is None:
                why = "Not kept: its report is no longer in the collection"
                continue
            reader.reading.end_selecting()
            if text:
                await self._notebook.show_done(f"Note kept: {short(text)}", (short(text),))
            else:
                await self._notebook.show_done(*await reader.desk.keeper.told(act))
            return

    @working("notebook")
    async def clip(self) -> None:
        """Put the selection, or the paragraph, on the pad."""
        reader = self.reader
        report, span = reader.desk.report, reader.passage
        if report is None or span is None or span.start == span.end:
            reader.status_line.say("There is nothing to clip")
            return
        if await self._notebook.done(reader.desk.keeper.clip(report.number, report.article, span)):
            reader.reading.end_selecting()
