"""The client of the search process, with a real process over a small library, and with bad ones."""

import asyncio
import re
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

import pytest

from articles.article import Article, DateBasis, ReportDate, Span
from index.anchors import Ref
from index.catalogue.store import Sort, text_hash
from index.catalogue.writer import CatalogueWriter, content_hash
from index.copies.store import CopyStore
from index.engines.engine import Document
from index.engines.whoosh_engine import WhooshEngine
from index.library import generations, manifest
from index.library.library import CATALOGUE, COPIES, MENTIONS, TEXT
from index.library.manifest import Manifest
from index.mentions.store import MentionStore
from index.notebook.acts import SavedSearch, Star
from index.notebook.notebook import Notebook
from tui.background import patience
from tui.background.answers import Answer, QueryProblem, SearchUnavailable
from tui.background.searching import SearchClient

TEXTS = {
    "a.txt": ("Raqqa fell on Friday.", "2015-11-13"),
    "b.txt": ("Raqqa and Mosul were struck by airstrikes.", "2016"),
    "c.txt": ("A quiet day in Paris.", None),
}


def article(name: str) -> Article:
    text, date = TEXTS[name]
    dated = ReportDate(date, DateBasis.METADATA) if date else None
    return Article(name, text, name, date=dated)


def write_library(folder: Path) -> dict[str, int]:
    """A library of `TEXTS`; the number of each report by its name."""
    folder.mkdir(mode=0o700)
    generation = generations.fresh(folder)
    catalogue = CatalogueWriter.open(generation / CATALOGUE, writable=True)
    catalogue.begin()
    numbers = {
        name: catalogue.add(article(name), name, content_hash(article(name))) for name in TEXTS
    }
    catalogue.commit()
    catalogue.close()
    mentions = MentionStore.open(generation / MENTIONS, writable=True)
    mentions.commit()
    mentions.close()
    CopyStore.open(generation / COPIES, writable=True).close()
    engine = WhooshEngine.create(generation / TEXT)
    engine.update(
        Document(number, "", "", "", name, TEXTS[name][0]) for name, number in numbers.items()
    )
    engine.close()
    manifest.write(generation, Manifest("reports", "whoosh"))
    generations.publish(generation)
    return numbers


def add_report(folder: Path, name: str, text: str) -> int:
    """Another report, as a build would add it."""
    generation = generations.current(folder)
    assert generation
    catalogue = CatalogueWriter.open(generation / CATALOGUE, writable=True)
    catalogue.begin()
    report = Article(name, text, name)
    number = catalogue.add(report, name, content_hash(report))
    catalogue.commit()
    catalogue.close()
    engine = WhooshEngine.open(generation / TEXT, writable=True)
    engine.update([Document(number, "", "", "", name, text)])
    engine.close()
    return number


@asynccontextmanager
async def running(folder: Path, *command: str) -> AsyncIterator[SearchClient]:
    client = SearchClient(folder, command)
    await client.start()
    try:
        yield client
    finally:
        await client.close()


def python(program: str) -> tuple[str, ...]:
    """A command that stands in for the search process."""
    return sys.executable, "-P", "-c", program


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def numbers(folder: Path) -> dict[str, int]:
    return write_library(folder)


async def test_whatever_it_is_asked_comes_back_whole(folder: Path, numbers: dict[str, int]) -> None:
    every = list(numbers.values())
    async with running(folder) as client:
        lines = await client.concordance(every, query="raqqa")
        assert {(line.number, line.key) for line in lines} == set(said(numbers, "raqqa"))
        assert await client.company("nobody", every) == []
        assert [one.number for one in await client.copies(every[0])] == every[:1]
        assert (await client.differences(every[0], every[1])).sentences
        assert await client.find("raqqa", lines[0].number)


def said(numbers: dict[str, int], word: str) -> list[tuple[int, str]]:
    """Every time that a text says a word, as it has it."""
    return [
        (numbers[name], found)
        for name, (text, *_) in TEXTS.items()
        for found in re.findall(word, text, re.IGNORECASE)
    ]


async def test_it_finds_and_says_how(folder: Path, numbers: dict[str, int]) -> None:
    async with running(folder) as client:
        answer = await client.search("raqqa -fell", Sort.RELEVANCE, live=False)

    assert answer is not None
    assert list(answer.numbers) == [numbers["b.txt"]]
    assert answer.understood == "raqqa AND NOT fell"
    assert answer.problem is None


