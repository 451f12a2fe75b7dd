"""What a report's format states (section, language, dates) is kept, searched, counted, told."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from articles.collection.collection import Collection
from index.build.build import Summary, build
from index.catalogue.store import Catalogue
from index.engines.engine import Engine, document_of
from index.engines.memory import MemoryEngine
from index.library.checkup import checkup
from index.library.folder import place_of
from index.library.library import Library
from index.mentions.store import MentionStore
from index.search.search import Search

REPORTS: dict[str, dict[str, str]] = {
    "levee": {"section": "World News", "language": "en", "date": "2019-01-04T23:00:00+02:00"},
    "pont": {"section": "Économie", "language": "fr-FR", "date": "2019-02-31"},
    "dam": {"section": "World", "language": "English", "date": "0001-01-01"},
    "plain": {"date": "2999-01-01"},
}
QUESTIONS = {
    "section:world": ["dam", "levee"],
    'section:"world news"': ["levee"],
    'section:"news world"': [],
    "section:wor": [],
    "section:wor*": ["dam", "levee"],
    'section:"world n*"': ["levee"],
    "section:news*": ["levee"],
    "section:economie": ["pont"],
    "section:none": ["plain"],
    '-section:"none"': ["dam", "levee", "plain", "pont"],
    "language:en": ["dam", "levee"],
    "lang:EN-gb": ["dam", "levee"],
    "lang:french": ["pont"],
    "lang:none": ["plain"],
    "water lang:en -section:news": ["dam"],
    "section:economie OR (water lang:en section:news)": ["levee", "pont"],
    "date:none": ["dam", "plain", "pont"],
}


def made(folder: Path, engine: str) -> tuple[Library, Summary]:
    """A library of the reports."""
    reports = folder / "reports"
    reports.mkdir()
    for name, stated in REPORTS.items():
        (reports / f"{name}.json").write_text(json.dumps({"text": "Water rose.", **stated}))
    place = place_of(reports, folder)
    *_, last = build(Collection.open(reports), place, jobs=0, engine=engine)
    assert last.summary is not None
    return Library.open(place), last.summary


@dataclass
class Oracle:
    """The same catalogue before the plainest engine."""

    engine: Engine
    catalogue: Catalogue
    mentions: MentionStore
    state: Callable[[], object]


@pytest.fixture(params=["whoosh", "tantivy", "memory"])
def search(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Search]:
    library, _ = made(tmp_path, "whoosh" if request.param == "memory" else request.param)
    with closing(library):
        if request.param != "memory":
            yield Search(library)
            return
        numbers = library.catalogue.order_by_id()
        engine = MemoryEngine()
        engine.update([document_of(library.catalogue.article(one), one) for one in numbers])
        yield Search(Oracle(engine, library.catalogue, library.mentions, library.state))


def test_all_engines_answer_alike(search: Search) -> None:
    catalogue = search._library.catalogue
    for question, names in QUESTIONS.items():
        numbers = search.find(question).numbers
        found = sorted(catalogue.article(one).id.removesuffix(".json") for one in numbers)
        assert (question, found) == (question, names)


def test_what_was_stated_comes_out_and_is_as_it_was_read(tmp_path: Path) -> None:
    library, _ = made(tmp_path, "whoosh")
    with closing(library):
        number = library.catalogue.number("levee.json")
        assert number is not None
        article = library.catalogue.article(number)
        assert (article.section, article.language) == ("World News", "en")
        assert article.date
        assert article.date.known_by == "by its metadata, UTC+02:00"
        assert all(finding.is_sound for finding in checkup(library))
        assert library.catalogue.beginning("section", "wor", 5) == ["World", "World News"]
        assert library.catalogue.beginning("language", "e", 5) == ["en"]


def test_absurd_dates_are_told_and_the_reports_are_kept(tmp_path: Path) -> None:
    library, summary = made(tmp_path, "whoosh")
    with closing(library):
        told = [
            ("dam.json", "0001-01-01"),
            ("plain.json", "2999-01-01"),
            ("pont.json", "2019-02-31"),
        ]
        assert library.catalogue.absurdly_dated() == told
        assert list(summary.absurd_dates) == told
        assert summary.added == len(REPORTS)
