"""The search process: holds the open library, and answers the reader over its stdin and stdout.

    python -P -m index.search.process LIBRARY_FOLDER [NOTEBOOK]

Long searches in pure Python would stall the terminal's loop, so they run here. Of searches that
wait, only the newest is done; one that is under way stops as soon as a newer one comes. Hits, which
are asked for what is on the screen, give way to whatever is asked while they are looked for, report
by report. It ends when its stdin does, that is, with the reader.

Requests: `{"id", "do": "search", "text", "sort", "live"}`, `{"id", "do": "refresh"}`, and, with the
numbers of reports, `{"id", "do": "hits", "text", "live"}`, `{"id", "do": "find", "text"}`,
`{"id", "do": "concordance", "query", "live", "entity"}`, `{"id", "do": "company", "entity"}`,
`{"id", "do": "copies"}`, and, of two reports, `{"id", "do": "differences"}`; also
`{"id", "do": "saved", "looked"}`, how saved searches stand, one of which is looked at then. Each is
answered once, by its id: with the numbers found, with `"overtaken": true`, or with a
`"problem": {"message", "start", "end"}`. A first frame of id 0 says that the library is open, or,
with a problem, why it is not.
"""

import gc
import os
import select
import signal
import sqlite3
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from articles.article import Span
from index.catalogue.store import NoSuchArticle, Sort
from index.copies.comparing import members
from index.copies.differences import differences
from index.engines.engine import Cancelled, EngineError
from index.library.errors import LibraryError
from index.library.library import Library
from index.notebook.attached import Attached
from index.notebook.schema import NotebookError
from index.notebook.searches import look, saved, told
from index.query.tree import QueryError
from index.search import pages
from index.search.find import FindError, find
from index.search.frames import BrokenFrame, Decoder, Frame, encode, pack_hits
from index.search.search import Search

_CHUNK: Final = 1 << 16
_COMMON: Final = "the of to in is"


@dataclass(slots=True)
class _Hits:
    """Hits that are being looked for."""

    request: Mapping[str, Any]
    left: deque[int]
    """Reports that are still to be looked into."""
    found: dict[int, list[Span]] = field(default_factory=dict)


