"""A search joins what the stores of a library know, and says what it did."""

from array import array
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import pytest

from articles.article import Article, Span
from index.catalogue.store import NoSuchArticle, Sort
from index.engines.engine import Cancelled, Document
from index.engines.memory import MemoryEngine
from index.notebook.schema import NotebookError
from index.query.tree import QueryError
from index.search.search import Search


@dataclass
class FakeCatalogue:
    """Reports in a list; newer ones first in the order by date."""

    reports: dict[int, Article] = field(default_factory=dict)
    dates: dict[int, str] = field(default_factory=dict)

    def order(self, sort: Sort) -> "array[int]":
        keys = {
            Sort.TITLE: lambda number: self.reports[number].title,
            Sort.SOURCE: lambda number: self.reports[number].source,
        }
        newest = sorted(self.reports, key=lambda number: self.dates.get(number, ""), reverse=True)
        return array("I", sorted(newest, key=keys[sort]) if sort in keys else newest)

    def dated(self, low: str, high: str) -> set[int]:
        last = high or "9999"
        return {
            number
            for number, date in self.dates.items()
            if low <= date and (date <= last or date.startswith(last))
        }

    def undated(self) -> set[int]:
        return set(self.reports) - set(self.dates)

    def article(self, number: int) -> Article:
        if number not in self.reports:
            raise NoSuchArticle
        return self.reports[number]


@dataclass(frozen=True)
class FakeEntity:
    id: str
    name: str
    type: str
    mentions: int
    where: frozenset[int]


@dataclass
class FakeMentions:
    known: list[FakeEntity] = field(default_factory=list)

    def find(self, name: str) -> list[FakeEntity]:
        found = [one for one in self.known if name.lower() in one.name.lower() or name == one.id]
        return sorted(found, key=lambda one: -one.mentions)

    def near_name(self, name: str, kind: str = "") -> str:
        return ""

    def articles_of(self, entity_id: str) -> Collection[int]:
        return {one.id: one.where for one in self.known}[entity_id]


class FakeNotebook:
    def __init__(self, *, is_damaged: bool = False) -> None:
        self.is_damaged = is_damaged

    def refresh(self) -> bool:
        if self.is_damaged:
            raise NotebookError("the notebook n.db is damaged")
        return False

    def read(self) -> set[int]:
        return {2, 9}

    def starred(self) -> set[int]:
        return {1}

    def noted(self) -> set[int]:
        return {1, 2}

    def tagged(self, tag: str, *, begins: bool = False) -> set[int]:
        return {2} if tag == "checked" or (begins and "checked".startswith(tag)) else set()

    def noting(self, words: str, *, begins: bool = False) -> set[int]:
        return {1} if words == "call him" or (begins and "call".startswith(words)) else set()


@dataclass
class FakeLibrary:
    engine: MemoryEngine = field(default_factory=MemoryEngine)
    catalogue: FakeCatalogue = field(default_factory=FakeCatalogue)
    mentions: FakeMentions = field(default_factory=FakeMentions)

    def state(self) -> int:
        return len(self.catalogue.reports)

    def add(
        self, number: int, text: str, title: str = "", source: str = "", date: str = ""
    ) -> None:
        self.engine.update([Document(number, title, source, "", f"{number}.txt", text)])
        self.catalogue.reports[number] = Article(f"{number}.txt", text, title, source=source)
        if date:
            self.catalogue.dates[number] = date


@pytest.fixture
def library() -> FakeLibrary:
    made = FakeLibrary()
    made.add(1, "Raqqa fell.", title="C", source="BBC", date="2015-11-13")
    made.add(2, "Raqqa and Mosul.", title="A", source="CNN", date="2016")
    made.add(3, "Mosul, an airstrike.", title="B", source="ABC")
    made.mentions.known = [
        FakeEntity("e1", "Masoud Barzani", "person", 10, frozenset({1, 2})),
        FakeEntity("e2", "Khalid Masoud", "person", 6, frozenset({3})),
        FakeEntity("e3", "Raqqa", "place", 20, frozenset({1, 2})),
        FakeEntity("e4", "Raqqa Media Center", "organisation", 2, frozenset({3})),
    ]
    return made


@pytest.fixture
def search(library: FakeLibrary) -> Search:
    return Search(library)


def test_a_blank_query_lists_every_report_newest_first(search: Search) -> None:
    assert list(search.find("").numbers) == [2, 1, 3]


@pytest.mark.parametrize(
    ("sort", "numbers"),
    [(Sort.DATE, [2, 1, 3]), (Sort.TITLE, [2, 3, 1]), (Sort.SOURCE, [3, 1, 2])],
)
def test_lists_are_sorted_by_the_catalogue(search: Search, sort: Sort, numbers: list[int]) -> None:
    assert list(search.find("raqqa OR mosul", sort).numbers) == numbers


def test_ties_of_relevance_go_by_date(library: FakeLibrary, search: Search) -> None:
    library.add(4, "Raqqa fell.", date="2017")

    assert list(search.find("fell").numbers) == [4, 1]


def test_scores_stand_beside_their_reports(library: FakeLibrary, search: Search) -> None:
    library.add(4, "Nothing much to do with it, but Raqqa is named once.", date="2017")

    found = search.find("raqqa", Sort.DATE)

    assert list(found.numbers) == [4, 2, 1]
    assert found.scores[2] == max(found.scores)


