"""The search process: started, asked over pipes, started anew when it dies.

It is started with `start`, and once more by itself if it dies. If it dies again before it has
answered anything, what was asked fails with `SearchUnavailable`. One that does not answer is ended,
as if it had died.
"""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index.search.frames import BrokenFrame, Decoder, Frame, encode
from tui.background.answer_fields import check
from tui.background.answers import QueryProblem, SearchUnavailable
from tui.background.patience import Patience

_CHUNK: Final = 1 << 18
"""Bytes of its answers that are read at once."""
_DEATHS: Final = 2
"""Processes that may die one after the other without an answer before we give up."""
_PATIENCE: Final = 2.0
"""Seconds that the process has to end by itself."""


@dataclass(slots=True)
class _Asked:
    """A request that waits for its answer."""

    frame: bytes
    what: object
    """What is to be done; `do` of the request's header."""
    answer: "asyncio.Future[Frame | None]"


class SearchProcess:
    """The process that searches one library, asked from one event loop.

    Args:
        folder: The library's folder.
        command: What starts the process, if not this Python; folder and notebook are added to it.
        notebook: The file of the user's notebook, which need not be there.
        tell: Called with a line about an answer that is late, and with an empty one once it came.
    """

    def __init__(
        self,
        folder: Path,
        command: Sequence[str],
        notebook: Path | None,
        tell: Callable[[str], None],
    ) -> None:
        module = (sys.executable, "-P", "-m", "index.search.process")
        files = (folder,) if notebook is None else (folder, notebook)
        self._command = (*(command or module), *map(str, files))
        self.child: Process | None = None
        """The process itself; None as long as there is none."""
        self._reading: asyncio.Task[None] | None = None
        self._asked: dict[int, _Asked] = {}
        self._last_id = 0
        self._deaths = 0
        self._failure = ""
        """Why there is no process to ask; empty if nothing is wrong."""
        self._is_starting = False
        """Whether there is about to be a process, which is asked then what waits for an answer."""
        self._closing = False
        self._patience = Patience(self._is_awaited, self._work, tell, self.kill)

    async def start(self) -> None:
        """Start the process; it opens the library while we go on.

        Raises:
            SearchUnavailable: If it cannot even be started.
        """
        self._deaths, self._failure = 0, ""
        await self._spawn()

    async def revive(self) -> None:
        """Start a process where the last one was given up.

        Raises:
            SearchUnavailable: If it cannot even be started.
        """
        if not (self.child or self._is_starting or self._closing):
            await self.start()

    def give_up(self, what: str) -> None:
        """Let nobody wait any more for what was asked to be done; the answer to that is None."""
        for asked in self._asked.values():
            if asked.what == what and not asked.answer.done():
                asked.answer.set_result(None)

    async def close(self) -> None:
        """End the process; nothing is answered any more."""
        self._closing = True
        process, self.child = self.child, None
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

    def kill(self) -> None:
        """End the process at once; another one is started, and asked what still waits."""
        if self.child is not None:
            _kill(self.child)

    async def ask(self, header: dict[str, object], numbers: Sequence[int] = ()) -> Frame | None:
        """Send a request and wait for its answer.

        Args:
            header: What is asked, see `index.search.process`.
            numbers: The reports that it is about.

        Returns:
            The answer; None if `give_up` said that nobody waits for it.

        Raises:
            SearchUnavailable: If there is no process to ask.
        """
        if self.child is None and not self._is_starting:
            raise SearchUnavailable(self._failure or "the search process is not running")
        self._last_id += 1
        identity = self._last_id
        frame = encode({"id": identity, **header}, numbers)
        answer: asyncio.Future[Frame | None] = asyncio.get_running_loop().create_future()
        self._asked[identity] = _Asked(frame, header["do"], answer)
        self._send(frame)
        self._patience.begin()
        try:
            return await answer
        finally:
            del self._asked[identity]

    def _send(self, frame: bytes) -> None:
        """Write without waiting; a dead process is noticed where it is read from."""
        if self.child is not None and self.child.stdin is not None:
            with suppress(BrokenPipeError, ConnectionResetError):
                self.child.stdin.write(frame)

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
        self.child = process
        self._reading = asyncio.create_task(self._read(process))
        for asked in self._asked.values():
            if not asked.answer.done():
                self._send(asked.frame)
        if self._is_awaited():
            self._patience.begin()

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
        """Hand one answer to whoever waits for it.

        Raises:
            BrokenFrame: It is none to what was asked.
        """
        identity = frame.header.get("id")
        self._patience.heard()
        if identity == 0:
            check(None, frame)
            problem = problem_in(frame)
            self._failure = problem.message if problem else ""
            return
        asked = self._asked.get(identity) if isinstance(identity, int) else None
        if asked is not None:
            check(asked.what, frame)
        self._deaths = 0
        if asked is not None and not asked.answer.done():
            asked.answer.set_result(frame)

    def _is_awaited(self) -> bool:
        return any(not asked.answer.done() for asked in self._asked.values())

    def _work(self) -> int:
        """For how many ticks of the clock it has had the processor; 0 where that is not told."""
        try:
            stat = Path(f"/proc/{self.child.pid if self.child else 0}/stat").read_text("utf-8")
        except OSError:
            return 0
        user, system = stat.rpartition(")")[2].split()[11:13]
        return int(user) + int(system)

    async def _mourn(self) -> None:
        """The process died: start another and ask again, or give up."""
        self.child = None
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


def problem_in(frame: Frame) -> QueryProblem | None:
    """What is wrong with what was asked, as the answer says it."""
    found = frame.header.get("problem")
    return QueryProblem(found["message"], found["start"], found["end"]) if found else None


def _kill(process: Process) -> None:
    with suppress(ProcessLookupError):
        process.kill()