async def test_sorts_and_dates_reach_the_catalogue(folder: Path, numbers: dict[str, int]) -> None:
    async with running(folder) as client:
        answer = await client.search("date:2015..2016", Sort.DATE, live=False)

    assert answer is not None
    assert list(answer.numbers) == [numbers["b.txt"], numbers["a.txt"]]


async def test_a_newer_search_overtakes_an_older_one(folder: Path, numbers: dict[str, int]) -> None:
    async with running(folder) as client:
        typed = ["r", "ra", "raq", "raqqa"]
        answers = await asyncio.gather(*(client.search(text, Sort.DATE) for text in typed))

    assert answers[:-1] == [None, None, None]
    assert answers[-1] is not None
    assert len(answers[-1].numbers) == 2


async def test_hits_are_painted_as_the_search_was_meant(
    folder: Path, numbers: dict[str, int]
) -> None:
    async with running(folder) as client:
        while_typing = await client.hits("airst", [numbers["b.txt"]], live=True)
        afterwards = await client.hits("airst", [numbers["b.txt"]])

    assert while_typing == {numbers["b.txt"]: [Span(31, 41)]}
    assert afterwards == {numbers["b.txt"]: []}


async def test_a_mistake_has_its_place(folder: Path, numbers: dict[str, int]) -> None:
    async with running(folder) as client:
        answer = await client.search('raqqa "x', Sort.DATE, live=False)

    assert answer == Answer('raqqa "x', (), problem=QueryProblem("a quote is not closed", 6, 8))


async def test_nothing_found_comes_with_a_suggestion(folder: Path, numbers: dict[str, int]) -> None:
    async with running(folder) as client:
        answer = await client.search("mosol", Sort.DATE, live=False)

    assert answer is not None
    assert answer.suggestion == "mosul"


async def test_it_sees_new_reports_when_told_to(folder: Path, numbers: dict[str, int]) -> None:
    async with running(folder) as client:
        before = await client.search("tikrit", Sort.DATE)
        added = add_report(folder, "d.txt", "Tikrit.")
        await client.refresh()
        after = await client.search("tikrit", Sort.DATE)

    assert before is not None
    assert after is not None
    assert (list(before.numbers), list(after.numbers)) == ([], [added])


async def test_a_process_that_dies_is_started_again_and_asked_again(
    folder: Path, numbers: dict[str, int]
) -> None:
    async with running(folder) as client:
        await client.search("raqqa", Sort.DATE)
        assert client.process.child
        client.process.child.kill()
        answer = await client.search("mosul", Sort.DATE)

    assert answer is not None
    assert list(answer.numbers) == [numbers["b.txt"]]


class Starting:
    """Starts processes when it may, and knows them."""

    def __init__(self) -> None:
        self.is_asked, self.may = asyncio.Event(), asyncio.Event()
        self.started: list[Process] = []
        self._start = asyncio.create_subprocess_exec

    async def __call__(self, *words: str, **how: int) -> Process:
        self.is_asked.set()
        await self.may.wait()
        self.started.append(await self._start(*words, **how))
        return self.started[-1]


@pytest.fixture
def starting(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Starting]:
    """Holds up processes from when it is called on."""

    def hold() -> Starting:
        made = Starting()
        monkeypatch.setattr(asyncio, "create_subprocess_exec", made)
        return made

    return hold


async def test_what_is_asked_while_a_dead_process_is_started_again_is_answered_by_one(
    folder: Path, numbers: dict[str, int], starting: Callable[[], Starting]
) -> None:
    async with running(folder) as client:
        processes = starting()
        assert client.process.child
        client.process.child.kill()
        await processes.is_asked.wait()
        asked = asyncio.gather(client.search("mosul", Sort.DATE), client.refresh())
        await asyncio.sleep(0)
        processes.may.set()
        answer, _ = await asked

    assert answer is not None
    assert list(answer.numbers) == [numbers["b.txt"]]
    assert len(processes.started) == 1


async def test_closing_ends_also_a_process_that_is_just_being_started(
    folder: Path, numbers: dict[str, int], starting: Callable[[], Starting]
) -> None:
    async with running(folder) as client:
        processes = starting()
        assert client.process.child
        client.process.child.kill()
        await processes.is_asked.wait()
        closing = asyncio.create_task(client.close())
        await asyncio.sleep(0)
        processes.may.set()
        await closing
        assert [one.returncode is not None for one in processes.started] == [True]


async def test_a_process_that_keeps_dying_is_given_up(folder: Path) -> None:
    async with running(folder, *python("import os; os.read(0, 1)")) as client:
        with pytest.raises(SearchUnavailable, match="keeps dying"):
            await client.search("raqqa", Sort.DATE)
        with pytest.raises(SearchUnavailable, match="keeps dying"):
            await client.hits("raqqa", [1])


