"""Resolution within one report, on names that are given, and linking of reports."""

import re

import pytest

from articles.entities import EntityType, LocalEntity, known, link
from articles.entities.analysis import find
from articles.entities.merge import attach
from articles.entities.names import Found
from articles.entities.recognised import Kind, Recognised
from articles.entities.resolve import resolve
from articles.entities.tokens import tokenise
from articles.entities.trim import trim

TYPES = {"p": EntityType.PERSON, "o": EntityType.ORGANISATION, "l": EntityType.PLACE}


def read(marked: str) -> tuple[LocalEntity, ...]:
    """The entities of a text in which `[surface/p]` and the like mark the names."""
    text, at, found = "", 0, []
    for mark in re.finditer(r"\[([^\]/]+)/([pol])\]", marked):
        text += marked[at : mark.start()]
        one = Found(len(text), len(text) + len(mark[1]), TYPES[mark[2]])
        hit = known.named(mark[1], one.type)
        found.append(attach(one, *hit) if hit else one)
        text += mark[1]
        at = mark.end()
    return resolve(text + marked[at:], found)


def together(marked: str) -> list[list[str]]:
    return [[m.surface for m in entity.mentions if not m.soft] for entity in read(marked)]


@pytest.mark.parametrize(
    ("marked", "groups"),
    [
        ("[Ana Ruiz/p] and [Ruiz/p]", [["Ana Ruiz", "Ruiz"]]),
        ("[Ruiz/p], by [Ana Ruiz/p]", [["Ruiz", "Ana Ruiz"]]),
        ("[A. Ruiz/p] is [Ana Ruiz/p]", [["A. Ruiz", "Ana Ruiz"]]),
        ("[Ana Ruiz/p] and [Leo Ruiz/p]", [["Ana Ruiz"], ["Leo Ruiz"]]),
        ("[Ana Marquez/p] or [Ana Marques/p]", [["Ana Marquez", "Ana Marques"]]),
        ("[Khalid Masood/p], [Masoud Barzani/p]", [["Khalid Masood"], ["Masoud Barzani"]]),
        ("[Acme Corp./o] and [Acme/o]", [["Acme Corp.", "Acme"]]),
        ("[Acme/l] and [Acme Lake/l]", [["Acme"], ["Acme Lake"]]),
        ("[Vasa/l] and the [Vasa River/l]", [["Vasa", "Vasa River"]]),
        ("[United Nations/o], [United Airlines/o]", [["United Nations"], ["United Airlines"]]),
        ("[Vila Nova/l] and [Vila Nova/o]", [["Vila Nova", "Vila Nova"]]),
        ("[Harbour Union/o] ([HU/o])", [["Harbour Union", "HU"]]),
        ("[Blue Shield/o], known as the [ZZT/o]", [["Blue Shield", "ZZT"]]),
        ("[Blue Shield/o] and the [ZZT/o]", [["Blue Shield"], ["ZZT"]]),
        ("[al-Tawila/l] and [Tawila/l]", [["al-Tawila", "Tawila"]]),
        ("[Riverton Herons/o] lost; the [Herons/o] left", [["Riverton Herons", "Herons"]]),
        ("[Green Valley Party/o], [Green Valley/o]", [["Green Valley Party", "Green Valley"]]),
        ("[Inga Öhlmann-Kraus/p], [Öhlman-Kraus/p]", [["Inga Öhlmann-Kraus", "Öhlman-Kraus"]]),
        ("[Peter Paul/p] is [Peter Paul II/p]", [["Peter Paul", "Peter Paul II"]]),
        (
            "[Deep Rivers Observatory/o] or [DERO/o]: [DERO/o]",
            [["Deep Rivers Observatory", "DERO", "DERO"]],
        ),
        ("[Acme Works/o] ([US/l])", [["Acme Works"], ["US"]]),
    ],
)
def test_names_go_together(marked: str, groups: list[list[str]]) -> None:
    assert together(marked) == groups


def test_a_shared_surname_goes_to_the_one_named_last() -> None:
    groups = together("[Ana Ruiz/p] spoke. [Ruiz/p] left. [Leo Ruiz/p] came. [Ruiz/p] sat.")
    assert groups == [["Ana Ruiz", "Ruiz"], ["Leo Ruiz", "Ruiz"]]


def test_evidence_says_where_an_acronym_is_explained() -> None:
    (entity,) = read("The [Blue Shield/o] ([BLS/o])")
    assert entity.mentions[1].evidence == "acronym of Blue Shield, stated in the text at 17"


def test_a_lone_surname_has_a_weak_key_alone() -> None:
    (entity,) = read("[Ruiz/p] spoke")
    assert (entity.keys, entity.weak_key) == ((), "person:ruiz")


def test_a_known_surname_goes_to_whom_the_report_names() -> None:
    groups = [entity.name for entity in read("[Ivana Trump/p] and [Trump/p]")]
    assert groups == ["Ivana Trump"]


def test_a_known_surname_alone_is_the_known_person() -> None:
    assert [entity.name for entity in read("[Trump/p] spoke")] == ["Donald Trump"]


