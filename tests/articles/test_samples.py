"""The reports that come with the program."""

import pytest

from articles.article import Article, DateBasis, Label
from articles.clean import clean
from articles.collection.collection import Collection, File
from articles.formats.opening import parsed
from articles.samples import FOLDER


@pytest.fixture(scope="module")
def samples() -> list[Article]:
    """All of them, in order."""
    collection = Collection.open(FOLDER)
    found = [
        item
        for file in collection.scan()
        if isinstance(file, File)
        for item in collection.read(file, parsed)
    ]
    return [item for item in found if isinstance(item, Article)]


def test_every_file_is_a_report(samples: list[Article]) -> None:
    assert len(samples) == len(list(FOLDER.iterdir())) >= 44


def test_each_has_a_headline_and_a_body(samples: list[Article]) -> None:
    for article in samples:
        assert article.parts[0].label is Label.HEADLINE
        assert not article.title_derived
        assert Label.BODY in {part.label for part in article.parts}


def test_each_is_dated_as_its_file_is_named(samples: list[Article]) -> None:
    for article in samples:
        assert article.date is not None
        assert article.id.startswith(article.date.value)
    assert {article.date.basis for article in samples if article.date} == {
        DateBasis.DATELINE,
        DateBasis.FILE_NAME,
    }


def test_their_texts_are_shown_as_they_were_written(samples: list[Article]) -> None:
    for article in samples:
        original = (FOLDER / article.id).read_text("utf-8")
        assert article.text == original == clean(original)


def test_each_is_attributed(samples: list[Article]) -> None:
    attribution = (FOLDER.parent / "ATTRIBUTION.md").read_text("utf-8")
    assert "CC BY 2.5" in attribution
    for article in samples:
        assert article.id in attribution
        assert article.title.replace("|", "\\|") in attribution
