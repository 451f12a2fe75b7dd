"""The reader without its child processes: the search runs in place, the library is ready-made."""

import io
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import (
    AbstractAsyncContextManager,
    asynccontextmanager,
    redirect_stderr,
    redirect_stdout,
)
from dataclasses import dataclass
from pathlib import Path

import pytest
from command_line import Result, Run
from idle import end_waits_when_idle
from settling import is_busy
from styles import parse_styles_once
from textual.pilot import Pilot

from articles.article import Span
from articles.collection.collection import Collection
from index.build.build import build
from index.catalogue.store import Sort
from index.copies.comparing import Member, members
from index.copies.differences import Differences, differences
from index.library.folder import place_of
from index.library.library import Library
from index.mentions.store import Entity
from index.notebook import searches
from index.notebook.attached import Attached
from index.notebook.schema import NotebookError
from index.query.tree import QueryError
from index.search import pages
from index.search.concordance import Line
from index.search.find import find
from index.search.search import Search
from tui.app import Reader
from tui.background.answers import Answer, QueryProblem, Saved, SearchUnavailable
from tui.background.teaching import Teacher
from tui.cli import main
from tui.screens.main import MainScreen
from tui.settings.configuration import Configuration

LEVEE = {
    "2020-01-05 levee.txt": (
        "Levee breaks at Harrow Bend\n\n"
        "The levee broke before dawn and flooded the lower town.\n\n"
        "Margaret Okafor, the governor, blamed the Northern River Authority. "
        "The Northern River Authority denied it.\n\n"
        "Okafor will visit Harrow Bend on Monday.\n"
    ),
    "2020-01-07 inquiry.txt": (
        "Inquiry into levee announced\n\n"
        "Governor Margaret Okafor wants to know who inspected the levee.\n\n"
        "Okafor said that it had been inspected in spring.\n"
    ),
    "2020-01-09 markup.txt": (
        "Markup [/] and [@click=app.quit]press[/]\n\n"
        "Nobody is named here, and [bold]nothing[/bold] is bold.\n"
    ),
    "scan.docx": "not a format that is read",
}


class SearchInPlace:
    """Answers as the search process does, without being one."""

    def __init__(self, folder: Path, notebook: Path, tell: Callable[[str], None]) -> None:
        self._folder, self._file, self._tell = folder, notebook, tell

    async def start(self) -> None:
        self._library = Library.open(self._folder)
        self._notebook = Attached(self._file, self._library)
        self._search = Search(self._library, self._notebook)

    async def search(self, text: str, sort: Sort, *, live: bool = True) -> Answer | None:
        try:
            found = self._search.find(text, sort, live=live)
        except QueryError as error:
            return Answer(text, (), problem=QueryProblem(error.message, error.start, error.end))
        return Answer(text, found.numbers, found.understood, found.suggestion)

    async def hits(
        self, text: str, numbers: Sequence[int], *, live: bool = False
    ) -> dict[int, list[Span]]:
        return self._search.hits(text, numbers, live=live)

    async def find(self, text: str, number: int) -> list[Span]:
        return find(self._library.catalogue.article(number).text, text)

    async def concordance(
        self, numbers: Sequence[int], *, query: str = "", live: bool = False, entity: str = ""
    ) -> list[Line]:
        return list(
            pages.concordance(
                self._library, self._search, numbers, query=query, live=live, entity=entity
            )
        )

    async def company(self, entity: str, numbers: Sequence[int]) -> list[tuple[Entity, int]]:
        return pages.company_of(self._library, entity, numbers)

    async def copies(self, number: int) -> list[Member]:
        return members(self._library.copies, number, number)

    async def differences(self, here: int, there: int) -> Differences:
        texts = [self._library.catalogue.article(number).text for number in (here, there)]
        return differences(*texts)

    async def saved(self, looked: str = "") -> list[Saved]:
        def find(query: str) -> Sequence[int]:
            return self._search.find(query).numbers

        try:
            self._notebook.refresh()
        except NotebookError as error:
            raise SearchUnavailable(str(error)) from error
        for one in searches.saved(self._notebook):
            if one.name == looked:
                searches.look(self._notebook, one, find)
        told = [searches.told(self._notebook, one, find) for one in searches.saved(self._notebook)]
        return [Saved(**one) for one in told]  # type: ignore[arg-type]  # as it comes from JSON

    async def refresh(self) -> None:
        self._library.refresh()

    async def close(self) -> None:
        self._notebook.close()
        self._library.close()


