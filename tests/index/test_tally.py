"""What the store keeps count of is what counting anew gives, whatever has changed."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from mention_piles import Store
from mention_states import mentions_of, state
from mention_walk import judgement, report

from index.judgements.judgement import Judgement
from index.mentions.store import MentionStore
from index.mentions.tally import COUNTED


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path)
    yield made
    made.mentions.close()


def rows(store: MentionStore, select: str) -> list[tuple[object, ...]]:
    return sorted(store._db.execute(select).fetchall())


def check(store: MentionStore) -> None:
    """Every count is that of the rows that are there."""
    for table, anew in COUNTED.items():
        assert rows(store, f"SELECT * FROM {table}") == rows(store, anew)
    for entity in store.entities():
        mentions = [m for m in mentions_of(store, entity.id) if not m.soft]
        assert entity.mentions == len(mentions)
        assert entity.articles == len({m.article for m in mentions})


def walk(random: Random, store: Store, judgements: dict[int, Judgement], step: int) -> None:
    """Some reports, new, changed or gone, or something said of entities, or no longer said."""
    if random.random() < 0.6 or not store.pile.reports:
        for _ in range(random.randint(1, 4)):
            number = random.randint(1, 10)
            if random.random() < 0.7:
                store.pile.reports[number] = text, entities = report(random)
                store.mentions.put(number, entities, (), text)
            else:
                store.pile.reports.pop(number, None)
                store.mentions.remove(number)
        store.mentions.commit()
    elif random.random() < 0.3 and judgements:
        del judgements[random.choice(list(judgements))]
    elif new := judgement(random, store):
        judgements[step] = new
    store.judge(judgements)


@pytest.mark.parametrize("seed", range(30))
def test_counts_kept_by_difference_are_those_counted_anew(store: Store, seed: int) -> None:
    random = Random(seed)
    judgements: dict[int, Judgement] = {}
    for step in range(40):
        walk(random, store, judgements, step)
        check(store.mentions)
        if step % 8 == 7:
            assert state(store.mentions) == store.rebuilt(judgements)


def test_what_was_not_committed_is_not_counted(store: Store, tmp_path: Path) -> None:
    random = Random(1)
    for number in range(8):
        store.put(number, *flat(random))
    before = state(store.mentions)
    store.mentions.put(3, flat(random)[1:], ())
    store.mentions.remove(4)
    store.mentions.close()
    with closing(MentionStore.open(tmp_path / "mentions.db", writable=True)) as again:
        check(again)
        assert state(again) == before


def test_a_report_more_takes_as_long_whatever_is_known_of_whom_it_names(store: Store) -> None:
    random = Random(1)
    others = [entity for _ in range(20) for entity in report(random)[1]]
    taken = []
    for number in range(200):
        store.mentions.put(number, others[:20], ())
        steps = counted(store.mentions)
        store.mentions.commit()
        taken.append(len(steps))
        store.mentions._db.set_progress_handler(None, 0)
    assert taken[199] < 1.2 * taken[9]


def counted(store: MentionStore) -> list[None]:
    """Grows by one with every ten steps that SQLite takes."""
    steps: list[None] = []
    store._db.set_progress_handler(lambda: steps.append(None), 10)
    return steps


def flat(random: Random) -> tuple[object, ...]:
    text, entities = report(random)
    return (text, *entities)


@pytest.mark.parametrize("seed", range(5))
def test_a_store_that_kept_no_count_is_counted_once(store: Store, seed: int) -> None:
    random = Random(seed)
    judgements: dict[int, Judgement] = {}
    for step in range(20):
        walk(random, store, judgements, step)
    forget(store.mentions)
    before = state(store.mentions)
    assert before == store.rebuilt(judgements)
    for step in range(20, 40):
        walk(random, store, judgements, step)
    check(store.mentions)
    assert state(store.mentions) == store.rebuilt(judgements)


def forget(store: MentionStore) -> None:
    """Make a store one that was written before counts were kept."""
    triggers = store._db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in triggers:
        store._db.execute(f"DROP TRIGGER {name}")
    for table in COUNTED:
        store._db.execute(f"DROP TABLE {table}")
