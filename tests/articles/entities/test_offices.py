"""Names run together over an office come apart; an office is no name."""

import pytest

from articles.entities.offices import apart
from articles.entities.recognised import Kind, Recognised

P, O, L = Kind.PERSON, Kind.ORGANISATION, Kind.PLACE  # noqa: E741 - one letter a kind, as below


@pytest.mark.parametrize(
    ("name", "kind", "pieces"),
    [
        ("Wisconsin Gov. Scott Walker", P, {"Wisconsin": L, "Scott Walker": P}),
        ("Democratic Sen. Joe Manchin", P, {"Joe Manchin": P}),
        ("Information Minister Moammar al-Eryani", P, {"Moammar al-Eryani": P}),
        ("Martin Luther King Jr.", P, {"Martin Luther King Jr.": P}),
        ("Mike Judge", P, {"Mike Judge": P}),
        ("Andrew Speaker", P, {"Andrew Speaker": P}),
        ("House Speaker Pelosi", O, {"House": O, "Pelosi": P}),
        ("Gavin Barwell MP", P, {"Gavin Barwell": P}),
        ("Transport Commissioner", P, {}),
        ("Rep", P, {}),
        ("FBI Director Comey", O, {"FBI": O, "Comey": P}),
        ("Aleppo Governor Hussein Diab", O, {"Aleppo": L, "Hussein Diab": P}),
        ("Financial Times Senior Editor John Fund", O, {"Financial Times": O, "John Fund": P}),
        ("White House Press Secretary", O, {"White House": O}),
        ("Bank of England Director John Kirby", O, {"Bank of England": O, "John Kirby": P}),
        ("Office of the President", O, {"Office of the President": O}),
        ("Prime Minister Office", O, {"Prime Minister Office": O}),
        ("Council of Ministers", O, {"Council of Ministers": O}),
        ("President Hotel", L, {"President Hotel": L}),
    ],
)  # fmt: skip
def test_a_name_is_taken_apart_at_the_office_inside_it(
    name: str, kind: Kind, pieces: dict[str, Kind]
) -> None:
    text = f"They saw {name} there."
    found = apart(text, Recognised(9, 9 + len(name), kind))
    assert {text[one.start : one.end]: one.kind for one in found} == pieces


@pytest.mark.parametrize("before", ["Secretary of ", "the minister for the ", "Minister of\n"])
def test_what_somebody_is_minister_of_is_no_organisation_by_that_word_alone(before: str) -> None:
    text = f"{before}Transportation spoke."
    assert not list(apart(text, Recognised(len(before), len(before) + 14, O)))
