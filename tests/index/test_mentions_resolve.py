"""Whatever the order of changes, the store says what resolving the whole library at once says."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from mention_states import mentions_of

from articles.entities import link
from articles.entities.mention import EntityType, LocalEntity, Mention
from index.mentions.store import MentionStore

FIRST = ("Ada", "Bo", "Cy")
LAST = ("Ray", "Lee", "Fox")


def person(random: Random, at: int) -> LocalEntity:
    """A full name, sometimes with a second key, or a surname alone."""
    first, last = random.choice(FIRST), random.choice(LAST)
    mentions = (Mention(at, at + 3, last, "short form"),)
    if random.random() < 0.4:
        return LocalEntity(last, EntityType.PERSON, (), f"person:{last.lower()}", mentions)
    keys = {f"person:{first} {last}".lower()}
    if random.random() < 0.2:
        keys.add(f"person:{random.choice(FIRST)} {last}".lower())
    return LocalEntity(f"{first} {last}", EntityType.PERSON, tuple(sorted(keys)), "", mentions)


def report(random: Random) -> tuple[LocalEntity, ...]:
    return tuple(person(random, 10 * i) for i in range(random.randint(0, 4)))


def groups_of_link(library: dict[int, tuple[LocalEntity, ...]]) -> set[frozenset[tuple[int, int]]]:
    numbers = link.link(list(library.values()))
    groups: dict[int, set[tuple[int, int]]] = {}
    for article, entities, at in zip(library, library.values(), numbers, strict=True):
        for entity, number in zip(entities, at, strict=True):
            groups.setdefault(number, set()).add((article, entity.mentions[0].start))
    return {frozenset(group) for group in groups.values()}


def groups_of_store(store: MentionStore) -> set[frozenset[tuple[int, int]]]:
    return {
        frozenset((m.article, m.start) for m in mentions_of(store, entity.id))
        for entity in store.entities()
    }


@pytest.fixture
def store(tmp_path: Path) -> Iterator[MentionStore]:
    opened = MentionStore.open(tmp_path / "mentions.db", writable=True)
    yield opened
    opened.close()


@pytest.mark.parametrize("seed", range(25))
def test_changes_one_by_one_come_to_the_same_as_all_at_once(store: MentionStore, seed: int) -> None:
    random = Random(seed)
    library: dict[int, tuple[LocalEntity, ...]] = {}
    for _ in range(40):
        article = random.randint(1, 12)
        if random.random() < 0.3:
            library.pop(article, None)
            store.remove(article)
        else:
            library[article] = report(random)
            store.put(article, library[article], ())
        if random.random() < 0.5:
            store.commit()
            assert groups_of_store(store) == groups_of_link(library)


@pytest.mark.parametrize("seed", range(5))
def test_counts_agree_with_the_mentions_stored(store: MentionStore, seed: int) -> None:
    random = Random(seed)
    for article in range(1, 15):
        store.put(article, report(random), ())
    store.commit()
    for entity in store.entities():
        mentions = list(mentions_of(store, entity.id))
        assert entity.mentions == len(mentions) == sum(store.counts(entity.id).values())
        assert entity.articles == len({m.article for m in mentions})
