"""The server of searches, over pipes: the newest search first, then hits, until its input ends."""

import os
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from articles.article import Article, Span
from index.catalogue.store import NoSuchArticle, Sort
from index.engines.engine import Cancel, Document, EngineDamaged, Matches, never
from index.engines.memory import MemoryEngine
from index.notebook.acts import SavedSearch
from index.query.tree import Query
from index.search.frames import Decoder, Frame, encode, unpack_hits
from index.search.process import Server


@dataclass
class Pipes:
    """Both ends of what a server reads and writes."""

    requests: tuple[int, int] = field(default_factory=os.pipe)
    answers: tuple[int, int] = field(default_factory=os.pipe)

    def ask(self, identity: int, do: str, text: str = "", numbers: tuple[int, ...] = ()) -> None:
        request = {"id": identity, "do": do, "text": text, "sort": "date", "live": False}
        request["looked"] = ""
        os.write(self.requests[1], encode(request, numbers))

    def end(self) -> None:
        os.close(self.requests[1])

    def answered(self) -> list[Frame]:
        os.close(self.answers[1])
        with open(self.answers[0], "rb", closefd=False) as answers:
            return list(Decoder().feed(answers.read()))


class FakeEngine(MemoryEngine):
    """Asks, as long searches do, whether it is still wanted."""

    def __init__(self, pipes: Pipes) -> None:
        super().__init__()
        self.pipes = pipes
        self.searched: list[str] = []

    def search(self, query: Query, cancel: Cancel = never) -> Matches:
        self.searched.append(query.describe())
        if query.describe() == "slow":
            self.pipes.ask(90, "search", "raqqa")
        if query.describe() == "broken":
            raise EngineDamaged("the text index is damaged")
        return super().search(query, cancel)


class FakeLibrary:
    def __init__(self, pipes: Pipes) -> None:
        self.engine = FakeEngine(pipes)
        self.catalogue = self
        self.mentions = self
        self.refreshed = 0
        self.pipes = pipes
        self.looked_into: list[int] = []
        self.asked_meanwhile: dict[int, list[tuple[int, str, str, tuple[int, ...]]]] = {}
        """What is asked when a report is looked into."""
        self.texts = {1: "Raqqa fell.", 2: "Raqqa and Mosul."}
        self.engine.update(
            Document(number, "", "", "", "", text) for number, text in self.texts.items()
        )

    def order(self, sort: Sort) -> "array[int]":
        return array("I", self.texts)

    def state(self) -> int:
        return 1

    def article(self, number: int) -> Article:
        if number not in self.texts:
            raise NoSuchArticle
        self.looked_into.append(number)
        for asked in self.asked_meanwhile.pop(number, ()):
            self.pipes.ask(*asked)
        return Article(f"{number}", self.texts[number], "")

    def refresh(self) -> None:
        self.refreshed += 1


@pytest.fixture
def pipes() -> Iterator[Pipes]:
    made = Pipes()
    yield made
    for descriptor in (*made.requests, *made.answers):
        try:
            os.close(descriptor)
        except OSError:
            continue


@pytest.fixture
def library(pipes: Pipes) -> FakeLibrary:
    return FakeLibrary(pipes)


@pytest.fixture
def server(pipes: Pipes, library: FakeLibrary) -> Server:
    return Server(library, pipes.requests[0], pipes.answers[1])  # type: ignore[arg-type]  # a fake


def answer_all(server: Server) -> None:
    """Serve what has been asked, with the asker still there."""
    server._receive()
    while server._is_busy:
        server._step()


def by_id(frames: list[Frame]) -> dict[int, Frame]:
    return {frame.header["id"]: frame for frame in frames}


def test_a_search_is_answered_with_numbers(pipes: Pipes, server: Server) -> None:
    pipes.ask(1, "search", "raqqa -mosul")
    answer_all(server)

    (answer,) = pipes.answered()
    assert list(answer.numbers) == [1]
    assert answer.header == {"id": 1, "understood": "raqqa AND NOT mosul", "suggestion": None}


def test_of_waiting_searches_only_the_newest_is_done(
    pipes: Pipes, server: Server, library: FakeLibrary
) -> None:
    for identity, text in enumerate(["r", "ra", "raq", "raqqa"], 1):
        pipes.ask(identity, "search", text)
    answer_all(server)

    answers = by_id(pipes.answered())
    assert library.engine.searched == ["raqqa"]
    assert [answers[identity].header.get("overtaken") for identity in (1, 2, 3)] == [True] * 3
    assert list(answers[4].numbers) == [1, 2]


