"""The word lists, and what words are looked up as."""

import lzma
from importlib import resources
from itertools import takewhile

import pytest

from articles.entities import lexicon

FILES = sorted(
    file.name for file in (resources.files("articles.entities") / "data" / "lexicon").iterdir()
)


def _lines(name: str) -> list[str]:
    content = (resources.files("articles.entities") / "data" / "lexicon" / name).read_bytes()
    return (lzma.decompress(content) if name.endswith(".xz") else content).decode().splitlines()


def _order(line: str) -> tuple[list[int], str]:
    """Groups by their numbers, words by their letters."""
    return [int(word) for word in takewhile(str.isdigit, line.split())], line


@pytest.mark.parametrize("name", FILES)
def test_every_list_says_where_it_comes_from_and_is_in_order(name: str) -> None:
    lines = _lines(name)
    entries = [line for line in lines if not line.startswith("#")]
    assert lines[0].startswith("# ")
    assert entries == sorted(set(entries), key=_order)


def test_words_that_stand_in_the_same_places_are_in_the_same_groups() -> None:
    groups = lexicon.clusters("thursday")
    assert groups == lexicon.clusters("wednesday")
    assert groups != lexicon.clusters("cucumber")
    assert lexicon.clusters("xyzzyplugh") == ()


@pytest.mark.parametrize(
    ("form", "listed"),
    [
        ("Damascus", "place"),
        ("DAMASCUS", "place"),
        ("Syrian", "nation"),
        ("Syria", "country"),
        ("Gen.", "title"),
        ("Ministry", "org"),
        ("ministry", "org"),
        ("Erdoğan", "last"),
        ("Tuesday", "date"),
    ],
)
def test_a_word_is_found_in_its_list(form: str, listed: str) -> None:
    assert listed in lexicon.classes(form)


def test_names_are_looked_up_only_with_a_capital() -> None:
    assert "first" in lexicon.classes("Mark")
    assert "first" not in lexicon.classes("mark")


def test_names_of_several_words_are_found_whole() -> None:
    assert lexicon.phrase("United States") == "country"
    assert lexicon.phrase("United Stones") is None
    assert lexicon.begins_phrase("United")
