"""Names and sources that begin so, for completion."""

import json
from pathlib import Path

import pytest

from articles.collection.collection import Collection
from index.build.build import build
from index.library.folder import place_of
from index.library.library import Library

REPORTS = (
    ("Levee", "Valley News", "Margaret Okafor blamed it on Peter Marsh."),
    ("Inquiry", "Valley News", "Okafor said so. Margaret Okafor left."),
    ("Dam", "100%_News", "It held."),
    ("Mill", "Écho du Val", "Élodie Šimková spoke. Élodie Šimková left. So did Šimková."),
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    folder = tmp_path / "reports"
    folder.mkdir()
    lines = [
        json.dumps({"title": title, "source": source, "text": f"{title}\n\n{text}\n"})
        for title, source, text in REPORTS
    ]
    (folder / "reports.jsonl").write_text("\n".join(lines))
    for _ in build(Collection.open(folder), place_of(folder, tmp_path), jobs=0):
        pass
    return Library.open(place_of(folder, tmp_path))


def test_names_are_found_by_their_beginning_the_most_mentioned_first(library: Library) -> None:
    assert library.mentions.names_beginning("mar", 5)[0] == "Margaret Okafor"
    assert library.mentions.names_beginning("MARG", 5) == ["Margaret Okafor"]


def test_an_alias_is_found_where_no_name_begins_so(library: Library) -> None:
    assert library.mentions.names_beginning("oka", 5) == ["Okafor"]


@pytest.mark.parametrize("typed", ["Élo", "élo", "ÉLO", "élodie š", "Élodie Š"])
def test_names_with_letters_beyond_ascii_are_found_whatever_the_case(
    library: Library, typed: str
) -> None:
    assert library.mentions.names_beginning(typed, 5) == ["Élodie Šimková"]
    assert library.mentions.names_beginning("šim", 5) == ["Šimková"]
    assert library.catalogue.beginning("source", "éch", 5) == ["Écho du Val"]


def test_what_stands_for_anything_in_sql_stands_for_itself(library: Library) -> None:
    assert library.mentions.names_beginning("%", 5) == []
    assert library.mentions.names_beginning("_", 5) == []
    assert library.catalogue.beginning("source", "%", 5) == []


def test_sources_are_found_whatever_the_case(library: Library) -> None:
    assert library.catalogue.beginning("source", "valley", 5) == ["Valley News"]
    assert library.catalogue.beginning("source", "x", 5) == []
