"""The user's word: the library says what reports and judgements say, in whatever order."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from mention_states import State, mentions_of, state

from articles.entities.mention import EntityType, LocalEntity, Mention
from index.judgements.judgement import Judgement
from index.mentions import judging
from index.mentions.judging import JudgementRefused
from index.mentions.store import Entity, MentionStore

Library = dict[int, tuple[LocalEntity, ...]]

FIRST = ("Ada", "Bo", "Cy")
LAST = ("Ray", "Lee", "Fox")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[MentionStore]:
    opened = MentionStore.open(tmp_path / "mentions.db", writable=True)
    yield opened
    opened.close()


def named(
    *surfaces: str,
    kind: EntityType = EntityType.ORGANISATION,
    keys: tuple[str, ...] | None = None,
    weak: str = "",
    at: int = 0,
) -> LocalEntity:
    mentions = tuple(
        Mention(at + 10 * place, at + 10 * place + 5, surface, "name")
        for place, surface in enumerate(surfaces)
    )
    wanted = (f"thing:{surfaces[0].lower()}",) if keys is None else keys
    return LocalEntity(surfaces[0], kind, () if weak else wanted, weak, mentions)


FRONT = named("Nusra Front", "Nusra")
BODY = named("Fatah al-Sham", "Nusra")


def fill(store: MentionStore, *reports: tuple[LocalEntity, ...]) -> None:
    for number, entities in enumerate(reports, 1):
        store.put(number, entities, ())
    store.commit()


def one(store: MentionStore, name: str) -> Entity:
    (found,) = [entity for entity in store.entities() if entity.name == name]
    return found


def say(store: MentionStore, judgement: Judgement) -> None:
    former = store.judgements()
    store.judge({**former, max(former, default=0) + 1: judgement})


def names(store: MentionStore) -> list[tuple[str, int]]:
    return [(entity.name, entity.mentions) for entity in store.entities()]


# Merge


def test_what_is_merged_goes_by_the_first_name_and_id(store: MentionStore) -> None:
    fill(store, (FRONT,), (BODY,), (named("Fatah al-Sham"),))
    kept = one(store, "Nusra Front").id
    say(store, judging.merge(store, one(store, "Nusra Front"), one(store, "Fatah al-Sham")))
    assert names(store) == [("Nusra Front", 5)]
    assert store.entities()[0].id == kept


def test_the_evidence_of_what_was_merged_is_the_users_word(store: MentionStore) -> None:
    fill(store, (FRONT,), (named("Fatah al-Sham"),))
    say(store, judging.merge(store, one(store, "Nusra Front"), one(store, "Fatah al-Sham")))
    evidence = {alias.surface: alias.evidence for alias in store.aliases(store.entities()[0].id)}
    assert evidence == {"Nusra Front": "name", "Nusra": "name", "Fatah al-Sham": "your word"}


def test_reports_that_come_later_are_merged_too(store: MentionStore) -> None:
    fill(store, (FRONT,), (named("Fatah al-Sham"),))
    say(store, judging.merge(store, one(store, "Nusra Front"), one(store, "Fatah al-Sham")))
    store.put(3, (named("Fatah al-Sham"), named("Nusra Front", at=100)), ())
    store.commit()
    assert names(store) == [("Nusra Front", 5)]


def test_a_surname_that_stayed_ambiguous_goes_where_the_user_says(store: MentionStore) -> None:
    person = EntityType.PERSON
    masoud = named("Masoud Barzani", kind=person, keys=("person:masoud barzani",))
    nechirvan = named("Nechirvan Barzani", kind=person, keys=("person:nechirvan barzani",))
    lone = named("Barzani", kind=person, weak="person:barzani")
    fill(store, (masoud,), (nechirvan,), (lone,))
    say(store, judging.merge(store, one(store, "Masoud Barzani"), one(store, "Barzani")))
    assert [m.name for m in store.stored_mentions_in(3)] == ["Masoud Barzani"]
    assert store.stored_mentions_in(3)[0].evidence == "your word"
    store.put(4, (lone,), ())
    store.remove(1)
    store.commit()
    assert names(store) == [("Masoud Barzani", 2), ("Nechirvan Barzani", 1)]


def test_a_surname_stays_with_what_was_merged_when_the_last_report_of_the_head_goes(
    store: MentionStore,
) -> None:
    person = EntityType.PERSON
    masoud = named("Masoud Barzani", kind=person, keys=("person:masoud barzani",))
    lone = named("Barzani", kind=person, weak="person:barzani")
    fill(store, (named("Nusra Front"),), (masoud,), (lone,))
    say(store, judging.merge(store, one(store, "Nusra Front"), one(store, "Masoud Barzani")))
    assert names(store) == [("Nusra Front", 3)]
    store.remove(1)
    store.commit()
    assert names(store) == [("Nusra Front", 2)]


def test_a_merged_entity_is_found_by_the_known_names_of_both(store: MentionStore) -> None:
    fill(store, (named("Caliphate"),), (named("ISIS", keys=("known:Islamic State",)),))
    say(store, judging.merge(store, one(store, "Caliphate"), one(store, "ISIS")))
    assert [entity.name for entity in store.find("Islamic State group")] == ["Caliphate"]


def test_an_entity_cannot_be_merged_with_itself(store: MentionStore) -> None:
    fill(store, (FRONT,))
    with pytest.raises(JudgementRefused, match="both are Nusra Front"):
        judging.merge(store, one(store, "Nusra Front"), one(store, "Nusra Front"))


# Split


def test_a_split_alias_becomes_an_entity_of_its_own(store: MentionStore) -> None:
    fill(store, (FRONT,), (FRONT,), (named("Nusra Front", "Nusra", "Nusra", at=50),))
    say(store, judging.split(store, one(store, "Nusra Front"), "Nusra"))
    assert names(store) == [("Nusra", 4), ("Nusra Front", 3)]
    assert {m.evidence for m in mentions_of(store, one(store, "Nusra").id)} == {"your word"}


def test_a_split_takes_other_spellings_along_but_not_acronyms(store: MentionStore) -> None:
    fill(store, (named("Islamic State", "Isis", "ISIS", "isis"),))
    say(store, judging.split(store, one(store, "Islamic State"), "Isis"))
    assert names(store) == [("Isis", 2), ("Islamic State", 2)]


def test_the_name_of_an_entity_can_be_split_from_it(store: MentionStore) -> None:
    fill(store, (FRONT,))
    say(store, judging.split(store, one(store, "Nusra Front"), "Nusra Front"))
    assert sorted(names(store)) == [("Nusra", 1), ("Nusra Front", 1)]


def test_a_split_surname_of_a_person_leaves_in_other_reports_as_well(store: MentionStore) -> None:
    full = named("Ada Ray", "Ray", kind=EntityType.PERSON, keys=("person:ada ray",))
    lone = named("Ray", kind=EntityType.PERSON, weak="person:ray")
    fill(store, (full,))
    say(store, judging.split(store, one(store, "Ada Ray"), "Ray"))
    store.put(2, (lone,), ())
    store.commit()
    assert sorted(names(store)) == [("Ada Ray", 1), ("Ray", 2)]


def test_what_was_split_can_be_split_again(store: MentionStore) -> None:
    fill(store, (named("Front", "Nusra", "Sham"),), (named("Body", "Nusra"),))
    say(store, judging.split(store, one(store, "Front"), "Nusra"))
    say(store, judging.merge(store, one(store, "Body"), one(store, "Nusra")))
    assert sorted(names(store)) == [("Body", 3), ("Front", 2)]
    say(store, judging.split(store, one(store, "Body"), "Nusra"))
    assert sorted(names(store)) == [("Body", 1), ("Front", 2), ("Nusra", 2)]


@pytest.mark.parametrize(
    ("alias", "why"), [("Sham", "never called 'Sham'"), ("Raqqa", "has no name but 'Raqqa'")]
)
def test_what_is_no_alias_or_the_only_one_is_not_split(
    store: MentionStore, alias: str, why: str
) -> None:
    fill(store, (named("Raqqa"),))
    with pytest.raises(JudgementRefused, match=why):
        judging.split(store, one(store, "Raqqa"), alias)


# Rename, retype, ignore


def test_a_name_and_a_type_are_as_the_user_says_also_in_mentions(store: MentionStore) -> None:
    fill(store, (FRONT,))
    say(store, judging.rename(store, one(store, "Nusra Front"), "al-Qaeda in Syria"))
    assert [found.name for found in store.find("Al-Qaeda in Syria")] == ["al-Qaeda in Syria"]
    say(store, judging.retype(store, one(store, "al-Qaeda in Syria"), EntityType.OTHER))
    mention = store.stored_mentions_in(1)[0]
    assert (mention.name, mention.type) == ("al-Qaeda in Syria", EntityType.OTHER)
    assert store.entities()[0].type is EntityType.OTHER


def test_what_is_ignored_is_nowhere(store: MentionStore) -> None:
    fill(store, (FRONT, named("Monday", at=100)))
    ignored = one(store, "Monday").id
    say(store, judging.ignore(store, one(store, "Monday")))
    assert names(store) == [("Nusra Front", 2)]
    assert store.get(ignored) is None
    assert store.find("Monday") == []
    assert {m.name for m in store.stored_mentions_in(1)} == {"Nusra Front"}
    assert [count.entity.name for count in store.entities_in(1)] == ["Nusra Front"]
    assert [entity.name for entity in store.entities([1])] == ["Nusra Front"]
    assert list(mentions_of(store, ignored)) == []
    assert (store.counts(ignored), store.aliases(ignored)) == ({}, [])


def test_what_was_ignored_stays_so_in_reports_to_come(store: MentionStore) -> None:
    fill(store, (named("Monday"),))
    say(store, judging.ignore(store, one(store, "Monday")))
    store.put(2, (named("Monday"),), ())
    store.commit()
    assert store.entities() == []


# What goes against a former word


def test_joining_what_was_split_is_said_and_done(store: MentionStore) -> None:
    fill(store, (FRONT,))
    say(store, judging.split(store, one(store, "Nusra Front"), "Nusra"))
    again = judging.merge(store, one(store, "Nusra Front"), one(store, "Nusra"))
    assert "'Nusra' is not Nusra Front" in judging.overruled(store, again)
    say(store, again)
    assert names(store) == [("Nusra Front", 2)]


def test_splitting_what_was_merged_is_said_and_done(store: MentionStore) -> None:
    fill(store, (FRONT,), (named("Fatah al-Sham"),))
    say(store, judging.merge(store, one(store, "Nusra Front"), one(store, "Fatah al-Sham")))
    again = judging.split(store, one(store, "Nusra Front"), "Fatah al-Sham")
    assert "Fatah al-Sham is Nusra Front" in judging.overruled(store, again)
    say(store, again)
    assert sorted(names(store)) == [("Fatah al-Sham", 1), ("Nusra Front", 2)]


def test_a_word_that_goes_against_none_overrules_none(store: MentionStore) -> None:
    fill(store, (FRONT,), (named("Fatah al-Sham"),))
    say(store, judging.rename(store, one(store, "Nusra Front"), "Front"))
    assert judging.overruled(store, judging.ignore(store, one(store, "Fatah al-Sham"))) == ""


# Whatever is said, in whatever order


def report(random: Random) -> tuple[LocalEntity, ...]:
    return tuple(_entity(random, 100 * place) for place in range(random.randint(0, 4)))


def _entity(random: Random, at: int) -> LocalEntity:
    first, last = random.choice(FIRST), random.choice(LAST)
    surfaces = [random.choice((f"{first} {last}", last, first)) for _ in range(3)]
    if random.random() < 0.3:
        return named(*([last] * 2), kind=EntityType.PERSON, weak=f"person:{last.lower()}", at=at)
    keys = {f"person:{first} {last}".lower()}
    if random.random() < 0.2:
        keys.add(f"person:{random.choice(FIRST)} {last}".lower())
    if random.random() < 0.2:
        return named("Fox", first, keys=("known:Fox",), at=at)
    return named(*surfaces, kind=EntityType.PERSON, keys=tuple(sorted(keys)), at=at)


def judgement(random: Random, store: MentionStore) -> Judgement | None:
    entities = store.entities()
    if not entities:
        return None
    entity, other = random.choice(entities), random.choice(entities)
    alias = random.choice(store.aliases(entity.id)).surface
    made = (
        lambda: judging.merge(store, entity, other),
        lambda: judging.split(store, entity, alias),
        lambda: judging.rename(store, entity, f"Name {random.randint(1, 99)}"),
        lambda: judging.retype(store, entity, random.choice(list(EntityType))),
        lambda: judging.ignore(store, entity),
    )
    try:
        return random.choices(made, (5, 5, 1, 1, 0.3))[0]()
    except JudgementRefused:
        return None


def rebuilt(folder: Path, library: Library, judgements: dict[int, Judgement]) -> State:
    """What a new library says that has all the reports at once, under judgements made before."""
    store = MentionStore.open(folder / "rebuilt.db", writable=True)
    try:
        store.judge(judgements)
        for article, entities in library.items():
            store.put(article, entities, ())
        store.commit()
        return state(store)
    finally:
        store.close()
        for file in folder.glob("rebuilt.db*"):
            file.unlink()


@pytest.mark.parametrize("seed", range(25))
def test_a_library_built_anew_says_the_same(store: MentionStore, tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    library: Library = {}
    judgements: dict[int, Judgement] = {}
    for step in range(1, 31):
        if random.random() < 0.5:
            article = random.randint(1, 8)
            library[article] = report(random)
            store.put(article, library[article], ())
            store.commit()
        elif random.random() < 0.25 and judgements:
            judgements.popitem()
            store.judge(judgements)
        elif new := judgement(random, store):
            judgements[step] = new
            store.judge(judgements)
        if step % 3 == 0:
            assert state(store) == rebuilt(tmp_path, library, judgements)


@pytest.mark.parametrize("seed", range(25))
def test_undoing_goes_back_exactly_through_all_that_was(store: MentionStore, seed: int) -> None:
    random = Random(seed)
    fill(store, *[report(random) for _ in range(8)])
    before = [(state(store), {entity.id: entity for entity in store.entities()})]
    judgements: dict[int, Judgement] = {}
    for step in range(1, 12):
        new = judgement(random, store)
        if new:
            judgements[step] = new
            store.judge(judgements)
            before.append((state(store), {entity.id: entity for entity in store.entities()}))
    while judgements:
        assert state(store) == before.pop()[0]
        judgements.popitem()
        store.judge(judgements)
    assert (state(store), {entity.id: entity for entity in store.entities()}) == before.pop()


def test_counts_agree_with_mentions_under_judgements(store: MentionStore) -> None:
    random = Random(7)
    fill(store, *[report(random) for _ in range(10)])
    for _ in range(10):
        if new := judgement(random, store):
            say(store, new)
    for entity in store.entities():
        mentions = [m for m in mentions_of(store, entity.id) if not m.soft]
        assert entity.mentions == len(mentions)
        assert entity.articles == len({m.article for m in mentions})
