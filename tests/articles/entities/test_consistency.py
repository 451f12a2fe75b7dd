"""What a whole report says about names that a sentence alone gets wrong."""

from articles.entities.consistency import make_consistent
from articles.entities.recognised import Kind, Recognised
from articles.entities.tokens import tokenise


def consistent(text: str, *labelled: tuple[str, Kind]) -> list[tuple[str, Kind]]:
    """Mentions by surface, each at its first place after the one before, made consistent."""
    mentions, at = [], 0
    for surface, kind in labelled:
        at = text.index(surface, at)
        mentions.append(Recognised(at, at + len(surface), kind))
        at += len(surface)
    return [(text[a:b], kind) for a, b, kind in make_consistent(tokenise(text), mentions)]


def test_a_name_takes_the_kind_that_most_of_its_mentions_have() -> None:
    text = "Kobani burned. Kobani fell. Kobani won."
    place, person = ("Kobani", Kind.PLACE), ("Kobani", Kind.PERSON)
    assert consistent(text, place, person, place) == [place] * 3


def test_a_tie_changes_nothing() -> None:
    text = "Kobani burned. Kobani fell."
    place, person = ("Kobani", Kind.PLACE), ("Kobani", Kind.PERSON)
    assert consistent(text, place, person) == [place, person]


def test_a_surname_is_a_persons_where_a_full_name_ends_with_it() -> None:
    text = "Tom Lake spoke. Later Lake left."
    mentions = consistent(text, ("Tom Lake", Kind.PERSON), ("Lake", Kind.PLACE))
    assert mentions[1] == ("Lake", Kind.PERSON)


def test_a_country_stays_one_beside_a_person_of_its_name() -> None:
    text = "Michael Jordan spoke. Later Jordan agreed."
    mentions = consistent(text, ("Michael Jordan", Kind.PERSON), ("Jordan", Kind.PLACE))
    assert mentions[1] == ("Jordan", Kind.PLACE)


def test_an_acronym_in_brackets_has_the_kind_of_its_name() -> None:
    text = "The Syrian Democratic Forces (SDF) advanced."
    long = ("Syrian Democratic Forces", Kind.ORGANISATION)
    assert consistent(text, long, ("SDF", Kind.PLACE))[1] == ("SDF", Kind.ORGANISATION)


def test_a_name_found_once_is_found_where_it_was_overlooked() -> None:
    text = "Tabqa is a town. They left Tabqa."
    assert consistent(text, ("Tabqa", Kind.PLACE)) == [("Tabqa", Kind.PLACE)] * 2


def test_a_name_is_found_also_where_a_line_breaks_it() -> None:
    text = "Jan Egeland spoke about the very long way.\n\nThat was Jan\nEgeland."
    found = consistent(text, ("Jan Egeland", Kind.PERSON))
    assert found[1] == ("Jan\nEgeland", Kind.PERSON)


def test_a_word_usually_written_small_does_not_spread() -> None:
    text = "He sails the Victory. Victory came late."
    assert consistent(text, ("Victory", Kind.OTHER)) == [("Victory", Kind.OTHER)]


def test_nothing_spreads_into_a_line_of_capitals() -> None:
    text = "IDLIB HOLDS OUT AGAIN TODAY\n\nIDLIB, they wrote."
    found = make_consistent(tokenise(text), [Recognised(29, 34, Kind.PLACE)])
    assert len(found) == 1


def test_the_longest_name_is_found_first() -> None:
    text = "Ben Ali left. Ali left. Then Ben Ali came."
    found = consistent(text, ("Ben Ali", Kind.PERSON), ("Ali", Kind.PERSON))
    assert found[2] == ("Ben Ali", Kind.PERSON)


def test_a_name_is_not_found_across_a_paragraph_break() -> None:
    text = "Jan Egeland spoke.\n\nThat was Jan\n\nEgeland left."
    assert consistent(text, ("Jan Egeland", Kind.PERSON)) == [("Jan Egeland", Kind.PERSON)]


def test_what_is_overlooked_more_often_than_found_is_no_name() -> None:
    text = "Tabqa is a town. They left Tabqa. They saw Tabqa."
    assert consistent(text, ("Tabqa", Kind.PLACE)) == [("Tabqa", Kind.PLACE)]


def test_a_surname_with_its_article_is_a_person_s_after_the_full_name() -> None:
    text = "Moammar al-Eryani spoke in Sanaa. The town heard al-Eryani."
    found = consistent(text, ("Moammar al-Eryani", Kind.PERSON), ("al-Eryani", Kind.PLACE))
    assert found[1] == ("al-Eryani", Kind.PERSON)


def test_a_nationality_of_two_words_is_one_name() -> None:
    found = consistent("They are North Koreans.", ("North", Kind.PLACE), ("Koreans", Kind.OTHER))
    assert found == [("North Koreans", Kind.NATIONALITY)]
