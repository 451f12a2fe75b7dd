"""What the words and signs around a stretch say of it, over the whole chain."""

import pytest

from articles.article import Article
from articles.entities.analysis import analyse
from articles.entities.mention import EntityType

PLACE, ORGANISATION = EntityType.PLACE, EntityType.ORGANISATION


def found(text: str) -> dict[str, EntityType]:
    """The names in a text by their surface."""
    (entities,) = analyse([Article(id="", text=text, title="")])
    return {one.surface: entity.type for entity in entities for one in entity.mentions}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Shells fell on al-Midan neighborhood that night.", "al-Midan"),
        ("A massacre in the village of al-Bureij killed many.", "al-Bureij"),
        ("They live near al-Jamilia. The school of al-Jamilia was hit.", "al-Jamilia"),
        ("A raid in the al-Aghawat al-Jadidah neighborhood killed many.", "al-Aghawat al-Jadidah"),
    ],
)
def test_a_name_with_the_arabic_article_is_a_place_where_it_is_said_to_be(
    text: str, name: str
) -> None:
    assert found(text)[name] is PLACE


def test_a_known_name_is_not_found_after_an_arabic_article_that_is_no_part_of_it() -> None:
    assert "Rai" not in found("They shelled the hills around al-Rai that day.")


def test_dollars_of_a_country_are_no_mention_of_it() -> None:
    assert "US" not in found("Al Jazeera said US$3.6 billion were spent on it.")


def test_names_in_a_row_without_anything_between_are_told_apart() -> None:
    names = found("Tags Syria Aleppo Russia Damascus Iran\n\nThe town was quiet on Monday.")
    assert {"Syria", "Aleppo", "Russia", "Damascus", "Iran"} <= names.keys()


def test_marks_of_markup_are_no_part_of_a_name() -> None:
    assert "Raqqa" in found("## The offensive\n\n## # Raqqa, Hasakah and Aleppo assaults")


def test_where_an_organisation_is_based_is_a_place_beside_it() -> None:
    names = found("The raid was seen by Britain-based Airwars, a group of journalists.")
    assert names["Britain"] is PLACE


def test_an_arabic_army_of_somebody_is_an_organisation() -> None:
    names = found("A video by a group calling itself Jund al-Khilafah shows the tourist.")
    assert names["Jund al-Khilafah"] is ORGANISATION


def test_an_acronym_with_a_small_letter_is_not_the_word() -> None:
    assert "Let" not in found("Let’s face it, nobody won. Let them go.")


@pytest.mark.parametrize(
    "text", ["RT @ nprmusic: Watch @ ChicanoBatman at the @ Ford", "@", "@ @ @"]
)
def test_a_sign_alone_is_no_name(text: str) -> None:
    assert all(any(c.isalnum() for c in name) for name in found(text))
