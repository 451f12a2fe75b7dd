"""Thousands of judgements, as somebody imports them: what they take grows with their number."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from in_time import at_most

from articles.entities.mention import EntityType
from index.judgements.added_name import AddedName
from index.judgements.adding import Additions
from index.judgements.judgement import Judgement, Kind, Subject
from index.judgements.rules import Rules
from index.judgements.unsaid import unsaid
from index.mentions.store import MentionStore

SECONDS = 12
"""Of the processor; each takes one or two, and took minutes where each was held against all."""


@pytest.fixture(autouse=True)
def timed() -> Iterator[None]:
    with at_most(SECONDS, "thousands of judgements"):
        yield


def somebody(number: int) -> Subject:
    return Subject(f"Name {number}", EntityType.PERSON, (f"person:a{number}", f"person:b{number}"))


def test_many_merges_are_taken_in(tmp_path: Path) -> None:
    merges = {
        n: Judgement(Kind.MERGE, somebody(2 * n), somebody(2 * n + 1)) for n in range(1, 6001)
    }
    with closing(MentionStore.open(tmp_path / "mentions.db", writable=True)) as store:
        assert store.judge(merges)
        assert len(store.judgements()) == 6000
        written = store._db.total_changes
        one_more = {6001: Judgement(Kind.MERGE, somebody(1), somebody(20_000))}
        assert store.judge({n: one for n, one in merges.items() if n != 7} | one_more)
        assert store._db.total_changes - written < 10
    with closing(MentionStore.open(tmp_path / "mentions.db")) as store:
        assert store.judgements() == {n: one for n, one in merges.items() if n != 7} | one_more


def test_many_names_are_added_after_as_many_were_ignored() -> None:
    ignored = {n: Judgement(Kind.IGNORE, somebody(n)) for n in range(20_000)}
    added = {n + 10_000: Judgement(Kind.ADD, somebody(n)) for n in range(10_000, 30_000)}
    rules = Rules(ignored | added)
    assert len(rules.ignored) == 2 * 10_000  # each goes by two keys
    assert len(rules.added) == 20_000


def test_a_report_may_say_many_added_names() -> None:
    names = [AddedName(n, f"Harrow{n}", EntityType.PLACE, (f"thing:{n}",)) for n in range(4_000)]
    text = " and ".join(one.name for one in names * 4)
    made = Additions(names).applied(text, [])
    assert sum(len(entity.mentions) for entity in made) == 4 * 4_000


def test_many_judgements_come_again() -> None:
    one = somebody(0)
    merges = [Judgement(Kind.MERGE, one, somebody(number)) for number in range(1, 6001)]
    assert unsaid(merges, merges) == []
    assert unsaid(merges, merges[::-1])[:1] == [merges[-2]]
