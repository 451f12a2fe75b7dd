"""What the user says of one mention alone, or of a name in one report, holds there alone."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from mention_piles import Store

from articles.entities.mention import EntityType, LocalEntity, Mention
from index.judgements.judgement import Judgement, JudgementUnreadable, from_json
from index.mentions import judging
from index.mentions.judging import JudgementRefused
from index.mentions.judging_here import ignore_here, lost, merge_here

PERSON, PLACE = EntityType.PERSON, EntityType.PLACE

CITY = (
    "Talks in Ridgeton ended on Monday without any result, officials said.\n\n"
    "Mayor Ridgeton said she would not give up, though nobody had asked her.\n\n"
    "The talks are to go on in Ridgeton next month if the river allows it."
)
WOMAN = "Anna Ridgeton was born in the hills. Ridgeton became mayor."


def every(text: str, surface: str, name: str, kind: EntityType, *keys: str) -> LocalEntity:
    """An entity that a text calls by one surface, wherever that stands."""
    places, at = [], text.find(surface)
    while at >= 0:
        places.append(Mention(at, at + len(surface), surface, "known name"))
        at = text.find(surface, at + 1)
    return LocalEntity(name, kind, keys, "", tuple(places))


def city(text: str) -> LocalEntity:
    return every(text, "Ridgeton", "Ridgeton", PLACE, "known:Ridgeton")


def woman(text: str) -> LocalEntity:
    return every(text, "Anna Ridgeton", "Anna Ridgeton", PERSON, "person:anna ridgeton")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two reports: one names a city three times, and means its mayor once; one names the mayor."""
    opened = Store(tmp_path)
    opened.put(1, CITY, city(CITY))
    opened.put(2, WOMAN, woman(WOMAN))
    yield opened
    opened.mentions.close()


def is_woman(store: Store, nth: int | None = 2) -> Judgement:
    return merge_here(store.mentions, store.one("Anna Ridgeton"), store.meant(1, "Ridgeton", nth))


def read(store: Store, number: int = 1) -> list[tuple[str, str]]:
    """The mentions of a report: the word before each, and whom it names."""
    text = store.pile.reports[number][0]
    return [
        (text[: one.start].split()[-1], one.name)
        for one in store.mentions.stored_mentions_in(number)
        if not one.soft
    ]


IN, MAYOR = ("in", "Ridgeton"), ("Mayor", "Anna Ridgeton")


# One mention


def test_one_mention_is_somebody_else_and_the_others_stay(store: Store) -> None:
    store.say(is_woman(store))
    assert read(store) == [IN, MAYOR, IN]
    assert store.names() == [("Anna Ridgeton", 2), ("Ridgeton", 2)]
    assert store.one("Anna Ridgeton").articles == 2
    (mayor,) = [m for m in store.mentions.stored_mentions_in(1) if m.name == "Anna Ridgeton"]
    assert (mayor.surface, mayor.evidence) == ("Ridgeton", "your word")


def test_one_mention_is_nobody(store: Store) -> None:
    store.say(ignore_here(store.mentions, store.meant(1, "Ridgeton", 2)))
    assert read(store) == [IN, IN]
    assert store.names() == [("Anna Ridgeton", 1), ("Ridgeton", 2)]


def test_the_last_mention_of_somebody_takes_its_descriptions_along(store: Store) -> None:
    text = "Ridgeton spoke. The town listened."
    whole = city(text)
    described = Mention(text.index("The town"), text.index(" listened"), "The town", "soft", True)
    town = LocalEntity(whole.name, whole.type, whole.keys, "", (*whole.mentions, described))
    store.put(3, text, town)
    target = store.meant(3, "Ridgeton")
    store.say(merge_here(store.mentions, store.one("Anna Ridgeton"), target))
    assert [(m.name, m.soft) for m in store.mentions.stored_mentions_in(3)] == [
        ("Anna Ridgeton", False),
        ("Anna Ridgeton", True),
    ]
    store.judge({})
    store.say(ignore_here(store.mentions, store.meant(3, "Ridgeton")))
    assert store.mentions.stored_mentions_in(3) == []


def test_taking_it_back_gives_back_what_was(store: Store) -> None:
    before = {one.id: one for one in store.mentions.entities()}, read(store)
    store.say(is_woman(store))
    store.say(ignore_here(store.mentions, store.meant(1, "Ridgeton", 1)))
    store.judge({})
    assert ({one.id: one for one in store.mentions.entities()}, read(store)) == before


