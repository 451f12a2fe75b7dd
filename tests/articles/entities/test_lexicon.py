"""The word lists, and what words are looked up as."""

from importlib import resources

import pytest

from articles.entities import lexicon

FILES = sorted(
    file.name for file in (resources.files("articles.entities") / "data" / "lexicon").iterdir()
)


@pytest.mark.parametrize("name", FILES)
def test_every_list_says_where_it_comes_from_and_is_in_order(name: str) -> None:
    file = resources.files("articles.entities") / "data" / "lexicon" / name
    lines = file.read_text(encoding="utf-8").splitlines()
    entries = [line for line in lines if not line.startswith("#")]
    assert lines[0].startswith("# ")
    assert entries == sorted(set(entries))


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