async def test_a_process_that_is_stopped_is_replaced_once_it_is_not_expected_to_answer(
    folder: Path, numbers: dict[str, int]
) -> None:
    async with running(folder) as client:
        stopped = client.process.child
        assert stopped
        stopped.send_signal(signal.SIGSTOP)
        asking = asyncio.create_task(client.search("mosul", Sort.DATE))
        await asyncio.sleep(0)
        client.process.kill()
        answer = await asking

    assert answer is not None
    assert list(answer.numbers) == [numbers["b.txt"]]
    assert stopped.returncode == -signal.SIGKILL


LATE, ENDED = "does not answer yet; waiting for it", "did not answer; another one is asked"


async def test_that_a_process_does_not_answer_is_told_until_it_is_given_up(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "BEAT", 0.001)
    told: list[str] = []
    client = SearchClient(folder, python("import time; time.sleep(999)"), tell=told.append)
    await client.start()
    try:
        with pytest.raises(SearchUnavailable, match="does not answer"):
            await client.search("raqqa", Sort.DATE)
    finally:
        await client.close()
    assert told == [f"The search process {said}" for said in (LATE, ENDED) * 2]


@pytest.mark.parametrize(("is_busy", "looks"), [(True, 120), (False, 30)])
async def test_a_busy_process_is_waited_for_longer_but_not_for_ever(
    is_busy: bool, looks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "BEAT", 0)
    looked, ended = count(1), asyncio.Event()

    def work() -> int:
        number = next(looked)
        return number if is_busy else 7

    watch = patience.Patience(lambda: not ended.is_set(), work, lambda _: None, ended.set)
    watch.begin()
    await ended.wait()
    assert next(looked) - 1 == looks + (not is_busy)  # the first look has nothing to compare


async def test_who_is_ended_is_watched_no_more_and_the_next_has_all_the_time_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(patience, "BEAT", 0)
    told: list[str] = []
    watch = patience.Patience(lambda: True, lambda: 7, told.append, lambda: None)
    for times in (1, 2):
        watch.begin()
        for _ in range(200):
            await asyncio.sleep(0)
        assert told == [f"The search process {said}" for said in (LATE, ENDED) * times]


async def test_how_long_a_process_had_the_processor_is_known(folder: Path) -> None:
    client = SearchClient(folder, python("while True: pass"))
    await client.start()
    try:
        before = client.process._work()
        for _ in iter(lambda: client.process._work() == before, False):
            await asyncio.sleep(0.01)
    finally:
        client.process.kill()
        await client.close()