class NothingToIndex:
    """A build that finds the library up to date."""

    def __init__(self, collection: Path, base: Path | None) -> None:
        pass

    async def run(self, on_progress: Callable[[object], None]) -> str:
        return ""

    async def close(self) -> None:
        pass


class TeachInPlace(Teacher):
    """Says it in this process."""

    async def ran(self, *words: str) -> tuple[int, str, str]:
        told, narrated = io.StringIO(), io.StringIO()
        with redirect_stdout(told), redirect_stderr(narrated):
            code = main([*self._command, *words])
        return code, told.getvalue(), narrated.getvalue()


@pytest.fixture(autouse=True, scope="session")
def _no_waiting_for_nothing() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        end_waits_when_idle(patch)
        parse_styles_once(patch)
        yield


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command line in this process, which builds too: starting others takes longest."""
    monkeypatch.setattr("index.build.build.usual_jobs", lambda: 0)

    def run_(*words: str | Path) -> Result:
        capsys.readouterr()
        code = main([str(word) for word in words])
        return Result(code, *capsys.readouterr())

    return run_


@pytest.fixture
def make_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rebuild: Callable[..., None]
) -> Callable[..., Reader]:
    """Makes a reader over some reports, by default three on a flood and one that cannot be read."""
    monkeypatch.setattr("tui.background.searching.SearchClient", SearchInPlace)
    monkeypatch.setattr("tui.background.indexing.IndexClient", NothingToIndex)
    monkeypatch.setattr("tui.background.teaching.Teacher", TeachInPlace)
    # What a test is slow with is not read for that, nor does the reader see by itself meanwhile
    # what the test has written: it looks when it is told to.
    monkeypatch.setattr("tui.features.watch._LOOK_EVERY", 10**6)
    monkeypatch.setattr("tui.features.watch.READ_AFTER", 10**6)
    monkeypatch.setattr("tui.features.watch.SEEN_AFTER", 10**6)

    def make(
        reports: dict[str, str] | None = None, settings: Configuration | None = None
    ) -> Reader:
        folder = tmp_path / "reports"
        folder.mkdir()
        for name, text in (LEVEE if reports is None else reports).items():
            (folder / name).write_text(text, "utf-8")
        rebuild()
        return Reader(folder, tmp_path / "libraries", settings)

    return make


@dataclass
class Session:
    """The reader as a test uses it: keys in, screen out."""

    screen: MainScreen
    pilot: Pilot[int]

    async def press(self, *keys: str) -> None:
        """Press keys, and wait for what they do."""
        await self.pilot.press(*keys)
        await self.settled()

    async def settled(self) -> None:
        """Wait until everything asked for has been shown."""
        for _ in range(3):
            await self.pilot.pause()
            while is_busy(self.pilot.app):
                await self.pilot.pause(0.002)
        await self.screen.walker.settled()
        await self.pilot.pause()

    @property
    def status(self) -> str:
        """What the status line shows."""
        return self.screen.status_line.render_line(0).text

    @property
    def lit(self) -> str:
        """The text of the stretch walked to."""
        current, report = self.screen.reading.current, self.screen.desk.report
        return report.article.text[slice(*current)] if current and report else ""

    @property
    def page(self) -> str:
        """What the reading pane shows."""
        pane = self.screen.reading
        lines = (pane.render_line(y).text.rstrip() for y in range(pane.size.height))
        return "\n".join(lines)


@pytest.fixture
def reading(
    make_reader: Callable[..., Reader],
) -> Callable[..., AbstractAsyncContextManager[Session]]:
    """The reader over some reports, once the first of them lies open."""

    @asynccontextmanager
    async def run(
        reports: dict[str, str] | None = None,
        size: tuple[int, int] = (120, 40),
        settings: Configuration | None = None,
    ) -> AsyncIterator[Session]:
        async with make_reader(reports, settings).run_test(size=size) as pilot:
            await pilot.pause()
            screen = pilot.app.screen_stack[0]
            assert isinstance(screen, MainScreen)
            session = Session(screen, pilot)
            await session.settled()
            yield session

    return run


@pytest.fixture
def rebuild(tmp_path: Path) -> Callable[..., None]:
    """Brings the library of the reader up to date, or builds it anew."""

    def run(*, anew: bool = False) -> None:
        folder, base = tmp_path / "reports", tmp_path / "libraries"
        steps = build(Collection.open(folder), place_of(folder, base), jobs=0, rebuild=anew)
        for _progress in steps:
            pass

    return run
