"""Groups of copies follow the reports: whatever came, went or changed, in whatever order."""

import random
from array import array
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from articles.article import Article
from articles.collection.collection import Collection
from articles.copies import Sketch, sketch
from index.build.build import build
from index.copies.store import CopyStore
from index.library.library import Library


def words(seed: int, count: int = 120) -> str:
    """A text unlike that of any other seed."""
    chance = random.Random(seed)
    return " ".join("".join(chance.choices("abcdefgh", k=6)) for _ in range(count))


def made(text: str) -> Sketch:
    return sketch(Article("report.txt", text, "Title"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CopyStore]:
    with closing(CopyStore.open(tmp_path / "copies.db", writable=True)) as opened:
        yield opened


def test_copies_go_by_their_first_report(store: CopyStore) -> None:
    store.put({1: (1, made(words(1))), 2: (1, made(words(2))), 3: (1, made(words(1)))})
    store.put({9: (2, made(words(1, 100)))})
    assert store.origins() == {1: 1, 3: 1, 9: 1}
    assert list(store.group(9)) == [1, 3, 9]
    assert list(store.group(2)) == [2]


def test_a_group_falls_apart_without_the_report_that_held_it_together(store: CopyStore) -> None:
    first, second = words(1), words(2)
    both = f"{first} {second}"
    store.put({1: (1, made(first)), 2: (1, made(both)), 3: (1, made(second))})
    assert store.origins() == {1: 1, 2: 1, 3: 1}
    store.remove([2])
    assert store.origins() == {}


def test_a_changed_report_changes_its_group(store: CopyStore) -> None:
    store.put({1: (1, made(words(1))), 2: (1, made(words(1)))})
    store.put({2: (2, made(words(3)))})
    assert store.origins() == {}
    assert store.revisions() == {1: 1, 2: 2}


def test_groups_are_the_same_in_whatever_order_reports_came(tmp_path: Path) -> None:
    texts = {number: words(number % 7, 80 + number) for number in range(1, 40)}
    seen = []
    for seed in range(4):
        order = list(texts)
        random.Random(seed).shuffle(order)
        with closing(CopyStore.open(tmp_path / f"{seed}.db", writable=True)) as store:
            for number in order:
                store.put({number: (1, made(words(99, 90)))})  # first something else
                store.put({number: (2, made(texts[number]))})
            store.remove(order[:5])
            store.put({number: (3, made(texts[number])) for number in order[:5]})
            seen.append(store.origins())
    assert all(one == seen[0] for one in seen)
    assert len(set(seen[0].values())) == 7


def test_a_build_finds_the_copies_and_an_update_keeps_up(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for name, text in (("a", words(1)), ("b", words(2)), ("c", words(1, 110))):
        (reports / f"{name}.txt").write_text(text, "utf-8")

    def groups() -> list[list[str]]:
        for _ in build(Collection.open(reports), tmp_path / "library", jobs=0):
            pass
        with closing(Library.open(tmp_path / "library")) as library:
            found = {origin: library.copies.group(origin) for origin in library.copies.origins()}
            return sorted(
                {tuple(row.id for row in library.catalogue.rows(group)) for group in found.values()}
            )

    assert groups() == [("a.txt", "c.txt")]
    (reports / "b.txt").write_text(words(1), "utf-8")
    assert groups() == [("a.txt", "b.txt", "c.txt")]
    (reports / "a.txt").unlink()
    (reports / "c.txt").unlink()
    assert groups() == []


def test_thousands_of_one_text_cost_no_more_than_one(store: CopyStore) -> None:
    """Reports of one wording are neither compared with each other nor linked."""
    same = made(words(1))
    store.put(dict.fromkeys(range(1, 3000), (1, same)))
    assert store.group(7) == array("I", range(1, 3000))
    assert set(store.origins().values()) == {1}
    store.remove(range(1, 2999))
    assert store.origins() == {}
