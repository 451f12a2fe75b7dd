"""The search process: started once the first list is there, and waited for until then."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from index.catalogue.store import Sort
from tui.background.answers import Answer, SearchUnavailable

if TYPE_CHECKING:
    from tui.background.searching import SearchClient


class Searcher:
    """The one process that searches a library."""

    def __init__(self, folder: Path) -> None:
        """Search the library in `folder`, once asked to start."""
        self._folder = folder
        self.client: SearchClient | None = None
        """Who asks the process; None as long as it is not there."""
        self._is_begun = False
        self._is_tried = asyncio.Event()

    async def start(self, notebook: Path, tell: Callable[[str], None]) -> None:
        """Start the process over a notebook, unless that was done before.

        Args:
            notebook: Its file.
            tell: Called with a line about an answer that is late, and an empty one once it came.

        Raises:
            SearchUnavailable: If it cannot be started.
        """
        if self._is_begun:
            return
        self._is_begun = True
        from tui.background.searching import SearchClient  # noqa: PLC0415 - after the first list

        client = SearchClient(self._folder, notebook=notebook, tell=tell)
        try:
            await client.start()
            self.client = client
        finally:
            self._is_tried.set()

    async def ready(self) -> "SearchClient":
        """Who asks the process, as soon as it is there.

        Raises:
            SearchUnavailable: If it could not be started.
        """
        await self._is_tried.wait()
        if self.client is None:
            raise SearchUnavailable("the search process could not be started")
        return self.client

    async def search(self, text: str, sort: Sort, *, live: bool) -> Answer | None:
        """Find reports, as soon as there is a process to ask; raises as `ready` does.

        Words that begin as the last one are found while a query is being typed. Lest that be lost
        when it is entered, they are searched for where nothing has the word itself.

        Args:
            text: The query.
            sort: The order of what is found.
            live: Whether it is being typed.

        Returns:
            The answer, whose text says what was searched; None if a newer search overtook it.
        """
        client = await self.ready()
        answer = await client.search(text, sort, live=live)
        if answer is None or live or answer.problem or len(answer.numbers):
            return answer
        if not answer.text[-1:].isalnum():
            return answer
        other = await client.search(f"{answer.text}*", sort, live=False)
        return other if other is not None and len(other.numbers) else answer

    async def refresh(self) -> None:
        """Have it see what the library holds by now."""
        if self.client is not None:
            with suppress(SearchUnavailable):  # the next search says so
                await self.client.refresh()

    async def close(self) -> None:
        """End it."""
        if self.client is not None:
            await self.client.close()
