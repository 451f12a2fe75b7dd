"""What was kept, as lists: notes, the pad, saved searches."""

import asyncio
import os
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from articles.clean import clean_line
from tui.background.answers import Saved, SearchUnavailable
from tui.screens.asking import asking
from tui.screens.noting import NotingScreen
from tui.screens.places import PlacesScreen

if TYPE_CHECKING:
    from tui.background.placed import Placed
    from tui.background.verifying import Verdict

_FORMATS: Final = {".md": "markdown", ".csv": "csv", ".json": "json", ".jsonl": "json"}


class KeptScreen(NotingScreen, PlacesScreen):
    """Adds lists of what was kept, and ways back to where it stands."""

    # Notes

    @asking("kept")
    async def action_notes(self) -> None:
        """Every note: go there, write it anew, remove it."""
        from index.notebook.acts import Facet
        from tui.desk.kept import note_row
        from tui.dialogs.listing import OPEN, Listing

        verbs = {"e": ("edit", "edit"), "d": ("remove", "remove")}
        row = 0
        while True:
            notes = await self.kept(self.desk.keeper.placed(Facet.NOTE))
            if notes is None:
                return
            empty = "No notes yet: a writes one on the paragraph you read"
            rows = [note_row(note) for note in notes]
            listing = Listing(f"Notes: {len(notes)}", rows, verbs, empty, row)
            choice = await self.asked(listing, more=True)
            if choice is None or not 0 <= choice.row < len(notes):
                return
            row = choice.row
            if choice.verb == OPEN:
                await self.go_to(notes[row])
                return
            if choice.verb == "edit":
                await self.edit_note(notes[row])
            else:
                await self.done(self.desk.keeper.forget(notes[row]))

    # The pad

    @asking("kept")
    async def action_pad(self) -> None:
        """The clips: go there, remove, export, hold against the files."""
        from index.notebook.acts import Facet
        from tui.background.verifying import verdicts
        from tui.desk.kept import clip_row, pad_title
        from tui.dialogs.listing import OPEN, Listing

        verbs = {"d": ("remove", "remove"), "x": ("export", "export"), "v": ("verify", "verify")}
        keeper, row = self.desk.keeper, 0
        checked: Mapping[str, Verdict] = {}
        while True:
            clips = await self.kept(keeper.placed(Facet.CLIP))
            if clips is None:
                return
            empty = "No clips yet: c puts the paragraph you read here, with its citation"
            rows = [clip_row(clip, checked) for clip in clips]
            listing = Listing(pad_title(clips, checked), rows, verbs, empty, row)
            choice = await self.asked(listing, more=True)
            if choice is None or not clips:
                return
            row = choice.row
            if choice.verb == OPEN:
                await self.go_to(clips[row])
                return
            if choice.verb == "remove":
                await self.done(keeper.forget(clips[row]))
            elif choice.verb == "export":
                await self._export(clips)
            else:
                self.asks_no_more()
                self.status_line.say("Holding the clips against the files…")
                checked = await verdicts(keeper.collection, keeper.base) or {}
                self.status_line.say("" if checked else "The files could not be looked through")

    async def _export(self, clips: "list[Placed]") -> None:
        """Write the pad to a file; its name says the format."""
        from index.notebook.pad_formats import PRINTED
        from tui.dialogs.ask import Ask
        from tui.outside.exporting import ExportRefused, export

        asked = Ask("write the pad to (.md, .csv, .json): ", "pad.md")
        name = await self.asked(asked, more=True)
        if not name or not name.strip():
            return
        of = str(self.desk.keeper.collection)
        formats = {
            ending: partial(PRINTED[named], collection=of) for ending, named in _FORMATS.items()
        }
        try:
            path = await asyncio.to_thread(export, [one.entry for one in clips], name, formats)
        except ExportRefused as refused:
            self.status_line.say(str(refused))
        else:
            self.status_line.say(f"{len(clips)} clips written to {path}")

    # Saved searches

    @asking("kept")
    async def action_searches(self) -> None:
        """Saved searches with what is new in them: run one, save this one, remove one."""
        from index.notebook.acts import Facet, Forget
        from tui.desk.kept import search_row
        from tui.dialogs.listing import OPEN, Listing

        await self.ready()
        verbs = {"s": ("save", "save this search"), "d": ("remove", "remove")}
        row = 0
        while True:
            searches = await self._saved()
            if searches is None:
                return
            empty = "No saved searches yet: s saves the one you see"
            rows = [search_row(one) for one in searches]
            title = f"Saved searches: {len(searches)}"
            listing = Listing(title, rows, verbs, empty, row, opens="search")
            choice = await self.asked(listing, more=True)
            if choice is None:
                return
            if choice.verb == "save":
                await self._save_search({one.name: one.query for one in searches})
            elif 0 <= choice.row < len(searches):
                row = choice.row
                one = searches[row]
                if choice.verb == OPEN:
                    await self._run_saved(one)
                    return
                forget = Forget(Facet.SEARCH, one.name, words=f"search '{one.name}'")
                await self.done(self.desk.keeper.write(forget))

    async def _saved(self, looked: str = "") -> list[Saved] | None:
        try:
            return await (await self.desk.searcher()).saved(looked)
        except SearchUnavailable as gone:
            self.status_line.say(str(gone))
            return None

    async def _save_search(self, saved: Mapping[str, str]) -> None:
        """Save the query of the list under a name; in place of another only after asking."""
        query = self.desk.results.query.strip()
        if not query:
            self.status_line.say("Search for something first; then it can be saved")
            return
        from index.query.parser import parse
        from index.query.tree import QueryError
        from tui.dialogs.ask import Ask, Confirm

        try:
            parse(query)
        except QueryError as error:
            self.status_line.say(error.message)
            return
        name = await self.asked(Ask("save this search as: ", query), more=True)
        if name and (name := clean_line(name)):
            had = saved.get(name, query)
            asked = Confirm(f"There is a search '{name}' already: {had}", "Replace it by this one?")
            if had != query and not await self.asked(asked, more=True):
                self.status_line.say(f"Not saved: '{name}' is still {had}")
                return
            await self.done(self.desk.keeper.save_search(name, query))
            await self._saved(name)

    async def _run_saved(self, one: Saved) -> None:
        await self.search_for(one.query)
        await self.trace_asked()
        await self._saved(one.name)
        new = f"{one.new:,} new since you last looked" if one.new else "nothing new"
        self.status_line.say(f"{one.name}: {new}")

    async def tell_news(self) -> None:
        """Say which saved searches have found something new."""
        if not os.access(self.desk.keeper.path, os.F_OK):
            return
        new = [one for one in await self._saved() or () if one.new]
        if new:
            found = ", ".join(f"{one.name} +{one.new:,}" for one in new)
            self.status_line.tell(f"New in saved searches: {found}")
