"""The mention store: what is put in comes out, counted, resolved, and gone when removed."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from mention_states import mentions_of

from articles.article import Label, Part
from articles.entities.mention import EntityType, LocalEntity, Mention
from index.mentions.schema import MentionsUnreadable
from index.mentions.store import Alias, MentionStore


def named(
    *surfaces: str,
    kind: EntityType = EntityType.PERSON,
    keys: tuple[str, ...] | None = None,
    weak: str = "",
    at: int = 0,
    soft: tuple[str, ...] = (),
) -> LocalEntity:
    """An entity whose surfaces stand ten characters apart, the first being its name."""
    mentions = [
        Mention(at + 10 * i, at + 10 * i + 5, s, "full name") for i, s in enumerate(surfaces)
    ]
    mentions += [
        Mention(at + 500 + i, at + 501 + i, s, "why", soft=True) for i, s in enumerate(soft)
    ]
    if keys is None:
        keys = () if weak else (f"{kind.value}:{surfaces[0].lower()}",)
    return LocalEntity(surfaces[0], kind, keys, weak, tuple(mentions))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[MentionStore]:
    opened = MentionStore.open(tmp_path / "mentions.db", writable=True)
    yield opened
    opened.close()


def fill(store: MentionStore, *reports: tuple[LocalEntity, ...]) -> None:
    for number, entities in enumerate(reports, 1):
        store.put(number, entities, ())
    store.commit()


def names(store: MentionStore) -> list[tuple[str, int, int]]:
    return [(entity.name, entity.mentions, entity.articles) for entity in store.entities()]


MASOUD = named("Masoud Barzani", "Barzani", "Barzani")
NECHIRVAN = named("Nechirvan Barzani")
BARZANI = named("Barzani", weak="person:barzani")


def test_entities_are_counted_over_all_reports(store: MentionStore) -> None:
    fill(store, (MASOUD,), (named("Masoud Barzani"),), (named("Khalid Masood"),))
    assert names(store) == [("Masoud Barzani", 4, 2), ("Khalid Masood", 1, 1)]


def test_entities_of_some_reports_are_counted_there_alone(store: MentionStore) -> None:
    fill(store, (MASOUD,), (named("Masoud Barzani"),), (named("Khalid Masood"),))
    found = store.entities([2, 3])
    assert [(e.name, e.mentions, e.articles) for e in found] == [
        ("Khalid Masood", 1, 1),
        ("Masoud Barzani", 1, 1),
    ]


def test_entities_in_a_report_have_counts_here_and_everywhere(store: MentionStore) -> None:
    fill(store, (MASOUD, named("Raqqa", kind=EntityType.PLACE)), (named("Masoud Barzani"),))
    here = store.entities_in(1)
    assert [(c.entity.name, c.here, c.entity.mentions) for c in here] == [
        ("Masoud Barzani", 3, 4),
        ("Raqqa", 1, 1),
    ]


def test_soft_mentions_are_listed_and_not_counted(store: MentionStore) -> None:
    fill(store, (named("Islamic State", kind=EntityType.ORGANISATION, soft=("the terror group",)),))
    assert names(store) == [("Islamic State", 1, 1)]
    assert [m.soft for m in store.stored_mentions_in(1)] == [False, True]
    assert [a.surface for a in store.aliases(store.entities()[0].id)] == ["Islamic State"]


def test_a_mention_has_the_label_of_the_part_it_stands_in(store: MentionStore) -> None:
    parts = (Part(Label.HEADLINE, 0, 8), Part(Label.CREDIT, 20, 30))
    store.put(1, (MASOUD,), parts)
    store.commit()
    labels = [mention.label for mention in store.stored_mentions_in(1)]
    assert labels == [Label.HEADLINE, Label.BODY, Label.CREDIT]


def test_mentions_come_in_reading_order(store: MentionStore) -> None:
    fill(store, (named("Raqqa", at=5, kind=EntityType.PLACE), MASOUD), (MASOUD,))
    assert [m.start for m in store.stored_mentions_in(1)] == [0, 5, 10, 20]
    masoud = store.find("Masoud Barzani")[0]
    assert [(m.article, m.start) for m in mentions_of(store, masoud.id)] == [
        (1, 0), (1, 10), (1, 20), (2, 0), (2, 10), (2, 20),
    ]  # fmt: skip


def test_counts_and_articles_of_an_entity(store: MentionStore) -> None:
    fill(store, (MASOUD,), (NECHIRVAN,), (named("Masoud Barzani"),))
    identity = store.find("Masoud Barzani")[0].id
    assert store.counts(identity) == {1: 3, 3: 1}
    assert store.articles_of(identity) == {1, 3}


def test_aliases_are_counted_with_their_evidence(store: MentionStore) -> None:
    fill(store, (MASOUD,))
    assert store.aliases(store.entities()[0].id) == [
        Alias("Barzani", 2, "full name"),
        Alias("Masoud Barzani", 1, "full name"),
    ]


def test_a_surname_goes_to_the_only_full_name_that_has_it(store: MentionStore) -> None:
    fill(store, (MASOUD,), (BARZANI,))
    assert names(store) == [("Masoud Barzani", 4, 2)]


def test_a_surname_of_two_people_stays_ambiguous_and_says_so(store: MentionStore) -> None:
    fill(store, (named("Masoud Barzani"),), (NECHIRVAN,), (BARZANI,))
    assert ("Barzani", 1, 1) in names(store)
    assert "several full names share it" in store.stored_mentions_in(3)[0].evidence


def test_a_surname_moves_when_the_evidence_turns(store: MentionStore) -> None:
    fill(store, (named("Masoud Barzani"),), (BARZANI,))
    store.put(3, (NECHIRVAN,), ())
    store.commit()
    assert store.stored_mentions_in(2)[0].name == "Barzani"
    store.remove(3)
    store.commit()
    assert store.stored_mentions_in(2)[0].name == "Masoud Barzani"


def test_a_shared_strong_key_makes_two_entities_one(store: MentionStore) -> None:
    fill(store, (named("A", keys=("k:a",)),), (named("B", keys=("k:b",)),))
    assert len(store.entities()) == 2
    store.put(3, (named("A", "B", keys=("k:a", "k:b")),), ())
    store.commit()
    assert [(e.mentions, e.articles) for e in store.entities()] == [(4, 3)]


def test_what_only_a_removed_report_joined_comes_apart_again(store: MentionStore) -> None:
    fill(
        store,
        (named("A", keys=("k:a",)),),
        (named("B", keys=("k:b",)),),
        (named("A", "B", keys=("k:a", "k:b")),),
    )
    store.remove(3)
    store.commit()
    assert names(store) == [("A", 1, 1), ("B", 1, 1)]


def test_ids_stay_when_other_reports_are_added(store: MentionStore) -> None:
    fill(store, (MASOUD,), (NECHIRVAN,))
    before = {entity.name: entity.id for entity in store.entities()}
    store.put(3, (named("Masoud Barzani"), named("Raqqa", kind=EntityType.PLACE)), ())
    store.commit()
    after = {entity.name: entity.id for entity in store.entities()}
    assert before.items() <= after.items()


def test_an_id_stays_when_its_only_report_is_put_again(store: MentionStore) -> None:
    fill(store, (MASOUD,))
    identity = store.entities()[0].id
    store.put(1, (named("Masoud Barzani"),), ())
    store.commit()
    assert [(e.id, e.mentions) for e in store.entities()] == [(identity, 1)]


def test_removed_reports_leave_nothing_behind(store: MentionStore, tmp_path: Path) -> None:
    fill(store, (MASOUD, BARZANI), (NECHIRVAN,))
    store.remove(1)
    store.remove(2)
    store.commit()
    with sqlite3.connect(tmp_path / "mentions.db") as database:
        tables = ("entity", "local", "claim", "owner", "form", "mention")
        left = {t: database.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables}
    assert left == dict.fromkeys(tables, 0)


def test_ids_are_never_used_again(store: MentionStore) -> None:
    fill(store, (MASOUD,))
    gone = store.entities()[0].id
    store.remove(1)
    store.put(2, (NECHIRVAN,), ())
    store.commit()
    assert store.get(gone) is None
    assert store.entities()[0].id != gone


@pytest.mark.parametrize(
    "asked", ["Le Drian", "le drian", "LE DRIAN", "“Le Drian”", "jean-yves le drian"]
)
def test_find_takes_any_alias_in_any_case(store: MentionStore, asked: str) -> None:
    fill(store, (named("Jean-Yves Le Drian", "Le Drian"),))
    assert [entity.name for entity in store.find(asked)] == ["Jean-Yves Le Drian"]


def test_find_takes_an_id(store: MentionStore) -> None:
    fill(store, (MASOUD,))
    entity = store.entities()[0]
    assert store.find(entity.id) == [entity]


def test_find_takes_short_acronyms_in_their_own_case_only(store: MentionStore) -> None:
    islamic_state = named("ISIS", "IS", kind=EntityType.ORGANISATION, keys=("known:Islamic State",))
    fill(store, (islamic_state,))
    assert len(store.find("IS")) == 1
    assert store.find("is") == []


def test_find_knows_names_that_no_report_uses(store: MentionStore) -> None:
    islamic_state = named("ISIS", kind=EntityType.ORGANISATION, keys=("known:Islamic State",))
    fill(store, (islamic_state,))
    assert [entity.name for entity in store.find("Islamic State group")] == ["ISIS"]


def test_find_puts_the_most_mentioned_first(store: MentionStore) -> None:
    place = named("Washington", kind=EntityType.PLACE)
    person = named("Washington", "Washington", keys=("person:george washington",))
    fill(store, (place,), (person,))
    assert [entity.mentions for entity in store.find("washington")] == [2, 1]


@pytest.mark.parametrize("asked", ["", "e", "e0", "e99", "x1", "e-1", "nobody", "e" + "9" * 30])
def test_find_and_get_of_what_is_not_there(store: MentionStore, asked: str) -> None:
    fill(store, (MASOUD,))
    assert store.find(asked) == []
    assert store.get(asked) is None


def test_a_reader_sees_what_is_committed_and_no_more(store: MentionStore, tmp_path: Path) -> None:
    fill(store, (MASOUD,))
    reader = MentionStore.open(tmp_path / "mentions.db")
    store.put(2, (NECHIRVAN,), ())
    assert len(reader.entities()) == 1
    store.commit()
    assert len(reader.entities()) == 2
    reader.close()


def test_what_was_not_committed_is_lost(tmp_path: Path) -> None:
    writer = MentionStore.open(tmp_path / "mentions.db", writable=True)
    writer.put(1, (MASOUD,), ())
    writer.close()
    reader = MentionStore.open(tmp_path / "mentions.db")
    assert reader.entities() == []
    reader.close()


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_a_file_that_is_no_store_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "mentions.db").write_bytes(content)
    with pytest.raises(MentionsUnreadable):
        MentionStore.open(tmp_path / "mentions.db")


def test_a_missing_file_is_refused_to_a_reader(tmp_path: Path) -> None:
    with pytest.raises(MentionsUnreadable):
        MentionStore.open(tmp_path / "mentions.db")


def test_entities_are_listed_with_how_many_there_are_in_all(store: MentionStore) -> None:
    people = tuple(named(f"Person {n:02}", *["Boss"] * n, at=1000 * n) for n in range(1, 9))
    fill(store, people[:5], people[5:], people[4:6])
    every = store.listed(None, limit=3)
    assert ([one.entity.name for one in every.entities], every.total) == (
        ["Person 06", "Person 05", "Person 08"],
        8,
    )
    some = store.listed([2], limit=2)
    assert [(one.entity.name, one.here) for one in some.entities] == [
        ("Person 08", 9),
        ("Person 07", 8),
    ]
    assert some.total == 3
    assert store.listed([], limit=3).total == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [("masoud", ["Masoud Barzani"]), ("ARZA", ["Masoud Barzani", "Nechirvan Barzani"]),
     ("the president", ["Masoud Barzani"]), ("100%", []), ("_%", []), ("-", [])],
)  # fmt: skip
def test_entities_are_listed_by_what_stands_in_their_name_or_an_alias(
    store: MentionStore, text: str, found: list[str]
) -> None:
    masoud = named("Masoud Barzani", "Barzani", "The President")
    fill(store, (masoud, NECHIRVAN), (named("Khalid Masood", kind=EntityType.PLACE),))
    for articles in (None, [1], [1, 2]):
        listed = store.listed(articles, named=text, limit=5)
        assert ([one.entity.name for one in listed.entities], listed.total) == (found, len(found))


@pytest.mark.parametrize(
    ("text", "found"), [("barzani", ["Barzani", "Masoud Barzani"]), ("KRG", ["Barzani", "KRG TV"])]
)
def test_who_is_called_just_so_is_listed_before_the_more_often_mentioned(
    store: MentionStore, text: str, found: list[str]
) -> None:
    television = named("KRG TV", *["KRG TV"] * 5, kind=EntityType.ORGANISATION)
    often = named("Masoud Barzani", *["Masoud Barzani"] * 5, at=1000)
    called = named("Barzani", "KRG", at=2000, kind=EntityType.PLACE)
    fill(store, (television, often, called))
    for limit in (1, 5):
        listed = store.listed(None, named=text, limit=limit).entities
        assert [one.entity.name for one in listed] == found[:limit]
