"""The table of known names, and how its names are found."""

import pytest

from articles.entities import EntityType, known


def found(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.row.name) for m in known.matches(text)]


def test_the_table_has_at_least_fifteen_hundred_rows() -> None:
    rows = {alias.row.key for aliases in known._table().starts.values() for alias in aliases}
    assert len(rows) >= 1500


@pytest.mark.parametrize(
    "text", ["People's Protection Units", "People’s Protection Units", "People's\nProtection Units"]
)
def test_apostrophes_and_line_breaks_do_not_matter(text: str) -> None:
    assert found(text) == [(text, "People's Protection Units")]


@pytest.mark.parametrize("text", ["it is", "tell us", "those who", "Is it", "Us too", "is IT"])
def test_small_letters_are_no_acronyms(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "name"), [("IS", "Islamic State"), ("U.S.", "United States"), ("US", "United States")]
)
def test_acronyms_are_found_in_capitals(text: str, name: str) -> None:
    assert found(f"The {text} spoke") == [(text, name)]


def test_acronyms_that_are_words_are_left_alone_in_a_line_of_capitals() -> None:
    assert found("THIS IS WHAT US WHO KNOW SAY\n\nThe US spoke") == [("US", "United States")]


def test_the_longest_name_wins() -> None:
    assert found("The Bank of England and South Sudan") == [
        ("Bank of England", "Bank of England"),
        ("South Sudan", "South Sudan"),
    ]


@pytest.mark.parametrize("text", ["www.cnn.com", "me@NATO.int", "@Syria", "Syria_2015"])
def test_addresses_and_handles_are_no_names(text: str) -> None:
    assert found(text) == []


def test_names_do_not_run_over_a_paragraph() -> None:
    assert found("a bank in Saudi\n\nArabia") == []


def test_a_whole_string_is_looked_up_however_it_is_written() -> None:
    for name in ("Islamic State group", "the Islamic State", "“ISIS”", "ISIS's"):
        row = known.find(name)
        assert row is not None
        assert row.name == "Islamic State"


def test_a_name_of_two_things_is_looked_up_by_type() -> None:
    europe = known.named("Europe", EntityType.PLACE)
    union = known.named("Europe", EntityType.ORGANISATION)
    assert europe is not None
    assert union is not None
    assert (europe[0].name, union[0].name) == ("Europe", "European Union")


@pytest.mark.parametrize("word", ["Syrian", "Syrians", "French", "Frenchmen", "Kurdish", "Kurds"])
def test_demonyms_are_known_and_name_no_place(word: str) -> None:
    assert known.is_demonym(word)
    assert all(match.row.type is EntityType.OTHER for match in known.matches(word))


def test_every_alias_finds_a_row() -> None:
    for aliases in known._table().starts.values():
        for alias in aliases:
            assert known.find(" ".join(alias.words)) is not None


def test_a_possessive_that_lost_its_apostrophe_is_no_part_of_a_name() -> None:
    assert found("Syrias capital") == [("Syria", "Syria")]


def test_an_alias_in_the_very_same_case_goes_first() -> None:
    assert found("SANA said") == [("SANA", "Syrian Arab News Agency")]