def test_it_makes_nobody_one_whom_reports_keep_apart(store: Store) -> None:
    text = "Anna Ridgeton, Annie Ridgeton"
    keys = ("person:anna ridgeton", "person:annie ridgeton")
    store.put(3, text, every(text, "Anna Ridgeton", "Anna Ridgeton", PERSON, *keys))
    text = "Annie Ridgeton"
    store.put(4, text, every(text, text, text, PERSON, keys[1]))
    store.say(is_woman(store))
    store.remove(3)
    assert store.names() == [("Anna Ridgeton", 2), ("Annie Ridgeton", 1), ("Ridgeton", 2)]


# One report


def test_all_mentions_of_a_name_in_one_report_are_somebody_else(store: Store) -> None:
    store.put(3, CITY, city(CITY))
    store.say(is_woman(store, None))
    assert {name for _, name in read(store)} == {"Anna Ridgeton"}
    assert {name for _, name in read(store, 3)} == {"Ridgeton"}


def test_a_name_is_nobodys_in_a_report_also_where_it_is_edited(store: Store) -> None:
    store.say(ignore_here(store.mentions, store.meant(1, "Ridgeton", None)))
    text = "Ridgeton again, and Ridgeton."
    store.put(1, text, city(text))
    assert read(store) == []


# With other words


def test_the_later_word_holds_and_is_said_to_overrule_the_former(store: Store) -> None:
    store.say(is_woman(store))
    none = ignore_here(store.mentions, store.meant(1, "Ridgeton", 2))
    assert judging.overruled(store.mentions, none) == (
        "this overrules what you said before: this 'Ridgeton' in 1 is Anna Ridgeton"
    )
    store.say(none)
    assert read(store) == [IN, IN]


def test_words_on_other_mentions_are_not_overruled(store: Store) -> None:
    store.say(is_woman(store))
    other = ignore_here(store.mentions, store.meant(1, "Ridgeton", 1))
    assert judging.overruled(store.mentions, other) == ""
    store.put(3, CITY, city(CITY))
    other = ignore_here(store.mentions, store.meant(3, "Ridgeton", 2))
    assert judging.overruled(store.mentions, other) == ""


def test_what_is_said_of_everybody_holds_for_whom_a_mention_was_given_to(store: Store) -> None:
    store.say(is_woman(store))
    store.say(judging.rename(store.mentions, store.one("Anna Ridgeton"), "Governor"))
    assert read(store) == [IN, ("Mayor", "Governor"), IN]
    store.say(judging.ignore(store.mentions, store.one("Ridgeton")))
    assert read(store) == [("Mayor", "Governor")]


def test_a_name_that_was_split_is_given_back_for_one_mention(store: Store) -> None:
    text = "Nusra Front fell. Nusra rose, Nusra fell."
    front = LocalEntity("Nusra Front", PERSON, ("thing:nusra front",), "", (
        Mention(0, 11, "Nusra Front", "name"), Mention(18, 23, "Nusra", "short form"),
        Mention(30, 35, "Nusra", "short form"),
    ))  # fmt: skip
    store.put(3, text, front)
    store.say(judging.split(store.mentions, store.one("Nusra Front"), "Nusra"))
    target = store.meant(3, "Nusra", 2)
    store.say(merge_here(store.mentions, store.one("Nusra Front"), target))
    named = [one.name for one in store.mentions.stored_mentions_in(3)]
    assert named == ["Nusra Front", "Nusra", "Nusra Front"]


def test_a_split_says_what_it_leaves_because_it_was_given_by_hand(store: Store) -> None:
    store.say(is_woman(store))
    with pytest.raises(JudgementRefused, match="only where you said so of a mention"):
        judging.split(store.mentions, store.one("Anna Ridgeton"), "Ridgeton")
    keys = ("person:anna ridgeton",)
    mentions = (Mention(0, 13, "Anna Ridgeton", "name"), Mention(19, 27, "Ridgeton", "short form"))
    anna = LocalEntity("Anna Ridgeton", PERSON, keys, "", mentions)
    store.put(3, "Anna Ridgeton won. Ridgeton wept.", anna)
    new = judging.split(store.mentions, store.one("Anna Ridgeton"), "Ridgeton")
    assert judging.left(store.mentions, store.one("Anna Ridgeton"), new) == (
        "1 mention stays Anna Ridgeton because you said so there"
    )
    store.say(new)
    assert read(store) == [IN, MAYOR, IN]


def test_a_mention_of_an_added_name_is_judged_alone(store: Store) -> None:
    store.add("river")
    store.say(ignore_here(store.mentions, store.meant(1, "river")))
    assert ("river", 1) not in store.names()
    store.judge({1: store.mentions.judgements()[1]})
    assert ("river", 1) in store.names()


# Edited reports