def test_a_search_under_way_stops_for_a_newer_one(pipes: Pipes, server: Server) -> None:
    pipes.ask(1, "search", "slow")
    answer_all(server)

    answers = by_id(pipes.answered())
    assert answers[1].header["overtaken"]
    assert list(answers[90].numbers) == [1, 2]


def test_saved_searches_give_way_to_a_search_and_are_done_after_it(
    pipes: Pipes, server: Server, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def told(_: object, search: SavedSearch, find: Callable[[str], object]) -> dict[str, object]:
        # Only the first time is a search typed in meanwhile.
        find("raqqa" if looked else "slow")
        looked.append(search.name)
        return {"name": search.name}

    searches = [SavedSearch("one", "x"), SavedSearch("two", "y")]
    monkeypatch.setattr(server, "_notebook", SimpleNamespace(refresh=lambda: False))
    monkeypatch.setattr("index.search.process.saved", lambda _: searches)
    monkeypatch.setattr("index.search.process.told", told)
    pipes.ask(1, "saved")
    server._receive()
    server._step()
    looked.append("given way")
    while server._searches or server._others:
        server._step()

    search, saved = pipes.answered()
    assert search.header["id"] == 90
    assert saved.header == {"id": 1, "saved": [{"name": "one"}, {"name": "two"}]}
    assert library.engine.searched == ["slow", "raqqa", "raqqa", "raqqa"]


def test_hits_are_served_after_searches(pipes: Pipes, server: Server) -> None:
    pipes.ask(1, "hits", "mosul", (2, 99, 1))
    pipes.ask(2, "search", "raqqa")
    answer_all(server)

    search, hits = pipes.answered()
    assert search.header["id"] == 2
    assert unpack_hits(hits.numbers) == {2: [Span(10, 15)], 1: []}


def test_hits_give_way_to_whatever_is_asked_meanwhile_and_are_found_after_it(
    pipes: Pipes, server: Server, library: FakeLibrary
) -> None:
    library.asked_meanwhile[1] = [(2, "search", "mosul", ()), (3, "hits", "mosul", (2,))]
    pipes.ask(1, "hits", "raqqa", (1, 99, 2))
    answer_all(server)

    answers = pipes.answered()
    assert [answer.header["id"] for answer in answers] == [2, 3, 1]
    assert unpack_hits(answers[1].numbers) == {2: [Span(10, 15)]}
    assert unpack_hits(answers[2].numbers) == {1: [Span(0, 5)], 2: [Span(0, 5)]}
    assert library.looked_into == [1, 2, 2]


def test_of_hits_that_gave_way_those_asked_for_last_are_found_first(
    pipes: Pipes, server: Server, library: FakeLibrary
) -> None:
    library.asked_meanwhile = {
        1: [(2, "hits", "raqqa", (2, 1))],
        2: [(3, "hits", "mosul", (1,))],
    }
    pipes.ask(1, "hits", "raqqa", (1, 2))
    answer_all(server)

    assert [answer.header["id"] for answer in pipes.answered()] == [3, 2, 1]


def test_a_bad_query_is_answered_with_its_problem(pipes: Pipes, server: Server) -> None:
    pipes.ask(1, "search", 'raqqa "x')
    answer_all(server)

    (answer,) = pipes.answered()
    assert answer.header["problem"] == {"message": "a quote is not closed", "start": 6, "end": 8}


def test_a_damaged_index_is_a_problem_not_a_crash(pipes: Pipes, server: Server) -> None:
    pipes.ask(1, "search", "broken")
    answer_all(server)

    (answer,) = pipes.answered()
    assert answer.header["problem"]["message"] == "the text index is damaged"


def test_it_looks_again_when_told(pipes: Pipes, server: Server, library: FakeLibrary) -> None:
    pipes.ask(5, "refresh")
    answer_all(server)

    assert library.refreshed == 1
    assert [frame.header for frame in pipes.answered()] == [{"id": 5}]


def test_warming_up_answers_nothing_and_stops_for_a_search(
    pipes: Pipes, server: Server, library: FakeLibrary
) -> None:
    server.warm()
    pipes.ask(1, "search", "raqqa")
    server.warm()
    server._step()

    (answer,) = pipes.answered()
    assert answer.header["id"] == 1
    assert list(answer.numbers) == [1, 2]


def test_it_ends_with_its_input(pipes: Pipes, server: Server) -> None:
    pipes.end()
    server.serve()

    assert pipes.answered() == []


def test_a_search_whose_asker_is_gone_is_given_up(
    pipes: Pipes, server: Server, library: FakeLibrary
) -> None:
    pipes.ask(1, "search", "raqqa")
    pipes.end()
    server.serve()

    assert [frame.header.get("overtaken") for frame in pipes.answered()] == [True]
