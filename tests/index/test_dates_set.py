"""A date that the user sets holds everywhere, survives what a notebook does, and is undone."""

from contextlib import closing
from pathlib import Path

import pytest

from articles.article import Article, DateBasis, ReportDate
from articles.collection.collection import Collection
from index.anchors import Ref
from index.build.build import build
from index.build.judging import let_dates_hold
from index.catalogue.store import Sort
from index.library.checkup import checkup
from index.library.folder import place_of
from index.library.library import Library
from index.notebook.act_lines import from_json, to_json
from index.notebook.acts import ActUnreadable, SetDate, said_date
from index.notebook.attached import Attached
from index.notebook.dates import dates_in
from index.notebook.file import notebook_of
from index.notebook.notebook import Notebook
from index.search.search import Search

OWN = ReportDate("2019-01-04", DateBasis.DATELINE)
TEXTS = {
    "a.txt": "Levee fails\n\nFriday, January 4, 2019\n\nWater rose.\n",
    "b.txt": "Dam holds\n\nIt held.\n",
}


class Desk:
    """A collection with its library and its notebook."""

    def __init__(self, folder: Path) -> None:
        self.reports, self.base = folder / "reports", folder / "base"
        self.reports.mkdir()
        for name, text in TEXTS.items():
            (self.reports / name).write_text(text)
        self.place = place_of(self.reports, self.base)
        self.notebook = notebook_of(self.reports, self.base)
        self.build()

    def build(self, *, rebuild: bool = False) -> None:
        collection = Collection.open(self.reports)
        for _ in build(collection, self.place, jobs=0, rebuild=rebuild, notebook=self.notebook):
            pass
        with closing(Library.open(self.place)) as library:
            with closing(Attached(self.notebook, library)) as attached:
                attached.refresh()
                attached.learn()
            assert all(finding.is_sound for finding in checkup(library))

    def say(self, name: str, dated: str) -> None:
        """Set a date, and let it hold at once."""
        with (
            closing(Library.open(self.place)) as library,
            closing(Attached(self.notebook, library)) as attached,
        ):
            number = library.catalogue.number(name)
            assert number is not None
            attached.refresh()
            attached.notebook.add(SetDate(attached.refs([number]), dated))
        let_dates_hold(self.place, dates_in(self.notebook))

    def undo(self) -> None:
        with Notebook(self.notebook) as notebook:
            assert notebook.undo()
            assert notebook.faults() == 0

    def article(self, name: str) -> Article:
        with closing(Library.open(self.place)) as library:
            number = library.catalogue.number(name)
            assert number is not None
            return library.catalogue.article(number)

    def found(self, query: str) -> list[str]:
        with closing(Library.open(self.place)) as library:
            numbers = Search(library).find(query, Sort.DATE).numbers
            return [row.id for row in library.catalogue.rows(numbers)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_it_is_shown_sorted_and_searched_by(desk: Desk) -> None:
    assert desk.found("") == ["a.txt", "b.txt"]
    desk.say("b.txt", "2020-05-01")
    article = desk.article("b.txt")
    assert article.date == ReportDate("2020-05-01", DateBasis.USER)
    assert article.date.known_by == "set by you"
    assert desk.found("") == ["b.txt", "a.txt"]
    assert desk.found("date:2020-05") == ["b.txt"]
    assert desk.found("date:none") == []


def test_it_may_say_that_there_is_none_or_that_the_report_is_right_after_all(desk: Desk) -> None:
    desk.say("a.txt", "none")
    assert desk.article("a.txt").date is None
    assert desk.found("date:none") == ["a.txt", "b.txt"]
    desk.say("a.txt", "2018")
    desk.say("a.txt", "")
    assert desk.article("a.txt").date == OWN


def test_it_holds_in_a_library_built_anew_and_in_one_that_is_updated(desk: Desk) -> None:
    desk.say("a.txt", "2018-02")
    desk.build(rebuild=True)
    assert desk.article("a.txt").date == ReportDate("2018-02", DateBasis.USER)
    (desk.reports / "a.txt").rename(desk.reports / "moved.txt")
    desk.build()
    (desk.reports / "moved.txt").write_text(TEXTS["a.txt"] + "\nIt fell again.\n")
    desk.build()
    assert desk.article("moved.txt").date == ReportDate("2018-02", DateBasis.USER)


def test_each_is_taken_back_in_turn(desk: Desk) -> None:
    desk.say("a.txt", "2018")
    desk.say("a.txt", "2017")
    desk.undo()
    desk.build()
    assert desk.article("a.txt").date == ReportDate("2018", DateBasis.USER)
    desk.undo()
    desk.build()
    assert desk.article("a.txt").date == OWN


@pytest.mark.parametrize("word", ["2016", "2016-05", "2016-02-29", "none"])
def test_a_date_is_kept_as_exactly_as_it_is_said(word: str) -> None:
    act = SetDate((Ref("a", "0"),), said_date(word))
    assert from_json(to_json(act)) == act


@pytest.mark.parametrize(
    "word", ["", "2016-13", "2015-02-29", "16", "May 2016", "0001", "２０１６"]
)
def test_what_is_no_date_is_refused_in_a_sentence(word: str) -> None:
    with pytest.raises(ActUnreadable, match="is no date; write 2016"):
        said_date(word)
