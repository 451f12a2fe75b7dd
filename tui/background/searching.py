"""The client of the search process: asks, and never makes the screen wait.

The process is started with `start`, and once more by itself if it dies. If it dies again before it
has answered anything, what was asked fails with `SearchUnavailable`. One that does not answer is
ended, as if it had died.
"""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from articles.article import Span
from articles.entities import EntityType
from index.catalogue.store import Sort
from index.mentions.values import Entity
from index.search.find import FindError
from index.search.frames import BrokenFrame, Decoder, Frame, encode, unpack_hits
from tui.background.answers import Answer, Problem, Saved, SearchUnavailable
from tui.background.patience import Patience

if TYPE_CHECKING:  # what the first screen does not ask for is loaded when it is asked for
    from index.copies.comparing import Member
    from index.copies.differences import Differences
    from index.search.concordance import Line

_CHUNK: Final = 1 << 18
_DEATHS: Final = 2
"""Processes that may die one after the other without an answer before we give up."""
_PATIENCE: Final = 2.0
"""Seconds that the process has to end by itself."""


@dataclass(slots=True)
class _Asked:
    """A request that waits for its answer."""

    frame: bytes
    is_search: bool
    answer: "asyncio.Future[Frame | None]"


class SearchClient:
    """Talks to the search process of one library, from one event loop.

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
        module = (sys.executable, "-P", "-m", "index.search.process")
        files = (folder,) if notebook is None else (folder, notebook)
        self._command = (*(command or module), *map(str, files))
        self._process: Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._asked: dict[int, _Asked] = {}
        self._last_id = 0
        self._deaths = 0
        self._failure = ""
        self._is_starting = False
        """Whether there is about to be a process, which is asked then what waits for an answer."""
        self._closing = False
        self._live: tuple[str, bool] = ("", False)
        self._patience = Patience(self._is_awaited, tell, self._end)

    async def start(self) -> None:
        """Start the process; it opens the library while we go on.

        Raises:
            SearchUnavailable: If it cannot even be started.
        """
        self._deaths, self._failure = 0, ""
        await self._spawn()

    async def search(self, text: str, sort: Sort, live: bool = True) -> Answer | None:  # noqa: FBT001, FBT002, RUF100 - the contract
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
        self._live = (text, live)
        for asked in self._asked.values():
            if asked.is_search and not asked.answer.done():
                asked.answer.set_result(None)
        frame = await self._ask({"do": "search", "text": text, "sort": sort, "live": live})
        if frame is None or frame.header.get("overtaken"):
            return None
        header = frame.header
        problem = _problem(frame)
        if problem:
            return Answer(text, (), problem=problem)
        return Answer(text, frame.numbers, header["understood"], header["suggestion"])

    async def hits(
        self,
        text: str,
        numbers: Sequence[int],
        live: bool | None = None,  # noqa: FBT001, RUF100
    ) -> dict[int, list[Span]]:
        """Where a query hits in reports.

        Args:
            text: The query.
            numbers: The reports.
            live: Whether it was searched live; None for as it was last searched.

        Returns:
            The hits by report; none for reports that are gone, nor for a query with a problem.

        Raises:
            SearchUnavailable: If there is no process to ask.
        """
        live = self._live == (text, True) if live is None else live
        frame = await self._ask({"do": "hits", "text": text, "live": live}, numbers)
        return unpack_hits(frame.numbers) if frame and not _problem(frame) else {}

    async def find(self, text: str, number: int) -> list[Span]:
        """Where one report has what was typed, see `index.search.find`.

        Raises:
            FindError: It cannot be looked for.
            SearchUnavailable: If there is no process to ask.
        """
        frame = await self._ask({"do": "find", "text": text}, [number])
        if frame is not None and (problem := _problem(frame)):
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
        frame = await self._ask(asked, numbers)
        return [Line(*one) for one in frame.header.get("lines", ())] if frame else []

    async def company(self, entity: str, numbers: Sequence[int]) -> list[tuple[Entity, int]]:
        """Who is named in the same sentences of some reports as an entity, and in how many.

        Raises:
            SearchUnavailable: If there is no process to ask.
        """
        frame = await self._ask({"do": "company", "entity": entity}, numbers)
        found = frame.header.get("company", ()) if frame else ()
        return [
            (Entity(id_, name, EntityType(kind), mentions, articles), count)
            for id_, name, kind, mentions, articles, count in found
        ]

    async def copies(self, number: int) -> "list[Member]":
        """A report and its copies, each held against it; raises as `company` does."""
        from index.copies.comparing import Member  # noqa: PLC0415 - see above

        frame = await self._ask({"do": "copies"}, [number])
        return [Member(*one) for one in frame.header.get("copies", ())] if frame else []

    async def differences(self, here: int, there: int) -> "Differences":
        """Two reports held against each other; raises also if one of them is gone."""
        from index.copies.differences import (  # noqa: PLC0415 - see above
            Differences,
            Sentence,
            Side,
        )

        frame = await self._ask({"do": "differences"}, [here, there])
        if frame is None or (problem := _problem(frame)):
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
        frame = await self._ask({"do": "saved", "looked": looked})
        if frame is not None and (problem := _problem(frame)):
            raise SearchUnavailable(problem.message)
        return [Saved(**one) for one in frame.header["saved"]] if frame else []

    async def refresh(self) -> None:
        """Make the process see what was committed since; one that was given up is started again.

        Raises:
            SearchUnavailable: If there is no process to ask, or the library cannot be read.
        """
        if not (self._process or self._is_starting or self._closing):
            await self.start()
        frame = await self._ask({"do": "refresh"})
        problem = _problem(frame) if frame else None
        if problem:
            raise SearchUnavailable(problem.message)

    async def close(self) -> None:
        """End the process; nothing is answered any more."""
        self._closing = True
        process, self._process = self._process, None
        if process is not None:
            if process.stdin is not None:
                process.stdin.close()
            try:
                await asyncio.wait_for(process.wait(), _PATIENCE)
            except TimeoutError:
                _kill(process)
                await process.wait()
        if self._reading is not None:
            await self._reading
        self._fail("the search process was closed")

    async def _ask(self, header: dict[str, object], numbers: Sequence[int] = ()) -> Frame | None:
        """Send a request and wait for its answer; None if it is given up."""
        if self._process is None and not self._is_starting:
            raise SearchUnavailable(self._failure or "the search process is not running")
        self._last_id += 1
        identity = self._last_id
        frame = encode({"id": identity, **header}, numbers)
        answer: asyncio.Future[Frame | None] = asyncio.get_running_loop().create_future()
        self._asked[identity] = _Asked(frame, header["do"] == "search", answer)
        self._send(frame)
        self._patience.begin()
        try:
            return await answer
        finally:
            del self._asked[identity]

    def _send(self, frame: bytes) -> None:
        """Write without waiting; a dead process is noticed where it is read from."""
        if self._process is not None and self._process.stdin is not None:
            with suppress(BrokenPipeError, ConnectionResetError):
                self._process.stdin.write(frame)

    async def _spawn(self) -> None:
        """Start a process, and ask it all that waits for an answer."""
        self._is_starting = True
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
            )
        except OSError as error:
            self._fail(f"the search process cannot be started: {error.strerror}")
            raise SearchUnavailable(self._failure) from error
        finally:
            self._is_starting = False
        if self._closing:
            _kill(process)
            await process.wait()
            return
        self._process = process
        self._reading = asyncio.create_task(self._read(process))
        for asked in self._asked.values():
            if not asked.answer.done():
                self._send(asked.frame)

    async def _read(self, process: Process) -> None:
        """Hand out what the process answers, until it ends."""
        decoder = Decoder()
        assert process.stdout is not None  # it was asked for with PIPE
        while data := await process.stdout.read(_CHUNK):
            try:
                for frame in decoder.feed(data):
                    self._take(frame)
            except BrokenFrame:
                _kill(process)
                break
        await process.wait()
        if not self._closing:
            await self._mourn()

    def _take(self, frame: Frame) -> None:
        """Hand one answer to whoever waits for it."""
        identity = frame.header.get("id")
        self._patience.heard()
        if identity == 0:
            problem = _problem(frame)
            self._failure = problem.message if problem else ""
            return
        self._deaths = 0
        asked = self._asked.get(identity) if isinstance(identity, int) else None
        if asked is not None and not asked.answer.done():
            asked.answer.set_result(frame)

    def _is_awaited(self) -> bool:
        return any(not asked.answer.done() for asked in self._asked.values())

    def _end(self) -> None:
        """End the process; another one is asked then."""
        if self._process is not None:
            _kill(self._process)

    async def _mourn(self) -> None:
        """The process died: start another and ask again, or give up."""
        self._process = None
        self._deaths += 1
        if self._failure or self._deaths >= _DEATHS:
            self._fail(self._failure or "the search process keeps dying, or does not answer")
            return
        with suppress(SearchUnavailable):  # whoever waits has been told
            await self._spawn()

    def _fail(self, message: str) -> None:
        """Let everyone who waits know that there will be no answer."""
        self._failure = message
        for asked in self._asked.values():
            if not asked.answer.done():
                asked.answer.set_exception(SearchUnavailable(message))


def _problem(frame: Frame) -> Problem | None:
    found = frame.header.get("problem")
    return Problem(found["message"], found["start"], found["end"]) if found else None


def _kill(process: Process) -> None:
    with suppress(ProcessLookupError):
        process.kill()