class Server:
    """Answers requests until there can be no more.

    Args:
        library: The open library.
        source: Descriptor that requests come from.
        sink: Descriptor that answers go to.
        notebook: The file of the user's notebook, which need not be there.
    """

    def __init__(
        self, library: Library, source: int, sink: int, notebook: Path | None = None
    ) -> None:
        self._library = library
        self._notebook = Attached(notebook, library) if notebook else None
        self._search = Search(library, self._notebook)
        self._source = source
        self._sink = sink
        self._decoder = Decoder()
        self._searches: deque[Mapping[str, Any]] = deque()
        self._others: deque[Frame] = deque()
        self._begun: list[_Hits] = []
        self._ended = False

    @property
    def _works(self) -> Mapping[str, Callable[[Mapping[str, Any], Sequence[int]], None]]:
        """What is done besides searching, by its name."""
        return {
            "hits": self._paint,
            "find": self._find_in,
            "concordance": self._concordance,
            "company": self._company,
            "copies": self._copies,
            "differences": self._differences,
            "refresh": self._refresh,
            "saved": self._saved,
        }

    def warm(self) -> None:
        """Search for common words, so that what every search needs is read before anyone waits.

        What fails here fails again, and is told, when somebody asks.
        """
        with suppress(Cancelled, EngineError, sqlite3.Error, OSError):
            self._search.find(_COMMON, cancel=self._overtaken)

    def serve(self) -> None:
        """Answer until the other side closes.

        Raises:
            BrokenFrame: If it sends what is no request.
            BrokenPipeError: If it does not listen any more.
        """
        while not self._ended:
            if not self._is_busy:
                self._receive()
            self._poll()
            self._step()

    @property
    def _is_busy(self) -> bool:
        return bool(self._searches or self._others or self._begun)

    def _step(self) -> None:
        """Answer one request: the newest search first."""
        if self._searches:
            newest = self._searches.pop()
            while self._searches:
                self._reply(self._searches.popleft(), overtaken=True)
            self._guarded(newest, self._find)
        elif self._others:
            request = self._others.popleft()
            work = self._works[request.header["do"]]
            self._guarded(request.header, lambda header: work(header, request.numbers))
        elif self._begun:
            begun = self._begun.pop()
            self._guarded(begun.request, lambda _: self._go_on(begun))

    def _guarded(
        self, header: Mapping[str, Any], work: Callable[[Mapping[str, Any]], None]
    ) -> None:
        """Do the work of a request; what fails in a foreseen way is its answer."""
        try:
            work(header)
        except Cancelled:
            self._reply(header, overtaken=True)
        except QueryError as error:
            problem = {"message": error.message, "start": error.start, "end": error.end}
            self._reply(header, problem=problem)
        except (FindError, NoSuchArticle) as error:
            self._reply(header, problem={"message": str(error), "start": 0, "end": 0})
        except (EngineError, LibraryError, NotebookError, sqlite3.Error, OSError) as error:
            if isinstance(error, BrokenPipeError):
                raise
            message = str(error) or type(error).__name__
            self._reply(header, problem={"message": message, "start": 0, "end": 0})

    def _find(self, header: Mapping[str, Any]) -> None:
        found = self._search.find(
            header["text"],
            Sort(header["sort"]),
            live=bool(header["live"]),
            cancel=self._overtaken,
        )
        self._reply(header, found.numbers, understood=found.understood, suggestion=found.suggestion)

    def _paint(self, header: Mapping[str, Any], numbers: Sequence[int]) -> None:
        self._go_on(_Hits(header, deque(numbers)))

    def _go_on(self, hits: "_Hits") -> None:
        """Look into one report after the other, until something else is asked.

        What was asked later is on the screen now, so it is done before the rest of these.
        """
        request, found = hits.request, hits.found
        while hits.left:
            number = hits.left.popleft()
            found |= self._search.hits(request["text"], [number], live=bool(request["live"]))
            self._poll()
            if hits.left and (self._searches or self._others):
                self._begun.append(hits)
                return
        self._reply(request, pack_hits(found))

    def _find_in(self, header: Mapping[str, Any], numbers: Sequence[int]) -> None:
        catalogue = self._library.catalogue
        found = {number: find(catalogue.article(number).text, header["text"]) for number in numbers}
        self._reply(header, pack_hits(found))

    def _concordance(self, header: Mapping[str, Any], numbers: Sequence[int]) -> None:
        asked = {name: header[name] for name in ("query", "live", "entity")}
        found = pages.concordance(self._library, self._search, numbers, **asked)
        self._reply(header, lines=list(found))

    def _company(self, header: Mapping[str, Any], numbers: Sequence[int]) -> None:
        found = pages.company_of(self._library, header["entity"], numbers)
        self._reply(header, company=[(*entity, count) for entity, count in found])

    def _copies(self, header: Mapping[str, Any], numbers: Sequence[int]) -> None:
        """The group of a report, each member held against it."""
        found = members(self._library.copies, numbers[0], numbers[0])
        self._reply(header, copies=found)

    def _differences(self, header: Mapping[str, Any], numbers: Sequence[int]) -> None:
        here, there = (self._library.catalogue.article(number).text for number in numbers)
        found = differences(here, there)
        self._reply(header, sentences=found.sentences, is_cut=found.is_cut)

    def _saved(self, header: Mapping[str, Any], _: Sequence[int]) -> None:
        """How saved searches stand; one of them is looked at, and has nothing new then.

        It gives way to a search, and begins again after it.
        """
        try:
            self._reply(header, saved=list(self._standing(header["looked"])))
        except Cancelled:
            self._others.append(Frame(header))

    def _standing(self, looked: str) -> Iterator[dict[str, object]]:
        notebook = self._notebook
        if notebook is None:
            return
        notebook.refresh()
        for one in saved(notebook):
            if one.name == looked:
                look(notebook, one, self._all_of)
            yield told(notebook, one, self._all_of)

    def _all_of(self, query: str) -> Sequence[int]:
        return self._search.find(query, Sort.DATE, cancel=self._overtaken).numbers

    def _refresh(self, header: Mapping[str, Any], _: Sequence[int]) -> None:
        self._library.refresh()
        self._reply(header)

    def _overtaken(self) -> bool:
        """Whether the search under way is wanted no more; takes in what has been sent."""
        self._poll()
        return bool(self._searches) or self._ended

    def _poll(self) -> None:
        """Take in what has been sent, without waiting."""
        while not self._ended and select.select([self._source], [], [], 0)[0]:
            self._receive()

    def _receive(self) -> None:
        """Take in what is sent, waiting for it."""
        data = os.read(self._source, _CHUNK)
        self._ended = not data
        for frame in self._decoder.feed(data):
            if frame.header.get("do") == "search":
                self._searches.append(frame.header)
            else:
                self._others.append(frame)

    def _reply(
        self, request: Mapping[str, Any], numbers: Sequence[int] = (), **answer: object
    ) -> None:
        send(self._sink, {"id": request["id"], **answer}, numbers)


def send(sink: int, header: Mapping[str, Any], numbers: Sequence[int] = ()) -> None:
    """Write one frame, whole."""
    data = memoryview(encode(header, numbers))
    while data:
        data = data[os.write(sink, data) :]


def main(arguments: Sequence[str]) -> int:
    """Open the library in a folder and serve it.

    Args:
        arguments: The folder, and the file of the notebook.

    Returns:
        The exit code: 0, or 3 if the library cannot be opened.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the reader

    source, sink = sys.stdin.fileno(), sys.stdout.fileno()
    try:
        library = Library.open(Path(arguments[0]))
    except (LibraryError, EngineError, OSError) as error:
        send(sink, {"id": 0, "problem": {"message": str(error), "start": 0, "end": 0}})
        return 3
    gc.collect()
    gc.freeze()
    send(sink, {"id": 0})
    try:
        notebook = Path(arguments[1]) if len(arguments) > 1 else None
        server = Server(library, source, sink, notebook)
        server.warm()
        server.serve()
    except (BrokenFrame, BrokenPipeError):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
