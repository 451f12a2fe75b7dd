"""The reader without its child processes: the search runs in place, the library is ready-made."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from articles.article import Span
from articles.collection import Collection
from index.build.build import build
from index.catalogue.store import Sort
from index.library.library import Library, place_of
from index.query.tree import QueryError
from index.search.search import Search
from tui.app import Reader
from tui.configuration import Configuration
from tui.searching import Answer, Problem

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

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def start(self) -> None:
        self._library = Library.open(self._folder)
        self._search = Search(self._library)

    async def search(self, text: str, sort: Sort, live: bool = True) -> Answer | None:
        try:
            found = self._search.find(text, sort, live=live)
        except QueryError as error:
            return Answer(text, (), problem=Problem(error.message, error.start, error.end))
        return Answer(text, found.numbers, found.understood, found.suggestion)

    async def hits(
        self, text: str, numbers: Sequence[int], live: bool | None = None
    ) -> dict[int, list[Span]]:
        return self._search.hits(text, numbers, live=bool(live))

    async def refresh(self) -> None:
        self._library.refresh()

    async def close(self) -> None:
        self._library.close()


class NothingToIndex:
    """A build that finds the library up to date."""

    def __init__(self, collection: Path, base: Path | None) -> None:
        pass

    async def run(self, on_progress: Callable[[object], None]) -> str:
        return ""

    async def close(self) -> None:
        pass


@pytest.fixture
def make_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rebuild: Callable[..., None]
) -> Callable[..., Reader]:
    """Makes a reader over some reports, by default three on a flood and one that cannot be read."""
    monkeypatch.setattr("tui.desk.SearchClient", SearchInPlace)
    monkeypatch.setattr("tui.screens.main.IndexClient", NothingToIndex)

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


@pytest.fixture
def rebuild(tmp_path: Path) -> Callable[..., None]:
    """Brings the library of the reader up to date, or builds it anew."""

    def run(*, anew: bool = False) -> None:
        folder, base = tmp_path / "reports", tmp_path / "libraries"
        steps = build(Collection.open(folder), place_of(folder, base), jobs=0, rebuild=anew)
        for _progress in steps:
            pass

    return run
