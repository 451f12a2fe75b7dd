"""The list of notes, and the pad of clips."""

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from tui.commands.hints import KeyHint
from tui.features.ground import AtDesk
from tui.features.notebook import Notebook
from tui.features.notes import Notes
from tui.features.places import Places
from tui.features.working import Asks, asking
from tui.page.counted import counted

if TYPE_CHECKING:
    from tui.background.placed import Placed
    from tui.background.verifying import Verdict

_FORMATS: Final = {".md": "markdown", ".csv": "csv", ".json": "json", ".jsonl": "json"}


class Ground(AtDesk, Asks, Protocol):
    """What they are listed over."""


class Kept:
    """Lists notes and clips, and goes to where they stand."""

    def __init__(self, reader: Ground, notebook: Notebook, notes: Notes, places: Places) -> None:
        """List what is in `notebook`; `notes` writes one anew, `places` goes there."""
        self.reader, self._notebook, self._notes, self._places = reader, notebook, notes, places

    # Notes

    @asking("kept")
    async def show_notes(self) -> None:
        """Every note: go there, write it anew, remove it."""
        from index.notebook.acts import Facet
        from tui.desk.kept import note_row
        from tui.dialogs.listing import OPEN, Listing
        from tui.page.lazy_rows import LazyRows

        reader = self.reader
        verbs = [KeyHint("e", "edit", "edit"), KeyHint("d", "remove", "remove")]
        row = 0
        while True:
            notes = await self._notebook.kept(reader.desk.keeper.placed(Facet.NOTE))
            if notes is None:
                return
            empty = "No notes yet: a writes one on the paragraph you read"
            rows = LazyRows(notes, note_row)
            listing = Listing(f"Notes: {len(notes)}", rows, verbs, empty, row)
            choice = await reader.asked(listing, more=True)
            if choice is None or not 0 <= choice.row < len(notes):
                return
            row = choice.row
            if choice.verb == OPEN:
                await self._places.go_to(notes[row])
                return
            if choice.verb == "edit":
                await self._notes.edit(notes[row])
            else:
                await self._notebook.done(reader.desk.keeper.forget(notes[row]))

    # The pad

    @asking("kept")
    async def show_pad(self) -> None:
        """The clips: go there, remove, export, hold against the files."""
        from index.notebook.acts import Facet
        from tui.background.verifying import verdicts
        from tui.dialogs.listing import OPEN
        from tui.dialogs.pad import Pad

        reader = self.reader
        keeper, row = reader.desk.keeper, 0
        checked: Mapping[str, Verdict] = {}
        while True:
            clips = await self._notebook.kept(keeper.placed(Facet.CLIP))
            if clips is None:
                return
            pad = Pad(clips, checked, row, partial(verdicts, keeper.collection, keeper.base))
            choice = await reader.asked(pad, more=True)
            if choice is None or not clips:
                return
            row, checked = choice.row, pad.checked
            if choice.verb == OPEN:
                await self._places.go_to(clips[row])
                return
            if choice.verb == "remove":
                await self._notebook.done(keeper.forget(clips[row]))
            else:
                await self._export(clips)

    async def _export(self, clips: "list[Placed]") -> None:
        """Write the pad to a file; its name says the format."""
        from index.notebook.pad_formats import PRINTED
        from tui.dialogs.ask import Ask
        from tui.outside.exporting import ExportRefused, export

        reader = self.reader
        asked = Ask("write the pad to (.md, .csv, .json):", "pad.md")
        name = await reader.asked(asked, more=True)
        if not name or not name.strip():
            return
        of = str(reader.desk.keeper.collection)
        formats = {
            ending: partial(PRINTED[named], collection=of) for ending, named in _FORMATS.items()
        }
        try:
            path = await asyncio.to_thread(export, [one.entry for one in clips], name, formats)
        except ExportRefused as refused:
            reader.status_line.say(str(refused))
        else:
            reader.status_line.say(f"{counted(len(clips), 'clip')} written to {path}")