def edited(store: Store, text: str) -> list[tuple[str, str]]:
    store.say(is_woman(store))
    store.put(1, text, city(text))
    return read(store)


def test_it_goes_with_its_mention_when_text_is_put_before_it(store: Store) -> None:
    assert edited(store, "In Ridgeton. " + CITY)[2:] == [MAYOR, IN]
    assert lost(store.mentions, store.pile, store.mentions.judgements()) == []


def test_it_goes_with_its_mention_when_one_side_is_written_anew(store: Store) -> None:
    text = CITY.replace("said she would not give up", "wept")
    assert edited(store, text) == [IN, MAYOR, IN]


def test_it_is_lost_rather_than_laid_on_another_mention(store: Store) -> None:
    start, end = CITY.index("Mayor"), CITY.index("The talks")
    assert edited(store, CITY[:start] + CITY[end:]) == [IN, IN]
    (one,) = lost(store.mentions, store.pile, store.mentions.judgements())
    assert one.why == "its place in the text is gone"
    store.put(1, CITY, city(CITY))
    assert read(store) == [IN, MAYOR, IN]


def test_it_is_lost_with_its_report_and_comes_back_with_it(store: Store) -> None:
    store.say(is_woman(store))
    store.remove(1)
    (one,) = lost(store.mentions, store.pile, store.mentions.judgements())
    assert one.why == "its report is no longer in the collection"
    assert one.judgement.described() == "this 'Ridgeton' in 1 is Anna Ridgeton"
    store.put(1, CITY, city(CITY))
    assert read(store) == [IN, MAYOR, IN]


def test_a_longer_name_that_is_recognised_by_now_stands(store: Store) -> None:
    store.say(is_woman(store))
    store.put(1, CITY, every(CITY, "Mayor Ridgeton", "Mayor Ridgeton", PLACE, "thing:x"))
    assert [name for _, name in read(store)] == ["Mayor Ridgeton"]
    (one,) = lost(store.mentions, store.pile, store.mentions.judgements())
    assert one.why == "it is part of 'Mayor Ridgeton' by now"


def test_words_that_are_no_longer_recognised_name_whom_the_user_says(store: Store) -> None:
    store.say(is_woman(store))
    store.put(1, CITY)
    assert read(store) == [MAYOR]


# Refused


@pytest.mark.parametrize(
    ("name", "at", "why"),
    [("Nobody", None, "1 names nobody 'Nobody'"), ("Ridgeton", 0, "nobody 'Ridgeton' at 0")],
)
def test_what_is_not_there_is_not_judged(store: Store, name: str, at: int | None, why: str) -> None:
    with pytest.raises(JudgementRefused, match=why):
        store.meant_at(1, name, at)


def test_a_mention_is_not_given_to_whom_it_names(store: Store) -> None:
    with pytest.raises(JudgementRefused, match=r"this 'Ridgeton' in 1 is Ridgeton \(e1\) already"):
        merge_here(store.mentions, store.one("Ridgeton"), store.meant(1, "Ridgeton"))


# As a line


@pytest.mark.parametrize("nth", [2, None])
def test_it_is_a_line_that_can_be_read_again(store: Store, nth: int | None) -> None:
    for judgement in (
        is_woman(store, nth),
        ignore_here(store.mentions, store.meant(1, "Ridgeton", nth)),
    ):
        assert from_json(judgement.to_json()) == judgement


SUBJECT = {"name": "X", "type": "place"}
IN_1 = {"report": {"id": "1"}, "name": "X"}


@pytest.mark.parametrize(
    ("where", "why"),
    [
        (None, "it is no judgement"),
        ({"name": "X"}, "no 'report'"),
        ({**IN_1, "name": ""}, "without words stands nowhere"),
        ({**IN_1, "quotation": {}}, "no 'start'"),
        ({**IN_1, "quotation": {"start": -1}}, "has to start at a character"),
        ({**IN_1, "quotation": {"start": 1}}, "without words stands nowhere"),
        ({**IN_1, "report": {"id": 1}}, "has to be text"),
    ],
)
def test_a_line_that_says_no_place_says_why(where: object, why: str) -> None:
    line = json.dumps({"kind": "ignore here", "subject": SUBJECT, "where": where})
    with pytest.raises(JudgementUnreadable, match=why):
        from_json(line)


def test_a_line_by_hand_without_keys_names_nobody_and_harms_nothing(store: Store) -> None:
    line = json.dumps(
        {"kind": "merge here", "subject": SUBJECT, "where": {**IN_1, "name": "Ridgeton"}}
    )
    store.say(from_json(line))
    assert read(store) == [IN, ("Mayor", "Ridgeton"), IN]
