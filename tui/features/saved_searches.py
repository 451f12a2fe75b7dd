"""Saved searches, and what is new in them."""

import os
from collections.abc import Mapping
from typing import Protocol

from articles.clean import clean_line
from tui.background.answers import Saved, SearchUnavailable
from tui.commands.hints import KeyHint
from tui.features.ground import AtDesk
from tui.features.notebook import Notebook
from tui.features.working import Asks, asking


class Ground(AtDesk, Asks, Protocol):
    """What is searched."""

    async def ready(self) -> None:
        """Come back once the list is the one that was last asked for."""

    async def search_for(self, text: str) -> None:
        """Search for something as if it had been typed and entered."""

    async def trace_asked(self) -> str:
        """Trace the one entity that the list was asked for; what is said of it."""


class SavedSearches:
    """Saves searches, runs them again, tells what they have found since."""

    def __init__(self, reader: Ground, notebook: Notebook) -> None:
        """Search in `reader`, and keep searches by `notebook`."""
        self.reader, self._notebook = reader, notebook
        self._told = ""
        """What was told last, and has not been looked at: the same is no news."""

    @asking("kept")
    async def show(self) -> None:
        """Saved searches with what is new in them: run one, save this one, remove one."""
        from index.notebook.acts import Facet, Forget
        from tui.desk.kept import search_row
        from tui.dialogs.listing import OPEN, Listing

        reader = self.reader
        await reader.ready()
        verbs = [KeyHint("s", "save this search", "save"), KeyHint("d", "remove", "remove")]
        row = 0
        while True:
            searches = await self._saved()
            if searches is None:
                return
            empty = "No saved searches yet: s saves the one you see"
            rows = [search_row(one) for one in searches]
            title = f"Saved searches: {len(searches)}"
            listing = Listing(title, rows, verbs, empty, row, opens="search", always=verbs[:1])
            choice = await reader.asked(listing, more=True)
            if choice is None:
                return
            if choice.verb == "save":
                await self._save({one.name: one.query for one in searches})
            elif 0 <= choice.row < len(searches):
                row = choice.row
                one = searches[row]
                if choice.verb == OPEN:
                    await self._run(one)
                    return
                forget = Forget(Facet.SEARCH, one.name, words=f"search '{one.name}'")
                await self._notebook.done(reader.desk.keeper.write(forget))

    async def _saved(self, looked: str = "") -> list[Saved] | None:
        if looked:
            self._told = ""
        try:
            return await (await self.reader.desk.searcher()).saved(looked)
        except SearchUnavailable as gone:
            self.reader.status_line.say(str(gone))
            return None

    async def _save(self, saved: Mapping[str, str]) -> None:
        """Save the query of the list under a name; in place of another only after asking."""
        reader = self.reader
        query = reader.desk.results.query.strip()
        if not query:
            reader.status_line.say("Search for something first; then it can be saved")
            return
        from index.query.parser import parse
        from index.query.tree import QueryError
        from tui.dialogs.ask import Ask, Confirm

        try:
            parse(query)
        except QueryError as error:
            reader.status_line.say(error.message)
            return
        name = await reader.asked(Ask("save this search as:", query), more=True)
        if name and (name := clean_line(name)):
            had = saved.get(name, query)
            asked = Confirm(f"There is a search '{name}' already: {had}", "Replace it by this one?")
            if had != query and not await reader.asked(asked, more=True):
                reader.status_line.say(f"Not saved: '{name}' is still {had}")
                return
            await self._notebook.done(reader.desk.keeper.save_search(name, query))
            await self._saved(name)

    async def _run(self, one: Saved) -> None:
        reader = self.reader
        await reader.search_for(one.query)
        await reader.trace_asked()
        await self._saved(one.name)
        new = f"{one.new:,} new since you last looked" if one.new else "nothing new"
        reader.status_line.say(f"{one.name}: {new}")

    async def tell_news(self) -> None:
        """Say which saved searches have found something new."""
        if not os.access(self.reader.desk.keeper.path, os.F_OK):
            return
        new = [one for one in await self._saved() or () if one.new]
        found = ", ".join(f"{one.name} +{one.new:,}" for one in new)
        if found and found != self._told:
            self.reader.status_line.tell(f"New in saved searches: {found}")
        self._told = found
