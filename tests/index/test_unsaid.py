"""What of judgements that come as lines is still to be said."""

from pathlib import Path
from random import Random

import pytest
from mention_piles import Store
from mention_walk import judgement, report

from articles.entities.mention import EntityType
from index.judgements.judgement import Judgement, Kind, Subject
from index.judgements.unsaid import unsaid


def called(name: str, key: str = "a", kind: Kind = Kind.RENAME) -> Judgement:
    return Judgement(kind, Subject("A", EntityType.PERSON, (key,)), value=name)


X, Y, OF_B = called("X"), called("Y"), called("X", "b")


@pytest.mark.parametrize(
    ("said", "come", "new"),
    [
        ([], [X, OF_B], [X, OF_B]),
        ([], [X, X], [X]),
        ([X, OF_B], [OF_B, X], []),
        ([X, Y], [X, Y], []),
        ([X, Y], [X], [X]),
        ([X, Y], [Y], []),
        ([X, Y], [Y, X], [X]),
        ([X], [Y, X], [Y, X]),
        ([X, Y], [X, called("Z"), Y], [called("Z"), Y]),
    ],
    ids=[
        "nothing was said",
        "one line twice",
        "of others, in another order",
        "all of it",
        "what was overruled",
        "what overruled",
        "the other way round",
        "what was not said comes before",
        "what was not said comes between",
    ],
)
def test_what_is_in_force_is_not_said_again(
    said: list[Judgement], come: list[Judgement], new: list[Judgement]
) -> None:
    assert unsaid(said, come) == new


@pytest.mark.parametrize("seed", range(40))
def test_without_what_is_in_force_all_holds_that_would_with_it(tmp_path: Path, seed: int) -> None:
    random, store = Random(seed), Store(tmp_path)
    for number in range(1, 9):
        text, entities = report(random)
        store.put(number, text, *entities)
    every = []
    for _ in range(14):
        if new := judgement(random, store):
            every.append(new)
            store.say(new)
    said = [one for one in every if random.random() < 0.7]
    come = random.sample(every, len(every) // 2) if seed % 2 else every[len(every) // 3 :]
    with_all, without = (dict(enumerate([*said, *more], 1)) for more in (come, unsaid(said, come)))
    assert store.rebuilt(without) == store.rebuilt(with_all)