def test_what_the_catalogue_does_not_know_is_not_listed(
    library: FakeLibrary, search: Search
) -> None:
    del library.catalogue.reports[1]

    assert list(search.find("raqqa").numbers) == [2]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("date:2015", [1]),
        ("date:2015..2016", [1, 2]),
        ("date:none", [3]),
        ("-date:none raqqa", [1, 2]),
        ("raqqa date:2016", [2]),
        ("entity:e2", [3]),
        ("place:raqqa mosul", [2]),
        ("organisation:Raqqa", [3]),
        ("person:nobody", []),
        ("entity:Raqqa -mosul", [1]),
    ],
)
def test_dates_and_names_are_looked_up(search: Search, query: str, numbers: list[int]) -> None:
    assert sorted(search.find(query).numbers) == numbers


def test_it_says_which_entity_was_taken(search: Search) -> None:
    assert search.find("entity:raqqa").understood == 'entity:"Raqqa"'
    assert search.find("person:e1 OR mosul").understood == 'person:"Masoud Barzani" OR mosul'


def test_it_says_when_there_is_no_such_name(search: Search) -> None:
    found = search.find("entity:Smith")

    assert found.understood == 'entity:"Smith" (nobody and nothing of that name)'


def test_an_ambiguous_name_lists_its_candidates(search: Search) -> None:
    with pytest.raises(QueryError) as error:
        search.find("mosul entity:masoud")

    assert error.value.message == (
        'entity:"masoud" may be Masoud Barzani (e1) or Khalid Masoud (e2); write entity:e1'
    )
    assert (error.value.start, error.value.end) == (6, 19)


@pytest.mark.parametrize("query", ["is:starred", "raqqa tag:checked", "note:x"])
def test_without_a_notebook_marks_are_refused_with_a_sentence(search: Search, query: str) -> None:
    with pytest.raises(QueryError, match="there is no notebook"):
        search.find(query)


def test_with_a_notebook_marks_are_looked_up(library: FakeLibrary) -> None:
    search = Search(library, FakeNotebook())

    assert set(search.find("is:starred").numbers) == {1}
    assert set(search.find("is:noted").numbers) == {1, 2}
    assert set(search.find("is:read").numbers) == {2}
    everything = set(search.find("").numbers)
    assert set(search.find("is:unread").numbers) == everything - {2}
    assert set(search.find("tag:checked raqqa").numbers) == {2}
    assert set(search.find('note:"call him"').numbers) == {1}
    assert search.find("is:unread note:x").understood == 'is:unread AND note:"x"'


@pytest.mark.parametrize("text", ['mosul entity:"Le Dr', "place:zz", "raqqa OR (person:zz"])
def test_a_name_that_is_still_typed_and_nobody_has_is_no_reason_to_find_nothing(
    search: Search, text: str
) -> None:
    with pytest.raises(QueryError, match="nobody and nothing of that name so far") as refused:
        search.find(text, live=True)
    assert refused.value.end == len(text)


def test_a_name_that_is_typed_to_its_end_and_nobody_has_finds_nothing(search: Search) -> None:
    assert not search.find('entity:"Le Dr"', live=True).numbers
    assert not search.find("entity:zz mosul", live=True).numbers
    assert not search.find("entity:zz").numbers


def test_what_the_notebook_has_need_only_begin_so_while_it_is_typed(library: FakeLibrary) -> None:
    search = Search(library, FakeNotebook())

    for query, begun in (("tag:chec", "tag:chec*"), ("note:cal", "note:cal*")):
        assert set(search.find(query).numbers) == set()
        assert len(search.find(query, live=True).numbers) == 1
        assert len(search.find(begun).numbers) == 1
    assert search.find('tag:"chec"', live=True).understood == 'tag:"chec"'
    assert search.find("note:cal*").understood == 'note:"cal*"'


def test_a_notebook_that_cannot_be_read_is_told_where_it_was_asked(library: FakeLibrary) -> None:
    with pytest.raises(QueryError, match=r"n\.db is damaged") as error:
        Search(library, FakeNotebook(is_damaged=True)).find("raqqa is:read")
    assert (error.value.start, error.value.end) == (6, 13)


def test_it_says_what_was_searched(search: Search) -> None:
    assert search.find("raqqa OR mosul -is").understood == "(raqqa OR mosul) AND NOT is"


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("raqa", "raqqa"),
        ("mosul airstirke", "mosul airstrike"),
        ('"raqa fell"', '"raqqa fell"'),
        ("title:x -raqa", None),
        ("zzzzzzz", None),
        ("raqqa airstrike", None),
    ],
)
def test_a_spelling_that_finds_something_is_offered(
    search: Search, query: str, suggestion: str | None
) -> None:
    found = search.find(query)

    assert list(found.numbers) == []
    assert found.suggestion == suggestion


def test_nothing_is_suggested_where_something_was_found(search: Search) -> None:
    assert search.find("raqqa OR raqa").suggestion is None


def test_while_typing_the_last_word_finds_longer_ones(search: Search) -> None:
    assert list(search.find("airst", live=True).numbers) == [3]
    assert list(search.find("airst").numbers) == []


def test_a_cancelled_search_raises(search: Search) -> None:
    with pytest.raises(Cancelled):
        search.find("raqqa", cancel=lambda: True)


def test_cancelling_is_asked_more_than_once(search: Search) -> None:
    answers: Iterator[bool] = iter([False, True])

    with pytest.raises(Cancelled):
        search.find("raqqa", cancel=lambda: next(answers))


def test_hits_are_those_of_the_texts(search: Search) -> None:
    assert search.hits("mosul", [2, 3, 99]) == {2: [Span(10, 15)], 3: [Span(0, 5)]}


def test_hits_of_a_word_still_being_typed(search: Search) -> None:
    assert search.hits("mos", [3], live=True) == {3: [Span(0, 5)]}
    assert search.hits("mos", [3]) == {3: []}
