"""Names that the user added: what they make of a report, of a library, and with other words."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from mention_piles import Store
from mention_states import State, mentions_of, state
from mention_walk import judgement, report

from articles.entities.mention import EntityType, LocalEntity, Mention
from index.judgements.added_name import AddedName, key_of, trimmed
from index.judgements.adding import Additions
from index.judgements.judgement import Judgement, JudgementUnreadable, from_json
from index.mentions import judging
from index.mentions.judging import JudgementRefused
from index.mentions.schema import MentionsUnreadable
from index.mentions.store import Entity

PLACE, PERSON, OTHER = EntityType.PLACE, EntityType.PERSON, EntityType.OTHER


def added(name: str, kind: EntityType = PLACE, number: int = 1) -> AddedName:
    return AddedName(number, name, kind, (key_of(name, kind),))


def recognised(
    text: str, *surfaces: str, soft: str = "", kind: EntityType = OTHER, key: str = ""
) -> LocalEntity:
    """An entity that a report calls by these surfaces, each where it stands first."""
    mentions = [
        Mention(text.index(one), text.index(one) + len(one), one, "name") for one in surfaces
    ]
    if soft:
        at = text.index(soft)
        mentions.append(Mention(at, at + len(soft), soft, "description", soft=True))
    keys = (key or f"thing:{surfaces[0].lower()}",)
    return LocalEntity(surfaces[0], kind, keys, "", tuple(sorted(mentions, key=lambda m: m.start)))


def found(text: str, *names: AddedName) -> list[str]:
    """What of a text the added names stand for, when nothing else is recognised."""
    entities = Additions(names).applied(text, [])
    return [text[m.start : m.end] for entity in entities for m in entity.mentions]


# Where an added name stands


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("Harrow Bend", "At Harrow Bend, Harrow Bend's mayor.", ["Harrow Bend", "Harrow Bend"]),
        ("Harrow Bend", "harrow bend and Harrow bend and HARROW BEND", ["HARROW BEND"]),
        ("Harrow Bend", "Harrow\nBend, Harrow-Bend", ["Harrow\nBend", "Harrow-Bend"]),
        ("Harrow Bend", "the town of Harrow\n\nBend it", []),
        ("Harrow Bend", "Harrow, Bend", []),
        ("Bend", "Bending Bend unBend", ["Bend"]),
        ("IS", "is IS Is", ["IS"]),
        ("red line", "Red Line, red line", ["Red Line", "red line"]),
        ("Chateau d'If", "Château d’If", ["Château d’If"]),
        ("U.S. Line", "the U.S. Line", ["U.S. Line"]),
        ("東京", "在東京的人", ["東京"]),
    ],
)
def test_a_name_stands_where_its_words_do_as_known_names_are_written(
    name: str, text: str, wanted: list[str]
) -> None:
    assert found(text, added(name)) == wanted


def test_a_longer_recognised_name_stands_and_a_shorter_one_is_absorbed() -> None:
    text = "Harrow Bend Bridge stands at Harrow Bend."
    bridge, harrow = (
        recognised(text, "Harrow Bend Bridge"),
        LocalEntity("Harrow", PLACE, ("thing:harrow",), "", (Mention(29, 35, "Harrow", "name"),)),
    )
    bridge_left, new = Additions([added("Harrow Bend")]).applied(text, [bridge, harrow])
    assert bridge_left is bridge
    assert [(m.start, m.surface, m.evidence) for m in new.mentions] == [
        (29, "Harrow Bend", "your word")
    ]


def test_of_names_that_overlap_in_part_the_longer_stands_of_equal_ones_the_users() -> None:
    text = "the Great Harrow Bend"
    longer = recognised(text, "Great Harrow")
    assert Additions([added("Harrow Bend")]).applied(text, [longer])[0] is longer
    text = "the Tiny Harrow Bend"
    equal = recognised(text, "Tiny Harrow")
    (new,) = Additions([added("Harrow Bend")]).applied(text, [equal])
    assert new.name == "Harrow Bend"


def test_of_added_names_the_longer_stands_of_equal_ones_the_later() -> None:
    text = "Harrow Bend Bridge and Harrow Bend"
    names = [added("Harrow Bend"), added("Harrow Bend Bridge", number=2)]
    assert sorted(found(text, *names)) == ["Harrow Bend", "Harrow Bend Bridge"]
    names = [added("Okafor", PERSON, 3), added("Okafor", PLACE, 2)]
    (entity,) = Additions(names).applied("Okafor", [])
    assert entity.type is PERSON


def test_what_the_report_calls_by_the_same_words_stays_as_it_was_recognised() -> None:
    text = "Harrow Bend, the Bend."
    bend = recognised(text, "Harrow Bend", "Bend")
    assert list(Additions([added("Harrow Bend")]).applied(text, [bend])) == [bend]


def test_the_same_words_of_somebody_else_are_taken_over_and_the_rest_is_left() -> None:
    text = "Margaret Okafor said. Okafor left."
    mentions = (Mention(0, 15, "Margaret Okafor", "full name"), Mention(22, 28, "Okafor", "short"))
    person = LocalEntity("Margaret Okafor", PERSON, ("person:margaret okafor",), "", mentions)
    left, new = Additions([added("Okafor")]).applied(text, [person])
    assert [m.surface for m in left.mentions] == ["Margaret Okafor"]
    assert (new.name, new.mentions[0].start) == ("Okafor", 22)


def test_an_entity_that_loses_its_name_goes_by_the_longest_that_it_keeps() -> None:
    text = "Okafor Dam, the Dam."
    dam = recognised(text, "Okafor Dam", "Dam", key="known:Dam")
    text = "Okafor Dam, the Dam."
    dam = LocalEntity(dam.name, PLACE, dam.keys, "", (
        Mention(0, 10, "Okafor Dam", "name"), Mention(16, 19, "Dam", "name"),
    ))  # fmt: skip
    left, new = Additions([added("Okafor Dam", PERSON)]).applied(text, [dam])
    assert (left.name, new.name) == ("Dam", "Okafor Dam")


def test_descriptions_go_with_the_name_that_took_the_place_of_all_others() -> None:
    text = "Harrow burned. The town was evacuated."
    harrow = recognised(text, "Harrow", soft="The town", key="known:Harrow")
    (new,) = Additions([added("Harrow burned")]).applied(text, [harrow])
    assert [(m.surface, m.soft) for m in new.mentions] == [
        ("Harrow burned", False),
        ("The town", True),
    ]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(" “Harrow Bend,” ", "Harrow Bend"), ("the U.S.", "the U.S."), ("-Bend.", "Bend"), ("…", "")],
)
def test_a_name_is_kept_without_what_stands_around_it(typed: str, kept: str) -> None:
    assert trimmed(typed) == kept


# As a line


def test_a_line_needs_a_name_and_a_type_and_no_keys() -> None:
    line = '{"kind": "add", "subject": {"name": "Harrow Bend", "type": "place"}}'
    judgement = from_json(line)
    assert judgement.subject.keys == ("thing:harrow bend",)
    assert from_json(judgement.to_json()) == judgement
    assert judgement.described() == "Harrow Bend is a place"


@pytest.mark.parametrize(
    ("name", "keys", "why"),
    [
        ("…", "[]", "at least one letter"),
        ("a " * 13, "[]", "at most 12 words, not 13"),
        ("Bend", '["~person:bend"]', "no key that begins with ~"),
    ],
)
def test_a_line_that_adds_no_name_says_why(name: str, keys: str, why: str) -> None:
    line = f'{{"kind": "add", "subject": {{"name": "{name}", "type": "place", "keys": {keys}}}}}'
    with pytest.raises(JudgementUnreadable, match=why):
        from_json(line)


# In a library


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path)
    yield opened
    opened.mentions.close()


def test_an_added_name_holds_in_what_is_there_and_in_what_comes(store: Store) -> None:
    store.put(1, "At Harrow Bend.")
    store.add("Harrow Bend")
    store.put(2, "In Harrow Bend.")
    assert store.names() == [("Harrow Bend", 2)]
    assert {m.evidence for m in mentions_of(store.mentions, store.one("Harrow Bend").id)} == {
        "your word"
    }


def test_what_was_recognised_elsewhere_and_what_was_added_are_one_of_the_type_said(
    store: Store,
) -> None:
    text = "Harrow Bend, the Bend."
    store.put(1, text, recognised(text, "Harrow Bend", kind=OTHER))
    store.put(2, "In Harrow Bend.")
    before = store.one("Harrow Bend").id
    store.add("Harrow Bend", PLACE)
    assert store.names() == [("Harrow Bend", 2)]
    entity = store.one("Harrow Bend")
    assert (entity.id, entity.type) == (before, PLACE)


def test_adding_again_is_refused_and_another_type_overrules(store: Store) -> None:
    store.put(1, "At Harrow Bend.")
    store.add("Harrow Bend")
    with pytest.raises(JudgementRefused, match="already that it is of type place"):
        judging.add(store.mentions, "Harrow Bend", PLACE)
    again = judging.add(store.mentions, "Harrow Bend", PERSON)
    assert "Harrow Bend is a place" in judging.overruled(store.mentions, again)
    store.say(again)
    assert store.one("Harrow Bend").type is PERSON


def test_what_is_ignored_after_it_was_added_gives_back_what_it_absorbed(store: Store) -> None:
    text = "At Harrow Bend."
    store.put(1, text, recognised(text, "Harrow"))
    store.add("Harrow Bend")
    ignored = judging.ignore(store.mentions, store.one("Harrow Bend"))
    assert "Harrow Bend is a place" in judging.overruled(store.mentions, ignored)
    store.say(ignored)
    assert store.names() == [("Harrow", 1)]


def test_what_is_added_after_it_was_ignored_is_there_again(store: Store) -> None:
    text = "At Harrow Bend."
    store.put(1, text, recognised(text, "Harrow Bend"))
    store.put(2, text)
    store.say(judging.ignore(store.mentions, store.one("Harrow Bend")))
    new = judging.add(store.mentions, "Harrow Bend", PLACE)
    assert "Harrow Bend is no entity" in judging.overruled(store.mentions, new)
    store.say(new)
    assert store.names() == [("Harrow Bend", 2)]


def test_what_was_added_is_merged_split_renamed_and_retyped_like_any_other(store: Store) -> None:
    text = "Ada Ray came to Harrow Bend."
    store.put(1, text, recognised(text, "Ada Ray", kind=PERSON))
    store.add("Harrow Bend")
    store.say(judging.rename(store.mentions, store.one("Harrow Bend"), "The Bend"))
    store.say(judging.retype(store.mentions, store.one("The Bend"), OTHER))
    assert store.one("The Bend").type is OTHER
    store.say(judging.merge(store.mentions, store.one("Ada Ray"), store.one("The Bend")))
    assert store.names() == [("Ada Ray", 2)]
    store.say(judging.split(store.mentions, store.one("Ada Ray"), "Harrow Bend"))
    assert store.names() == [("Ada Ray", 1), ("Harrow Bend", 1)]


def test_whose_mentions_a_name_takes_over_is_told(store: Store) -> None:
    text = "Margaret Okafor, Okafor"
    person = recognised(text, "Margaret Okafor", kind=PERSON)
    short = Mention(17, 23, "Okafor", "short form")
    store.put(1, text, LocalEntity(person.name, PERSON, person.keys, "", (*person.mentions, short)))
    new = judging.add(store.mentions, "Okafor", PLACE)
    told = judging.taken_from(store.mentions, new)
    assert (
        told == f"'Okafor' no longer names Margaret Okafor ({store.one('Margaret Okafor').id}, 1)"
    )


@pytest.mark.parametrize(
    "damaged", ["", "{}", '{"name": 1, "type": "ship", "mentions": []}', "[1]"]
)
def test_what_is_covered_and_damaged_is_damage_of_the_store(store: Store, damaged: str) -> None:
    text = "At Harrow Bend."
    store.put(1, text, recognised(text, "Harrow"))
    store.add("Harrow Bend")
    store.mentions._db.execute("UPDATE covered SET entity = ?", (damaged,))
    with pytest.raises(MentionsUnreadable):
        store.judge({})


# Whatever is said, in whatever order


def check(store: Store) -> None:
    """Mentions stand in their texts and do not overlap; entities are counted by them."""
    for number, (text, _) in store.pile.reports.items():
        end = 0
        for mention in store.mentions.stored_mentions_in(number):
            assert " ".join(text[mention.start : mention.end].split()) == mention.surface
            assert mention.start >= end
            end = mention.end
    for entity in store.mentions.entities():
        mentions = [m for m in mentions_of(store.mentions, entity.id) if not m.soft]
        assert entity.mentions == len(mentions)
        assert entity.articles == len({m.article for m in mentions})


@pytest.mark.parametrize("seed", range(30))
def test_a_library_built_anew_says_the_same(store: Store, seed: int) -> None:
    random = Random(seed)
    judgements: dict[int, Judgement] = {}
    for step in range(1, 31):
        if random.random() < 0.4:
            text, entities = report(random)
            store.put(random.randint(1, 8), text, *entities)
        elif random.random() < 0.25 and judgements:
            del judgements[random.choice(list(judgements))]
            store.judge(judgements)
        elif new := judgement(random, store):
            judgements[step] = new
            store.judge(judgements)
        if step % 3 == 0:
            assert state(store.mentions) == store.rebuilt(judgements)
            check(store)


@pytest.mark.parametrize("seed", range(30))
def test_undoing_goes_back_exactly_through_all_that_was(store: Store, seed: int) -> None:
    random = Random(seed)
    for number in range(1, 9):
        text, entities = report(random)
        store.put(number, text, *entities)

    def now() -> tuple[State, dict[str, Entity]]:
        return state(store.mentions), {one.id: one for one in store.mentions.entities()}

    before = [now()]
    judgements: dict[int, Judgement] = {}
    for step in range(1, 12):
        if new := judgement(random, store):
            judgements[step] = new
            store.judge(judgements)
            before.append(now())
    while judgements:
        assert state(store.mentions) == before.pop()[0]
        judgements.popitem()
        store.judge(judgements)
    assert now() == before.pop()