@pytest.mark.parametrize(
    ("descriptions", "name"),
    [
        ("the terror group", "Islamic State"),
        ("The extremist group", "Islamic State"),
        ("the ministry", "Harbour Ministry"),
    ],
)
def test_descriptions_are_soft_mentions_of_the_last_name_they_fit(
    descriptions: str, name: str
) -> None:
    entities = read(f"The [Harbour Ministry/o] and [ISIS/o]. Later {descriptions} spoke.")
    soft = {entity.name: [m.surface for m in entity.mentions if m.soft] for entity in entities}
    assert soft[name] == [descriptions]


def test_a_description_before_any_name_is_nobodys() -> None:
    (entity,) = read("The terror group spoke. Later [ISIS/o] spoke.")
    assert not any(mention.soft for mention in entity.mentions)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("eastern Syria", "Syria"),
        ("ISIS-affiliated", "ISIS"),
        ("anti-ISIS", "ISIS"),
        ("the Pentagon’s", "Pentagon"),
        ("The Hague", "The Hague"),
        ("de Gaulle", "de Gaulle"),
        ("Kim Jong-un", "Kim Jong-un"),
    ],
)
def test_what_is_no_part_of_a_name_is_cut_off(text: str, kept: str) -> None:
    start, end = trim(text, 0, len(text))
    assert text[start:end] == kept


def linked(*reports: str) -> list[list[int]]:
    return link.link([read(report) for report in reports])


def test_a_full_name_is_one_entity_in_all_reports() -> None:
    (first,), (second,) = linked("[Sergei Orlov/p]", "[Sergey Orlov/p]")
    assert first == second


def test_a_surname_goes_to_the_one_full_name_of_the_library() -> None:
    (full,), (short,) = linked("[Ana Ruiz/p]", "[Ruiz/p]")
    assert full == short


def test_a_surname_of_several_stays_its_own() -> None:
    (ana,), (leo,), (short,), (again,) = linked(
        "[Ana Ruiz/p]", "[Leo Ruiz/p]", "[Ruiz/p]", "[Ruiz/p]"
    )
    assert len({ana, leo, short}) == 3
    assert short == again


def test_an_unexplained_acronym_goes_to_the_name_that_other_reports_give() -> None:
    (long,), (short,) = linked("[Harbour Workers Board/o] ([HWB/o])", "the [HWB/o]")
    assert long == short


def test_one_side_needs_three_quarters() -> None:
    support = {"a": link.Support(3, 2), "b": link.Support(1, 1)}
    assert link.decide(support, asking=1) == "a"
    assert link.decide({**support, "a": link.Support(2, 2)}, asking=1) is None
    assert link.decide({}, asking=1) is None


def test_one_report_does_not_say_who_is_meant_in_many() -> None:
    (full,), *lone = linked("[Ana Ruiz/p] spoke", *["[Ruiz/p] spoke"] * link.REACH)
    assert {number for (number,) in lone} == {full}
    (full,), *lone = linked("[Ana Ruiz/p] spoke", *["[Ruiz/p] spoke"] * (link.REACH + 1))
    assert full not in {number for (number,) in lone}


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("[Muslim brotherhood/o] leaders", "Muslim Brotherhood"),
        ("[Jakob Zuma/p] spoke", "Jacob Zuma"),
        ("[Angela Merkle/p] spoke", "Angela Merkel"),
        ("[Goethe Institutes/o] closed", "Goethe Institute"),
    ],
)
def test_a_known_name_is_known_however_it_is_spelt(marked: str, name: str) -> None:
    assert [entity.name for entity in read(marked)] == [name]


def test_first_names_that_differ_by_a_letter_are_two_people() -> None:
    assert [entity.name for entity in read("[Ivana Trump/p] spoke")] == ["Ivana Trump"]


@pytest.mark.parametrize(
    "marked",
    [
        "Mali's [Ministry of Defence/o]",
        "the [Malian Defense Ministry/o]",
        "the [Ministry of National Defense of Mali/o]",
        "[Mali/l] and [Mali/l]: the [Defence Ministry/o]",
    ],
)
def test_a_ministry_is_that_of_its_country(marked: str) -> None:
    keys = {key for entity in read(marked) for key in entity.keys if "ministry" in key}
    assert keys == {"thing:mali's defense ministry"}


def test_a_ministry_of_no_country_in_particular_is_nobodys_elsewhere() -> None:
    (entity,) = read("the [Defence Ministry/o]")
    assert (entity.keys, entity.weak_key) == ((), "thing:Defence Ministry")


def test_ministries_of_two_countries_are_two() -> None:
    groups = together("Mali's [Interior Ministry/o] and Niger's [Interior Ministry/o]")
    assert groups == [["Interior Ministry"], ["Interior Ministry"]]


def test_a_man_and_a_woman_of_one_surname_are_two() -> None:
    groups = together("[Bill Ruiz/p] came. Mrs. [Ruiz/p] spoke. Mr. [Ruiz/p] sat. [Ruiz/p] left.")
    assert groups == [["Bill Ruiz", "Ruiz", "Ruiz"], ["Ruiz"]]