async def test_an_answer_that_comes_late_takes_back_what_was_told(
    folder: Path, numbers: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    is_told = asyncio.Event()

    def tell(line: str) -> None:
        told.append(line)
        is_told.set()

    client = SearchClient(folder, tell=tell)
    await client.start()
    try:
        await client.search("mosul", Sort.DATE)
        assert client.process.child
        client.process.child.send_signal(signal.SIGSTOP)
        monkeypatch.setattr(patience, "BEAT", 0.001)
        monkeypatch.setattr(patience, "_LOST", 10**9)
        asking = asyncio.create_task(client.search("raqqa", Sort.DATE))
        await is_told.wait()
        client.process.child.send_signal(signal.SIGCONT)
        await asking
    finally:
        await client.close()
    assert told == ["The search process does not answer yet; waiting for it", ""]


async def test_a_process_that_was_given_up_is_started_again_when_the_library_has_changed(
    folder: Path, numbers: dict[str, int]
) -> None:
    pointer = folder / "CURRENT"
    async with running(folder) as client:
        pointer.rename(pointer.with_name("elsewhere"))
        assert client.process.child
        client.process.child.kill()
        with pytest.raises(SearchUnavailable, match="there is no library"):
            await client.search("raqqa", Sort.DATE)
        pointer.with_name("elsewhere").rename(pointer)
        await client.refresh()
        answer = await client.search("mosul", Sort.DATE)
    assert answer is not None
    assert list(answer.numbers) == [numbers["b.txt"]]


async def test_a_process_that_talks_nonsense_is_given_up(folder: Path) -> None:
    nonsense = "import os; os.read(0, 1); os.write(1, b'\\xff' * 99); os.read(0, 9 ** 6)"
    async with running(folder, *python(nonsense)) as client:
        with pytest.raises(SearchUnavailable):
            await client.search("raqqa", Sort.DATE)


ANSWERS_WRONGLY = """
import os
from index.search.frames import Decoder, encode
decoder = Decoder()
while data := os.read(0, 1 << 16):
    for frame in decoder.feed(data):
        os.write(1, encode({{"id": frame.header["id"], **{header}}}, {numbers}))
"""


@pytest.mark.parametrize(
    ("ask", "header", "numbers"),
    [
        (lambda client: client.search("raqqa", Sort.DATE), {}, []),
        (lambda client: client.search("raqqa", Sort.DATE), {"understood": 5, "suggestion": 1}, []),
        (lambda client: client.search("raqqa", Sort.DATE), {"problem": {"message": "no"}}, []),
        (lambda client: client.hits("raqqa", [1]), {}, [1, 2, 0]),
        (lambda client: client.find("raqqa", 1), {}, [1]),
        (lambda client: client.concordance([1]), {"lines": [[1, "a.txt"]]}, []),
        (lambda client: client.company("e1", [1]), {"company": [["a", "A", "?", 1, 1, 1]]}, []),
        (lambda client: client.copies(1), {"copies": [[1, "much"]]}, []),
        (lambda client: client.differences(1, 2), {"sentences": [["up", "A.", True]]}, []),
        (lambda client: client.saved(), {"saved": [{"name": "a"}]}, []),
        (lambda client: client.refresh(), {"problem": ["no"]}, []),
    ],
)
async def test_an_answer_whose_fields_are_wrong_is_a_search_that_failed(
    folder: Path,
    ask: Callable[[SearchClient], Awaitable[object]],
    header: dict[str, object],
    numbers: list[int],
) -> None:
    program = ANSWERS_WRONGLY.format(header=header, numbers=numbers)
    async with running(folder, *python(program)) as client:
        with pytest.raises(SearchUnavailable, match="keeps dying"):
            await ask(client)


async def test_a_library_that_is_missing_is_said_to_be(folder: Path) -> None:
    async with running(folder) as client:
        with pytest.raises(SearchUnavailable, match="there is no library"):
            await client.search("raqqa", Sort.DATE)


async def test_a_process_that_cannot_be_started_is_said_to_be(folder: Path) -> None:
    client = SearchClient(folder, ["/nonexistent/python"])

    with pytest.raises(SearchUnavailable, match="cannot be started"):
        await client.start()


async def test_closing_ends_the_process_and_whatever_waits(
    folder: Path, numbers: dict[str, int]
) -> None:
    client = SearchClient(
        folder, python("import os; os.read(0, 9); os.read(0, 999); os.read(0, 9)")
    )
    await client.start()
    waiting = asyncio.create_task(client.search("raqqa", Sort.DATE))
    await asyncio.sleep(0)
    process = client.process.child
    await client.close()

    assert process is not None
    assert process.returncode is not None
    with pytest.raises(SearchUnavailable):
        await waiting
    with pytest.raises(SearchUnavailable):
        await client.search("raqqa", Sort.DATE)


async def test_saved_searches_tell_what_is_new_until_they_are_looked_at(
    folder: Path, numbers: dict[str, int], tmp_path: Path
) -> None:
    path = tmp_path / "n.db"
    client = SearchClient(folder, notebook=path)
    await client.start()
    try:
        assert await client.saved() == []
        with Notebook(path) as notebook:
            notebook.add_all([SavedSearch("towns", "raqqa"), SavedSearch("wrong", "(raqqa")])
        towns, wrong = await client.saved("towns")
        assert (towns.name, towns.query, towns.found, towns.new) == ("towns", "raqqa", 2, 0)
        assert wrong.problem == "a bracket is not closed"
        add_report(folder, "d.txt", "Raqqa again.")
        await client.refresh()
        towns, _ = await client.saved()
        assert (towns.found, towns.new) == (3, 1)
    finally:
        await client.close()


async def test_what_the_notebook_holds_is_searched_as_it_is_by_then(
    folder: Path, numbers: dict[str, int], tmp_path: Path
) -> None:
    path = tmp_path / "n.db"
    client = SearchClient(folder, notebook=path)
    await client.start()
    try:
        before = await client.search("is:starred", Sort.DATE, live=False)
        ref = Ref("c.txt", text_hash(TEXTS["c.txt"][0]))
        with Notebook(path) as notebook:
            notebook.add(Star((ref,), is_starred=True))
        after = await client.search("is:starred", Sort.DATE, live=False)
    finally:
        await client.close()
    assert before is not None
    assert after is not None
    assert [list(before.numbers), list(after.numbers)] == [[], [numbers["c.txt"]]]
