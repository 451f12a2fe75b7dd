"""The client of the search process: what can be asked, and what the answers mean."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from articles.article import Span
from articles.entities import EntityType
from index.catalogue.store import Sort
from index.mentions.values import Entity
from index.search.find import FindError
from index.search.frames import unpack_hits
from tui.background.answers import Answer, Saved, SearchUnavailable
from tui.background.search_process import SearchProcess, problem_in

if TYPE_CHECKING:  # what the first screen does not ask for is loaded when it is asked for
    from index.copies.comparing import Member
    from index.copies.differences import Differences
    from index.search.concordance import Line


class SearchClient:
    """Asks the search process of one library, from one event loop; never makes the screen wait.

    Args:
        folder: The library's folder.
        command: What starts the process, if not this Python; folder and notebook are added to it.
        notebook: The file of the user's notebook, which need not be there.
        tell: Called with a line about an answer that is late, and with an empty one once it came.
    """

    def __init__(
        self,
        folder: Path,
        command: Sequence[str] = (),
        notebook: Path | None = None,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.process = SearchProcess(folder, command, notebook, tell)

    async def start(self) -> None:
        """Start the process; it opens the library while we go on.

        Raises:
            SearchUnavailable: If it cannot even be started.
        """
        await self.process.start()

    async def search(self, text: str, sort: Sort, *, live: bool = True) -> Answer | None:
        """Search; an older search that is under way is given up.

        Args:
            text: The query.
            sort: The order of what is found.
            live: Whether the user is still typing.

        Returns:
            The answer, or None if a newer search overtook this one.

        Raises:
            SearchUnavailable: If there is no process to ask.
        """
        self.process.give_up("search")
        frame = await self.process.ask({"do": "search", "text": text, "sort": sort, "live": live})
        if frame is None or frame.header.get("overtaken"):
            return None
        header = frame.header
        problem = problem_in(frame)
        if problem:
            return Answer(text, (), problem=problem)
        return Answer(text, frame.numbers, header["understood"], header["suggestion"])

    async def hits(
        self, text: str, numbers: Sequence[int], *, live: bool = False
    ) -> dict[int, list[Span]]:
        """Where a query hits in reports.

        Args:
            text: The query.
            numbers: The reports.
            live: Whether it was searched while being typed.

        Returns:
            The hits by report; none for reports that are gone, nor for a query with a problem.

        Raises:
            SearchUnavailable: If there is no process to ask.
        """
        frame = await self.process.ask({"do": "hits", "text": text, "live": live}, numbers)
        return unpack_hits(frame.numbers) if frame and not problem_in(frame) else {}

    async def find(self, text: str, number: int) -> list[Span]:
        """Where one report has what was typed, see `index.search.find`.

        Raises:
            FindError: It cannot be looked for.
            SearchUnavailable: If there is no process to ask.
        """
        frame = await self.process.ask({"do": "find", "text": text}, [number])
        if frame is not None and (problem := problem_in(frame)):
            raise FindError(problem.message)
        return unpack_hits(frame.numbers).get(number, []) if frame else []

    async def concordance(
        self, numbers: Sequence[int], *, query: str = "", live: bool = False, entity: str = ""
    ) -> "list[Line]":
        """The lines of some reports, see `index.search.pages.concordance`; a page at a time.

        Raises:
            SearchUnavailable: If there is no process to ask.
        """
        from index.search.concordance import Line  # noqa: PLC0415 - see above

        asked = {"do": "concordance", "query": query, "live": live, "entity": entity}
        frame = await self.process.ask(asked, numbers)
        return [Line(*one) for one in frame.header.get("lines", ())] if frame else []

    async def company(self, entity: str, numbers: Sequence[int]) -> list[tuple[Entity, int]]:
        """Who is named in the same sentences of some reports as an entity, and in how many.

        Raises:
            SearchUnavailable: If there is no process to ask.
        """
        frame = await self.process.ask({"do": "company", "entity": entity}, numbers)
        found = frame.header.get("company", ()) if frame else ()
        return [
            (Entity(id_, name, EntityType(kind), mentions, articles), count)
            for id_, name, kind, mentions, articles, count in found
        ]

    async def copies(self, number: int) -> "list[Member]":
        """A report and its copies, each held against it; raises as `company` does."""
        from index.copies.comparing import Member  # noqa: PLC0415 - see above

        frame = await self.process.ask({"do": "copies"}, [number])
        return [Member(*one) for one in frame.header.get("copies", ())] if frame else []

    async def differences(self, here: int, there: int) -> "Differences":
        """Two reports held against each other; raises also if one of them is gone."""
        from index.copies.differences import (  # noqa: PLC0415 - see above
            Differences,
            Sentence,
            Side,
        )

        frame = await self.process.ask({"do": "differences"}, [here, there])
        if frame is None or (problem := problem_in(frame)):
            raise SearchUnavailable(problem.message if frame and problem else "no answer came")
        found = [Sentence(Side(side), *rest) for side, *rest in frame.header["sentences"]]
        return Differences(found, frame.header["is_cut"])

    async def saved(self, looked: str = "") -> list[Saved]:
        """How the saved searches stand, by name.

        Args:
            looked: The one that is looked at; nothing of it is new any more.

        Raises:
            SearchUnavailable: If there is no process to ask, or the notebook cannot be used.
        """
        frame = await self.process.ask({"do": "saved", "looked": looked})
        if frame is not None and (problem := problem_in(frame)):
            raise SearchUnavailable(problem.message)
        return [Saved(**one) for one in frame.header["saved"]] if frame else []

    async def refresh(self) -> None:
        """Make the process see what was committed since; one that was given up is started again.

        Raises:
            SearchUnavailable: If there is no process to ask, or the library cannot be read.
        """
        await self.process.revive()
        frame = await self.process.ask({"do": "refresh"})
        problem = problem_in(frame) if frame else None
        if problem:
            raise SearchUnavailable(problem.message)

    async def close(self) -> None:
        """End the process; nothing is answered any more."""
        await self.process.close()