def test_a_relative_named_in_passing_bears_the_surname_for_a_passage_alone() -> None:
    text = "[Omar Ruiz/p], [Omar Ruiz/p]; his father [Leo Ruiz/p]. [Ruiz/p] wept." + "." * 400
    groups = together(text + "[Ruiz/p] left.")
    assert groups == [["Omar Ruiz", "Omar Ruiz", "Ruiz"], ["Leo Ruiz", "Ruiz"]]


def test_people_of_one_surname_stay_two_when_spellings_are_compared() -> None:
    groups = together(
        "[Eliot Cohen/p], [Ariel Cohen/p]. Mr. [Cohen/p] sat. [Eliot Cohen/p]. [Cohen/p]"
    )
    assert [group[0] for group in groups] == ["Eliot Cohen", "Ariel Cohen"]


def test_a_name_is_shown_with_its_accents() -> None:
    assert [entity.name for entity in read("the [Ströbele Käse/o]")] == ["Ströbele Käse"]


def test_a_lone_person_is_the_place_that_other_reports_have() -> None:
    (person,), (place,), (again,) = linked("[Tarmala/p] said", "in [Tarmala/l]", "to [Tarmala/l]")
    assert person == place == again


def test_a_whole_name_is_one_entity_whatever_it_is_taken_for() -> None:
    (person,), (place,) = linked("[Khirbat Nur/p] said", "in [Khirbat Nur/l]")
    assert person == place


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U.S. Quilt Museum", "US Quilt Museum"),
        ("United States Quilt Museum", "U.S. Quilt Museum"),
        ("U.N. Quilt Board", "United Nations Quilt Board"),
        ("U.S. Environmental Protection Agency", "EPA"),
        ("United States House of Representatives", "U.S. House"),
        ("U.K. Royal Navy", "Royal Navy"),
    ],
)
def test_whose_a_body_is_may_be_written_out(one: str, other: str) -> None:
    (here,), (there,) = linked(f"the [{one}/o] said", f"the [{other}/o] said")
    assert here == there


def test_a_body_is_not_the_land_that_is_named_after_whose_it_is() -> None:
    (body,), (land,) = linked("the [UN Syria/o] said", "in [Syria/l]")
    assert body != land


def test_the_land_alone_is_not_what_belongs_to_it() -> None:
    (land,), (board,) = linked("the [United States/l]", "the [U.S. Quilt Board/o]")
    assert land != board


def test_what_has_no_letter_or_figure_is_no_name() -> None:
    """A tagger takes even a lone `@` for a person now and then; there is nobody to bind it to."""
    text = "Geoffrey Pyatt (@) met Vladimir Putin, and Putin left."
    people = [(text.index(name), len(name)) for name in ("Geoffrey Pyatt", "@", "Vladimir Putin")]
    recognised = [Recognised(start, start + size, Kind.PERSON) for start, size in people]
    found = find(tokenise(text), recognised)

    assert "@" not in [text[one.start : one.end] for one in found]
    assert {one.name for one in resolve(text, found)} >= {"Geoffrey Pyatt", "Vladimir Putin"}


@pytest.mark.parametrize(
    ("marked", "groups"),
    [
        ("[Will Obama/p] act? [Obama/p] waits.", [["Will Obama", "Obama"]]),
        (
            "[Abdullah II/p] and [Hussein bin Abdullah/p]",
            [["Abdullah II"], ["Hussein bin Abdullah"]],
        ),
        ("the [Kurdish Firat News Agency/o], [Firat News Agency/o]", None),
    ],
)
def test_known_names_stay_with_what_stands_around_them(
    marked: str, groups: list[list[str]] | None
) -> None:
    found = together(marked)
    assert found == groups if groups else len(found) == 1


def test_two_men_with_a_byname_of_one_town_are_two() -> None:
    (one,), (other,) = linked("[Abu Omar al-Jazrawi/p]", "[Abu Ali al-Jazrawi/p]")
    assert one != other


def test_the_senate_is_that_of_the_united_states_in_a_report_about_another_country() -> None:
    text = "[Syria/l], [Syria/l], [Syria/l], [Damascus/l]: the [Senate/o] in [Washington/l] voted."
    assert [entity.name for entity in read(text)][-2:] == ["US Senate", "Washington"]


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("the [New York Times/o]: the [Times/o] said", ["New York Times"]),
        ("the [Times/o] said", ["The Times"]),
        ("the [GOP Senate/o] and the [Senate/o]", ["GOP Senate", "US Senate"]),
    ],
)
def test_a_short_name_is_what_the_report_says_before_what_is_known(
    marked: str, names: list[str]
) -> None:
    assert [entity.name for entity in read(marked)] == names


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("[Susan E. Rice/p] spoke", "Susan Rice"),
        ("[Jabhat Fath Al Sham/o] fighters", "Nusra Front"),
        ("near [Kabun/l]", "Qaboun"),
        ("in [Samara/l] province", "Samara"),
        ("the [Syrian Observatory/o] said", "Syrian Observatory for Human Rights"),
    ],
)
def test_initials_vowels_and_what_is_usually_left_out_do_not_matter(marked: str, name: str) -> None:
    assert [entity.name for entity in read(marked)] == [name]
