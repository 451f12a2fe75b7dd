"""The catalogue: what is kept comes out as it went in, in the order asked."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from articles.article import Article, DateBasis, Label, Part, ReportDate
from articles.collection.collection import File, Skipped
from index.catalogue.schema import CatalogueUnreadable
from index.catalogue.store import GONE, Catalogue, NoSuchArticle, Sort
from index.catalogue.writer import CatalogueWriter, content_hash


def report(
    identity: str = "a.txt",
    text: str = "Water rose in the town.",
    title: str = "Water rose",
    date: str | None = "2020-01-05",
    source: str = "Valley News",
) -> Article:
    dated = ReportDate(date, DateBasis.DATELINE) if date else None
    parts = (Part(Label.BODY, 0, len(text)),)
    return Article(identity, text, title, date=dated, source=source, parts=parts)


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[CatalogueWriter]:
    opened = CatalogueWriter.open(tmp_path / "catalogue.db", writable=True)
    yield opened
    opened.close()


def keep(catalogue: CatalogueWriter, *reports: Article) -> list[int]:
    catalogue.begin()
    numbers = [catalogue.add(one, one.id.partition("#")[0], content_hash(one)) for one in reports]
    catalogue.commit()
    return numbers


def ids(catalogue: Catalogue, numbers: Iterable[int]) -> list[str]:
    return [row.id for row in catalogue.rows(list(numbers))]


def test_a_report_comes_out_as_it_went_in(catalogue: CatalogueWriter) -> None:
    kept = Article(
        "a.jsonl#7", "Ein Text\nmit Zeilen", "Ein Text", True,
        ReportDate("2020-01", DateBasis.METADATA, "+01:00"),
        "Quelle", "Autorin", "https://example.org/7",
        (Part(Label.HEADLINE, 0, 8), Part(Label.BODY, 9, 19)), "Welt", "de", "31.02.2020",
    )  # fmt: skip
    (number,) = keep(catalogue, kept)
    assert catalogue.article(number) == kept


def test_rows_come_in_the_order_asked(catalogue: CatalogueWriter) -> None:
    first, second, third = keep(catalogue, report("a"), report("b"), report("c"))
    assert ids(catalogue, [third, first, second]) == ["c", "a", "b"]


def test_a_row_says_what_the_list_shows(catalogue: CatalogueWriter) -> None:
    (number,) = keep(catalogue, report())
    (row,) = catalogue.rows([number])
    assert (row.title, row.date, row.source, row.words) == (
        "Water rose", "2020-01-05", "Valley News", 5,
    )  # fmt: skip


def test_rows_stay_in_step_with_numbers_when_a_report_is_gone(catalogue: CatalogueWriter) -> None:
    first, second = keep(catalogue, report("a"), report("b"))
    catalogue.begin()
    catalogue.remove([first])
    catalogue.commit()
    assert [row.title for row in catalogue.rows([first, second])] == [GONE, "Water rose"]


def test_a_number_that_is_gone_has_no_article(catalogue: CatalogueWriter) -> None:
    with pytest.raises(NoSuchArticle):
        catalogue.article(1)


def test_numbers_are_never_used_again(catalogue: CatalogueWriter) -> None:
    (first,) = keep(catalogue, report("a"))
    catalogue.begin()
    catalogue.remove([first])
    catalogue.commit()
    assert keep(catalogue, report("a")) != [first]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (Sort.DATE, ["b", "c", "a", "d"]),
        (Sort.OLDEST, ["a", "c", "b", "d"]),
        (Sort.RELEVANCE, ["b", "c", "a", "d"]),
        (Sort.TITLE, ["c", "a", "b", "d"]),
        (Sort.SOURCE, ["d", "b", "c", "a"]),
    ],
)
def test_orders(catalogue: CatalogueWriter, sort: Sort, expected: list[str]) -> None:
    keep(
        catalogue,
        report("a", title="école", date="2019", source=""),
        report("b", title="“Flood” in the valley", date="2020-05-01", source="beta"),
        report("c", title="Dam", date="2020-05-01", source="Gamma"),
        report("d", title="…", date=None, source="Alpha"),
    )
    assert ids(catalogue, catalogue.order(sort)) == expected


def test_order_by_id_reads_figures_as_numbers(catalogue: CatalogueWriter) -> None:
    keep(catalogue, report("a#10"), report("a#9"), report("b"), report("a"), report("a#09"))
    assert ids(catalogue, catalogue.order_by_id()) == ["a", "a#09", "a#9", "a#10", "b"]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("2015-11", "2015-11", {"2015-11", "2015-11-13"}),
        ("2015", "2015", {"2015", "2015-11", "2015-11-13", "2015-12-31"}),
        ("2015-11-13", "2016", {"2015-11-13", "2015-12-31", "2016"}),
        ("2015-12", "", {"2015-12-31", "2016"}),
        ("", "2015-11", {"2014-01-01", "2015-11", "2015-11-13"}),
        ("", "", {"2014-01-01", "2015", "2015-11", "2015-11-13", "2015-12-31", "2016"}),
    ],
)
def test_dated_finds_reports_that_lie_within_wholly(
    catalogue: CatalogueWriter, low: str, high: str, expected: set[str]
) -> None:
    dates = ["2014-01-01", "2015", "2015-11", "2015-11-13", "2015-12-31", "2016"]
    keep(catalogue, report("undated", date=None), *(report(date, date=date) for date in dates))
    assert set(ids(catalogue, catalogue.dated(low, high))) == expected
    assert ids(catalogue, catalogue.undated()) == ["undated"]


def test_the_span_of_some_reports_goes_from_their_first_date_to_their_last(
    catalogue: CatalogueWriter,
) -> None:
    dates = ["2016", "2014-05", "2015-11-13", None]
    numbers = keep(catalogue, *(report(str(date), date=date) for date in dates))
    assert catalogue.span(numbers) == ("2014-05", "2016")
    assert catalogue.span([numbers[2], numbers[3], 999]) == ("2015-11-13", "2015-11-13")
    assert catalogue.span([numbers[3]]) is None


def test_a_reader_sees_what_is_committed_and_nothing_else(
    catalogue: CatalogueWriter, tmp_path: Path
) -> None:
    reader = Catalogue.open(tmp_path / "catalogue.db")
    before = reader.revision()
    catalogue.begin()
    catalogue.add(report(), "a.txt", b"")
    assert reader.count() == 0
    catalogue.commit()
    assert (reader.count(), reader.revision()) == (1, before + 1)
    reader.close()


def test_a_replaced_report_keeps_its_number_and_is_behind(catalogue: CatalogueWriter) -> None:
    (number,) = keep(catalogue, report())
    catalogue.settled([number], [], {})
    assert catalogue.behind() == {}
    catalogue.begin()
    catalogue.replace(number, report(text="The water fell."), "a.txt", b"new")
    catalogue.commit()
    assert catalogue.article(number).text == "The water fell."
    assert catalogue.behind() == {number: True}


def test_skipped_files_are_forgotten_once_they_give_reports(catalogue: CatalogueWriter) -> None:
    file = File("a.txt", 10, 5, 5)
    catalogue.begin()
    catalogue.keep_file(file, [Skipped("a.txt", "not text")])
    catalogue.commit()
    assert catalogue.skipped() == [Skipped("a.txt", "not text")]
    catalogue.begin()
    catalogue.keep_file(file, [])
    catalogue.commit()
    assert catalogue.skipped() == []


def test_the_hash_of_a_content_does_not_depend_on_its_place() -> None:
    assert content_hash(report("a")) == content_hash(report("b"))
    assert content_hash(report(title="x")) != content_hash(report(title="y"))


@pytest.mark.parametrize("content", [b"", b"no database at all, but long enough to look at" * 9])
def test_what_is_no_catalogue_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "catalogue.db").write_bytes(content)
    with pytest.raises(CatalogueUnreadable):
        Catalogue.open(tmp_path / "catalogue.db")


def test_a_catalogue_of_another_version_is_refused(
    catalogue: CatalogueWriter, tmp_path: Path
) -> None:
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE article (number)")
        other.execute("PRAGMA user_version = 99")
    other.close()
    with pytest.raises(CatalogueUnreadable, match="another version"):
        Catalogue.open(tmp_path / "other.db", writable=True)


def test_readers_cannot_write(catalogue: CatalogueWriter, tmp_path: Path) -> None:
    reader = CatalogueWriter.open(tmp_path / "catalogue.db")
    with pytest.raises(sqlite3.OperationalError):
        reader.begin()
    reader.close()
