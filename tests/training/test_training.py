"""Training: from labelled texts to weights, the same each time."""

import gzip
import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from articles.entities.recognised import Kind
from articles.entities.tagger import Tagger
from articles.entities.tokens import tokenise
from articles.entities.viterbi import decode
from articles.entities.weights import from_bytes, to_bytes
from training.__main__ import OWN, documents, train
from training.gold import Document, Name
from training.silver import by_vote

_SENTENCES = (
    ("Anna Berg spoke in Oslo .", ((0, 9, "PER"), (19, 23, "LOC"))),
    ("Tom Lind met Anna Berg in Malmo .", ((0, 8, "PER"), (13, 22, "PER"), (26, 31, "LOC"))),
    ("The Nordic Council met in Oslo .", ((4, 18, "ORG"), (26, 30, "LOC"))),
    ("They walked home in the rain .", ()),
)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A folder with one tiny set."""
    with (tmp_path / "wikigold.jsonl").open("w", encoding="utf-8") as out:
        for number in range(40):
            text, names = _SENTENCES[number % len(_SENTENCES)]
            out.write(json.dumps({"id": number, "text": text, "entities": names}) + "\n")
    return tmp_path


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder for sets of the project's own, with none in it."""
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


def write(path: Path, *ids: str) -> None:
    """One text, once for each id."""
    records = ({"id": i, "text": "In Oslo .", "entities": [[3, 7, "LOC"]]} for i in ids)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")


def test_the_same_texts_give_the_same_bytes(gold: Path, own: Path) -> None:
    first, second = (to_bytes(train(gold, epochs=2, own=own)) for _ in range(2))
    assert first == second


def test_digests_are_learned_from_with_what_the_sets_taught(gold: Path, own: Path) -> None:
    digests = gold / "digests.jsonl.gz"
    text = "* The young Anna Berg spoke to a large crowd in Oslo on Monday.\n"
    digests.write_bytes(gzip.compress(json.dumps({"id": "day", "text": text * 9}).encode()))
    alone = to_bytes(train(gold, epochs=2, own=own))
    first, second = (to_bytes(train(gold, epochs=2, own=own, digests=digests)) for _ in range(2))
    assert first == second != alone


def test_what_was_trained_on_is_found_again(gold: Path, own: Path) -> None:
    tokens = tokenise("Anna Berg spoke in Oslo .")
    ((person, place),) = Tagger(train(gold, epochs=4, kept=1.0, own=own)).tag([tokens])
    assert (person.end, person.kind) == (9, Kind.PERSON)
    assert (place.start, place.kind) == (19, Kind.PLACE)


def test_weights_survive_the_file_but_for_rounding(gold: Path, own: Path) -> None:
    weights = train(gold, epochs=2, own=own)
    again = from_bytes(to_bytes(weights))
    assert again.tags == weights.tags
    assert (again.keys == weights.keys).all()
    assert np.abs(again.features - weights.features).max() <= np.abs(weights.features).max() / 50


@pytest.mark.parametrize("name", OWN)
def test_the_projects_own_sets_are_always_trained_on(tmp_path: Path, name: str) -> None:
    read = [document for document in documents(tmp_path) if document.source == name]
    assert len(read) == OWN[name] * len({document.id for document in read}) > 0


def test_what_was_marked_by_reading_is_not_learned_with_silver_labels_too(
    tmp_path: Path, own: Path
) -> None:
    write(tmp_path / "gmb.jsonl", "gmb-1", "gmb-2", "gmb-3")
    write(own / "news.jsonl", "gmb/gmb-2", "gmb/gmb-3")
    assert {d.id for d in documents(tmp_path, own)} == {"gmb-1", "gmb/gmb-3"}


def test_every_fourth_text_of_the_projects_own_sets_is_held_back(tmp_path: Path, own: Path) -> None:
    write(own / "news.jsonl", *"abcdef")
    assert {d.id for d in documents(tmp_path, own)} == set("bcdf")


def test_a_tag_that_may_not_follow_never_does() -> None:
    scores = np.array([[0, 1, 0], [0, 0, 9], [5, 0, 6]], np.float32)  # O, B, I
    step = np.array([[0, 0, -1e4], [0, 0, 0], [0, 0, 0]], np.float32)
    begin = np.array([0, 0, -1e4], np.float32)
    assert decode(scores, np.array([0, 2, 3]), begin, step).tolist() == [1, 2, 0]


def test_decoding_finds_the_best_of_all_sequences() -> None:
    random = np.random.default_rng(3)
    scores = random.normal(size=(4, 3)).astype(np.float32)
    step = random.normal(size=(3, 3)).astype(np.float32)
    begin = np.zeros(3, np.float32)

    def score(tags: tuple[int, ...]) -> float:
        return float(
            sum(scores[i, t] for i, t in enumerate(tags))
            + sum(step[a, b] for a, b in pairwise(tags))
        )

    best = max(np.ndindex(3, 3, 3, 3), key=score)
    assert tuple(decode(scores, np.array([0, 4]), begin, step).tolist()) == best


def test_silver_labels_are_outvoted() -> None:
    text = "at Basra. " * 20
    at = range(3, len(text), 10)
    names = [Name(a, a + 5, "ORG" if a == 3 else "LOC") for a in at]
    (voted,) = by_vote([Document("1", "gmb", text, tuple(names[:-1]))])
    assert [name.label for name in voted.names] == ["LOC"] * 20
